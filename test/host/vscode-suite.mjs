// @ts-check
// Bundles the in-VS-Code tests and runs them through @vscode/test-electron, one launch for each kind of workspace:
//
//   test/vscode/*.test.ts             the sample `card-fraud`
//   test/vscode/bare/*.test.ts        the sample `bare`
//   test/vscode/two-projects/…        the sample with two projects in one repository
//   test/vscode/multi-root/…          `card-fraud` and `bare` as two roots
//   test/vscode/restricted/…          `card-fraud` in Restricted Mode (not on the desktop, which is always told to trust)
//   test/vscode/mlflow/…              an empty folder, which its tests make a project whose models are on a real MLflow server
//   test/vscode/empty/…               no folder at all
//
// A kind without tests is not launched. Each launch gets a fresh workspace, which its tests may change as they like.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runTests } from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import { addCounts, countsOf } from './counts.mjs';
import { quietSettings } from './editor-settings.mjs';
import { emptyWorkspace, multiRootWorkspace, sampleWorkspace } from './workspaces.mjs';

/** The kinds of workspace; the key is the folder of the tests under test/vscode. */
const kinds = /** @type {Readonly<Record<string, { open: () => Promise<import('./workspaces.mjs').Workspace>, restricted?: true }>>} */ ({
  '.': { open: () => sampleWorkspace('card-fraud') },
  bare: { open: () => sampleWorkspace('bare') },
  'two-projects': { open: () => sampleWorkspace('two-projects') },
  'multi-root': { open: () => multiRootWorkspace(['card-fraud', 'bare']) },
  restricted: { open: () => sampleWorkspace('card-fraud'), restricted: true },
  mlflow: { open: () => emptyWorkspace('card-fraud-mlflow') },
  empty: {
    open: async () => ({ path: undefined, remove: async () => undefined }),
  },
});

/**
 * Runs all in-VS-Code tests and adds up their counts. A launch that fails without counting anything is one failure. With
 * `host: 'desktop'` the desktop VS Code is downloaded, or `executable` is used for it; Restricted Mode is left out there.
 * @param {{
 *   readonly repository: string,
 *   readonly extensionPath?: string,
 *   readonly host?: 'server' | 'desktop',
 *   readonly version?: string,
 *   readonly executable?: string,
 *   readonly outdir?: string,
 *   readonly grep?: string | undefined,
 *   readonly log?: (line: string) => void,
 * }} options
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function runVscodeSuite({
  repository,
  extensionPath = repository,
  host = 'server',
  version,
  executable,
  outdir = join(repository, 'out', 'test-vscode'),
  grep,
  log = () => undefined,
}) {
  const bundles = await bundleTests({ repository, outdir });
  /** @type {import('./counts.mjs').Counts[]} */
  const all = [];
  for (const [name, kind] of Object.entries(kinds)) {
    const suite = join(bundles, name);
    if (!existsSync(suite) || !(await readdir(suite)).some((file) => file.endsWith('.test.js'))) continue;
    const title = name === '.' ? 'card-fraud' : name;
    if (kind.restricted && host === 'desktop') {
      log(`${title}: left out, the desktop is always told to trust its folder`);
      all.push({
        passed: 0,
        failed: 0,
        skipped: 1,
        skippedTests: [`test/vscode/${name} on the desktop`],
        flakyTests: [],
      });
      continue;
    }
    log(`workspace ${title}`);
    const workspace = await kind.open();
    const scratch = await mkdtemp(join(tmpdir(), 'airworthy-vscode-'));
    const countsFile = join(scratch, 'counts.json');
    try {
      await mkdir(join(scratch, 'user', 'User'), { recursive: true });
      const settings = quietSettings({ restricted: kind.restricted === true });
      await writeFile(join(scratch, 'user', 'User', 'settings.json'), JSON.stringify(settings));
      const executablePath = executable ?? (host === 'server' ? resolve(repository, 'test/host/vscode-executable.mjs') : undefined);
      await runTests({
        ...(executablePath === undefined ? {} : { vscodeExecutablePath: executablePath }),
        ...(version === undefined ? {} : { version }),
        extensionDevelopmentPath: extensionPath,
        extensionTestsPath: join(bundles, 'index.js'),
        launchArgs: [
          ...(workspace.path === undefined ? [] : [workspace.path]),
          `--user-data-dir=${join(scratch, 'user')}`,
          `--extensions-dir=${join(scratch, 'extensions')}`,
        ],
        extensionTestsEnv: {
          AIRWORTHY_SUITE: suite,
          AIRWORTHY_REPOSITORY: repository,
          AIRWORTHY_COUNTS: countsFile,
          AIRWORTHY_LIVE: '1',
          AIRWORTHY_GREP: grep,
          AIRWORTHY_HOST_VERSION: host === 'server' ? version : undefined,
          AIRWORTHY_HOST_TRUST: kind.restricted ? 'restricted' : undefined,
        },
      }).catch((/** @type {unknown} */ error) => log(String(error)));
      all.push(await readCounts(countsFile));
    } finally {
      await workspace.remove();
      await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  return addCounts(all);
}

/**
 * @param {string} file
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
async function readCounts(file) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? countsOf({ failed: 1 }) : JSON.parse(text);
}

/**
 * Bundles test/vscode, one file a test, and returns the folder. Mocha stays outside: it loads
 * reporters and tests by path.
 * @param {{ readonly repository: string, readonly outdir: string }} options
 * @returns {Promise<string>}
 */
async function bundleTests({ repository, outdir }) {
  const source = join(repository, 'test', 'vscode');
  await rm(outdir, { recursive: true, force: true });
  const names = await readdir(source, { recursive: true });
  await esbuild.build({
    entryPoints: [join(source, 'index.ts'), ...names.filter((name) => name.endsWith('.test.ts')).map((name) => join(source, name))],
    outbase: source,
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return outdir;
}
