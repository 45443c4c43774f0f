#!/usr/bin/env node
// @ts-check
// Stands in for the desktop VS Code where @vscode/test-electron's `runTests` wants an executable: takes the same arguments,
// runs the tests in the VS Code server with a headless browser as its window, and exits with the suite's code.
//
// Environment: AIRWORTHY_HOST_VERSION chooses the server (1.100.3 unless told), AIRWORTHY_HOST_TRUST=restricted opens the
// folder in Restricted Mode. All else reaches the extension host as it is, which is how `extensionTestsEnv` gets there.
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { format } from 'node:util';
import { launchBrowser } from './browser.mjs';
import { quietSettings } from './editor-settings.mjs';
import { untilAskedToStop } from './processes.mjs';
import { testArguments } from './test-arguments.mjs';
import { installServer, oldestVersion, startServer, workbenchUrl } from './vscode-server.mjs';
import { isWorkbenchNoise } from './workbench-noise.mjs';

/** A suite that says nothing for so long hangs: mocha's own limits are far below it. In milliseconds. */
const silenceLimitMs = 300_000;

process.exitCode = await main();
process.exit();

/**
 * Runs the suite and returns its exit code; 1 where it could not be run.
 * @returns {Promise<number>}
 */
async function main() {
  const log = (/** @type {string} */ line) => process.stderr.write(`[host] ${line}\n`);
  const asked = testArguments(process.argv.slice(2));
  if (asked.extensionTestsPath === undefined) throw new Error('--extensionTestsPath is missing.');
  const version = process.env['AIRWORTHY_HOST_VERSION'] || oldestVersion;
  const server = await startServer({
    server: await installServer({ version, log }),
    settings: {
      ...quietSettings({ restricted: !asked.trusted }),
      ...(await settingsIn(asked.userDataDir)),
    },
    trusted: asked.trusted,
    extensionsFolder: asked.extensionsDir,
  });
  const browser = await launchBrowser({ log });
  const url = workbenchUrl({
    server,
    folder: asked.folder === undefined ? undefined : resolve(asked.folder),
    extensionPaths: asked.extensionDevelopmentPaths.map((path) => resolve(path)),
    extensionTestsPath: resolve(asked.extensionTestsPath),
  });
  let finished = false;
  try {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 800 },
    });
    /** @type {Promise<number>} */
    const verdict = new Promise((settle, fail) => {
      const giveUp = (/** @type {string} */ why) => {
        if (!finished) log(`${why}; the server said:\n${server.output()}`);
        settle(1);
      };
      const onSilence = () => giveUp(`nothing was heard from the tests for ${silenceLimitMs / 1000} s`);
      let silence = setTimeout(onSilence, silenceLimitMs);
      const onLog = (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
        clearTimeout(silence);
        silence = setTimeout(onSilence, silenceLimitMs);
        const text = format(...args);
        if (!isWorkbenchNoise(text)) (type === 'error' || type === 'warn' ? process.stderr : process.stdout).write(`${text}\n`);
      };
      page.once('crash', () => giveUp('the browser page crashed'));
      void untilAskedToStop().then((signal) => giveUp(`stopped by ${signal}`));
      void server.exited.then((code) => giveUp(`the server ended with ${code}`));
      const open = async () => {
        await page.exposeFunction('codeAutomationLog', onLog);
        await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => settle(code));
        await page.goto(url);
      };
      open().catch(fail);
    });
    return await verdict;
  } finally {
    finished = true;
    await browser.close();
    await server.stop();
  }
}

/**
 * The user settings that a test put into the folder it passes as `--user-data-dir`, as the desktop reads them.
 * @param {string | undefined} userDataDir
 * @returns {Promise<Record<string, unknown>>}
 */
async function settingsIn(userDataDir) {
  if (userDataDir === undefined) return {};
  const text = await readFile(join(userDataDir, 'User', 'settings.json'), 'utf8').catch(() => '{}');
  return JSON.parse(text);
}
