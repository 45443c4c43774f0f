import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { needTools } from '../support/python-tools.ts';
import { outsOf, sampleNames } from './unpack-sample.mjs';

const here = fileURLToPath(new URL('./', import.meta.url));
const media = fileURLToPath(new URL('../../media/sample/', import.meta.url));
const mostBytes = 600 * 1024;
const python = process.platform === 'win32' ? 'python' : 'python3';
const isCi = process.env['CI'] === 'true';

const Flaws = z.array(z.object({ rule: z.string(), path: z.string(), text: z.string(), why: z.string() }));
const DvcStatus = z.record(z.string(), z.array(z.unknown()));
const GtoState = z.record(z.string(), z.object({ version: z.string(), stage: z.record(z.string(), z.string().nullable()) }));
const Evaluation = z.object({ test: z.record(z.string(), z.number()) });

function git(folder: string, ...words: readonly string[]): string {
  return execFileSync('git', ['-C', folder, ...words], { encoding: 'utf8' }).trimEnd();
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}

function unpack(name: string, target: string, environment: NodeJS.ProcessEnv = process.env, options: readonly string[] = []) {
  return spawnSync(process.execPath, [join(here, 'unpack.mjs'), ...options, name, target], { encoding: 'utf8', env: environment });
}

describe('sample workspaces', function () {
  // Where the tools are not set up yet, the first test that needs one installs it.
  this.timeout(isCi ? 20 * 60_000 : 120_000);
  let folder = '';
  const at = (...parts: readonly string[]): string => join(folder, ...parts);

  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'airworthy-sample-test-')));
    for (const name of sampleNames()) {
      const done = unpack(name, at(name));
      assert.equal(done.stderr, '');
      assert.equal(done.stdout, `${at(name)}\n`);
    }
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('take at most 600 KB', () => {
    const size = readdirSync(media).reduce((sum, name) => sum + statSync(join(media, name)).size, 0);
    assert.ok(size <= mostBytes, `${size} bytes`);
  });

  it('are card-fraud, bare and two-projects', () => {
    assert.deepEqual(sampleNames(), ['bare', 'card-fraud', 'two-projects']);
  });

  for (const name of sampleNames()) {
    it(`${name} has a clean work tree, no remote, and nothing in it that Git would run`, () => {
      assert.equal(git(at(name), 'status', '--porcelain'), '');
      assert.equal(git(at(name), 'remote'), '');
      assert.equal(git(at(name), 'branch', '--all', '--format=%(refname)'), 'refs/heads/main');
      assert.ok(!existsSync(at(name, '.git', 'hooks')));
    });
  }

  it('card-fraud has the history of a team', () => {
    assert.ok(lines(git(at('card-fraud'), 'log', '--format=%H')).length >= 12);
    assert.ok(new Set(lines(git(at('card-fraud'), 'log', '--format=%an'))).size >= 4);
    const dates = lines(git(at('card-fraud'), 'log', '--format=%cI')).map((date) => Date.parse(date));
    assert.deepEqual(
      dates,
      [...dates].sort((a, b) => b - a),
    );
    assert.ok(dates.every((date) => date >= Date.parse('2026-06-01T00:00:00Z') && date < Date.parse('2026-11-20T00:00:00Z')));
  });

  it('card-fraud has seven versions, and a roll back among its annotated tags', () => {
    const versions = lines(git(at('card-fraud'), 'tag', '--list', 'fraud@*', '--sort=taggerdate'));
    assert.deepEqual(
      versions.map((tag) => tag.replace('fraud@', '')),
      ['v1.0.0', 'v1.1.0', 'v1.2.0', 'v1.3.0', 'v1.4.0', 'v1.4.1', 'v1.5.0'],
    );
    const types = new Set(lines(git(at('card-fraud'), 'for-each-ref', 'refs/tags', '--format=%(objecttype)')));
    assert.deepEqual([...types], ['tag']);
    const versionAt = new Map(versions.map((tag) => [git(at('card-fraud'), 'rev-parse', `${tag}^{commit}`), tag.replace('fraud@', '')]));
    const production = lines(git(at('card-fraud'), 'tag', '--list', 'fraud#production#*', '--sort=taggerdate', '--format=%(*objectname)'));
    assert.deepEqual(
      production.map((commit) => versionAt.get(commit)),
      ['v1.0.0', 'v1.1.0', 'v1.2.0', 'v1.3.0', 'v1.4.0', 'v1.3.0', 'v1.4.1'],
    );
  });

  it('two-projects has tags with the prefix of a monorepo', () => {
    assert.deepEqual(lines(git(at('two-projects'), 'tag')), [
      'churn=churn-model#dev#2',
      'churn=churn-model#production#1',
      'churn=churn-model@v1.0.0',
      'churn=churn-model@v1.1.0',
      'pricing=price@v0.1.0',
    ]);
  });

  for (const [name, files] of [
    ['card-fraud', ['data/raw.csv.dvc', 'dvc.lock']],
    ['two-projects', ['churn/data/customers.csv.dvc', 'churn/dvc.lock']],
  ] as const) {
    it(`${name} has every file that DVC tracks, with its md5`, () => {
      const outs = files.flatMap((file) => {
        const base = file.slice(0, file.lastIndexOf('/') + 1);
        return outsOf(readFileSync(at(name, file), 'utf8')).map((out) => ({ path: base + out.path, md5: out.md5 }));
      });
      assert.ok(outs.length >= 5);
      const plain = outs.flatMap((out) => (out.md5.endsWith('.dir') ? entriesOf(at(name), out) : [out]));
      for (const out of plain) {
        assert.equal(
          createHash('md5')
            .update(readFileSync(at(name, out.path)))
            .digest('hex'),
          out.md5,
          out.path,
        );
      }
    });
  }

  it('card-fraud keeps the model of every version in its cache', () => {
    for (const tag of lines(git(at('card-fraud'), 'tag', '--list', 'fraud@*'))) {
      const model = outsOf(git(at('card-fraud'), 'show', `${tag}:dvc.lock`)).find((out) => out.path === 'models/fraud/model.pkl');
      assert.ok(model);
      assert.ok(existsSync(at('card-fraud', '.dvc/cache/files/md5', model.md5.slice(0, 2), model.md5.slice(2))), tag);
    }
  });

  it('card-fraud lists each flaw in its README at the line where it is', () => {
    const readme = readFileSync(at('card-fraud', 'README.md'), 'utf8');
    const flaws = Flaws.parse(JSON.parse(readFileSync(join(here, 'flaws.json'), 'utf8')));
    for (const flaw of flaws) {
      const content = readFileSync(at('card-fraud', flaw.path), 'latin1');
      assert.ok(content.includes(flaw.text), `${flaw.path}: ${flaw.text}`);
      const line = content.slice(0, content.indexOf(flaw.text)).split('\n').length;
      assert.ok(readme.includes(`| \`${flaw.rule}\` | \`${flaw.path}:${line}\` | ${flaw.why} |`), `${flaw.rule} at ${flaw.path}:${line}`);
    }
    const rows = readme.match(/^\| `[a-z-]+` \| `[^`]+:\d+` \|/gm) ?? [];
    assert.equal(rows.length, flaws.length);
  });

  it('card-fraud fails its gate on recall by the numbers its README gives', () => {
    const evaluation = Evaluation.parse(JSON.parse(readFileSync(at('card-fraud', 'metrics/eval.json'), 'utf8')));
    const limit = /metric: recall, .*min: ([\d.]+)/.exec(readFileSync(at('card-fraud', 'airworthy.yaml'), 'utf8'))?.[1];
    const recall = evaluation.test['recall'];
    assert.ok(limit !== undefined && recall !== undefined && recall < Number(limit));
    assert.ok(readFileSync(at('card-fraud', 'README.md'), 'utf8').includes(`is ${recall}, below ${limit} |`));
  });

  it('card-fraud has twelve weekly batches, one of them under 30 rows', () => {
    const batches = readdirSync(at('card-fraud', 'data/batches')).sort();
    assert.equal(batches.length, 12);
    const rows = batches.map((batch) => lines(readFileSync(at('card-fraud', 'data/batches', batch), 'utf8')).length - 1);
    assert.equal(rows.filter((count) => count < 30).length, 1);
    assert.ok(rows.every((count) => count < 30 || (count >= 300 && count <= 1500)));
  });

  it('refuses a folder with something in it and leaves it alone', () => {
    mkdirSync(at('full'));
    writeFileSync(at('full', 'mine.txt'), 'mine');
    const done = unpack('bare', at('full'));
    assert.equal(done.status, 1);
    assert.equal(done.stderr, `The folder ${at('full')} is not empty.\n`);
    assert.deepEqual(readdirSync(at('full')), ['mine.txt']);
  });

  it('names the samples when asked for another', () => {
    const done = unpack('fraud', at('other'));
    assert.equal(done.status, 1);
    assert.match(done.stderr, /bare, card-fraud, two-projects/);
    assert.ok(!existsSync(at('other')));
  });

  it('unpacks the same under hostile Git settings, and runs none of them', () => {
    const home = at('hostile home');
    mkdirSync(join(home, 'template', 'hooks'), { recursive: true });
    const trap = join(home, 'trap');
    writeFileSync(trap, `#!/bin/sh\ntouch "${join(home, 'sprung')}"\n`);
    chmodSync(trap, 0o755);
    for (const hook of ['post-checkout', 'reference-transaction']) {
      writeFileSync(join(home, 'template', 'hooks', hook), `#!/bin/sh\ntouch "${join(home, 'sprung')}"\n`, { mode: 0o755 });
    }
    writeFileSync(
      join(home, '.gitconfig'),
      [
        `[init]\n\ttemplateDir = ${join(home, 'template')}`,
        `[core]\n\thooksPath = ${join(home, 'template', 'hooks')}\n\tfsmonitor = "${trap}"\n\tautocrlf = true`,
        '[clone]\n\tdefaultRemoteName = elsewhere',
        '[transfer]\n\thideRefs = refs/tags',
      ].join('\n'),
    );
    const environment = { PATH: process.env['PATH'], HOME: home, GIT_DIR: at('nowhere'), GIT_TEMPLATE_DIR: join(home, 'template') };
    const done = unpack('card-fraud', at('hostile'), environment);
    assert.equal(done.stderr, '');
    assert.ok(!existsSync(join(home, 'sprung')));
    assert.equal(git(at('hostile'), 'rev-parse', 'HEAD'), git(at('card-fraud'), 'rev-parse', 'HEAD'));
    assert.equal(git(at('hostile'), 'tag'), git(at('card-fraud'), 'tag'));
    assert.deepEqual(readFileSync(at('hostile', 'dvc.yaml')), readFileSync(at('card-fraud', 'dvc.yaml')));
  });

  it('are read by the real GTO as meant', function () {
    const [gto = ''] = needTools(this, ['gto']);
    const stateOf = (name: string) => GtoState.parse(JSON.parse(runTool(join(gto, 'gto'), at(name), ['show', '--json'])));
    const { fraud, chargeback } = stateOf('card-fraud');
    assert.equal(fraud?.version, 'v1.5.0');
    assert.deepEqual(definedIn(fraud.stage), { canary: 'v1.5.0', production: 'v1.4.1' });
    assert.deepEqual(definedIn(chargeback?.stage), { production: 'v1.0.0' });
    assert.deepEqual(definedIn(stateOf('two-projects')['churn:churn-model']?.stage), { dev: 'v1.1.0', production: 'v1.0.0' });
  });

  it('are clean to the real DVC, but for the stage that is stale on purpose', function () {
    const [dvc = ''] = needTools(this, ['dvc']);
    const status = (name: string, ...more: readonly string[]) =>
      DvcStatus.parse(JSON.parse(runTool(join(dvc, 'dvc'), at(name), ['status', '--json', ...more])));
    assert.deepEqual(status('card-fraud'), { train: [{ 'changed deps': { 'params.yaml': { 'train.learning_rate': 'modified' } } }] });
    assert.deepEqual(status('two-projects'), {});
    const withRemote = unpack('card-fraud', at('with-remote', 'card-fraud'), process.env, ['--with-remote']);
    assert.equal(withRemote.stderr, '');
    assert.deepEqual(status(join('with-remote', 'card-fraud'), '--cloud'), {});
  });

  it('can be rebuilt with the real tools', function () {
    needTools(this, ['dvc', 'gto', 'mlflow', 'sklearn']);
    this.timeout(20 * 60_000);
    const done = spawnSync(python, [join(here, 'make.py'), '--check'], { encoding: 'utf8' });
    assert.equal(done.status, 0, done.stdout + done.stderr);
    assert.match(done.stdout, /^\d+ bytes in /m);
  });

  /** Runs a Python tool with settings and caches of its own. */
  function runTool(program: string, repository: string, words: readonly string[]): string {
    const home = at('tool home');
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'config'), '[core]\n    analytics = false\n    check_update = false\n');
    return execFileSync(program, [...words], {
      cwd: repository,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        HOME: home,
        DVC_GLOBAL_CONFIG_DIR: home,
        DVC_SITE_CACHE_DIR: join(home, 'dvc'),
        DVC_NO_ANALYTICS: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
});

/** The stages that hold a version. */
function definedIn(stages: Readonly<Record<string, string | null>> | undefined): Readonly<Record<string, string | null>> {
  return Object.fromEntries(Object.entries(stages ?? {}).filter(([, version]) => version !== null));
}

/** The files of a folder that DVC tracks, from the folder's object in the cache. */
function entriesOf(root: string, out: { readonly path: string; readonly md5: string }): readonly { path: string; md5: string }[] {
  const object = join(root, '.dvc/cache/files/md5', out.md5.slice(0, 2), out.md5.slice(2));
  const entries = z.array(z.object({ md5: z.string(), relpath: z.string() })).parse(JSON.parse(readFileSync(object, 'utf8')));
  assert.ok(entries.length > 0);
  return entries.map((entry) => ({ path: `${out.path}/${entry.relpath}`, md5: entry.md5 }));
}
