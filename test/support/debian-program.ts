import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installOnce } from '../host/cache-folder.mjs';
import { runCommand } from '../host/processes.mjs';

/** A package of Debian and the programs in its `usr/bin` that are wanted. */
export interface DebianPackage {
  readonly name: string;
  readonly programs: readonly string[];
  /** Makes the first program print its version and end. */
  readonly versionArgument: string;
  /**
   * An absolute folder whose files the programs open by that name. Nothing is written there: the unpacked programs are made to open them in
   * the folder in which they are started, which has to be the entry's own `files`.
   */
  readonly opens?: string;
}

/** Where programs are. */
export interface FoundPrograms {
  readonly paths: readonly string[];
  /** The folder to start them in; null where any will do. */
  readonly files: string | null;
}

/**
 * The paths of programs: from PATH, else from Debian's package, unpacked into the cache outside the checkout: that needs no root and
 * installs nothing on this machine. Null where they cannot be had; under CI that is an error.
 */
export async function debianPrograms(wanted: DebianPackage): Promise<FoundPrograms | null> {
  const { programs, versionArgument, opens } = wanted;
  const present = programs.flatMap((program) => onPath(program) ?? []);
  if (present.length === programs.length) return { paths: present, files: null };
  try {
    const folder = await installOnce({ name: entryOf(wanted), install: (staging) => unpack(wanted, staging) });
    const paths = programs.map((program) => join(folder, 'usr', 'bin', program));
    // A package for another system unpacks as well as ours.
    if (paths[0] !== undefined) execFileSync(paths[0], [versionArgument], { stdio: 'ignore' });
    return { paths, files: opens === undefined ? null : join(folder, 'files') };
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    return null;
  }
}

/** A name for what is unpacked: another one for other programs, so that nobody gets what was unpacked for others, now or long ago. */
function entryOf({ name, programs, opens }: DebianPackage): string {
  const recipe = createHash('sha256').update(JSON.stringify([programs, opens ?? null]));
  return `${name}-debian-${recipe.digest('hex').slice(0, 8)}`;
}

function onPath(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

async function unpack({ name, programs, opens }: DebianPackage, staging: string): Promise<void> {
  const apt = (...args: readonly string[]) => runCommand({ command: 'apt-get', args: ['-qq', ...args], cwd: staging });
  try {
    await apt('-o', 'Acquire::Retries=0', 'download', name);
  } catch {
    // No lists of packages are here yet: they are fetched into a folder of our own, for which nobody needs to be root.
    for (const folder of ['state/lists/partial', 'cache/archives/partial']) mkdirSync(join(staging, folder), { recursive: true });
    const own = ['Dir::State=state', 'Dir::State::status=/var/lib/dpkg/status', 'Dir::Cache=cache', 'APT::Sandbox::User=root'];
    const settings = own.flatMap((setting) => [
      '-o',
      setting.replace(/=(state|cache)$/, (_whole, folder: string) => `=${join(staging, folder)}`),
    ]);
    await apt(...settings, 'update');
    await apt(...settings, 'download', name);
  }
  const [archive] = readdirSync(staging).filter((file) => file.endsWith('.deb'));
  if (archive === undefined) throw new Error('apt-get downloaded no package.');
  await runCommand({ command: 'dpkg-deb', args: ['--extract', archive, '.'], cwd: staging });
  if (opens !== undefined) {
    renameSync(join(staging, opens), join(staging, 'files'));
    for (const program of programs) moveFolder(join(staging, 'usr', 'bin', program), opens);
  }
  for (const left of [archive, 'state', 'cache', 'etc', 'lib', 'usr/share']) rmSync(join(staging, left), { recursive: true, force: true });
}

/** Puts another folder's name, of the same length, in the place of one in a program: that of wherever it is started. */
function moveFolder(program: string, folder: string): void {
  const bytes = readFileSync(program);
  const here = Buffer.from('/proc/self/cwd'.padEnd(folder.length, '/'));
  for (let at = bytes.indexOf(folder); at >= 0; at = bytes.indexOf(folder, at + here.length)) here.copy(bytes, at);
  writeFileSync(program, bytes);
}
