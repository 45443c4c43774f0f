import assert from 'node:assert/strict';
import { format } from '../../../../src/core/l10n/message.ts';
import { mostSteps, seriesName, type Series, type SeriesAnswer } from '../../../../src/core/model/series.ts';
import type { GateOutcome, MetricGate } from '../../../../src/core/release/gate-outcome.ts';
import { gateRange } from '../../../../src/core/release/prometheus/gate-range.ts';
import { judgeSeries, type ChampionSeries, type SeriesReading } from '../../../../src/core/release/prometheus/judge-series.ts';
import { shownBeside, shownSpan } from '../../../../src/core/release/prometheus/shown.ts';

const now = Date.UTC(2026, 10, 25, 12);
const range = gateRange(3_600_000, now);

/** A series whose last value is of `ago` milliseconds before now; one value a minute. */
function series(values: readonly number[], labels: Readonly<Record<string, string>> = {}, ago = 0): Series {
  const samples = values.map((value, index) => [now - ago - (values.length - 1 - index) * 60_000, value] as const);
  return { labels, samples, histograms: [] };
}

function reading(all: readonly Series[], warnings: readonly string[] = []): SeriesReading {
  const answer: SeriesAnswer = { series: all, warnings };
  return { answer, range, query: 'latency' };
}

type Limits = Partial<Omit<MetricGate, 'metric' | 'from'>>;

function judged(limits: Limits, read: SeriesReading, champion: ChampionSeries = null): GateOutcome & { readonly words: string } {
  const outcome = judgeSeries({ metric: 'latency', from: 'prometheus:live', ...limits }, read, champion);
  return { ...outcome, words: format(outcome.why, 'en') };
}

const against = (by?: number): Limits => ({ noWorseThan: { stage: 'production', ...(by === undefined ? {} : { by }) } });
const champion = (...all: readonly Series[]): ChampionSeries => ({ version: 'v1.0.0', reading: reading(all) });

describe('judgeSeries', () => {
  it('passes where every sample is within the limits, saying what was judged', () => {
    const { passed, value, limit, words } = judged(
      { max: 120 },
      reading([series([80, 120, 90], { pod: 'a' }), series([70], { pod: 'b' })]),
    );
    assert.deepEqual([passed, value, limit], [true, 120, 120]);
    assert.equal(words, 'The highest value, 120, is at most 120. 4 samples in 2 series over 2 min.');
  });

  it('names the worst sample, its series and its time, and the first', () => {
    const { passed, value, limit, words } = judged(
      { max: 120 },
      reading([series([80, 90, 90], { __name__: 'p95', pod: 'a' }), series([121, 140, 90], { __name__: 'p95', pod: 'b' })]),
    );
    assert.deepEqual([passed, value, limit], [false, 140, 120]);
    assert.equal(
      words,
      '140 of p95{pod="b"} at 2026-11-25T11:59:00Z is above 120. ' +
        '2 of 6 samples in 1 of 2 series fail, the first at 2026-11-25T11:58:00Z.',
    );
  });

  it('holds every sample against both limits', () => {
    assert.deepEqual(
      [judged({ min: 1, max: 2 }, reading([series([1, 2])])).passed, judged({ min: 1, max: 2 }, reading([series([0.9, 2])])).limit],
      [true, 1],
    );
    const tooHigh = judged({ min: 1, max: 2 }, reading([series([1, 2.5])]));
    assert.deepEqual([tooHigh.passed, tooHigh.value, tooHigh.limit], [false, 2.5, 2]);
    assert.match(
      judged({ min: 0.5 }, reading([series([0.6, 0.2])])).words,
      /^0\.2 of \{\} at .* is below 0\.5\. 1 of 2 samples .* series fails/,
    );
  });

  it('fails without any limit', () => {
    const { passed, words } = judged({}, reading([series([1])]));
    assert.deepEqual([passed, words], [false, 'The gate has no limit.']);
  });

  it('fails an empty answer, and a series without samples', () => {
    const { passed, value, words } = judged({ max: 1 }, reading([]));
    assert.deepEqual([passed, value, words], [false, null, 'No data: latency gave no samples in the last 1 h.']);
    assert.equal(judged({ max: 1 }, reading([series([0]), series([], { pod: 'b' })])).passed, false);
    assert.match(judged({ max: 1 }, reading([], ['store a is down'])).words, /No data.*incomplete.*store a is down/);
  });

  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    it(`fails ${value}`, () => {
      const outcome = judged({ max: 1e9 }, reading([series([1, value, 1])]));
      assert.deepEqual([outcome.passed, outcome.value], [false, value]);
      assert.match(outcome.words, new RegExp(`is ${value} at 2026-11-25T11:59:00Z: 1 of 3 samples is no finite number`));
    });
  }

  it('fails histograms, which are no numbers', () => {
    const outcome = judged({ max: 1 }, reading([{ ...series([0]), histograms: [{ time: 0, count: 0, sum: 0, buckets: [] }] }]));
    assert.equal(outcome.passed, false);
    assert.match(outcome.words, /a histogram is no number/);
  });

  it('fails a series that ended, though its samples pass', () => {
    const outcome = judged({ max: 9 }, reading([series([1, 2], { pod: 'a' }), series([1], { pod: 'b' }, 12 * 60_000)]));
    assert.deepEqual([outcome.passed, outcome.value], [false, 2]);
    assert.match(outcome.words, /^\{pod="b"\} is stale: its last sample is 12 min old, of 2026-11-25T11:48:00Z/);
    assert.equal(judged({ max: 9 }, reading([series([1], {}, 61_000)])).passed, false);
    assert.equal(judged({ max: 9 }, reading([series([1], {}, 60_000)])).passed, true);
  });

  it('fails what the server itself does not vouch for', () => {
    const outcome = judged({ max: 9 }, reading([series([1])], ['store b timed out']));
    assert.equal(outcome.passed, false);
    assert.match(outcome.words, /incomplete or wrong: store b timed out/);
  });

  it('compares means with the champion', () => {
    const better = judged(against(), reading([series([80, 120])]), champion(series([90, 110])));
    assert.deepEqual([better.passed, better.value, better.limit], [true, 100, 100]);
    const worse = judged(
      { ...against(10), max: 500 },
      reading([series([100, 100], { pod: 'a' }), series([100, 130], { pod: 'b' })]),
      champion(series([104, 100, 102])),
    );
    assert.deepEqual([worse.passed, worse.value, worse.limit], [false, 115, 112]);
    assert.equal(worse.words, 'The mean 115 of {pod="b"} is worse than the mean 102 of v1.0.0 by more than 10.');
    const within = judged({ ...against(10), max: 500 }, reading([series([105, 115])]), champion(series([100])));
    assert.deepEqual([within.passed, within.value, within.limit], [true, 115, 500]);
    assert.match(within.words, /at most 500\. The mean 110 is no worse than the mean 100 of v1\.0\.0 by more than 10\. 2 samples/);
  });

  it('needs a champion that can be compared with, where one is there', () => {
    assert.equal(judged(against(), reading([series([2, 1])])).passed, true);
    assert.equal(judged(against(), reading([series([2, 1])])).value, 1);
    for (const bad of [champion(), champion(series([Number.NaN])), champion(series([1], {}, 600_000))]) {
      const { passed, words } = judged(against(), reading([series([1])]), bad);
      assert.equal(passed, false);
      assert.match(words, /^v1\.0\.0 in production cannot be compared\. ./);
    }
  });

  it('tells a number from its limit, however close', () => {
    const outcome = judged({ min: 0.85 }, reading([series([0.8499999999])]));
    assert.match(outcome.words, /^0\.8499999999 of/);
    assert.deepEqual([shownBeside(0.849, 0.85), shownBeside(123.456789, 1)], [0.849, 123.457]);
  });

  it('takes very many samples', () => {
    const many = series(Array.from({ length: 200_000 }, (_, index) => index % 7));
    assert.equal(judged({ max: 5 }, reading([many])).value, 6);
  });
});

describe('gateRange', () => {
  for (const [window, step] of [
    [0, 1],
    [60_000, 1],
    [600_000, 3],
    [3_600_000, 15],
    [86_400_000, 15],
    [7 * 86_400_000, 55],
    [365 * 86_400_000, 2867],
  ] as const) {
    it(`looks every ${step} s at a window of ${shownSpan(window)}`, () => {
      const { start, end, step: found } = gateRange(window, now);
      assert.deepEqual([found, end], [step * 1000, now]);
      assert.ok(start >= now - window && start < now - window + found);
      assert.ok((end - start) / found <= mostSteps);
      assert.equal((end - start) % found, 0);
    });
  }
});

describe('seriesName', () => {
  it('is what PromQL would write', () => {
    assert.deepEqual(
      [{ __name__: 'up' }, { __name__: 'up', job: 'a"b' }, { job: 'a' }, {}].map((labels) => seriesName({ labels })),
      ['up', 'up{job="a\\"b"}', '{job="a"}', '{}'],
    );
  });
});
