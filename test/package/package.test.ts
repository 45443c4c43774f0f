import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as z from 'zod';

const kib = 1024;

/** Sizes that a change may not pass without somebody saying so here. */
const budgets: Readonly<Record<string, number>> = {
  'dist/extension.js': 1800 * kib,
  'dist/cli.js': 10 * kib,
  'dist/cli-program.js': 1800 * kib,
  'dist/worker.js': 1100 * kib,
  'dist/drift-worker.js': 200 * kib,
  'dist/drift-panel.js': 450 * kib,
  'dist/drift-panel.css': 20 * kib,
};

const metafile = z.object({ inputs: z.record(z.string(), z.unknown()) });

describe('the package', function () {
  this.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'airworthy-package-'));

  before(() => {
    const build = spawnSync(process.execPath, ['esbuild.mjs'], { encoding: 'utf8' });
    assert.equal(build.status, 0, build.stderr);
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('keeps the bundles within their budgets', () => {
    for (const [file, budget] of Object.entries(budgets))
      assert.ok(statSync(file).size <= budget, `${file}: ${String(statSync(file).size)} bytes of ${String(budget)}`);
  });

  it('bundles the small zod into the panel, and no framework', () => {
    const { inputs } = metafile.parse(JSON.parse(readFileSync('out/meta/webview.json', 'utf8')));
    const paths = Object.keys(inputs);
    assert.ok(paths.length > 10);
    assert.deepEqual(
      paths.filter((path) => /node_modules\/(?:react|zod\/v4\/classic)\//.test(path)),
      [],
    );
  });

  it('packs what runs and nothing else', () => {
    const vsix = join(folder, 'airworthy.vsix');
    const vsce = resolve('node_modules/@vscode/vsce/vsce');
    const pack = spawnSync(
      process.execPath,
      [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', vsix],
      { encoding: 'utf8' },
    );
    assert.equal(pack.status, 0, pack.stdout + pack.stderr);
    assert.ok(statSync(vsix).size < 3000 * kib, `${String(statSync(vsix).size)} bytes`);
    const list = spawnSync(process.execPath, [vsce, 'ls', '--no-dependencies'], { encoding: 'utf8' });
    const files = list.stdout.split('\n').filter((line) => line !== '');
    for (const needed of [
      'dist/extension.js',
      'dist/worker.js',
      'dist/drift-worker.js',
      'dist/cli.js',
      'dist/cli-program.js',
      'dist/drift-panel.js',
      'dist/drift-panel.css',
      'package.json',
      'package.nls.pl.json',
      'LICENSE',
      'README.md',
    ]) {
      assert.ok(files.includes(needed), `${needed} is missing among ${files.join(', ')}`);
    }
    const foreign = files.filter(
      (path) =>
        !/^(?:dist\/[\w-]+\.(?:js|css)|media\/.+|schemas\/.+\.json|package(?:\.nls(?:\.pl)?)?\.json|README\.md|CHANGELOG\.md|LICENSE)$/i.test(
          path,
        ),
    );
    assert.deepEqual(foreign, []);
  });

  it('names a command line that runs by itself', () => {
    const { bin } = z.object({ bin: z.object({ airworthy: z.string() }) }).parse(JSON.parse(readFileSync('package.json', 'utf8')));
    const run = spawnSync(process.execPath, [resolve(bin.airworthy), 'check', folder, '--format', 'json'], {
      encoding: 'utf8',
      cwd: folder,
    });
    assert.equal(run.status, 0, run.stderr);
    const report = z
      .object({ verdict: z.literal('not-applicable'), checks: z.tuple([]), score: z.literal(0) })
      .safeParse(JSON.parse(run.stdout));
    assert.ok(report.success, run.stdout);
  });
});
