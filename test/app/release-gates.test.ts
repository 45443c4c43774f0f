import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { GateDependencies } from '../../src/app/gate-dependencies.ts';
import { evaluateGates } from '../../src/app/release-gates.ts';
import type { ManifestGate } from '../../src/core/config/manifest-schema.ts';
import { format, message } from '../../src/core/l10n/message.ts';
import type { SeriesAnswer } from '../../src/core/model/series.ts';
import type { ModelState, StageHolder } from '../../src/core/release/model-state.ts';
import { bareModel, type ReleaseModel } from '../../src/core/release/release-config.ts';
import { emptyState } from '../../src/core/release/release-plan.ts';
import { createLocalDvcCache } from '../../src/node/dvc/local-dvc-cache.ts';
import { createGit } from '../../src/node/git/git-repository.ts';
import type { GitRepository } from '../../src/ports/git.ts';
import type { ChartQuestion } from '../../src/ports/chart-source.ts';
import type { RangeQuery } from '../../src/ports/metric-source.ts';
import { ProviderError } from '../../src/ports/version-registry.ts';
import { chartAnswer } from '../support/charts.ts';
import { neverAborted, temporaryRepository, type TemporaryRepository } from '../support/temporary-repository.ts';

const now = Date.UTC(2026, 10, 25, 12);
const query = 'latency{version="{{version}}"}';
const latency: ManifestGate = { metric: 'latency', from: 'prometheus:live', query, window: '1h', max: 120 };
const loss: ManifestGate = { metric: 'loss', from: 'mlflow:tracking#val/loss', max: 0.5 };

const sources: ReleaseModel['sources'] = {
  live: { type: 'prometheus', url: 'http://127.0.0.1:9' },
  other: { type: 'prometheus', url: 'http://127.0.0.1:9' },
  placeless: { type: 'prometheus' },
  tracking: { type: 'mlflow', url: 'http://127.0.0.1:9' },
  batches: { type: 'files', reference: 'reference.csv', current: 'batches/*.csv' },
};

const amount = { title: 'Amount', source: 'live', query: 'psi', alert: 0.25, for: '10m' };
const drift: ReleaseModel['drift'] = [
  amount,
  { title: 'Twice', source: 'live', query: 'one', alert: 0.25 },
  { title: 'Twice', source: 'other', query: 'two', alert: 0.25 },
  { title: 'Lost', source: 'nowhere', query: 'psi', alert: 0.25 },
  { title: 'Age', source: 'batches', column: 'age', method: 'psi', alert: 0.25 },
];

function series(...values: readonly number[]): SeriesAnswer {
  const samples = values.map((value, index) => [now - (values.length - 1 - index) * 15_000, value] as const);
  return { series: [{ labels: {}, samples, histograms: [] }], warnings: [] };
}

function refusal(code: 'unreachable' | 'unauthorized'): ProviderError {
  return new ProviderError(code, {
    text: message({ en: 'It says {word}.', pl: 'Mówi {word}.' }, { word: 'no' }),
    hint: message({ en: 'Try {word}.', pl: 'Spróbuj {word}.' }, { word: 'again' }),
  });
}

const champion: StageHolder = { version: 'v1.0.0', commit: null, since: null, by: null, ref: '', object: '' };

describe('evaluateGates', function () {
  this.timeout(20_000);
  let place: TemporaryRepository;
  let repository: GitRepository;
  before(async () => {
    place = temporaryRepository();
    place.commit('models/metrics.json', '{"f1": 0.9}');
    const opened = await createGit({ environment: place.environment }).open(place.root, neverAborted());
    assert.ok(opened !== null);
    repository = opened;
  });
  after(() => place.remove());

  /** Outcomes as `passed: words`, with sources that answer as told. */
  async function judged(
    gates: readonly ManifestGate[],
    answers: Partial<GateDependencies> & { readonly range?: (query: RangeQuery, signal: AbortSignal) => Promise<SeriesAnswer> } = {},
    { commit = null, signal = neverAborted() }: { readonly commit?: string | null; readonly signal?: AbortSignal } = {},
  ): Promise<readonly string[]> {
    const { range = () => Promise.resolve(series(90)), ...others } = answers;
    const deps: GateDependencies = {
      dvcCache: createLocalDvcCache(),
      readiness: (check) => Promise.resolve(check === 'rollback' ? 'met' : 'missing'),
      metricSource: () => ({ range }),
      versionMetric: () => Promise.resolve({ value: 0.4 }),
      driftChart: () => ({ answer: () => Promise.resolve(chartAnswer([[0.05]], { end: now })) }),
      now: () => now,
      ...others,
    };
    const state: ModelState = { ...emptyState('fraud'), stages: new Map([['production', champion]]) };
    const model = { ...bareModel('fraud', 'git'), folder: 'models', gates, sources, drift };
    const request = { model, state, stage: 'canary', version: 'v1.1.0', commit };
    const outcomes = await evaluateGates(deps, { context: { repository }, request }, signal);
    return outcomes.map(({ passed, why }) => `${String(passed)}: ${format(why, 'en')}`);
  }

  async function first(...given: Parameters<typeof judged>): Promise<string> {
    return (await judged(...given))[0] ?? '';
  }

  it('asks every kind of source and keeps the order, whoever answers first', async () => {
    const answers = {
      range: async () => {
        await pause(50);
        return series(100);
      },
    };
    const gates = [
      latency,
      { metric: 'f1', from: 'metrics.json#/f1', min: 0.8 },
      { check: 'rollback' },
      { check: 'retraining' },
      loss,
      { drift: 'Amount' },
    ];
    assert.deepEqual(await judged(gates, answers, { commit: place.git('rev-parse', 'HEAD') }), [
      'true: The highest value, 100, is at most 120. 1 sample in 1 series over 0 s.',
      'true: 0.9 is at least 0.8.',
      'true: The check rollback is met.',
      'false: The check retraining is missing.',
      'true: 0.4 is at most 0.5.',
      'true: 0.05 of 2026-11-25T12:00:00Z does not reach the alert of 0.25.',
    ]);
  });

  it('asks for the version, over the window up to now', async () => {
    const asked: RangeQuery[] = [];
    await judged([{ ...latency, window: '10m', query: 'x{version=~"{{version}}", model="{{model}}"}' }], {
      range: (wanted) => {
        asked.push(wanted);
        return Promise.resolve(series(1));
      },
    });
    assert.deepEqual(asked, [{ query: String.raw`x{version=~"v1\\.1\\.0", model="fraud"}`, start: now - 600_000, end: now, step: 3000 }]);
  });

  const faulty: readonly (readonly [string, ManifestGate, RegExp])[] = [
    ['a source that is not declared', { ...latency, from: 'prometheus:nowhere' }, /no source "nowhere"\. Declare it under sources/],
    ['a source named as what every object has', { ...latency, from: 'prometheus:constructor' }, /no source "constructor"/],
    [
      'a source of another type',
      { ...latency, from: 'prometheus:tracking' },
      /tracking is of type mlflow; the gate needs one of type prometheus/,
    ],
    ['a source without an address', { ...latency, from: 'prometheus:placeless' }, /placeless has no url/],
    ['no query', { metric: 'a', from: 'prometheus:live', window: '1h', max: 1 }, /has no query\. .* with \{\{version\}\} in it/],
    ['no window', { metric: 'a', from: 'prometheus:live', query: 'up', max: 1 }, /has no window/],
    ['a placeholder that nothing is known for', { ...latency, query: 'x{a="{{pod}}"}' }, /has \{\{pod\}\}/],
    [
      'a champion asked the same',
      { ...latency, query: 'x', noWorseThan: { stage: 'production' } },
      /has no \{\{version\}\}, so that it asks the same/,
    ],
    [
      'an MLflow source that is none',
      { ...loss, from: 'mlflow:live#loss' },
      /live is of type prometheus; the gate needs one of type mlflow/,
    ],
    ['a file where no commit is known', { metric: 'f1', from: 'metrics.json#/f1', min: 0 }, /does not say which commit/],
  ];
  for (const [what, gate, words] of faulty) {
    it(`fails ${what}`, async () => {
      const outcome = await first([gate], { range: () => assert.fail('asked') });
      assert.match(outcome, words);
      assert.match(outcome, /^false/);
    });
  }

  it('fails what may not be asked, with the reason it is given', async () => {
    const failure = message({ en: 'Not now.', pl: 'Nie teraz.' });
    const answers = { metricSource: () => ({ failure }), versionMetric: () => Promise.resolve({ failure }) };
    assert.deepEqual(await judged([latency, loss], answers), ['false: Not now.', 'false: Not now.']);
  });

  it('compares with the champion’s own numbers', async () => {
    const answers = {
      range: ({ query: asked }: RangeQuery) => Promise.resolve(series(asked.includes('v1.0.0') ? 80 : 90)),
      versionMetric: ({ version }: { readonly version: string }) => Promise.resolve({ value: version === 'v1.0.0' ? 0.3 : 0.4 }),
    };
    const noWorseThan = { stage: 'production', by: 5 };
    assert.deepEqual(
      await judged(
        [
          { ...latency, noWorseThan },
          { ...latency, noWorseThan: { stage: 'nobody' } },
          { ...loss, noWorseThan: { stage: 'production' } },
        ],
        answers,
      ),
      [
        'false: The mean 90 of {} is worse than the mean 80 of v1.0.0 by more than 5.',
        'true: The highest value, 90, is at most 120. 1 sample in 1 series over 0 s.',
        'false: 0.4 is worse than 0.3 of v1.0.0 by more than 0.',
      ],
    );
  });

  it('says what a server says, and what to do', async () => {
    const asks = () => Promise.reject(refusal('unauthorized'));
    assert.deepEqual(await judged([latency, loss], { range: asks, versionMetric: asks }), [
      'false: It says no. Try again.',
      'false: It says no. Try again.',
    ]);
  });

  it('asks a server that does not answer no more, and others still', async () => {
    const counts = { live: 0, other: 0 };
    const gates = [...Array.from({ length: 20 }, () => latency), { ...latency, from: 'prometheus:other' }];
    const outcomes = await judged(gates, {
      metricSource: ({ name }) => ({
        range() {
          counts[name as keyof typeof counts] += 1;
          return name === 'live' ? Promise.reject(refusal('unreachable')) : Promise.resolve(series(1));
        },
      }),
    });
    assert.ok(counts.live <= 6, String(counts.live));
    assert.equal(counts.other, 1);
    assert.deepEqual(new Set(outcomes.slice(0, 20)), new Set(['false: It says no. Try again.']));
    assert.match(outcomes[20] ?? '', /^true/);
  });

  /** Answers never, but ends when told to, as the ports promise. */
  function never(_query: unknown, signal: AbortSignal): Promise<never> {
    return new Promise((_resolve, reject) => {
      // A timer that is not waited for does not keep the process alive.
      const alive = setInterval(() => undefined, 1000);
      signal.addEventListener('abort', () => {
        clearInterval(alive);
        reject(signal.reason as Error);
      });
    });
  }

  it('gives a gate up that takes too long, and keeps the others', async () => {
    const outcomes = await judged([latency, loss], { range: never, gateTimeout: 100 });
    assert.deepEqual(outcomes, ['false: The source live did not answer within 1 s.', 'true: 0.4 is at most 0.5.']);
  });

  it('stops when it is told to', async () => {
    const abort = new AbortController();
    const reason = new Error('stopped');
    const running = judged([latency, latency, loss], { range: never }, { signal: abort.signal });
    abort.abort(reason);
    await assert.rejects(running, reason);
    await assert.rejects(judged([{ check: 'rollback' }], {}, { signal: abort.signal }), reason);
  });

  it('asks the source of a drift entry in the manifest’s folder, long enough to see all of its `for`', async () => {
    const asked: unknown[] = [];
    const answers: Partial<GateDependencies> = {
      driftChart: ({ model, root, spec: { source } }) => ({
        answer({ chart: { id, type }, range }: ChartQuestion) {
          asked.push([source, model.folder, root, id, type, range.start, range.end]);
          return Promise.resolve(chartAnswer([[0.3]], { end: now }));
        },
      }),
    };
    assert.deepEqual(await judged([{ drift: 'Amount' }, { drift: 'Age' }], answers), [
      'false: 0.3 reaches the alert of 0.25 since 2026-11-25T12:00:00Z.',
      'false: 0.3 reaches the alert of 0.25 since 2026-11-25T12:00:00Z.',
    ]);
    const range = [now - 3_600_000, now];
    assert.deepEqual(asked, [
      ['live', 'models', place.root, 'drift/0', 'prometheus', ...range],
      // All batches there are: a file holds what it holds.
      ['batches', 'models', place.root, 'drift/4', 'files', 0, Number.MAX_SAFE_INTEGER],
    ]);
  });

  it('wants all drift entries of a title to pass, and one to be there', async () => {
    const answers = (bad: string): Partial<GateDependencies> => ({
      driftChart: ({ spec: { source } }) => ({ answer: () => Promise.resolve(chartAnswer([[source === bad ? 0.3 : 0.1]], { end: now })) }),
    });
    for (const bad of ['live', 'other']) assert.match(await first([{ drift: 'Twice' }], answers(bad)), /^false: 0\.3 reaches/);
    assert.match(await first([{ drift: 'Twice' }], answers('')), /^true/);
    assert.match(await first([{ drift: 'Elsewhere' }]), /^false: The manifest has no drift entry with the title "Elsewhere"/);
    assert.match(await first([{ drift: 'Lost' }]), /^false: There is no source 'nowhere'/);
  });

  it('fails drift that cannot be asked, with the reason, and waits for files as long as they take', async () => {
    const failure = message({ en: 'Not now.', pl: 'Nie teraz.' });
    assert.equal(await first([{ drift: 'Amount' }], { driftChart: () => ({ failure }) }), 'false: Not now.');
    const unreachable = { driftChart: () => ({ answer: () => Promise.reject(refusal('unreachable')) }) };
    assert.equal(await first([{ drift: 'Amount' }], unreachable), 'false: It says no. Try again.');
    const driftChart: GateDependencies['driftChart'] = ({ spec: { source } }) => ({
      async answer(question, signal) {
        if (source === 'live') return never(question, signal);
        await pause(80);
        return chartAnswer([[0]], { end: now });
      },
    });
    const outcomes = await judged([{ drift: 'Amount' }, { drift: 'Age' }], { driftChart, gateTimeout: 20 });
    assert.deepEqual(
      outcomes.map((outcome) => outcome.slice(0, 40)),
      ['false: The source live did not answer wi', 'true: 0 of 2026-11-25T12:00:00Z does not'],
    );
  });

  it('lets through what is no failure of a server', async () => {
    const mistake = new TypeError('x is not a function');
    await assert.rejects(judged([latency], { range: () => Promise.reject(mistake) }), mistake);
  });
});
