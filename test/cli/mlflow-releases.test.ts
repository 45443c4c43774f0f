// Releases of a model that a real MLflow server keeps, through the built command line.
import assert from 'node:assert/strict';
import { allCut, passAll } from '../support/fault-proxy.ts';
import { mlflowMajors } from '../support/mlflow-server.ts';
import { mlflowProject, versionsJson, type MlflowProject } from '../support/mlflow-project.ts';
import { withMlflow } from '../support/with-mlflow.ts';

for (const major of mlflowMajors) {
  describe(`airworthy versions, promote and rollback on MLflow ${String(major)}`, function () {
    this.timeout(120_000);
    const url = withMlflow(major);
    let project: MlflowProject;
    let count = 0;
    beforeEach(async () => {
      count += 1;
      project = await mlflowProject({
        url: url(),
        name: `fraud's ${String(count)}`,
        model: [
          'stages: [staging, production]',
          'protected: [production]',
          'gates: [{ metric: f1, from: "mlflow:tracking#f1", min: 0.85, noWorseThan: { stage: production, by: 0.05 } },' +
            ' { metric: recall, from: metrics/eval.json#/recall, min: 0.5 }]',
        ].join(', '),
        metrics: [
          { f1: 0.9, recall: 0.7 },
          { f1: 0.91, recall: 0.8 },
          { f1: 0.86, recall: 0.4 },
          { f1: 0.8, recall: 0.9 },
        ],
      });
    });
    afterEach(() => project.close());

    const versions = async (line = '--online') => {
      const { code, stdout } = await project.run(`versions ${line} --format json`);
      return { code, ...versionsJson.parse(JSON.parse(stdout)) };
    };
    const promoted = (version: string, more = '') =>
      project.release(`promote fraud ${version} --to production --confirm fraud --reason better --yes --online ${more}`);

    it('promotes behind gates, rolls back and not forward, takes out and takes back, and tells who did it', async () => {
      const first = await promoted('1', "--reason 'first model'");
      assert.deepEqual([first.code, first.applied, first.verified], [0, true, true], first.stderr);
      assert.deepEqual(
        first.plan.map(({ step, target, before, after }) => [step, target, before, after]),
        [
          ['record', `models:/${project.name}/1`, null, 'promote production'],
          ['set-alias', `models:/${project.name}@champion`, null, '1'],
        ],
      );
      assert.deepEqual(
        first.gates.map(({ metric, value, passed }) => [metric, value, passed]),
        [
          ['f1', 0.9, true],
          ['recall', 0.7, true],
        ],
      );
      assert.equal((await promoted('v2')).code, 0);
      assert.deepEqual(await promoted('2').then(({ code, applied, verified }) => [code, applied, verified]), [0, false, true]);

      const failing = await promoted('3');
      assert.deepEqual([failing.code, failing.applied, await project.aliasAt('champion')], [4, false, '2']);
      assert.deepEqual(
        failing.gates.map(({ passed }) => passed),
        [true, false],
      );
      assert.match((await promoted('4')).gates[0]?.why ?? '', /0\.8/);
      assert.equal((await promoted('3', "--override-gates --reason 'no choice'")).code, 0);

      const back = await project.release("rollback fraud --stage production --yes --online --reason 'it drifts'");
      assert.deepEqual([back.code, back.verified, await project.aliasAt('champion')], [0, true, '2'], back.stderr);
      assert.equal((await project.release('rollback fraud --stage production --yes --online')).code, 0);
      assert.equal(await project.aliasAt('champion'), '1');
      const nothing = await project.run('rollback fraud --stage production --yes --online');
      assert.deepEqual([nothing.code, nothing.stdout], [2, '']);
      assert.match(nothing.stderr, /no earlier version of fraud in production/);

      const unrecorded = await project.run('rollback fraud --stage production --to 4 --yes --online');
      assert.equal(unrecorded.code, 0, unrecorded.stderr);
      assert.match(unrecorded.stdout, /Nothing is recorded of 4 having been in production/);
      assert.match(unrecorded.stdout, /MLflow cannot set an alias on the condition/);
      assert.equal((await project.run('undo fraud --yes --confirm fraud --reason again --online')).code, 0);
      assert.equal(await project.aliasAt('champion'), '1');
      assert.equal((await project.run('unassign fraud --stage production --yes --confirm fraud --reason drift --online')).code, 0);
      assert.equal(await project.aliasAt('champion'), null);

      const csv = await project.run('audit --online --format csv');
      assert.equal(csv.code, 0, csv.stderr);
      const rows = csv.stdout.split('\r\n').filter((row) => row.includes('production'));
      assert.equal(rows.length, 8);
      assert.ok(rows.some((row) => /rollback/.test(row) && /it drifts/.test(row) && /Ana Nowak/.test(row)));
      const { entries } = JSON.parse((await project.run('audit --online --format json')).stdout) as {
        entries: readonly {
          action: string;
          from: string | null;
          to: string | null;
          reason: string;
          gates: readonly { passed: boolean }[];
        }[];
      };
      assert.deepEqual(entries.map(({ action, from, to }) => [action, from, to]).slice(0, 8), [
        ['unassign', '1', null],
        // To undo a rollback is to go forward on purpose.
        ['promote', '4', '1'],
        ['rollback', '1', '4'],
        ['rollback', '2', '1'],
        ['rollback', '3', '2'],
        ['promote', '2', '3'],
        ['promote', '1', '2'],
        ['promote', null, '1'],
      ]);
      const [, , , , , overridden] = entries;
      assert.deepEqual([overridden?.reason, overridden?.gates.map(({ passed }) => passed)], ['no choice', [true, false]]);
    });

    // What is the same of every server is tried on one.
    if (major !== mlflowMajors[0]) return;

    it('lists what the server keeps, and says why where it cannot', async () => {
      assert.equal((await promoted('1')).code, 0);
      await project.content.alias(project.name, 'staging', '2');
      const { code, models, errors } = await versions();
      assert.deepEqual([code, errors], [0, []]);
      const [fraud, ...others] = models;
      assert.ok(fraud !== undefined);
      assert.deepEqual(others, []);
      assert.deepEqual([fraud.model, fraud.name, fraud.registry, fraud.latest], ['fraud', project.name, 'mlflow', '4']);
      assert.deepEqual(
        fraud.versions.map(({ version, ref, commit }) => [version, ref, commit]),
        [4, 3, 2, 1].map((number) => [String(number), `models:/${project.name}/${String(number)}`, project.commits[number - 1]]),
      );
      assert.deepEqual(Object.keys(fraud.stages).toSorted(), ['production', 'staging']);
      assert.deepEqual(fraud.stages['staging'], { version: '2', since: null, by: null });
      const production = fraud.stages['production'];
      assert.ok(production !== undefined && 'since' in production);
      assert.deepEqual([production.version, production.by], ['1', 'Ana Nowak']);
      assert.match(production.since ?? '', /^\d{4}-\d\d-\d\dT.*Z$/);
      assert.deepEqual(
        fraud.history.filter(({ stage }) => stage !== null).map(({ action, version, stage, by, at }) => [action, version, stage, by, at]),
        [['assign', '1', 'production', 'Ana Nowak', production.since]],
      );

      project.proxy.asked.length = 0;
      const offline = await versions('');
      assert.deepEqual([offline.code, offline.errors.map(({ code: why }) => why)], [0, ['offline']]);
      assert.deepEqual(offline.models, [
        { model: 'fraud', name: project.name, registry: 'mlflow', latest: null, versions: [], stages: {}, history: [] },
      ]);
      project.proxy.fault = allCut;
      const down = await versions();
      assert.deepEqual([down.code, down.errors.map(({ code: why }) => why), down.models.length], [3, ['unreachable'], 1]);
      project.proxy.fault = () => ({ status: 401, body: 'no' });
      assert.deepEqual(
        (await versions()).errors.map(({ code: why }) => why),
        ['unauthorized'],
      );
      project.proxy.fault = passAll;
      project.place.write('airworthy.yaml', project.place.git('show', 'HEAD:airworthy.yaml').replace(/name: "[^"]*"/, 'name: nobody'));
      assert.deepEqual(
        (await versions()).errors.map(({ registry, code: why }) => [registry, why]),
        [['mlflow', 'not-found']],
      );
    });

    it('sends nothing without --online, and writes nothing on a dry run', async () => {
      const lines = [
        'versions',
        'audit',
        'promote fraud 1 --to production --dry-run',
        'promote fraud 1 --to production --yes --confirm fraud --reason better',
        'rollback fraud --stage production --to 1 --yes --go-on-without',
        'unassign fraud --stage production --yes',
        'undo fraud --yes',
        'recover',
      ];
      for (const line of lines) {
        const [{ code, stderr }, named] = await Promise.all([
          project.run(line),
          project.run(`${line} --tracking-uri ${project.proxy.url}`),
        ]);
        assert.ok(code === 0 || (code === 2 && /--online/.test(stderr)), `${line}: ${String(code)} ${stderr}`);
        assert.equal(named.code, code, `${line}: ${named.stderr}`);
      }
      assert.deepEqual([...project.proxy.asked], []);
      const { code, applied, plan } = await project.release('promote fraud 1 --to production --dry-run --online');
      assert.deepEqual([code, applied, plan.length], [0, false, 2]);
      assert.ok(project.proxy.asked.length > 0);
      assert.deepEqual(
        project.proxy.asked.filter((line) => !line.startsWith('GET ')),
        [],
      );
    });
  });
}
