import assert from 'node:assert/strict';
import type { ChartAnswer, ChartPoint, ChartSpec } from '../../../src/core/charts/chart.ts';
import { format } from '../../../src/core/l10n/message.ts';
import { createHttp } from '../../../src/node/http/create-http.ts';
import { ProviderError } from '../../../src/ports/version-registry.ts';
import { createMlflowClient, type MlflowClient, type MlflowClientOptions } from '../../../src/providers/mlflow/mlflow-client.ts';
import { mlflowCharts, type ChartedModel } from '../../../src/providers/mlflow/mlflow-charts.ts';
import { bareChart, warningsOf } from '../../support/charts.ts';
import { faultProxy } from '../../support/fault-proxy.ts';
import { mlflowContent, type MlflowContent } from '../../support/mlflow-content.ts';
import { mlflowPlace } from '../../support/mlflow-place.ts';
import { mlflowMajors } from '../../support/mlflow-server.ts';
import { withMlflow } from '../../support/with-mlflow.ts';

const { signal } = new AbortController();
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const now = Date.now();

const specOf = (extra: Partial<ChartSpec>): ChartSpec => bareChart({ type: 'mlflow', source: 'tracking', group: 'quality', ...extra });

/** Values by minutes from `now`, with the words of their notes. */
function seen(points: readonly ChartPoint[] = []): readonly (readonly [number, number | null, string])[] {
  return points.map(({ time, value, note }) => [Math.round((time - now) / minute), value, note === undefined ? '' : format(note, 'en')]);
}

for (const major of mlflowMajors) {
  describe(`charts of MLflow ${String(major)}`, function () {
    this.timeout(180_000);
    const url = withMlflow(major);
    let content: MlflowContent;
    let count = 0;
    let name = '';

    beforeEach(async () => {
      content = mlflowContent(url());
      count += 1;
      name = `fraud's ${String(count)}`;
      await content.model(name);
    });

    const client = (extra: Partial<MlflowClientOptions> = {}): MlflowClient =>
      createMlflowClient({ http: createHttp(), url: url(), authorization: () => Promise.resolve(null), ...extra });
    const asked = (
      spec: Partial<ChartSpec>,
      { from = client(), start = now - day, end = now + day, models }: AskOptions = {},
    ): Promise<ChartAnswer> =>
      mlflowCharts({ client: from, models: models ?? [{ name: 'fraud', registered: name, aliases: { production: 'champion' } }] }).answer(
        { chart: specOf(spec), range: { start, end, step: minute } },
        signal,
      );
    interface AskOptions {
      readonly from?: MlflowClient;
      readonly start?: number;
      readonly end?: number;
      readonly models?: readonly ChartedModel[];
    }

    async function log(run: string, key: string, values: readonly (readonly [minutes: number, value: number | string, step?: number])[]) {
      const metrics = values.map(([minutes, value, step = 0]) => ({ key, value, timestamp: now + minutes * minute, step }));
      await content.post('runs/log-batch', { run_id: run, metrics });
    }

    async function experiment(): Promise<string> {
      const made = await content.post('experiments/create', { name: `experiment ${String(count)} of ${name}` });
      return String(made['experiment_id']);
    }

    async function anotherExperiment(): Promise<string> {
      return String((await content.post('experiments/create', { name: `not ${name}` }))['experiment_id']);
    }

    async function runIn(id: string, run_name?: string): Promise<string> {
      const made = (await content.post('runs/create', { experiment_id: id, start_time: now + count, run_name })) as {
        run: { info: { run_id: string } };
      };
      return made.run.info.run_id;
    }

    it('draws the quality of what was in a stage while it was there', async () => {
      const place = mlflowPlace({ name, content, client: client() });
      const runs = [await content.run(), await content.run()];
      await log(runs[0] ?? '', 'f1', [
        [-30, 0.7, 0],
        [-20, 0.8, 1],
      ]);
      await log(runs[1] ?? '', 'f1', [[-10, 0.9]]);
      for (const run of runs) await content.version(name, run);
      const at = (minutes: number) => place.registry({ now: () => now + minutes * minute });
      await place.apply(await place.writesOf(place.promote(await place.stateOf(), '1'), at(60)));
      await place.apply(await place.writesOf(place.promote(await place.stateOf(), '2'), at(120)));
      await log(runs[0] ?? '', 'f1', [
        [90, 0.75, 2],
        [130, 0.1, 3],
      ]);
      await log(runs[1] ?? '', 'f1', [
        [150, 0.85, 1],
        [150, 0.86, 2],
      ]);

      const models = [{ name: 'fraud', registered: name, aliases: {} }];
      const answer = await asked({ metric: 'f1', model: 'fraud' }, { models });
      assert.deepEqual(
        answer.lines.map((line) => [line.name, line.version]),
        [['production', null]],
      );
      assert.deepEqual(seen(answer.lines[0]?.points), [
        [60, 0.8, 'Version 1.'],
        [90, 0.75, 'Version 1.'],
        [120, 0.9, 'Version 2.'],
        [150, 0.85, 'Version 2.'],
        [150, 0.86, 'Version 2.'],
      ]);
      assert.deepEqual(
        answer.lines[0]?.points.map(({ from }) => from),
        [runs[0], runs[0], runs[1], runs[1], runs[1]],
      );
      assert.deepEqual([answer.defaults, answer.pace], [{ alert: null, direction: 'below', inclusive: true }, null]);
      assert.equal(
        answer.method === null ? '' : format(answer.method, 'en'),
        'Metric f1 of the version in each stage, as its run logged it',
      );

      // A range that begins later starts with what holds then, and says of when it is.
      const later = await asked({ metric: 'f1', model: 'fraud' }, { models, start: now + 140 * minute, end: now + 145 * minute });
      const time = new Date(now + 120 * minute).toISOString();
      assert.deepEqual(seen(later.lines[0]?.points), [[140, 0.9, `Version 2; its newest value at this time is of ${time}.`]]);
      // Before anything was in the stage there is nothing, and that is no failure.
      assert.deepEqual((await asked({ metric: 'f1', model: 'fraud' }, { models, end: now - hour })).lines, []);
    });

    it('knows stages by the manifest’s names, and where no move is recorded says so', async () => {
      const [old, run] = [await content.run(), await content.run()];
      await log(run, 'rmse', [[-10, 3.5]]);
      await content.version(name, old);
      await content.version(name, run);
      await content.version(name);
      await content.alias(name, 'champion', '2');
      await content.alias(name, 'challenger', '3');
      await content.stage(name, 'Staging', '1');
      const answer = await asked({ metric: 'rmse', model: 'fraud' });
      const lines = new Map(answer.lines.map((line) => [line.name, line.points]));
      assert.deepEqual([...lines.keys()].sort(), ['Staging', 'challenger', 'production']);
      const [production, challenger, staging] = ['production', 'challenger', 'Staging'].map((line) => lines.get(line)?.[0]);
      assert.equal(production?.value, 3.5);
      assert.ok(Math.abs(production.time - Date.now()) < 5 * minute);
      assert.match(seen(lines.get('production'))[0]?.[2] ?? '', /^Version 2; since when it is here is not recorded, so this is when/);
      assert.equal(challenger?.value, null);
      assert.equal(seen(lines.get('challenger'))[0]?.[2], 'Version 3 has no value of this metric.');
      assert.equal(staging?.value, null);
      assert.equal(answer.defaults.direction, 'above');
      assert.match(warningsOf(answer).join(), /deprecated stages \(Staging\)/);
    });

    it('shows all versions of a model without stages, and says so', async () => {
      for (const value of [0.5, 0.6]) await content.version(name, await content.run({ metrics: { auc: value } }));
      await content.version(name);
      const answer = await asked({ metric: 'auc', model: 'fraud' });
      assert.deepEqual(
        answer.lines.map((line) => [
          line.name,
          line.points.map(({ value, note }) => [value, note === undefined ? '' : format(note, 'en')]),
        ]),
        [
          [
            '',
            [
              [0.5, 'Version 1.'],
              [0.6, 'Version 2.'],
              [null, 'Version 3.'],
            ],
          ],
        ],
      );
      assert.match(warningsOf(answer).join(), /No version of .* is in a stage/);
    });

    it('draws what runs logged: several values a time, NaN and infinities', async () => {
      const id = await experiment();
      const run = await runIn(id, 'nightly');
      await log(run, 'val/f 1', [
        [-50, 0.4, 0],
        [-40, 'NaN', 1],
        [-30, 'Infinity', 2],
        [-20, '-Infinity', 3],
        [-10, 0.8, 5],
        [-10, 0.6, 4],
        [-10, 0.7, 4],
        [-3 * 24 * 60, 0.1, 6],
      ]);
      await content.version(name, run);
      const other = await runIn(await anotherExperiment(), 'of somebody else');
      await log(other, 'val/f 1', [[-5, 0.2]]);
      const answer = await asked({ metric: 'val/f 1' });
      assert.deepEqual(
        answer.lines.map((line) => [line.name, line.version]),
        [['nightly', '1']],
      );
      const values = answer.lines.flatMap(({ points }) => points.map(({ value }) => value));
      assert.deepEqual(values.slice(0, 4), [0.4, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
      assert.deepEqual([...values.slice(4, 6)].sort(), [0.6, 0.7]);
      assert.deepEqual(values.slice(6), [0.8]);
      assert.deepEqual(answer.warnings, []);
      assert.ok(answer.lines[0]?.points.every(({ from }) => from === run));
    });

    it('shows the newest runs of all experiments where the manifest has no model here, tells equal names apart, and stops at 20', async () => {
      const metric = `m${String(count)}`;
      const id = await experiment();
      const runs: string[] = [];
      for (let index = 0; index < 22; index += 1) {
        const made = (await content.post('runs/create', {
          experiment_id: id,
          start_time: now + index,
          run_name: index > 19 ? 'same' : `r${String(index)}`,
        })) as {
          run: { info: { run_id: string } };
        };
        runs.push(made.run.info.run_id);
        await log(runs[index] ?? '', metric, [[-index, -index]]);
      }
      await log(await runIn(id, 'without'), 'other', [[0, 1]]);
      const answer = await asked({ metric }, { models: [], from: client({ pageSize: 7 }) });
      assert.equal(answer.lines.length, 20);
      assert.deepEqual(
        answer.lines.slice(0, 3).map((line) => line.name),
        [`same (${(runs[21] ?? '').slice(0, 8)})`, `same (${(runs[20] ?? '').slice(0, 8)})`, 'r19'],
      );
      assert.match(warningsOf(answer).join(' '), /Only the newest 20 runs .* runs of all its experiments/);
      assert.match(warningsOf(await asked({ metric: 'nobody`s' }, { models: [] })).join(), /No run on this server has logged nobody`s/);
    });

    it('turns the pages of a history, and of one that is too long shows the newest value too', async () => {
      const run = await content.run();
      const values = Array.from({ length: 25 }, (_, index) => [index - 60, index, index] as const);
      await log(run, 'f1', values);
      await content.version(name, run);
      await content.alias(name, 'champion', '1');
      const long = await client({ longestHistory: 7 }).history({ runId: run, metric: 'f1' }, signal);
      assert.deepEqual([long.values.length, long.isComplete], [7, false]);
      const whole = await client({ longestHistory: 25 }).history({ runId: run, metric: 'f1' }, signal);
      assert.deepEqual([whole.values.length, whole.isComplete], [25, true]);
      const answer = await asked({ metric: 'f1', model: 'fraud' }, { from: client({ longestHistory: 7 }) });
      assert.equal(answer.lines[0]?.points[0]?.value, 24);
      assert.match(warningsOf(answer).join(), /has more than 7 values of this metric/);
    });

    it('goes on where one run is gone or may not be read', async () => {
      const runs = [await content.run({ metrics: { f1: 0.8 } }), await content.run({ metrics: { f1: 0.9 } })];
      for (const run of runs) await content.version(name, run);
      await content.alias(name, 'champion', '1');
      await content.alias(name, 'challenger', '2');
      const proxy = await faultProxy(url());
      try {
        proxy.fault = (line, incoming) =>
          line === 'GET metrics/get-history' && incoming.url?.includes(runs[0] ?? '-')
            ? { status: 403, body: '{"error_code":"PERMISSION_DENIED"}' }
            : 'pass';
        const answer = await asked({ metric: 'f1', model: 'fraud' }, { from: client({ url: proxy.url }) });
        const lines = new Map(answer.lines.map((line) => [line.name, line.points[0]]));
        assert.equal(lines.get('challenger')?.value, 0.9);
        assert.equal(lines.get('production')?.value, null);
        assert.match(warningsOf(answer).join(), new RegExp(`does not let the run ${runs[0] ?? '-'} be read`));
        proxy.fault = (line) =>
          line === 'GET metrics/get-history' ? { status: 404, body: '{"error_code":"RESOURCE_DOES_NOT_EXIST"}' } : 'pass';
        const gone = await asked({ metric: 'f1', model: 'fraud' }, { from: client({ url: proxy.url }) });
        assert.deepEqual(
          gone.lines.map((line) => line.points.map(({ value }) => value)),
          [[null], [null]],
        );
      } finally {
        await proxy.close();
      }
    });

    it('says what fails in words, and sends nothing once it is told to stop', async () => {
      const failure = async (work: Promise<unknown>): Promise<string> => {
        const error: unknown = await work.catch((reason: unknown) => reason);
        assert.ok(error instanceof ProviderError, String(error));
        for (const language of ['en', 'pl'] as const)
          assert.doesNotMatch(format(error.text, language) + format(error.hint, language), /\{/);
        return `${error.code}: ${format(error.text, 'en')}`;
      };
      assert.match(await failure(asked({ model: 'fraud' })), /^unsupported: The entry names no metric/);
      assert.match(await failure(asked({ metric: 'f1', model: 'churn' })), /^unsupported: The model churn is not among the models/);
      const models = [{ name: 'gone', registered: 'gone', aliases: {} }];
      assert.match(await failure(asked({ metric: 'f1', model: 'gone' }, { models })), /^not-found: .* knows no such thing: gone/);

      await content.version(name, await content.run({ metrics: { f1: 0.8 } }));
      await content.alias(name, 'champion', '1');
      const proxy = await faultProxy(url());
      try {
        const from = client({ url: proxy.url });
        for (const first of ['registered-models/get', 'model-versions/search']) {
          proxy.fault = (line) => (line === `GET ${first}` ? { status: 401, body: '' } : 'pass');
          assert.match(await failure(asked({ metric: 'f1', model: 'fraud' }, { from })), /^unauthorized: .* wants a login/);
        }
        proxy.fault = (line) => (line === 'POST runs/search' ? { status: 403, body: '' } : 'pass');
        assert.match(await failure(asked({ metric: 'f1' }, { from })), /^unauthorized: .* does not allow this: runs\/search/);
        const faults: readonly (readonly [number, string, RegExp])[] = [
          [404, '<html>', /^not-found: There is no MLflow API/],
          [500, '<html>', /^unreachable: .* its own error 500/],
          [200, '<!doctype html><title>Sign in</title>', /^bad-answer: A web page answered/],
          [200, '{"metrics":[{"key":"f1","value":"much"}]}', /^bad-answer: /],
          [200, '{"metrics":[],"next_page_token":"again"}', /^bad-answer: .* without an end/],
        ];
        for (const [status, body, expected] of faults) {
          proxy.fault = (line) => (line === 'GET metrics/get-history' ? { status, body } : 'pass');
          assert.match(await failure(asked({ metric: 'f1', model: 'fraud' }, { from })), expected);
        }
      } finally {
        await proxy.close();
      }
      const stop = new AbortController();
      stop.abort(new Error('enough'));
      await assert.rejects(
        mlflowCharts({ client: client(), models: [{ name: 'fraud', registered: name, aliases: {} }] }).answer(
          { chart: specOf({ metric: 'f1', model: 'fraud' }), range: { start: 0, end: now, step: minute } },
          stop.signal,
        ),
        /enough/,
      );
    });
  });
}
