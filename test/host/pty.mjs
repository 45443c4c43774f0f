// @ts-check
// Terminals for an installed VS Code server.
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm } from './npm.mjs';

/**
 * Puts the built part of `node-pty` where the server looks for it, unless it is there: the package's own script would compile it, which
 * is not run. Without it terminals, and so tasks, wait for ever. Windows builds other parts and is left without terminals.
 * @param {{ readonly root: string, readonly log: (line: string) => void }} options
 * @returns {Promise<void>}
 */
export async function addPty({ root, log }) {
  if (process.platform === 'win32') return;
  const folder = join(root, 'node_modules', 'node-pty', 'build', 'Release');
  if (await exists(join(folder, 'pty.node'))) return;
  const platformPackage = `@lydell/node-pty-${process.platform}-${process.arch}`;
  log('adding terminals');
  const staging = await mkdtemp(join(tmpdir(), 'airworthy-pty-'));
  try {
    await writeFile(join(staging, 'package.json'), '{"private":true}\n');
    await npm({ cwd: staging, args: ['install', '--ignore-scripts', '--save-exact', `${platformPackage}@1.1.0`], log });
    const built = join(staging, 'node_modules', platformPackage);
    await mkdir(folder, { recursive: true });
    // macOS needs a helper program beside it, which has to be there first.
    const there = await readdir(built);
    for (const name of ['spawn-helper', 'pty.node'].filter((one) => there.includes(one))) {
      // Whole or not at all: another run may be looking.
      const part = join(folder, `${name}.${String(process.pid)}`);
      await copyFile(join(built, name), part);
      await rename(part, join(folder, name));
    }
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/**
 * @param {string} path
 * @returns {Promise<boolean>}
 */
async function exists(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}
