import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { runPromote } from '../../src/cli/promote.ts';
import { runRollback } from '../../src/cli/rollback.ts';
import { runVersions } from '../../src/cli/versions.ts';
import type { Command } from '../../src/cli/command.ts';
import { parseReleaseMessage } from '../../src/core/release/release-message.ts';
import { runCommand, type CommandRun, type CommandSetting } from '../support/run-command.ts';
import { temporaryRepository, type TemporaryRepository } from '../support/temporary-repository.ts';

const manifest = `version: 1
models:
  - name: fraud
    stages: [staging, production, open]
    protected: [production]
    gates:
      - { metric: f1, from: metrics/eval.json#/test/f1, min: 0.85, stages: [staging, production] }
`;

const releaseJson = z.strictObject({
  plan: z.array(z.strictObject({ step: z.string(), target: z.string(), before: z.string().nullable(), after: z.string() })),
  gates: z.array(z.strictObject({ metric: z.string(), value: z.unknown(), limit: z.unknown(), passed: z.boolean(), why: z.string() })),
  applied: z.boolean(),
  verified: z.boolean(),
});

const stagesJson = z.object({ models: z.array(z.object({ stages: z.record(z.string(), z.object({ version: z.string() })) })) });

describe('release commands', function () {
  this.timeout(60_000);
  let place: TemporaryRepository;
  let clock = 0;
  beforeEach(() => {
    place = temporaryRepository();
    place.commit('airworthy.yaml', manifest);
    clock = 1_700_001_000;
    for (const [minor, f1] of [['1', 0.86], ['2', 0.9], ['3', 0.5]] as const) register(`v1.${minor}.0`, JSON.stringify({ test: { f1 } }));
  });
  afterEach(() => {
    place.remove();
  });

  /** Registers a version on a commit with these metrics. */
  function register(version: string, metrics: string): string {
    const commit = place.commit('metrics/eval.json', metrics);
    place.tag(`fraud@${version}`, commit, (clock += 10));
    return commit;
  }

  function run(command: Command, line: string, setting: Partial<CommandSetting> = {}): Promise<CommandRun> {
    const args = line.split(' ').filter((arg) => arg !== '');
    return runCommand(command, args, { cwd: place.root, env: place.environment, ...setting });
  }

  const promote = (line: string, setting?: Partial<CommandSetting>): Promise<CommandRun> => run(runPromote, line, setting);
  const rollback = (line: string, setting?: Partial<CommandSetting>): Promise<CommandRun> => run(runRollback, line, setting);

  async function inStage(stage: string, at = place): Promise<string | undefined> {
    const { stdout } = await run(runVersions, '--format json', { cwd: at.root });
    return stagesJson.parse(JSON.parse(stdout)).models[0]?.stages[stage]?.version;
  }

  it('promotes, records why and by which gates, and reads back', async () => {
    const { code, stdout, stderr } = await promote('fraud v1.1.0 --to staging --yes --format json');
    assert.equal(code, 0, stderr);
    assert.deepEqual(releaseJson.parse(JSON.parse(stdout)), {
      plan: [{ step: 'create-tag', target: 'fraud#staging#1', before: null, after: 'v1.1.0' }],
      gates: [{ metric: 'f1', value: 0.86, limit: 0.85, passed: true, why: '0.86 is at least 0.85.' }],
      applied: true,
      verified: true,
    });
    assert.equal(stderr, '');
    assert.equal(await inStage('staging'), 'v1.1.0');
    assert.equal(place.git('rev-parse', 'fraud#staging#1^{commit}'), place.git('rev-parse', 'fraud@v1.1.0^{commit}'));
    const again = await promote('fraud 1.2.0 --to staging --yes --reason because', { language: 'pl' });
    assert.equal(again.code, 0);
    assert.match(again.stdout, /Awansowanie fraud v1\.2\.0 do etapu staging/);
    const record = parseReleaseMessage(place.git('for-each-ref', '--format=%(contents)', 'refs/tags/fraud#staging#2'));
    assert.deepEqual([record?.from, record?.to, record?.reason, record?.actor], ['v1.1.0', 'v1.2.0', 'because', 'Ana Nowak <ana@example.com>']);
    assert.equal(record?.gates.length, 1);
  });

  it('changes nothing in a dry run', async () => {
    const before = place.git('for-each-ref');
    const { code, stdout } = await promote('fraud v1.1.0 --to production --dry-run');
    assert.equal(code, 0);
    assert.match(stdout, /create tag {2}fraud#production#1 {2}\(– → v1\.1\.0\)/);
    assert.equal(place.git('for-each-ref'), before);
  });

  it('is blocked by a failing gate, in a dry run too', async () => {
    for (const line of ['fraud v1.3.0 --to staging --yes', 'fraud v1.3.0 --to staging --dry-run']) {
      const { code, stdout } = await promote(`${line} --format json`);
      assert.equal(code, 4);
      const json = releaseJson.parse(JSON.parse(stdout));
      assert.deepEqual([json.gates[0]?.passed, json.applied, json.verified, json.plan.length], [false, false, false, 1]);
    }
    assert.equal(await inStage('staging'), undefined);
  });

  it('overrides a gate with a reason only, and records that', async () => {
    const refused = await promote('fraud v1.3.0 --to staging --yes --override-gates');
    assert.deepEqual([refused.code, refused.stdout], [2, '']);
    const done = await promote('fraud v1.3.0 --to staging --yes --override-gates --reason urgent');
    assert.equal(done.code, 0);
    const record = parseReleaseMessage(place.git('for-each-ref', '--format=%(contents)', 'refs/tags/fraud#staging#1'));
    assert.deepEqual([record?.overridden, record?.gates[0]?.passed, record?.reason], [true, false, 'urgent']);
    assert.equal((await promote('fraud v1.3.0 --to production --dry-run --override-gates --reason x')).code, 0);
  });

  it('wants the model’s name for a protected stage', async () => {
    for (const line of ['fraud v1.1.0 --to production --yes', 'fraud v1.1.0 --to production --yes --confirm churn']) {
      const { code, stdout, stderr } = await promote(line);
      assert.deepEqual([code, stdout, stderr], [2, '', 'production is protected: add --confirm fraud.\n']);
    }
    assert.equal((await promote('fraud v1.1.0 --to production --yes --confirm fraud')).code, 0);
  });

  it('asks on a terminal', async () => {
    const declined = await promote('fraud v1.1.0 --to production', { answer: 'y' });
    assert.deepEqual([declined.code, declined.questions], [0, ['This stage is protected. Type fraud to go on: ']]);
    assert.equal(await inStage('production'), undefined);
    assert.equal((await promote('fraud v1.1.0 --to production', { answer: 'fraud' })).code, 0);
    assert.equal((await promote('fraud v1.2.0 --to open', { answer: 'n' })).code, 0);
    assert.equal(await inStage('open'), undefined);
    assert.equal((await promote('fraud v1.2.0 --to open', { answer: 'tak' })).code, 0);
    assert.deepEqual([await inStage('production'), await inStage('open')], ['v1.1.0', 'v1.2.0']);
    const undone = await rollback('fraud --stage production', { answer: 'y' });
    assert.equal(undone.code, 2);
  });

  const usage: readonly (readonly [string, Command, string])[] = [
    ['no --yes and no terminal', runPromote, 'fraud v1.1.0 --to staging'],
    ['no stage', runPromote, 'fraud v1.1.0 --yes'],
    ['no version', runPromote, 'fraud --to staging --yes'],
    ['too many words', runPromote, 'fraud v1.1.0 x --to staging --yes'],
    ['an unknown option', runPromote, 'fraud v1.1.0 --to staging --yes --force'],
    ['an unknown model', runPromote, 'churn v1.1.0 --to staging --yes'],
    ['an unknown version', runPromote, 'fraud v9.0.0 --to staging --yes'],
    ['an unknown stage', runPromote, 'fraud v1.1.0 --to nowhere --yes'],
    ['an impossible stage', runPromote, 'fraud v1.1.0 --to a..b --yes'],
    ['a folder that is not there', runPromote, 'fraud v1.1.0 --to staging --yes --dir nowhere'],
    ['an unknown format', runPromote, 'fraud v1.1.0 --to staging --yes --format xml'],
    ['a push without a remote', runPromote, 'fraud v1.1.0 --to staging --yes --push'],
    ['nothing to roll back to', runRollback, 'fraud --stage staging --yes'],
    ['an unknown version to roll back to', runRollback, 'fraud --stage staging --to v9.0.0 --yes'],
    ['no stage to roll back', runRollback, 'fraud --yes'],
    ['two folders', runVersions, 'a b'],
    ['versions of no folder', runVersions, 'nowhere'],
  ];
  for (const [what, command, line] of usage) {
    it(`is a usage error: ${what}`, async () => {
      const { code, stdout, stderr } = await run(command, line);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, /^[^\n]+\n$/);
    });
  }

  it('says that nobody is known before anything is printed', async () => {
    place.git('config', '--global', '--unset', 'user.email');
    const { code, stdout, stderr } = await promote('fraud v1.1.0 --to staging --yes');
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /user\.email/);
  });

  it('has nothing to do where the version is already there', async () => {
    await promote('fraud v1.1.0 --to staging --yes');
    const { code, stdout } = await promote('fraud v1.1.0 --to staging --yes --format json');
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout), { plan: [], gates: [], applied: false, verified: true });
  });

  it('rolls back by a new assignment, and not forward when pressed again', async () => {
    for (const version of ['v1.1.0', 'v1.2.0']) await promote(`fraud ${version} --to staging --yes`);
    await promote('fraud v1.3.0 --to staging --yes --override-gates --reason hurry');
    const count = place.git('tag').split('\n').length;
    const { code, stdout } = await rollback('fraud --stage staging --yes --reason drift');
    assert.equal(code, 0);
    assert.match(stdout, /\(v1\.3\.0 → v1\.2\.0\)/);
    assert.equal(place.git('tag').split('\n').length, count + 1);
    assert.equal((await rollback('fraud --stage staging --yes')).code, 0);
    assert.equal(await inStage('staging'), 'v1.1.0');
    assert.equal((await rollback('fraud --stage staging --yes')).code, 2);
    assert.equal((await rollback('fraud --stage staging --to 1.2.0 --yes')).code, 0);
    assert.equal(await inStage('staging'), 'v1.2.0');
  });

  it('rolls back though a gate fails, and shows that', async () => {
    await promote('fraud v1.3.0 --to staging --yes --override-gates --reason hurry');
    await promote('fraud v1.2.0 --to staging --yes');
    const { code, stdout } = await rollback('fraud --stage staging --yes');
    assert.equal(code, 0);
    assert.match(stdout, /FAILED {2}f1 {2}0\.5 is below 0\.85\./);
    assert.equal(await inStage('staging'), 'v1.3.0');
  });

  it('dates its tag after the newest one, whatever the clock says', async () => {
    place.tag('fraud#staging#1', place.git('rev-parse', 'fraud@v1.1.0^{commit}'), 4_000_000_000);
    const { code, stdout } = await promote('fraud v1.2.0 --to staging --yes');
    assert.equal(code, 0);
    assert.match(stdout, /dated 2096-10-02T07:06:41Z/);
    assert.equal(await inStage('staging'), 'v1.2.0');
  });

  it('reads gates from the version’s commit, never from the work tree', async () => {
    place.write('metrics/eval.json', '{"test": {"f1": 0.1}}');
    assert.equal((await promote('fraud v1.1.0 --to staging --dry-run')).code, 0);
    place.write('metrics/eval.json', '{"test": {"f1": 0.99}}');
    assert.equal((await promote('fraud v1.3.0 --to staging --dry-run')).code, 4);
  });

  const unreadable: readonly (readonly [string, string, RegExp])[] = [
    ['NaN', '{"test": {"f1": NaN}}', /not a finite number/],
    ['a text', '{"test": {"f1": "0.99"}}', /is not a number/],
    ['nothing there', '{"test": {}}', /no value at/],
    ['a broken file', '{"test"', /cannot be read|no value at/],
  ];
  for (const [what, metrics, words] of unreadable) {
    it(`fails a gate that finds ${what}`, async () => {
      register('v2.0.0', metrics);
      const { code, stdout } = await promote('fraud v2.0.0 --to staging --dry-run');
      assert.equal(code, 4);
      assert.match(stdout, words);
    });
  }

  it('reads gates through dvc.lock and the cache', async () => {
    const metrics = '{"test": {"f1": 0.97}}';
    const md5 = createHash('md5').update(metrics).digest('hex');
    place.git('rm', '-q', 'metrics/eval.json');
    place.commit('dvc.yaml', 'stages:\n  evaluate:\n    cmd: "true"\n    metrics: [metrics/eval.json]\n');
    const commit = place.commit(
      'dvc.lock',
      `schema: '2.0'\nstages:\n  evaluate:\n    cmd: "true"\n    outs:\n    - path: metrics/eval.json\n      hash: md5\n      md5: ${md5}\n      size: 22\n`,
    );
    place.tag('fraud@v2.0.0', commit, (clock += 10));
    const absent = await promote('fraud v2.0.0 --to staging --dry-run');
    assert.equal(absent.code, 4);
    assert.match(absent.stdout, /not in the local cache/);
    const object = `.dvc/cache/files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`;
    place.write(object, metrics.replace('0.97', '0.98'));
    assert.equal((await promote('fraud v2.0.0 --to staging --dry-run')).code, 4);
    place.write(object, metrics);
    assert.equal((await promote('fraud v2.0.0 --to staging --yes')).code, 0);
  });

  it('reads gates through the older cache layout, and out of folders', async () => {
    const metrics = '{"test": {"f1": 0.97}}';
    const md5 = createHash('md5').update(metrics).digest('hex');
    const listing = `[{"md5": "${md5}", "relpath": "eval.json"}]`;
    const folder = `${createHash('md5').update(listing).digest('hex')}.dir`;
    place.git('rm', '-q', 'metrics/eval.json');
    const commit = place.commit('metrics.dvc', `outs:\n- md5: ${folder}\n  size: 22\n  nfiles: 1\n  path: metrics\n`);
    place.tag('fraud@v2.0.0', commit, (clock += 10));
    place.write(`.dvc/cache/${folder.slice(0, 2)}/${folder.slice(2)}`, listing);
    place.write(`.dvc/cache/${md5.slice(0, 2)}/${md5.slice(2)}`, metrics);
    assert.equal((await promote('fraud v2.0.0 --to staging --yes')).code, 0);
  });

  it('compares with the champion', async () => {
    const gates = manifest.replace('min: 0.85', 'noWorseThan: { stage: production, by: 0.01 }');
    place.write('airworthy.yaml', gates);
    assert.equal((await promote('fraud v1.2.0 --to production --yes --confirm fraud')).code, 0);
    const worse = await promote('fraud v1.1.0 --to staging --yes');
    assert.equal(worse.code, 4);
    assert.match(worse.stdout, /worse than 0\.9 of v1\.2\.0 by more than 0\.01/);
    assert.equal((await promote('fraud v1.2.0 --to staging --yes')).code, 0);
  });

  it('fails gates that it cannot ask yet', async () => {
    place.write('airworthy.yaml', manifest.replace('from: metrics/eval.json#/test/f1', 'from: prometheus:live, query: up, window: 1h'));
    const { code, stdout } = await promote('fraud v1.1.0 --to staging --dry-run --format json');
    assert.equal(code, 4);
    assert.match(stdout, /Prometheus cannot be asked yet/);
  });

  it('lists a declared MLflow model as empty, and says that it was not asked', async () => {
    place.write('airworthy.yaml', `${manifest}  - { name: churn, registry: mlflow }\n`);
    const { code, stdout } = await run(runVersions, '--format json');
    assert.equal(code, 0);
    const report = z.object({ models: z.array(z.record(z.string(), z.unknown())), errors: z.array(z.object({ registry: z.string(), code: z.string() })), disagreements: z.tuple([]) }).parse(JSON.parse(stdout));
    assert.deepEqual(report.models[0], { model: 'churn', name: 'churn', registry: 'mlflow', latest: null, versions: [], stages: {}, history: [] });
    assert.deepEqual(report.errors.map(({ registry, code: why }) => [registry, why]), [['mlflow', 'offline']]);
    assert.equal((await run(runVersions, '--format json --online')).code, 3);
  });

  it('lists nothing without Git, and cannot promote there', async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'airworthy-plain-')));
    const { code, stdout } = await run(runVersions, '--format json', { cwd: folder });
    assert.deepEqual([code, JSON.parse(stdout)], [0, { models: [], disagreements: [], errors: [] }]);
    assert.equal((await promote('fraud v1.1.0 --to staging --yes', { cwd: folder })).code, 2);
    rmSync(folder, { recursive: true });
  });

  it('prints models for people, with no control character of a name', async () => {
    place.tag('fraud#staging#1', place.git('rev-parse', 'fraud@v1.1.0^{commit}'), (clock += 10), { by: 'E\u001b[31mve' });
    const { stdout } = await run(runVersions, '');
    assert.match(stdout, /^fraud \(git\), latest v1\.3\.0\n {2}Stages\n {4}staging {2}v1\.1\.0 {2}\S+Z {2}E\?\[31mve\n/);
  });

  describe('with a remote', () => {
    let server: TemporaryRepository;
    let other: TemporaryRepository;
    beforeEach(() => {
      server = temporaryRepository({ bare: true });
      place.git('remote', 'add', 'origin', server.root);
      place.git('push', '-q', '--tags', 'origin', 'main');
      other = temporaryRepository({ cloneOf: server.root });
    });
    afterEach(() => {
      server.remove();
      other.remove();
    });

    it('pushes the tag and nothing else', async () => {
      place.git('tag', '-a', '-m', 'private', 'private');
      const { code, stdout } = await promote('fraud v1.1.0 --to staging --yes --push');
      assert.equal(code, 0);
      assert.match(stdout, /push tag {4}origin fraud#staging#1/);
      assert.match(server.git('tag'), /fraud#staging#1/);
      assert.doesNotMatch(server.git('tag'), /private/);
    });

    it('stops where someone else was first, and leaves nothing behind', async () => {
      assert.equal((await promote('fraud v1.1.0 --to staging --yes --push')).code, 0);
      const { code, stderr, stdout } = await promote('fraud v1.2.0 --to staging --yes --push --format json', { cwd: other.root, env: other.environment });
      assert.equal(code, 5);
      assert.match(stderr, /origin has tags of fraud that are not here: fraud#staging#1\./);
      assert.equal(releaseJson.parse(JSON.parse(stdout)).applied, false);
      assert.doesNotMatch(other.git('tag'), /staging/);
      assert.doesNotMatch(server.git('tag'), /staging#2/);
    });

    it('takes its tag back when the push is refused', async () => {
      server.write('hooks/pre-receive', '#!/bin/sh\nexit 1\n');
      chmodSync(join(server.root, 'hooks/pre-receive'), 0o755);
      const { code, stderr } = await promote('fraud v1.1.0 --to staging --yes --push');
      assert.equal(code, 3);
      assert.match(stderr, /refused the push/);
      assert.doesNotMatch(place.git('tag'), /staging/);
      assert.equal(await inStage('staging'), undefined);
    });

    it('says that the remote is away', async () => {
      server.remove();
      const { code } = await promote('fraud v1.1.0 --to staging --yes --push');
      assert.equal(code, 3);
      assert.doesNotMatch(place.git('tag'), /staging/);
    });
  });
});
