import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { runFetch } from '../../src/cli/fetch.ts';
import { objectServer, type ObjectServer } from '../support/object-server.ts';
import { needTools } from '../support/python-tools.ts';
import { runCommand, type CommandRun } from '../support/run-command.ts';
import { sampleFolder, type SampleFolder } from '../support/sample-folder.ts';

const json = z.object({
  artefacts: z.array(
    z.object({
      path: z.string(),
      model: z.boolean(),
      md5: z.string().nullable(),
      from: z.string(),
      remote: z.string().nullable(),
      why: z.string().nullable(),
      command: z.string().nullable(),
    }),
  ),
  written: z.array(z.object({ path: z.string(), from: z.string() })),
  skipped: z.array(z.object({ path: z.string(), why: z.string() })),
  applied: z.boolean(),
});

const model = 'models/fraud/model.pkl';
/** The model of v1.3.0, as its dvc.lock says. */
const md5 = 'e3ad7f48381fddd040d9187c9a9731b4';
const object = `files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`;

function md5Of(path: string): string {
  return createHash('md5').update(readFileSync(path)).digest('hex');
}

function overwrite(path: string, text: string): void {
  chmodSync(path, 0o644);
  writeFileSync(path, text);
}

describe('airworthy fetch, on the sample', function () {
  this.timeout(120_000);
  let sample: SampleFolder;
  let out: string;
  let remote: string;
  let server: ObjectServer | null = null;
  beforeEach(() => {
    sample = sampleFolder('card-fraud', { withRemote: true });
    out = join(realpathSync(mkdtempSync(join(tmpdir(), 'airworthy-out-'))), 'out');
    remote = join(sample.path, '../card-fraud-remote');
  });
  afterEach(async () => {
    await server?.stop();
    server = null;
    sample.remove();
    rmSync(join(out, '..'), { recursive: true });
  });

  const run = (line: string): Promise<CommandRun> =>
    runCommand(runFetch, [...line.split(' '), '--out', out], {
      cwd: sample.path,
      env: { PATH: process.env['PATH'] ?? '', HOME: sample.path },
    });
  const fetch = async (line: string) => {
    const { code, stdout, stderr } = await run(`${line} --format json`);
    return { code, stderr, ...json.parse(JSON.parse(stdout)) };
  };
  const placeOf = ({ artefacts }: z.infer<typeof json>, path = model) => artefacts.find((artefact) => artefact.path === path)?.from;
  const emptyCache = () => rmSync(join(sample.path, '.dvc/cache'), { recursive: true });
  const useServer = async (...args: Parameters<typeof objectServer>) => {
    server = await objectServer(...args);
    writeFileSync(join(sample.path, '.dvc/config.local'), `['remote "store"']\n    url = ${server.url}\n`);
    return server;
  };

  it('copies a version’s model out of Git and the cache, and nothing else', async () => {
    const done = await fetch('fraud 1.3.0');
    assert.deepEqual([done.code, placeOf(done), done.skipped], [0, 'cache', []]);
    assert.equal(md5Of(join(out, model)), md5);
    assert.deepEqual(
      done.written.map(({ path }) => path).sort(),
      readdirSync(join(out, 'models/fraud')).map((name) => `models/fraud/${name}`),
    );
    assert.deepEqual(readdirSync(out), ['models']);
    const mlmodel = execFileSync('git', ['show', 'fraud@v1.3.0:models/fraud/MLmodel'], { cwd: sample.path });
    assert.deepEqual(readFileSync(join(out, 'models/fraud/MLmodel')), mlmodel);
  });

  it('copies out of the remote where the cache is empty, folders too', async () => {
    emptyCache();
    const done = await fetch('fraud 1.3.0 --data');
    assert.deepEqual([done.code, placeOf(done), placeOf(done, 'data/prepared')], [0, 'remote', 'remote']);
    assert.equal(md5Of(join(out, model)), md5);
    const listing = done.artefacts.find(({ path }) => path === 'data/prepared')?.md5 ?? '';
    const entries = z
      .array(z.object({ relpath: z.string(), md5: z.string() }))
      .parse(JSON.parse(readFileSync(join(remote, 'files/md5', listing.slice(0, 2), listing.slice(2)), 'utf8')));
    assert.equal(entries.length, 2);
    for (const entry of entries) assert.equal(md5Of(join(out, 'data/prepared', entry.relpath)), entry.md5);
  });

  it('copies from a server, with requests that say nothing of the person, and sends none in a dry run', async () => {
    emptyCache();
    const { requests } = await useServer(remote);
    const planned = await fetch('fraud 1.3.0 --data --dry-run');
    assert.deepEqual([planned.code, placeOf(planned), requests, existsSync(out)], [0, 'remote', [], false]);
    const done = await fetch('fraud 1.3.0 --data');
    assert.equal(done.code, 0, done.stderr);
    assert.equal(md5Of(join(out, model)), md5);
    assert.ok(existsSync(join(out, 'data/prepared')));
    assert.ok(requests.some(({ path }) => path === `/${object}`));
    for (const { headers } of requests) {
      assert.deepEqual(Object.keys(headers).sort(), ['accept', 'accept-encoding', 'connection', 'host']);
    }
  });

  const faults: readonly (readonly [string, Parameters<typeof objectServer>[1], RegExp])[] = [
    ['something else', (_path, response) => Boolean(response.end('x'.repeat(100))), /something else/],
    ['more than was recorded', (_path, response) => Boolean(response.end('x'.repeat(1e6))), /larger than the 45617 bytes/],
    ['a request for a password', (_path, response) => Boolean(response.writeHead(401).end()), /wants credentials/],
    ['an error', (_path, response) => Boolean(response.writeHead(503).end()), /status 503/],
    [
      'a compressed answer',
      (_path, response) => Boolean(response.writeHead(200, { 'content-encoding': 'gzip' }).end('x')),
      /another encoding/,
    ],
    [
      'nothing more in the middle',
      (_path, response) => {
        response.writeHead(200, { 'content-length': '45617' }).write('x', () => response.destroy());
        return true;
      },
      /did not answer/,
    ],
    [
      'another address',
      (_path, response) => Boolean(response.writeHead(302, { location: 'http://127.0.0.1:9/x' }).end()),
      /sends the request on to http:\/\/127\.0\.0\.1:9/,
    ],
    ['its own address for ever', (path, response) => Boolean(response.writeHead(302, { location: path }).end()), /status 310/],
  ];
  for (const [what, answer, words] of faults) {
    it(`leaves nothing where a server gives ${what}`, async () => {
      emptyCache();
      await useServer(remote, answer);
      const done = await fetch('fraud 1.3.0');
      assert.deepEqual([done.code, done.applied, existsSync(out)], [3, false, false]);
      assert.match(done.stderr, words);
    });
  }

  it('follows a server within its origin', async () => {
    emptyCache();
    await useServer(
      remote,
      (path, response) => !path.startsWith('/moved') && Boolean(response.writeHead(307, { location: `/moved${path}` }).end()),
    );
    renameSync(join(remote, 'files'), join(remote, 'other'));
    mkdirSync(join(remote, 'moved'));
    renameSync(join(remote, 'other'), join(remote, 'moved/files'));
    assert.equal((await fetch('fraud 1.3.0')).code, 0);
    assert.equal(md5Of(join(out, model)), md5);
  });

  it('says so where a server lacks the object, and leaves nothing', async () => {
    emptyCache();
    await useServer(join(remote, 'nowhere'));
    const done = await fetch('fraud 1.3.0');
    assert.deepEqual([done.code, existsSync(out)], [3, false]);
    assert.match(done.stderr, /does not have models\/fraud\/model\.pkl/);
  });

  it('passes a damaged cache over, and leaves nothing where the remote is damaged too', async () => {
    overwrite(join(sample.path, '.dvc/cache', object), 'damaged');
    assert.equal((await fetch('fraud 1.3.0')).code, 0);
    assert.equal(md5Of(join(out, model)), md5);
    rmSync(out, { recursive: true });
    overwrite(join(remote, object), 'damaged');
    const done = await fetch('fraud 1.3.0');
    assert.deepEqual([done.code, done.applied, existsSync(out)], [3, false, false]);
    assert.match(done.stderr, /something else/);
  });

  it('writes what can be had, and says what nobody has', async () => {
    emptyCache();
    rmSync(join(remote, object));
    const done = await fetch('fraud 1.3.0');
    assert.deepEqual([done.code, placeOf(done), done.applied], [3, 'nowhere', true]);
    assert.deepEqual(done.skipped, [{ path: model, why: 'Neither the cache nor the remote store has it.' }]);
    assert.ok(!existsSync(join(out, model)) && existsSync(join(out, 'models/fraud/MLmodel')));
  });

  it('shows the command for what only DVC can get, and it does what we do', async function () {
    emptyCache();
    writeFileSync(join(sample.path, '.dvc/config.local'), `['remote "store"']\n    url = s3://bucket/dvc\n`);
    const planned = await fetch('fraud 1.3.0 --dry-run');
    assert.deepEqual([planned.code, placeOf(planned)], [3, 'dvc']);
    const command = planned.artefacts.find(({ path }) => path === model)?.command ?? '';
    assert.match(command, /^dvc get \S+ models\/fraud\/model\.pkl --rev [0-9a-f]{40} --out \S+\/models\/fraud\/model\.pkl$/);
    const [dvc = ''] = needTools(this, ['dvc']);
    rmSync(join(sample.path, '.dvc/config.local'));
    execFileSync(join(dvc, 'dvc'), command.split(' ').slice(1), { env: { ...process.env, DVC_NO_ANALYTICS: '1' }, stdio: 'pipe' });
    assert.equal(md5Of(join(out, model)), md5);
  });

  it('checks a version’s files out, each as Git has it', async () => {
    const done = await fetch('fraud 1.3.0 --files');
    assert.equal(done.code, 0);
    const tree = execFileSync('git', ['ls-tree', '-r', '-z', 'fraud@v1.3.0'], { cwd: sample.path, encoding: 'utf8' })
      .split('\0')
      .slice(0, -1);
    assert.ok(tree.length > 30);
    for (const line of tree) {
      const [, id, path] = /^\d+ blob ([0-9a-f]+)\t(.*)$/.exec(line) ?? [];
      assert.equal(execFileSync('git', ['hash-object', '--no-filters', join(out, path ?? '')], { encoding: 'utf8' }).trim(), id, path);
    }
    assert.equal(done.written.length, tree.length + 1);
  });

  it('makes a file that DVC marks so one that can be run', async function () {
    if (process.platform === 'win32') this.skip();
    const lock = join(sample.path, 'dvc.lock');
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=Ana', '-c', 'user.email=ana@example.com', ...args], { cwd: sample.path });
    git('checkout', '-q', 'fraud@v1.3.0', '--', '.');
    writeFileSync(lock, readFileSync(lock, 'utf8').replace(`md5: ${md5}\n`, `md5: ${md5}\n      isexec: true\n`));
    git('commit', '-q', '-a', '-m', 'Mark the model');
    git('tag', '-a', '-m', 'Marked', 'fraud@v9.0.0');
    assert.equal((await fetch('fraud 9.0.0')).code, 0);
    assert.equal(statSync(join(out, model)).mode & 0o111, 0o111);
    assert.equal(md5Of(join(out, model)), md5);
  });

  it('replaces nothing', async () => {
    assert.equal((await fetch('fraud 1.3.0')).code, 0);
    const before = readFileSync(join(out, model));
    const again = await fetch('fraud 1.4.0');
    assert.deepEqual([again.code, again.applied], [5, false]);
    assert.match(again.stderr, /is there already/);
    assert.deepEqual(readFileSync(join(out, model)), before);
    assert.deepEqual(readdirSync(out), ['models']);
  });

  it('says so where the folder cannot be made', async () => {
    writeFileSync(out, 'a file');
    const done = await fetch('fraud 1.3.0');
    assert.deepEqual([done.code, done.applied, readFileSync(out, 'utf8')], [5, false, 'a file']);
    assert.match(done.stderr, /EEXIST/);
  });

  it('prints plans for people, in both languages', async () => {
    assert.match(
      (await run('fraud 1.3.0 --dry-run')).stdout,
      /\n {2}models\/fraud\/model\.pkl +45617 B {2}DVC cache\n[^]*Nothing was written\.\n$/,
    );
    const polish = await runCommand(runFetch, ['fraud', '1.3.0', '--out', out, '--files'], {
      cwd: sample.path,
      env: { PATH: process.env['PATH'] ?? '' },
      language: 'pl',
    });
    assert.match(polish.stdout, /oraz \d+ plik\S* z commita\nZapisano \d+ plik\S*\.\n$/);
  });

  it('refuses what it cannot understand', async () => {
    for (const line of ['fraud', 'fraud 9.9.9', 'nobody 1.0.0', 'fraud 1.3.0 --format html', 'fraud 1.3.0 extra']) {
      const { code, stdout } = await run(line);
      assert.deepEqual([code, stdout], [2, ''], line);
    }
  });
});
