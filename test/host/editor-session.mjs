// @ts-check
// Opens the editor itself, with the extension loaded, for tests that click and type, and gives them its page.
//
// A test inside VS Code (the `vscode` API, no page) is `test/vscode/NAME.test.ts`: plain mocha `describe`/`it` importing
// `vscode`, bundled and run in the extension host of a fixture workspace. Run just some: `node test/run.mjs --only vscode
// --grep TEXT`. A UI test is `test/ui/NAME.test.ts`, plain mocha in Node, run with `node test/run.mjs --only ui --grep TEXT`:
//
//   const editor = await openEditor({ folder });                    // in `before`; `await editor.close()` in `after`
//   await editor.runCommand('Airworthy: Show Readiness');
//   await editor.treeRow('Data versioned').waitFor();
//   await editor.screenshot('readiness');                           // out/screenshots/readiness.png: look at it
//
// Every action waits for a state of the page and fails after a limit with a screenshot's worth of reason; none sleeps.
// `editor.page` is the playwright page, for all that has no action here: its locators wait by themselves. A function given to
// `page.evaluate` can't hold a named inner function: tsx marks names with a helper that the page does not have.
//
// The newest VS Code (AIRWORTHY_HOST_VERSION=1.139.1) shows no notification toasts under automation; run the command
// 'Notifications: Show Notifications' there before waiting for one.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from './browser.mjs';
import { editorActions } from './editor-actions.mjs';
import { quietSettings } from './editor-settings.mjs';
import { installServer, oldestVersion, startServer, workbenchUrl } from './vscode-server.mjs';

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * How to open the editor. `folder` is a folder or a .code-workspace file; without it an empty window opens.
 * `extensionPath` is the extension under development (this repository unless told; `null` loads none), `vsix` one to install.
 * `settings` are user settings, `theme` a colour theme's name. `restricted` opens in Restricted Mode without asking.
 * @typedef {{
 *   readonly folder?: string,
 *   readonly extensionPath?: string | null,
 *   readonly vsix?: string,
 *   readonly settings?: Readonly<Record<string, unknown>>,
 *   readonly theme?: string,
 *   readonly width?: number,
 *   readonly height?: number,
 *   readonly scale?: number,
 *   readonly restricted?: boolean,
 *   readonly version?: string,
 *   readonly env?: Readonly<Record<string, string>>,
 *   readonly log?: (line: string) => void,
 * }} EditorOptions
 */

/**
 * An open editor: its page and address, the actions of `editor-actions.mjs`, and what the server's data folder is.
 * `messages` lists what the browser's console has said so far. `close` ends browser and server and removes their folders.
 * @typedef {import('./editor-actions.mjs').EditorActions & {
 *   readonly page: import('playwright-core').Page,
 *   readonly url: string,
 *   readonly dataFolder: string,
 *   readonly messages: () => readonly string[],
 *   readonly serverOutput: () => string,
 *   readonly screenshot: (name: string) => Promise<string>,
 *   readonly close: () => Promise<void>,
 * }} EditorSession
 */

/**
 * Opens the editor and resolves when its window is drawn. The extension may still be starting: wait for what it shows.
 * @param {EditorOptions} [options]
 * @returns {Promise<EditorSession>}
 */
export async function openEditor({
  folder,
  extensionPath = repository,
  vsix,
  settings = {},
  theme = 'Default Dark Modern',
  width = 1280,
  height = 800,
  scale = 1,
  restricted = false,
  version = process.env['AIRWORTHY_HOST_VERSION'] || oldestVersion,
  env = {},
  log = () => undefined,
} = {}) {
  // A fresh folder: extensions that the person has installed must not take part.
  const extensionsFolder = await mkdtemp(join(tmpdir(), 'airworthy-extensions-'));
  const server = await startServer({
    server: await installServer({ version, log }),
    settings: {
      ...quietSettings({ restricted }),
      'workbench.colorTheme': theme,
      ...settings,
    },
    vsix: vsix === undefined ? [] : [resolve(vsix)],
    trusted: !restricted,
    env: { ...process.env, ...env },
    extensionsFolder,
  });
  const cleanUp = async () => {
    await server.stop();
    await rm(extensionsFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  const browser = await launchBrowser({ log }).catch(async (/** @type {unknown} */ error) => {
    await cleanUp();
    throw error;
  });
  const close = async () => {
    await browser.close();
    await cleanUp();
  };
  try {
    const context = await browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: scale,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    // A machine that is busy with something else is slow, not wrong.
    page.setDefaultTimeout(60_000);
    /** @type {string[]} */
    const messages = [];
    page.on('console', (message) => messages.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => messages.push(`error: ${error.stack ?? error.message}`));
    const url = workbenchUrl({
      server,
      folder: folder === undefined ? undefined : resolve(folder),
      extensionPaths: extensionPath === null ? [] : [resolve(extensionPath)],
    });
    await page.goto(url);
    await page.locator('.monaco-workbench .part.statusbar .statusbar-item').first().waitFor({ timeout: 120_000 });
    return {
      ...editorActions(page),
      page,
      url,
      dataFolder: server.dataFolder,
      messages: () => [...messages],
      serverOutput: server.output,
      screenshot: async (name) => {
        const file = join(repository, 'out', 'screenshots', `${name}.png`);
        await mkdir(dirname(file), { recursive: true });
        await page.screenshot({
          path: file,
          animations: 'disabled',
          caret: 'hide',
        });
        return file;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
