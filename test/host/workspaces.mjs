// @ts-check
// Throw-away workspaces for tests and `npm start`: the samples as they come out of media/sample, singly or several in one.
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from './processes.mjs';

const unpack = resolve(dirname(fileURLToPath(import.meta.url)), '..', 'sample', 'unpack.mjs');

/** The samples by name. */
export const samples = /** @type {const} */ (['card-fraud', 'bare', 'two-projects']);

/**
 * A workspace to open (`path` is a folder or a .code-workspace file, nothing for an empty window) and what removes it.
 * @typedef {{ readonly path: string | undefined, readonly remove: () => Promise<void> }} Workspace
 */

/**
 * Recreates one sample in an empty temporary folder.
 * @param {string} name
 * @returns {Promise<{ readonly path: string, readonly remove: () => Promise<void> }>}
 */
export async function sampleWorkspace(name) {
  const folder = await freshFolder();
  const path = join(folder, name);
  await unpackInto({ name, path });
  return {
    path,
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/**
 * A folder with nothing in it.
 * @param {string} name
 * @returns {Promise<{ readonly path: string, readonly remove: () => Promise<void> }>}
 */
export async function emptyWorkspace(name) {
  const folder = await freshFolder();
  const path = join(folder, name);
  await mkdir(path);
  return {
    path,
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/**
 * Several samples as the roots of one .code-workspace file.
 * @param {readonly string[]} names
 * @returns {Promise<{ readonly path: string, readonly remove: () => Promise<void> }>}
 */
export async function multiRootWorkspace(names) {
  const folder = await freshFolder();
  for (const name of names) await unpackInto({ name, path: join(folder, name) });
  const path = join(folder, 'samples.code-workspace');
  await writeFile(path, JSON.stringify({ folders: names.map((name) => ({ path: name })) }, undefined, 2));
  return {
    path,
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/**
 * @param {{ readonly name: string, readonly path: string }} options
 * @returns {Promise<void>}
 */
async function unpackInto({ name, path }) {
  await mkdir(path, { recursive: true });
  await runCommand({ command: process.execPath, args: [unpack, name, path] });
}

/**
 * A temporary folder by its real path, which is how Git and VS Code name it too.
 * @returns {Promise<string>}
 */
async function freshFolder() {
  return realpath(await mkdtemp(join(tmpdir(), 'airworthy-workspace-')));
}
