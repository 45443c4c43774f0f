import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { runCheck } from '../support/run-check.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';
import { type SampleFolder, sampleFolder } from '../support/sample-folder.ts';

const place = z.strictObject({ line: z.int().min(1), column: z.int().min(1) });

const project = {
  project: z.strictObject({
    root: z.string().min(1),
    name: z.string(),
    machineLearning: z.boolean(),
    stage: z.enum(['prototype', 'pilot', 'production', 'critical']),
    stageGuessed: z.boolean(),
  }),
  verdict: z.enum(['go', 'shadow-only', 'no-go', 'not-applicable']),
  score: z.int().min(0).max(100),
  reasons: z.array(z.strictObject({ check: z.string(), status: z.string(), why: z.string().min(1) })),
  checks: z.array(
    z.strictObject({
      id: z.string(),
      status: z.enum(['met', 'partial', 'missing', 'not-applicable', 'waived', 'unknown']),
      reason: z.string().min(1),
      evidence: z.array(
        z.strictObject({
          path: z.string().nullable(),
          line: z.int().min(1).nullable(),
          ref: z.string().optional(),
          why: z.string().min(1),
        }),
      ),
    }),
  ),
  findings: z.array(
    z.strictObject({
      ruleId: z.string(),
      severity: z.enum(['error', 'warning', 'info', 'hint']),
      message: z.string().min(1),
      path: z.string(),
      range: z.strictObject({ start: place, end: place }),
      fixable: z.boolean(),
      fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
      related: z.array(z.strictObject({ path: z.string(), line: z.int().min(1), message: z.string() })),
    }),
  ),
  nextSteps: z.array(
    z.strictObject({ check: z.string(), title: z.string(), effort: z.enum(['minutes', 'hours', 'days']), fix: z.string().nullable() }),
  ),
  waivers: z.array(
    z.strictObject({
      check: z.string().nullable(),
      rule: z.string().nullable(),
      path: z.string().nullable(),
      reason: z.string(),
      owner: z.string().nullable(),
      until: z.string().nullable(),
      expired: z.boolean(),
    }),
  ),
};
/** The contract of `check --format json`. */
const report = z.strictObject({
  schemaVersion: z.literal(1),
  ...project,
  projects: z.array(z.strictObject(project)).min(2).optional(),
  stats: z.strictObject({ files: z.int(), parsed: z.int(), ms: z.int() }),
});
type Report = z.infer<typeof report>;

const check = (args: string, cwd: string): Promise<CommandRun> => runCommand(runCheck, args.split(' '), { cwd, env: {} });

async function checkJson(cwd: string, args = '.'): Promise<Report> {
  const { stdout } = await check(`${args} --format json --fail-on never`, cwd);
  return report.parse(JSON.parse(stdout));
}

describe('airworthy check', function () {
  this.timeout(60_000);
  let folder = '';
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], { cwd: folder, encoding: 'utf8' });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'airworthy-check-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('says nothing of what is no machine-learning project', async () => {
    write('package.json', '{"name": "x"}');
    write('src/a.py', 'print(1)\n');
    const result = await checkJson(folder);
    assert.deepEqual([result.verdict, result.score, result.checks, result.findings], ['not-applicable', 0, [], []]);
    assert.equal((await check('.', folder)).code, 0);
  });

  it('counts as machine learning: its systems’ files, a model, code that trains; not words, data or a library alone', async () => {
    const table: readonly [string, string, boolean][] = [
      ['dvc.yaml', 'stages: {}\n', true],
      ['model/MLmodel', 'flavors: {}\n', true],
      ['m.onnx', 'x', true],
      ['a.py', 'from sklearn.svm import SVC\nSVC().fit(x)\n', true],
      ['a.py', 'import sklearn\n', false],
      ['a.py', 'import pandas as pd\npd.read_csv("x")\n', false],
      ['README.md', '# Machine learning model training\n', false],
      ['data.csv', 'a,b\n', false],
    ];
    for (const [path, text, expected] of table) {
      write(path, text);
      assert.equal((await checkJson(folder)).project.machineLearning, expected, `${path}: ${text}`);
      rmSync(join(folder, path));
    }
  });

  it('keeps its exit codes', async () => {
    write('dvc.yaml', 'stages: {}\n');
    assert.equal((await check('. --fail-on never', folder)).code, 0);
    assert.equal((await check('.', folder)).code, 1, 'no-go counts as an error');
    for (const bad of ['nowhere', 'dvc.yaml', '. --format xml', '. --fail-on maybe', '. --frobnicate', '. other']) {
      const { code, stdout } = await check(bad, folder);
      assert.deepEqual([code, stdout], [2, ''], bad);
    }
  });

  it('goes on with a broken file beside it, and says where it is broken', async () => {
    write('dvc.yaml', 'stages:\n  train:\n    cmd: [\n');
    write('airworthy.yaml', 'version: 1\nproject: kept\nstage: nonsense\n');
    const result = await checkJson(folder);
    assert.equal(result.project.name, 'kept');
    const broken = result.findings.filter(({ ruleId }) => ruleId === 'schema-invalid').map(({ path, range }) => [path, range.start.line]);
    assert.ok(
      broken.some(([path, line]) => path === 'airworthy.yaml' && line === 3),
      JSON.stringify(broken),
    );
    assert.ok(
      broken.some(([path]) => path === 'dvc.yaml'),
      JSON.stringify(broken),
    );
  });

  it('survives what no parser wants: binary YAML, links in circles, broken UTF-8, pipes, a huge file', async () => {
    write('dvc.yaml', 'stages: {}\n');
    write('bytes.yaml', 'x');
    writeFileSync(join(folder, 'bytes.yaml'), Buffer.from([0, 1, 2, 255, 254, 0]));
    writeFileSync(join(folder, 'latin.yaml'), Buffer.from('name: caf\xe9\n', 'latin1'));
    symlinkSync(folder, join(folder, 'loop'));
    symlinkSync(join(folder, 'self.yaml'), join(folder, 'self.yaml'));
    symlinkSync('/etc/passwd', join(folder, 'outside.yaml'));
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    writeFileSync(join(folder, 'huge.yaml'), `items:\n${'  - {name: value, other: 12345}\n'.repeat(1_600_000)}`);
    write('deep.yaml', `apiVersion: ${'['.repeat(100_000)}`);
    const result = await checkJson(folder);
    assert.equal(result.project.machineLearning, true);
    assert.equal(result.checks.length, 31);
  });

  it('reads the same with and without Git, but for what only Git knows', async () => {
    write('dvc.yaml', 'stages:\n  train:\n    cmd: python train.py\n');
    write('.gitignore', 'ignored/\n');
    write('ignored/dvc.yaml', 'stages: [\n');
    write('node_modules/x/dvc.yaml', 'stages: [\n');
    write('.venv/pyvenv.cfg', '');
    write('.venv/lib/dvc.yaml', 'stages: [\n');
    const without = await checkJson(folder);
    git('init', '-q');
    git('add', '-A');
    git('commit', '-q', '-m', 'x', '--no-verify');
    const withGit = await checkJson(folder);
    assert.deepEqual(withGit.findings, without.findings);
    assert.deepEqual(
      without.findings.filter(({ ruleId }) => ruleId === 'schema-invalid'),
      [],
    );
    assert.equal(withGit.projects, undefined);
  });

  it('writes paths relative to the folder it was given, with ../ for what lies above', async () => {
    git('init', '-q');
    write('.github/workflows/ci.yml', 'on: [push]\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: pytest\n');
    write('a/dvc.yaml', 'stages: {}\n');
    write('a/airworthy.yaml', 'version: 1\nunknown: 1\n');
    write('b/airworthy.yaml', 'version: 1\n');
    const all = await checkJson(folder);
    assert.deepEqual(
      all.projects?.map(({ project: { root } }) => root),
      ['a', 'b'],
    );
    const one = await checkJson(folder, 'a');
    assert.equal(one.project.root, '.');
    assert.deepEqual(
      one.findings.filter(({ ruleId }) => ruleId === 'manifest-key-unknown').map(({ path }) => path),
      ['airworthy.yaml'],
    );
    const ci = one.checks.find(({ id }) => id === 'ci-cd');
    assert.equal(ci?.evidence[0]?.path, '../.github/workflows/ci.yml');
  });

  it('keeps fingerprints when lines move, and tells equal findings apart', async () => {
    const rules = (lead: string): string => `${lead}groups:\n- name: a\n  rules:\n${'  - alert: X\n    expr: up == 0\n'.repeat(2)}`;
    write('dvc.yaml', 'stages: {}\n');
    write('rules.yml', rules(''));
    const before = (await checkJson(folder)).findings.map(({ fingerprint }) => fingerprint);
    write('rules.yml', rules('# one\n# two\n'));
    const after = (await checkJson(folder)).findings.map(({ fingerprint }) => fingerprint);
    assert.deepEqual(after, before);
    assert.equal(new Set(before).size, before.length);
  });
});

describe('airworthy check on the samples', function () {
  this.timeout(60_000);
  const samples = new Map<string, SampleFolder>();

  before(() => {
    for (const name of ['card-fraud', 'bare', 'two-projects'] as const) samples.set(name, sampleFolder(name));
  });
  after(() => {
    for (const sample of samples.values()) sample.remove();
  });
  const pathOf = (name: string): string => samples.get(name)?.path ?? '';

  it('answers every check of card-fraud and bare', async () => {
    for (const name of ['card-fraud', 'bare']) {
      const result = await checkJson(pathOf(name));
      assert.equal(result.checks.length, 31);
      const unknown = result.checks.filter(({ status }) => status === 'unknown').map(({ id }) => id);
      assert.deepEqual(unknown, name === 'bare' ? ['business-goal', 'shared-ownership'] : []);
    }
  });

  it('finds in card-fraud what its README lists, each at the line that it names, and nothing else', async () => {
    const readme = readFileSync(join(pathOf('card-fraud'), 'README.md'), 'utf8');
    const listed = [...readme.matchAll(/^\| `([\w-]+)` \| `([^`]+)` \|/gm)].map(([, rule = '', place = '']) => `${rule} ${place}`);
    const { findings } = await checkJson(pathOf('card-fraud'));
    assert.ok(listed.length > 20);
    assert.deepEqual(findings.map(({ ruleId, path, range }) => `${ruleId} ${path}:${String(range.start.line)}`).sort(), listed.sort());
  });

  it('names for the next steps only rules whose fix can be applied now', async () => {
    for (const name of samples.keys()) {
      const { projects, ...all } = await checkJson(pathOf(name));
      for (const { nextSteps, findings } of projects ?? [all]) {
        const fixable = new Set(findings.filter((finding) => finding.fixable).map(({ ruleId }) => ruleId));
        assert.deepEqual(
          nextSteps.filter(({ fix }) => fix !== null && !fixable.has(fix)),
          [],
        );
      }
    }
  });

  it('gives the texts in Polish to people and English to machines', async () => {
    const cwd = pathOf('card-fraud');
    const polish = await runCommand(runCheck, ['.'], { cwd, env: {}, language: 'pl' });
    assert.match(polish.stdout, /Lista kontrolna: spełnione \d+ z 31/);
    const json = await runCommand(runCheck, ['.', '--format', 'json'], { cwd, env: {}, language: 'pl' });
    assert.doesNotMatch(json.stdout, /[ąćęłńóśźż]/i);
  });
});
