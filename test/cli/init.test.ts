import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runInit } from '../../src/cli/init.ts';
import { runInspect } from '../../src/cli/inspect.ts';
import { runCommand, type CommandRun } from '../support/run-command.ts';
import { temporaryRepository, type TemporaryRepository } from '../support/temporary-repository.ts';

describe('airworthy init', function () {
  this.timeout(60_000);
  let place: TemporaryRepository;
  beforeEach(() => {
    place = temporaryRepository();
    const commit = place.commit('train.py', 'import sklearn\n');
    place.tag('fraud@v1.0.0', commit, 1_700_000_000);
    place.tag('fraud#shadow#1', commit, 1_700_000_100);
    place.tag('fraud#production#2', commit, 1_700_000_200);
    place.write('data/reference.csv', 'customer_id,amount,channel,only_here\n1,2,web,3\n');
    for (const day of ['01', '02']) place.write(`data/batches/2026-10-${day}.csv`, 'customer_id,amount,channel\n1,2,web\n');
  });
  afterEach(() => {
    place.remove();
  });

  const run = (line: string, language: 'en' | 'pl' = 'en'): Promise<CommandRun> =>
    runCommand(
      runInit,
      line.split(' ').filter((word) => word !== ''),
      { cwd: place.root, env: place.environment, language },
    );
  const manifest = (): string => readFileSync(join(place.root, 'airworthy.yaml'), 'utf8');

  it('writes what was found: models with their stages, batches with the columns of both sides', async () => {
    const { code, stdout } = await run('');
    assert.deepEqual([code, stdout], [0, 'Wrote airworthy.yaml: 1 model, 1 source, 2 charts. Look at it, then run airworthy check.\n']);
    assert.match(manifest(), /^version: 1\nproject: \S+\nstage: production # A guess/);
    assert.match(manifest(), / {2}- name: fraud\n {4}registry: git\n {4}stages: \[shadow, production\]\n/);
    assert.match(manifest(), /drift:\n {2}- \{ title: amount, [^\n]*\}\n {2}- \{ title: channel, [^\n]*\}\n\n#/);
    const inspected = await runCommand(runInspect, ['airworthy.yaml', '--format', 'json'], { cwd: place.root, env: place.environment });
    assert.match(inspected.stdout, /"valid": true/);
  });

  it('keeps a manifest that is there, under either name', async () => {
    for (const name of ['airworthy.yaml', '.airworthy.yaml']) {
      place.write(name, 'version: 1 # mine\n');
      const { code, stderr } = await run('');
      assert.deepEqual([code, stderr], [2, `${name} is there already. Edit it, or remove it first.\n`]);
      assert.equal(readFileSync(join(place.root, name), 'utf8'), 'version: 1 # mine\n');
      rmSync(join(place.root, name));
    }
  });

  it('prints with --dry-run, in the language of the reader, and writes nothing', async () => {
    const { code, stdout } = await run('--dry-run', 'pl');
    assert.equal(code, 0);
    assert.match(stdout, /^version: 1\n[^]*# To wiedzą tylko ludzie/);
    assert.equal(existsSync(join(place.root, 'airworthy.yaml')), false);
  });

  it('begins one for a folder of the repository, with what is below it', async () => {
    place.write('churn/dvc.yaml', 'artifacts:\n  churn: { path: churn.pkl, type: model }\n');
    place.write('churn/train.py', 'import sklearn\n');
    assert.equal((await run('churn')).code, 0);
    const text = readFileSync(join(place.root, 'churn', 'airworthy.yaml'), 'utf8');
    assert.match(text, /^version: 1\nproject: churn\n/);
    assert.match(text, /name: churn\n {4}registry: git\n {4}path: churn\.pkl\n/);
    assert.doesNotMatch(text, /fraud|batches/);
  });

  it('works without Git', async () => {
    rmSync(join(place.root, '.git'), { recursive: true });
    assert.equal((await run('')).code, 0);
    assert.match(manifest(), /sources:\n/);
    assert.doesNotMatch(manifest(), /models:/);
  });

  for (const line of ['a b', '--force', 'no/folder'])
    it(`takes ‘${line}’ for a mistake`, async () => {
      assert.equal((await run(line)).code, 2);
    });
});
