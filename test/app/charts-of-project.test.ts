import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { askSideBySide, outcomeOf, type Outcome } from '../../src/app/ask-side-by-side.ts';
import { askCharts, type ChartsRequest } from '../../src/app/charts-of-project.ts';
import type { ChartAnswer, ChartSpec } from '../../src/core/charts/chart.ts';
import { message } from '../../src/core/l10n/message.ts';
import type { TimeRange } from '../../src/core/model/series.ts';
import type { ChartSource } from '../../src/ports/chart-source.ts';
import { ProviderError } from '../../src/ports/version-registry.ts';
import { bareChart } from '../support/charts.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 20);
const never = new AbortController().signal;

function answerAt(...times: readonly number[]): ChartAnswer {
  return {
    lines: [{ name: '', version: null, points: times.map((time) => ({ time, value: 1 })) }],
    method: null,
    defaults: { alert: null, direction: 'above', inclusive: true },
    pace: null,
    warnings: [],
  };
}

/** Asks and gives what was told, in the order in which it was. */
async function asked(
  charts: readonly ChartSpec[],
  source: ChartSource,
  more: Partial<ChartsRequest> = {},
): Promise<readonly (readonly [id: string, outcome: Outcome<ChartAnswer>])[]> {
  const told: (readonly [string, Outcome<ChartAnswer>])[] = [];
  const common = { placeOf: () => ({ place: 'server', source }), time: { start: now - day, end: now }, width: 600, now };
  await askCharts({ charts, ...common, tell: ({ id }, outcome) => void told.push([id, outcome]), ...more }, never);
  return told;
}

describe('askCharts', () => {
  const query = (id: string): ChartSpec => bareChart({ id, type: 'prometheus', query: 'up' });

  it('tells a failure of one chart as its own, and the answers of the others', async () => {
    const words = {
      text: message({ en: 'Down.', pl: 'Nie działa.' }),
      hint: message({ en: 'Wait.', pl: 'Czekaj.' }),
      at: 'query' as const,
    };
    const told = await asked([query('a'), query('b'), query('c')], {
      answer: ({ chart: { id } }) => {
        if (id === 'a') return Promise.reject(new ProviderError('bad-answer', words));
        return id === 'b' ? Promise.reject(new TypeError('our mistake')) : Promise.resolve(answerAt(now));
      },
    });
    const outcomes = new Map(told);
    const [a, b, c] = ['a', 'b', 'c'].map((id) => outcomes.get(id));
    assert.deepEqual(a?.kind === 'failure' && [a.failure.code, a.failure.text.en, a.failure.hint.en, a.failure.at], [
      'bad-answer',
      'Down.',
      'Wait.',
      'query',
    ]);
    assert.equal(b?.kind === 'failure' && b.failure.code, 'internal');
    assert.ok(b?.kind === 'failure' && b.failure.cause instanceof TypeError);
    assert.equal(c?.kind, 'answer');
  });

  it('asks one server a few questions at a time, and others meanwhile', async () => {
    const under = { slow: 0, most: 0 };
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const slow: ChartSource = {
      async answer() {
        under.slow += 1;
        under.most = Math.max(under.most, under.slow);
        await gate;
        under.slow -= 1;
        return answerAt(now);
      },
    };
    const quick: ChartSource = { answer: () => Promise.resolve(answerAt(now)) };
    const told: string[] = [];
    const charts = [...Array.from({ length: 9 }, (_, index) => query(`slow/${String(index)}`)), query('quick')];
    const asking = askCharts(
      {
        charts,
        placeOf: ({ id }) => (id === 'quick' ? { place: 'quick', source: quick } : { place: 'slow', source: slow }),
        time: null,
        width: 600,
        now,
        tell: ({ id }) => void told.push(id),
      },
      never,
    );
    while (told.length === 0) await setImmediate();
    assert.deepEqual([told, under.slow], [['quick'], 4]);
    release();
    await asking;
    assert.deepEqual([told.length, under.most], [10, 4]);
  });

  it('rejects with the reason when it is called off, and tells nothing any more', async () => {
    const abort = new AbortController();
    const told: string[] = [];
    const source: ChartSource = {
      async answer() {
        abort.abort(new Error('enough'));
        await setImmediate();
        return answerAt(now);
      },
    };
    const request = { placeOf: () => ({ place: 'one', source }), time: null, width: 600, now };
    await assert.rejects(
      askCharts({ charts: [query('a'), query('b')], ...request, tell: ({ id }) => void told.push(id) }, abort.signal),
      /enough/,
    );
    assert.deepEqual(told, []);
  });

  /** The ranges that a source of a type was asked for. */
  async function ranges(type: ChartSpec['type'], time: ChartsRequest['time'], held: readonly number[]): Promise<readonly TimeRange[]> {
    const found: TimeRange[] = [];
    const source: ChartSource = {
      answer: ({ range }) => {
        found.push(range);
        return Promise.resolve(answerAt(...held.filter((at) => at >= range.start && at <= range.end)));
      },
    };
    await asked([bareChart({ type })], source, { time });
    return found;
  }

  it('asks a query for no more values than pixels, at times that lie on the step', async () => {
    const [range] = await ranges('prometheus', { start: now - day, end: now }, []);
    assert.ok(range);
    assert.equal(range.step, 5 * 60_000);
    assert.equal(range.start % range.step, 0);
  });

  it('asks a query for all that there is a second time, from where a year’s steps found the first value', async () => {
    const held = Array.from({ length: 15 * 24 }, (_, hour) => now - hour * 3_600_000).toSorted((one, other) => one - other);
    const [year, closer, ...more] = await ranges('prometheus', null, held);
    assert.ok(year !== undefined && closer !== undefined && more.length === 0);
    assert.ok(now - year.start > 360 * day && year.step >= day / 2);
    assert.ok(closer.start <= (held[0] ?? 0) && closer.start > now - 17 * day && closer.step < year.step);
  });

  it('asks files and reports for everything, whatever is shown, and MLflow for what is shown', async () => {
    const time = { start: now - day, end: now };
    for (const type of ['files', 'reports'] as const) {
      const [range] = await ranges(type, time, []);
      assert.deepEqual([range?.start, range?.end], [0, Number.MAX_SAFE_INTEGER]);
    }
    const [shown] = await ranges('mlflow', time, []);
    assert.deepEqual([shown?.start, shown?.end], [time.start, time.end]);
    const [all] = await ranges('mlflow', null, []);
    assert.deepEqual([all?.start, all?.end], [0, Number.MAX_SAFE_INTEGER]);
  });
});

describe('askSideBySide', () => {
  it('passes a rejection on that is no failure of a source', async () => {
    const ask = async (): Promise<void> => {
      await outcomeOf(() => Promise.reject(new Error('told')), never);
      throw new Error('mine');
    };
    await assert.rejects(askSideBySide([{ place: 'one', ask }], never), /mine/);
  });
});
