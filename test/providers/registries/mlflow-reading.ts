import assert from 'node:assert/strict';
import { format } from '../../../src/core/l10n/message.ts';
import { bareModel } from '../../../src/core/release/release-config.ts';
import { planPromotion } from '../../../src/core/release/release-plan.ts';
import { versionMetrics } from '../../../src/providers/mlflow/version-metrics.ts';
import { planned, type MlflowPlace } from '../../support/mlflow-place.ts';

const { signal } = new AbortController();
const commit = (digit: string): string => digit.repeat(40);

/** What is read from a registry, on a model of its own for each test. */
export function readingTests(major: number, place: () => MlflowPlace): void {
  it('gives versions, stages, commits and times, over several pages', async () => {
    const { name, content, registry, stateOf } = place();
    const run = await content.run({ commit: commit('a') });
    const other = await content.run({ commit: '--upload-pack=evil' });
    for (let index = 1; index <= 11; index += 1) await content.version(name, index === 3 ? other : index === 4 ? undefined : run);
    await content.alias(name, 'production', '2');
    await content.alias(name, 'candidate', '11');
    const state = await stateOf();
    assert.equal(state.artifact, name);
    assert.deepEqual(
      state.versions.map(({ version }) => version),
      ['11', '10', '9', '8', '7', '6', '5', '4', '3', '2', '1'],
    );
    assert.equal(state.latest, '11');
    const [newest] = state.versions;
    assert.deepEqual(newest && { ...newest, registeredAt: 0 }, {
      version: '11',
      commit: commit('a'),
      ref: `models:/${name}/11`,
      active: true,
      registeredAt: 0,
      author: null,
    });
    assert.ok(Math.abs((newest?.registeredAt ?? 0) - Date.now()) < 120_000);
    assert.deepEqual(
      state.versions.filter((version) => version.commit === null).map(({ version }) => version),
      ['4', '3'],
    );
    const holder = { version: '2', commit: commit('a'), since: null, by: null, ref: 'production', object: '2' };
    assert.deepEqual(state.stages.get('production'), holder);
    assert.deepEqual([...state.stages.keys()].toSorted(), ['candidate', 'production']);
    assert.equal(state.history.length, 11);
    assert.ok(state.history.every(({ action }) => action === 'register'));
    assert.equal(await registry().commitOf(name, '1', signal), commit('a'));
    assert.equal(await registry().commitOf(name, '4', signal), null);
  });

  it('lists all models, and leaves out those that are not there', async () => {
    const { name, content, registry } = place();
    await content.version(name);
    const all = await registry().read('all', signal);
    assert.deepEqual(
      all.models.find(({ artifact }) => artifact === name)?.versions.map(({ version }) => version),
      ['1'],
    );

    assert.deepEqual(
      (await registry().read(['no such model', name, name], signal)).models.map(({ artifact }) => artifact),
      [name],
    );
    assert.deepEqual((await registry().read([], signal)).models, []);
  });

  it('shows deprecated stages until an alias takes their place', async () => {
    const { name, content, registry, stateOf, promote, unassign, writesOf, apply } = place();
    for (let index = 0; index < 3; index += 1) await content.version(name);
    await content.stage(name, 'Production', '1');
    await content.stage(name, 'Production', '2');
    await content.stage(name, 'Staging', '3');
    const snapshot = await registry().read([name], signal);
    const state = await stateOf();
    assert.deepEqual(
      [...state.stages].map(([stage, { version, ref, since }]) => [stage, version, ref, since]),
      [
        ['Production', '2', `models:/${name}/Production`, null],
        ['Staging', '3', `models:/${name}/Staging`, null],
      ],
    );
    assert.match(format(snapshot.notes[0] ?? assert.fail(), 'en'), /deprecated stages \(Production, Staging\)/);
    const leave = unassign(state, 'Staging');
    await assert.rejects(writesOf(leave), { code: 'unsupported' });
    await apply(await writesOf(promote(state, '1', 'Production')));
    assert.deepEqual(
      [...(await stateOf()).stages].map(([stage, { version, ref }]) => [stage, version, ref]),
      [
        ['Production', '1', 'Production'],
        ['Staging', '3', `models:/${name}/Staging`],
      ],
    );
    await content.alias(name, 'staging', '1');
    assert.deepEqual([...(await stateOf()).stages.keys()].toSorted(), ['Production', 'staging']);
  });

  it('names stages as the manifest does', async () => {
    const { name, content, client, registry, stateOf, writesOf, apply } = place();
    for (let index = 0; index < 2; index += 1) await content.version(name);
    await content.alias(name, 'champion', '1');
    await content.alias(name, 'production', '2');
    const mapped = registry({ aliasesOf: () => ({ production: 'champion' }) });
    const { models, notes } = await mapped.read([name], signal);
    const [state] = models;
    assert.ok(state !== undefined);
    assert.deepEqual(
      [...state.stages].map(([stage, { version, ref }]) => [stage, version, ref]),
      [['production', '1', 'champion']],
    );
    assert.match(format(notes[0] ?? assert.fail(), 'en'), /^The alias production of .* is not shown: the manifest names champion/);
    const model = { ...bareModel(name, 'mlflow'), aliases: { production: 'champion' } };
    const change = planned(planPromotion(state, { model, stage: 'production', counter: 1, version: '2' }));
    await apply(await writesOf(change, mapped));
    const after = await stateOf(mapped);
    assert.deepEqual([after.stages.get('production')?.version, after.stages.get('production')?.by], ['2', 'Ana Nowak']);
    assert.equal((await client.model(name, signal))?.aliases.find(({ alias }) => alias === 'champion')?.version, '2');
  });

  it('does not take the records of a copied version for its own', async () => {
    const { name, content, client, registry, stateOf, promote, writesOf, apply } = place();
    await content.version(name);
    await apply(await writesOf(promote(await stateOf(), '1')));
    const tags = (await client.version({ name, version: '1' }, signal))?.tags ?? [];
    assert.equal(tags.length, 1);
    await content.model(`${name} copy`);

    // As MLflow's own copy_model_version does it.
    await content.version(`${name} copy`, undefined, { tags });
    const { models } = await registry().read([`${name} copy`], signal);
    assert.deepEqual(
      models[0]?.history.map(({ action }) => action),
      ['register'],
    );
  });

  it('gives the metrics of a version’s run', async () => {
    const { name, content, client } = place();
    const run = await content.run({ metrics: { f1: 0.91, loss: 0.2 } });
    await content.post('runs/log-batch', {
      run_id: run,
      metrics: [
        { key: 'f1', value: 0.93, timestamp: 2, step: 1 },
        { key: 'odd', value: 'NaN', timestamp: 2, step: 1 },
      ],
    });
    const version = await content.version(name, run);
    const { metrics, params, runId } = await versionMetrics(client, { name, version }, signal);
    assert.equal(runId, run);
    assert.equal(metrics.get('f1'), 0.93);
    assert.equal(metrics.get('loss'), 0.2);
    assert.ok(metrics.has('odd') && Number.isNaN(metrics.get('odd')));
    assert.equal(params.get('depth'), '7');
    await assert.rejects(versionMetrics(client, { name, version: '99' }, signal), { code: 'not-found' });
  });

  if (major < 3) return;
  it('prefers what MLflow 3 keeps of the model itself', async () => {
    const { name, content, client, stateOf } = place();
    const run = await content.run({ metrics: { f1: 0.5, other: 1 } });
    const made = (await content.post('logged-models', {
      experiment_id: '0',
      name: 'm',
      source_run_id: run,
      tags: [{ key: 'mlflow.source.git.commit', value: commit('c') }],
    })) as {
      model: { info: { model_id: string } };
    };
    const { model_id: modelId } = made.model.info;
    await content.post('runs/log-metric', { run_id: run, key: 'f1', value: 0.8, timestamp: 5, step: 0, model_id: modelId });
    await content.post('runs/log-metric', { run_id: run, key: 'f1', value: 0.1, timestamp: 6, step: 0 });
    await content.post(`logged-models/${modelId}`, { model_id: modelId, status: 'LOGGED_MODEL_READY' }, 'PATCH');
    const version = await content.version(name, undefined, { model_id: modelId, source: `models:/${modelId}` });
    const { metrics } = await versionMetrics(client, { name, version }, signal);
    assert.equal(metrics.get('f1'), 0.8);
    assert.equal((await stateOf()).versions[0]?.commit, commit('c'));
  });
}
