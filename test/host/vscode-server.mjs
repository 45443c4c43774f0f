// @ts-check
// The VS Code server that the tests and `npm start` run on: installing it from npm packages into the cache folder, and
// starting it on a free loopback port with folders of its own.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { installOnce } from './cache-folder.mjs';
import { installNewest, newestVersion } from './newest-server.mjs';
import { runCommand, startGroup } from './processes.mjs';
import { addPty } from './pty.mjs';
import { addRipgrep } from './ripgrep.mjs';
import { npm } from './npm.mjs';

/** The oldest VS Code that `engines.vscode` allows: the one every run tests on. */
export const oldestVersion = '1.100.3';
/** Every version that can be asked for. */
export const versions = /** @type {const} */ ([oldestVersion, newestVersion]);

/**
 * An installed server: the program to run it with, its folder, and the flags this version needs besides the usual ones.
 * @typedef {{ readonly version: string, readonly node: string, readonly root: string, readonly flags: readonly string[] }} InstalledServer
 */

/**
 * A running server. `stop` ends all its processes and removes its data folder.
 * @typedef {{
 *   readonly origin: string,
 *   readonly authority: string,
 *   readonly dataFolder: string,
 *   readonly exited: Promise<number>,
 *   readonly output: () => string,
 *   readonly stop: () => Promise<void>,
 * }} RunningServer
 */

/**
 * Installs the server of that VS Code version if it is not in the cache yet.
 * @param {{ readonly version?: string, readonly log?: (line: string) => void }} [options]
 * @returns {Promise<InstalledServer>}
 */
export async function installServer({ version = oldestVersion, log = () => undefined } = {}) {
  if (version === newestVersion) return installNewest({ log });
  if (version !== oldestVersion) throw new Error(`VS Code ${version} is not one of ${versions.join(', ')}.`);
  const folder = await installOnce({
    name: `vscode-server-${version}`,
    log,
    install: async (staging) => {
      log(`installing the VS Code ${version} server (once, about 400 MB, a minute or two)`);
      await writeFile(join(staging, 'package.json'), '{"private":true}\n');
      // Its post-install script would compile native modules that are not needed.
      await npm({
        cwd: staging,
        args: ['install', '--ignore-scripts', '--save-exact', 'code-server@4.100.3'],
        log,
      });
      const root = serverRoot(staging);
      log('installing the modules of the VS Code server');
      // The shipped lock lists no peers of peers, which npm 11 and later insist on unless told otherwise.
      await npm({
        cwd: root,
        args: ['ci', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps'],
        log,
      });
      await addRipgrep({ staging, root, log });
    },
  });
  await addPty({ root: serverRoot(folder), log });
  return {
    version,
    node: process.execPath,
    root: serverRoot(folder),
    flags: [],
  };
}

/**
 * Starts the server and resolves when it answers. Its data folder is new; `settings` become the user's settings.json there,
 * and `vsix` files are installed first.
 * @param {{
 *   readonly server: InstalledServer,
 *   readonly settings?: Readonly<Record<string, unknown>>,
 *   readonly vsix?: readonly string[],
 *   readonly trusted?: boolean,
 *   readonly env?: NodeJS.ProcessEnv,
 *   readonly extensionsFolder?: string | undefined,
 *   readonly outlivesClients?: boolean,
 *   readonly log?: (line: string) => void,
 * }} options
 * @returns {Promise<RunningServer>}
 */
export async function startServer({
  server,
  settings = {},
  vsix = [],
  trusted = true,
  env = process.env,
  extensionsFolder,
  outlivesClients = false,
  log = () => undefined,
}) {
  const dataFolder = await mkdtemp(join(tmpdir(), 'airworthy-server-'));
  const userFolder = join(dataFolder, 'data', 'User');
  await mkdir(userFolder, { recursive: true });
  await writeFile(join(userFolder, 'settings.json'), JSON.stringify(settings, undefined, 2));
  const common = [
    join(server.root, 'out', 'server-main.js'),
    '--accept-server-license-terms',
    '--server-data-dir',
    dataFolder,
    '--telemetry-level',
    'off',
    ...(extensionsFolder === undefined ? [] : ['--extensions-dir', extensionsFolder]),
  ];
  const serverEnv = environmentOfServer(env);
  for (const file of vsix)
    await runCommand({
      command: server.node,
      args: [...common, '--install-extension', file, '--force'],
      env: serverEnv,
    });
  const port = await freePort();
  const group = startGroup({
    command: server.node,
    args: [
      ...common,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--without-connection-token',
      ...(trusted ? ['--disable-workspace-trust'] : []),
      // A server whose tests were killed so hard that nothing could stop it then ends by itself.
      ...(outlivesClients ? [] : ['--enable-remote-auto-shutdown']),
      ...server.flags,
    ],
    env: serverEnv,
    onLine: log,
  });
  const stop = async () => {
    await group.stop();
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  const authority = `localhost:${port}`;
  try {
    await untilAnswers({ url: `http://127.0.0.1:${port}/version`, group });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    origin: `http://${authority}`,
    authority,
    dataFolder,
    exited: group.exited,
    output: group.output,
    stop,
  };
}

/**
 * The address that opens a folder or a .code-workspace file in that server with the given extensions under development.
 * @param {{
 *   readonly server: RunningServer,
 *   readonly folder?: string | undefined,
 *   readonly extensionPaths?: readonly string[],
 *   readonly extensionTestsPath?: string | undefined,
 * }} options
 * @returns {string}
 */
export function workbenchUrl({ server, folder, extensionPaths = [], extensionTestsPath }) {
  const remote = (/** @type {string} */ path) => `vscode-remote://${server.authority}${encodeURI(asUriPath(path))}`;
  const payload = [
    ...extensionPaths.map((path) => ['extensionDevelopmentPath', remote(path)]),
    ...(extensionTestsPath === undefined ? [] : [['extensionTestsPath', remote(extensionTestsPath)]]),
    ['skipWelcome', 'true'],
  ];
  const query = new URLSearchParams({ payload: JSON.stringify(payload) });
  if (folder === undefined) query.set('ew', 'true');
  else query.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', asUriPath(folder));
  return `${server.origin}/?${query.toString()}`;
}

/**
 * @param {string} path
 * @returns {string}
 */
function asUriPath(path) {
  const slashed = path.replaceAll('\\', '/');
  return slashed.startsWith('/') ? slashed : `/${slashed}`;
}

/**
 * @param {string} folder
 * @returns {string}
 */
function serverRoot(folder) {
  return join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}

/**
 * The environment a server should see. Variables of an editor's own terminal would make it take itself for a child.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
function environmentOfServer(env) {
  const kept = Object.entries(env).filter(([name]) => !/^(VSCODE_|ELECTRON_)/.test(name));
  // Without an address the extension gallery is off, so that nothing is looked up outside.
  return {
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    ...Object.fromEntries(kept),
  };
}

/**
 * A port that was free a moment ago. The server itself can't tell which one it took when it is given 0.
 * @returns {Promise<number>}
 */
async function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No free port.'))));
    });
  });
}

/**
 * @param {{ readonly url: string, readonly group: import('./processes.mjs').ProcessGroup }} options
 * @returns {Promise<void>}
 */
async function untilAnswers({ url, group }) {
  const deadline = Date.now() + 120_000;
  for (;;) {
    if (group.hasExited()) throw new Error(`The VS Code server ended at once:\n${group.output()}`);
    const answered = await fetch(url, {
      signal: AbortSignal.timeout(5_000),
    }).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return;
    if (Date.now() > deadline) throw new Error(`The VS Code server did not answer on ${url}:\n${group.output()}`);
    await pause(50);
  }
}
