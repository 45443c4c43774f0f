// The ready GitHub action and the pre-commit hook: what they run, as the runner and pre-commit do.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { temporaryRepository, type TemporaryRepository } from '../support/temporary-repository.ts';

const root = join(import.meta.dirname, '../..');
const folder = '.github/actions/check';

describe('ready hooks', function () {
  this.timeout(120_000);
  let place: TemporaryRepository;
  beforeEach(() => {
    place = temporaryRepository();
    place.write('train.py', 'from sklearn.svm import SVC\nmodel = SVC().fit([[1], [2]], [0, 1])\n');
  });
  afterEach(() => {
    place.remove();
  });

  function run(script: string, env: Readonly<Record<string, string>> = {}) {
    const options = { cwd: place.root, env: { ...place.environment, ...env }, encoding: 'utf8' } as const;
    const { status, stdout, stderr } = spawnSync('bash', [join(root, folder, script)], options);
    return { status, stdout, stderr };
  }

  it('of pre-commit: fails on an error in what is to be committed, and on nothing that was there before', () => {
    const [hook] = z
      .array(z.object({ id: z.literal('airworthy'), entry: z.string(), language: z.literal('script') }))
      .parse(parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8')));
    assert.ok(hook !== undefined && (statSync(join(root, hook.entry)).mode & 0o111) !== 0);
    place.commit('dvc.yaml', 'stages:\n  train:\n    cmd: python train.py\n');
    place.write('notes.txt', 'x\n');
    assert.equal(run('pre-commit.sh').status, 0);
    place.write('alerts.yml', 'groups:\n  - name: x\n    rules:\n      - alert: A\n        expr: up ==\n');
    const { status, stdout } = run('pre-commit.sh');
    assert.equal(status, 1);
    assert.match(stdout, /alerts\.yml/);
    place.commit('alerts.yml', readFileSync(join(place.root, 'alerts.yml'), 'utf8'));
    assert.equal(run('pre-commit.sh').status, 0);
  });

  it('of pre-commit: looks at everything before the first commit', () => {
    place.write('alerts.yml', 'groups:\n  - name: x\n    rules:\n      - alert: A\n        expr: up ==\n');
    assert.equal(run('pre-commit.sh').status, 1);
  });

  it('of GitHub: hands each input over as a variable that the script knows, and writes the result', () => {
    const action = z
      .object({
        inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string() })),
        runs: z.object({ steps: z.array(z.object({ run: z.string().optional(), env: z.record(z.string(), z.string()).optional() })) }),
      })
      .parse(parse(readFileSync(join(root, folder, 'action.yml'), 'utf8')));
    const step = action.runs.steps.at(-1);
    assert.equal(step?.run, 'bash "$GITHUB_ACTION_PATH/check.sh"');
    const script = readFileSync(join(root, folder, 'check.sh'), 'utf8');
    const handed = Object.entries(step.env ?? {});
    assert.deepEqual(
      handed.map(([, value]) => value),
      Object.keys(action.inputs).map((name) => `\${{ inputs.${name} }}`),
    );
    for (const [name] of handed) assert.ok(script.includes(name), name);
    const defaults = Object.fromEntries(handed.map(([name], index) => [name, Object.values(action.inputs)[index]?.default ?? '']));
    place.write('alerts.yml', 'groups:\n  - name: x\n    rules:\n      - alert: A\n        expr: up ==\n');
    const { status, stdout } = run('check.sh', { ...defaults, AIRWORTHY_OUTPUT: 'out.txt' });
    assert.equal(status, 1);
    assert.match(stdout, /^::error file=alerts\.yml,line=5/m);
    assert.equal(readFileSync(join(place.root, 'out.txt'), 'utf8'), stdout);
  });

  it('take no input for a command', () => {
    const { status, stderr } = run('check.sh', { AIRWORTHY_DIRECTORY: '$(touch owned)', AIRWORTHY_CHANGED_SINCE: '; touch owned' });
    assert.equal(status, 2);
    assert.match(stderr, /touch owned/);
    assert.throws(() => statSync(join(place.root, 'owned')), /ENOENT/);
  });
});
