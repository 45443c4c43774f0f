import assert from 'node:assert/strict';
import { manifestOfText } from '../../../src/app/read-manifest.ts';
import type { ChartAnswer } from '../../../src/core/charts/chart.ts';
import type { LiveAlert } from '../../../src/core/charts/live-alert.ts';
import { message } from '../../../src/core/l10n/message.ts';
import { judgementOf } from '../../../src/extension/drift-panel/chart-view.ts';
import { ProjectLook, type LookServices } from '../../../src/extension/drift-panel/project-look.ts';
import { ProviderError } from '../../../src/ports/version-registry.ts';

const signal = new AbortController().signal;
const now = Date.UTC(2026, 10, 20);
const manifestText = (title: string): string => `version: 1
models:
  - { name: fraud }
sources:
  live: { type: prometheus, url: http://127.0.0.1:9090 }
  batches: { type: files, reference: reference.csv, current: "*.csv" }
drift:
  - { title: ${title}, source: batches, column: amount, method: psi }
  - { title: Score, source: live, query: drift_score, alert: 0.25 }
  - { title: Nowhere, source: gone, query: up }
charts:
  - { title: Latency, source: live, query: latency, group: operations }
`;

function answerOf(value: number): ChartAnswer {
  return {
    lines: [{ name: '', version: null, points: [{ time: now, value }] }],
    method: null,
    defaults: { alert: null, direction: 'above', inclusive: true },
    pace: 60_000,
    warnings: [],
  };
}

/** A project whose server does what a test says; `asked` are the charts that it was asked for. */
function project() {
  const state = { title: 'Amount', value: 0.1, fails: false, asked: [] as string[], drifts: 0 };
  const down = { text: message({ en: 'Down.', pl: 'Nie.' }), hint: message({ en: 'Wait.', pl: 'Czekaj.' }) };
  const alert: LiveAlert = {
    name: 'Slow',
    state: 'firing',
    since: now,
    value: 1,
    labels: {},
    annotations: {},
    silenced: null,
    rule: null,
    source: 'live',
  };
  const services: LookServices = {
    manifest: () => Promise.resolve(manifestOfText('airworthy.yaml', manifestText(state.title))),
    monitoring: () => Promise.resolve(null),
    drift: () => {
      state.drifts += 1;
      const problem = { path: 'a.csv', line: 0, message: null, reason: 'EIO', source: 'batches' };
      return Promise.resolve({ series: [], batches: [], problems: [problem], left: [] });
    },
    chartSource: () => ({
      answer: ({ chart }) => {
        state.asked.push(chart.id);
        return state.fails ? Promise.reject(new ProviderError('unreachable', down)) : Promise.resolve(answerOf(state.value));
      },
    }),
    reports: () => assert.fail('there are none'),
    alertSource: ({ type }) =>
      type !== 'prometheus'
        ? null
        : {
            alerts: () =>
              state.fails ? Promise.reject(new ProviderError('unreachable', down)) : Promise.resolve({ alerts: [alert], warnings: [] }),
          },
    placeOf: ({ name }) => name,
    releases: () => Promise.resolve({ entries: [], stages: [], notes: [] }),
    now: () => now,
  };
  const look = new ProjectLook({ id: 'p', root: '', name: 'p' }, services);
  const ask = async (more: Partial<Parameters<ProjectLook['ask']>[0]> = {}): Promise<readonly string[]> => {
    const told: string[] = [];
    assert.equal(await look.prepare(signal), true);
    const times = { shown: { start: now - 1000, end: now }, compared: null };
    await look.ask(
      { times, width: 600, isFull: true, consent: Promise.resolve(), tell: ({ spec }) => void told.push(spec.id), ...more },
      signal,
    );
    return told;
  };
  return { state, look, ask };
}

describe('ProjectLook', () => {
  it('asks each chart of its source, tells each answer, and keeps what cannot be asked in its place', async () => {
    const { look, state, ask } = project();
    assert.deepEqual([...(await ask())].sort(), ['charts/0', 'drift/0', 'drift/1']);
    assert.deepEqual(state.asked.toSorted(), ['charts/0', 'drift/1']);
    assert.deepEqual(
      look.model().views.map(({ spec, given, failure }) => [spec.id, given !== null, failure?.text.en ?? null]),
      [
        ['drift/0', false, '{path}: {reasonPart2}'],
        ['drift/1', true, null],
        ['charts/0', true, null],
        ['drift/2', false, "There is no source '{source}' under 'sources'."],
      ],
    );
    assert.equal(look.model().problems.length, 1);
  });

  it('does not let files wait for the answer whether servers may be asked', async () => {
    const { ask, state } = project();
    let consent = (): void => undefined;
    const told: string[] = [];
    const asking = ask({
      consent: new Promise<void>((resolve) => (consent = resolve)),
      tell: ({ spec }) => {
        told.push(spec.id);
        if (spec.id === 'drift/0') {
          assert.deepEqual(state.asked, []);
          consent();
        }
      },
    });
    await asking;
    assert.equal(told[0], 'drift/0');
    assert.equal(told.length, 3);
  });

  it('keeps the last answer while the server is down, with the failure, and forgets the failure when it is back', async () => {
    const { look, state, ask } = project();
    state.value = 0.5;
    await ask();
    state.fails = true;
    await ask();
    const down = look.view('drift/1');
    assert.ok(down);
    assert.deepEqual([judgementOf(down, now)?.state, down.failure?.code, look.hasSilence()], ['alert', 'unreachable', true]);
    state.fails = false;
    state.value = 0.1;
    await ask();
    const back = look.view('drift/1');
    assert.ok(back);
    assert.deepEqual([judgementOf(back, now)?.state, back.failure, look.hasSilence()], ['ok', null, false]);
  });

  it('asks only what depends on the time where only the time has changed, and for the compared range too', async () => {
    const { look, state, ask } = project();
    await ask();
    state.asked = [];
    await ask({ isFull: false, times: { shown: { start: now - 5000, end: now }, compared: { start: now - 10_000, end: now - 5000 } } });
    assert.deepEqual(state.asked.toSorted(), ['charts/0', 'charts/0', 'drift/1', 'drift/1']);
    assert.notEqual(look.view('drift/1')?.compared, null);
    await ask({ isFull: false });
    assert.equal(look.view('drift/1')?.compared, null);
  });

  it('keeps the answers of charts that only changed their titles', async () => {
    const { look, state, ask } = project();
    await ask();
    state.title = 'Sum';
    await look.prepare(signal);
    assert.deepEqual([look.view('drift/0')?.spec.title, look.view('drift/1')?.given !== null], ['Sum', true]);
  });

  it('asks for alerts, and says why they are not known', async () => {
    const { look, state, ask } = project();
    await ask();
    assert.equal(await look.askAlerts(Promise.resolve(), signal), true);
    assert.deepEqual(
      look.model().alerts.map(({ name }) => name),
      ['Slow'],
    );
    assert.equal(await look.askAlerts(Promise.resolve(), signal), false, 'the same as before');
    state.fails = true;
    assert.equal(await look.askAlerts(Promise.resolve(), signal), true);
    assert.deepEqual([look.model().alerts, look.model().alertProblems.map(({ en }) => en)], [[], ['Down. Wait.']]);
  });
});
