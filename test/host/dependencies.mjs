// @ts-check
// Installs the packages of this checkout when they are missing or not those of the lock file. Uses nothing but Node.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npm } from './npm.mjs';

/**
 * Runs `npm ci` where `node_modules` does not hold what the lock file lists; does nothing otherwise.
 * @param {{ readonly repository: string, readonly log: (line: string) => void }} options
 * @returns {Promise<void>}
 */
export async function installDependencies({ repository, log }) {
  if (await areInstalled(repository)) return;
  log('installing the packages of package-lock.json (a minute or so)');
  await npm({ cwd: repository, args: ['ci'], log });
}

/**
 * Whether every package of the lock file that this system needs is there in that version. Compares the two lists that npm
 * itself writes, because their times say nothing after a checkout.
 * @param {string} repository
 * @returns {Promise<boolean>}
 */
export async function areInstalled(repository) {
  const installedList = join(repository, 'node_modules', '.package-lock.json');
  if (!existsSync(installedList)) return false;
  const installed = await packagesOf(installedList);
  const wanted = await packagesOf(join(repository, 'package-lock.json'));
  return Object.entries(wanted).every(([path, entry]) => {
    const there = installed[path];
    // Packages for other systems are optional and are rightly absent.
    return path === '' || (there === undefined ? entry.optional === true : there.version === entry.version);
  });
}

/**
 * @param {string} file
 * @returns {Promise<Record<string, { readonly version?: string, readonly optional?: boolean }>>}
 */
async function packagesOf(file) {
  return JSON.parse(await readFile(file, 'utf8')).packages ?? {};
}
