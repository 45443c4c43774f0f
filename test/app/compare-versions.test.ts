import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';
import { compareVersions } from '../../src/app/compare-versions.ts';
import { runCompare } from '../../src/cli/compare.ts';
import type { Comparison } from '../../src/core/compare/compare-snapshots.ts';
import type { VersionSnapshot } from '../../src/core/compare/version-snapshot.ts';
import { declaredModel, noReleaseConfig } from '../../src/core/release/release-config.ts';
import { createLocalDvcCache } from '../../src/node/dvc/local-dvc-cache.ts';
import { createGit } from '../../src/node/git/git-repository.ts';
import type { GitRepository } from '../../src/ports/git.ts';
import { needTools } from '../support/python-tools.ts';
import { md5Of } from '../support/release-project.ts';
import { runCommand } from '../support/run-command.ts';
import { sampleFolder, type SampleFolder } from '../support/sample-folder.ts';
import { neverAborted, temporaryRepository, type TemporaryRepository } from '../support/temporary-repository.ts';

const signal = neverAborted();

describe('compareVersions', function () {
  this.timeout(60_000);
  let place: TemporaryRepository;
  beforeEach(() => {
    place = temporaryRepository();
  });
  afterEach(() => {
    place.remove();
  });

  async function repositoryOf(): Promise<GitRepository> {
    const repository = await createGit({ environment: place.environment }).open(place.root, signal);
    assert.ok(repository !== null);
    return repository;
  }

  async function compare(left: string, right: string | VersionSnapshot, folder = ''): Promise<Comparison> {
    const model = { ...declaredModel(noReleaseConfig, 'm'), folder };
    const other = typeof right === 'string' ? { version: 'right', commit: right } : right;
    const request = { context: { repository: await repositoryOf() }, model, left: { version: 'left', commit: left }, right: other };
    return compareVersions({ dvcCache: createLocalDvcCache() }, request, signal);
  }

  it('reads the files that pipelines and their templates name, at the commits and never in the work tree', async () => {
    place.commit('conf/vars.yaml', 'out: metrics/a.yaml\n');
    place.commit(
      'dvc.yaml',
      'vars: [conf/vars.yaml]\nstages:\n  t:\n    cmd: python t.py ${depth}\n    params: [conf/opt.toml:]\n    metrics: [{"${out}": {cache: false}}]\nmetrics: [extra.json]\n',
    );
    place.commit('params.yaml', 'depth: 3\nlist: [1]\n');
    place.commit('conf/opt.toml', '[o]\nlr = 0.1\n');
    place.commit('metrics/a.yaml', 'f1: 0.5\n');
    const left = place.commit('requirements.txt', 'numpy==1.0\nextra\n');
    place.commit('params.yaml', 'depth: 4\nlist: [1]\n');
    place.commit('conf/opt.toml', '[o]\nlr = 0.2\n');
    place.commit('metrics/a.yaml', 'f1: 0.75\n');
    place.commit('extra.json', '{"n": NaN}');
    const right = place.commit('requirements.txt', 'numpy==2.0\nextra\n');
    place.write('metrics/a.yaml', 'f1: 0.1\n');
    const { metrics, params, stages, packages, files, unread } = await compare(left, right);
    assert.deepEqual(
      metrics?.map(({ file, name, left: one, right: other, verdict }) => [file, name, one, other, verdict]),
      [
        ['metrics/a.yaml', 'f1', 0.5, 0.75, 'better'],
        ['extra.json', 'n', null, Number.NaN, null],
      ],
    );
    assert.deepEqual(
      params?.changes.map(({ file, key, left: one, right: other }) => [file, key, one, other]),
      [
        ['params.yaml', 'depth', 3, 4],
        ['conf/opt.toml', 'o.lr', 0.1, 0.2],
      ],
    );
    assert.deepEqual(stages?.changes, [
      { file: 'dvc.yaml', stage: 't', change: 'modified', left: 'python t.py 3', right: 'python t.py 4' },
    ]);
    assert.deepEqual(packages, {
      changes: [{ file: 'requirements.txt', name: 'numpy', change: 'modified', left: '1.0', right: '2.0' }],
      unchanged: 1,
    });
    assert.deepEqual(
      files?.changes.map(({ path, change }) => [path, change]),
      [
        ['conf/opt.toml', 'modified'],
        ['extra.json', 'added'],
        ['metrics/a.yaml', 'modified'],
        ['params.yaml', 'modified'],
        ['requirements.txt', 'modified'],
      ],
    );
    assert.deepEqual(unread, [{ path: 'extra.json', reason: 'absent', side: 'left' }]);
  });

  it('reads metrics that DVC holds, and says where the cache lacks them', async () => {
    const lock = (text: string) =>
      `schema: '2.0'\nstages:\n  t:\n    cmd: x\n    deps:\n    - {path: data.csv, hash: md5, md5: ${md5Of(text)}, size: 5}\n    - {path: t.py, hash: md5, md5: ${md5Of('code')}}\n    outs:\n    - {path: out/e.json, hash: md5, md5: ${md5Of(text)}, size: 9}\n`;
    const [old, recent] = ['{"f1": 0.5}', '{"f1": 0.75}'];
    place.commit('ml/t.py', 'code');
    place.commit('ml/dvc.yaml', 'stages:\n  t:\n    cmd: x\n    wdir: work\n    metrics: [out/e.json]\n');
    const left = place.commit('ml/dvc.lock', lock(old));
    const right = place.commit('ml/dvc.lock', lock(recent));
    place.write('.dvc/config', '');
    place.write(`.dvc/cache/files/md5/${md5Of(recent).slice(0, 2)}/${md5Of(recent).slice(2)}`, recent);
    const comparison = await compare(left, right, 'ml');
    assert.deepEqual(
      comparison.metrics?.map(({ file, left: one, right: other }) => [file, one, other]),
      [['ml/work/out/e.json', null, 0.75]],
    );
    assert.deepEqual(comparison.unread, [{ path: 'ml/work/out/e.json', reason: 'not-cached', side: 'left' }]);
    assert.deepEqual(
      comparison.data?.changes.map(({ path, role, change }) => [path, role, change]),
      [
        ['ml/work/out/e.json', 'output', 'modified'],
        ['ml/work/data.csv', 'input', 'modified'],
      ],
    );
  });

  it('keeps to the model’s folder, with the packages listed above it', async () => {
    place.commit('requirements.txt', 'numpy==1.0\n');
    place.commit('other/requirements.txt', 'numpy==1.0\n');
    place.commit('other/dvc.yaml', 'metrics: [m.json]\n');
    const left = place.commit('other/m.json', '{"f1": 1}');
    place.commit('requirements.txt', 'numpy==2.0\n');
    place.commit('other/requirements.txt', 'numpy==2.0\n');
    const right = place.commit('ml/a.py', '1');
    const { metrics, packages, files } = await compare(left, right, 'ml');
    assert.deepEqual([metrics, files], [[], { changes: [{ path: 'ml/a.py', change: 'added' }], elsewhere: 2 }]);
    assert.deepEqual(
      packages?.changes.map(({ file }) => file),
      ['requirements.txt'],
    );
  });

  it('compares a commit with what another registry knows', async () => {
    place.commit('dvc.yaml', 'metrics: [m.json]\n');
    const left = place.commit('m.json', '{"f1": 0.5}');
    const metrics = [{ file: 'm.json', pointer: '/f1', value: 0.75 }];
    const run: VersionSnapshot = { version: '7', commit: null, metrics, params: [], data: null, stages: null, packages: null, unread: [] };
    const comparison = await compare(left, run);
    assert.deepEqual([comparison.metrics?.[0]?.difference, comparison.data, comparison.files], [0.25, null, null]);
  });

  it('does not break on files that are', async () => {
    place.commit('params.yaml', '{');
    place.commit('code.py', 'a = = 1\n');
    const commit = place.commit('dvc.yaml', 'params: [code.py]\nmetrics: [../../outside.json, "https://x/y.json"]\nstages: 3\n');
    const { unread, metrics } = await compare(commit, commit);
    assert.deepEqual(metrics, []);
    assert.deepEqual(
      unread.map(({ path, reason, side }) => [path, reason, side]).filter(([, , side]) => side === 'left'),
      [
        ['params.yaml', 'broken', 'left'],
        ['code.py', 'broken', 'left'],
      ],
    );
  });

  it('reads parameters that are Python', async () => {
    place.commit('dvc.yaml', 'params: [train.py]\n');
    const left = place.commit('train.py', 'import os\nRATE = 0.1\nSEED = os.getpid()\nclass Model:\n    depth: int = 3\n');
    const right = place.commit(
      'train.py',
      'RATE = 0.2\nclass Model:\n    depth: int = 3\n    def __init__(self):\n        self.trees = 10\n',
    );
    const { params, unread } = await compare(left, right);
    assert.deepEqual(unread, []);
    assert.deepEqual(
      params?.changes.map(({ key, left: before, right: after }) => [key, before, after]),
      [
        ['RATE', 0.1, 0.2],
        ['Model.trees', null, 10],
      ],
    );
  });
});

describe('airworthy compare', function () {
  this.timeout(120_000);
  let sample: SampleFolder;
  before(() => {
    sample = sampleFolder('card-fraud');
  });
  after(() => {
    sample.remove();
  });

  const run = (line: string) =>
    runCommand(runCompare, line.split(' '), { cwd: sample.path, env: { PATH: process.env['PATH'] ?? '', HOME: sample.path } });
  const parameters = z.object({
    changes: z.array(z.object({ file: z.string(), key: z.string(), change: z.string(), left: z.unknown(), right: z.unknown() })),
  });
  const json = z.object({
    left: z.object({ version: z.string() }),
    right: z.object({ version: z.string(), commit: z.string() }),
    metrics: z.array(z.object({ file: z.string(), name: z.string(), left: z.number(), right: z.number(), difference: z.number() })),
    params: parameters,
    data: z.object({ changes: z.array(z.object({ path: z.string(), change: z.string() })) }),
  });
  const compare = async (line: string) => json.parse(JSON.parse((await run(`fraud ${line} --format json`)).stdout));

  it('takes versions, stages and commits', async () => {
    const commit = (await compare('1.3.0 #production')).right.commit;
    assert.equal((await compare(`v1.3.0 ${commit.slice(0, 12)}`)).right.version, commit.slice(0, 10));
    assert.equal((await compare('HEAD 1.4.1')).right.commit, commit);
  });

  it('refuses what it cannot compare, with nothing on standard output', async () => {
    for (const line of [
      'fraud 1.3.0',
      'fraud 1.3.0 9.9.9',
      'fraud #nowhere 1.3.0',
      'nobody 1.3.0 1.4.0',
      'fraud 1.3.0 --output=x',
      'fraud 1.3.0 1.4.0 --format html',
    ]) {
      const { code, stdout, stderr } = await run(line);
      assert.deepEqual([code, stdout, stderr.split('\n').length], [2, '', 2], line);
    }
  });

  it('prints text and Markdown', async () => {
    assert.match(
      (await run('fraud 1.3.0 1.4.0')).stdout,
      /\n {2}test\.f1 +0\.7955 +0\.7679 +-0\.0276 +-3\.5% {2}worse +metrics\/eval\.json\n/,
    );
    assert.match(
      (await run('fraud 1.3.0 1.4.0 --format markdown')).stdout,
      /\n\| `train\.model` +\| `boosting` +\| `logistic` \| changed \| `params\.yaml` \|\n/,
    );
  });

  const dvcDiff = z.record(z.string(), z.record(z.string(), z.object({ old: z.unknown(), new: z.unknown(), diff: z.number().optional() })));
  const dvcData = z.object({ modified: z.array(z.object({ path: z.string() })) });
  for (const [left, right] of [
    ['v1.0.0', 'v1.2.0'],
    ['v1.3.0', 'v1.4.0'],
  ] as const) {
    it(`sees what DVC sees between ${left} and ${right}`, async function () {
      const [dvc = ''] = needTools(this, ['dvc']);
      const ask = (...words: readonly string[]): unknown =>
        JSON.parse(
          execFileSync(join(dvc, 'dvc'), [...words, '--json', `fraud@${left}`, `fraud@${right}`], {
            cwd: sample.path,
            encoding: 'utf8',
            env: { ...process.env, DVC_NO_ANALYTICS: '1' },
          }),
        );
      const ours = await compare(`${left} ${right}`);
      const sorted = (lines: readonly unknown[]) => lines.map((line) => JSON.stringify(line)).sort();
      const theirs = (words: string) =>
        Object.entries(dvcDiff.parse(ask(words, 'diff'))).flatMap(([file, keys]) =>
          Object.entries(keys).map(([key, value]) => ({ file, key, value })),
        );
      assert.deepEqual(
        sorted(
          ours.metrics
            .filter(({ difference }) => difference !== 0)
            .map((metric) => [metric.file, metric.name, metric.left, metric.right, metric.difference]),
        ),
        sorted(theirs('metrics').map(({ file, key, value }) => [file, key, value.old, value.new, value.diff])),
      );
      assert.deepEqual(
        sorted(ours.params.changes.map((item) => [item.file, item.key, item.left, item.right])),
        sorted(theirs('params').map(({ file, key, value }) => [file, key, value.old, value.new])),
      );
      // Outputs that Git holds are among DVC's own, but not in its list of changed data; files inside of folders are named there beside them.
      const inGit = new Set(
        execFileSync('git', ['ls-tree', '-r', '--name-only', `fraud@${right}`], { cwd: sample.path, encoding: 'utf8' }).split('\n'),
      );
      const changed = new Set(dvcData.parse(ask('diff')).modified.map(({ path }) => path.replace(/\/$/, '')));
      const listed = ours.data.changes.filter(({ path }) => !inGit.has(path));
      assert.ok(listed.length > 0);
      assert.deepEqual(
        listed.map(({ path }) => path).sort(),
        [...changed].filter((path) => ![...changed].some((folder) => path.startsWith(`${folder}/`))).sort(),
      );
    });
  }
});
