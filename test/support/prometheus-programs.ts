import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installOnce } from '../host/cache-folder.mjs';
import { runCommand } from '../host/processes.mjs';

/** The real Prometheus and its tool. */
export interface PrometheusPrograms {
  readonly prometheus: string;
  readonly promtool: string;
}

/**
 * Prometheus from PATH, else Debian's package, unpacked into the cache outside the checkout: that needs no root and installs nothing on
 * this machine. Null where it cannot be had; under CI that is an error.
 */
export async function prometheusPrograms(): Promise<PrometheusPrograms | null> {
  const [prometheus, promtool] = [onPath('prometheus'), onPath('promtool')];
  if (prometheus !== null && promtool !== null) return { prometheus, promtool };
  try {
    const folder = join(await installOnce({ name: 'prometheus-debian', install: unpackDebianPackage }), 'usr', 'bin');
    const programs = { prometheus: join(folder, 'prometheus'), promtool: join(folder, 'promtool') };
    // A package for another system unpacks as well as ours.
    execFileSync(programs.promtool, ['--version'], { stdio: 'ignore' });
    return programs;
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    return null;
  }
}

function onPath(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

async function unpackDebianPackage(staging: string): Promise<void> {
  const apt = (...args: readonly string[]) => runCommand({ command: 'apt-get', args: ['-qq', ...args], cwd: staging });
  try {
    await apt('-o', 'Acquire::Retries=0', 'download', 'prometheus');
  } catch {
    // No lists of packages are here yet: they are fetched into a folder of our own, for which nobody needs to be root.
    for (const folder of ['state/lists/partial', 'cache/archives/partial']) mkdirSync(join(staging, folder), { recursive: true });
    const own = ['Dir::State=state', 'Dir::State::status=/var/lib/dpkg/status', 'Dir::Cache=cache', 'APT::Sandbox::User=root'];
    const settings = own.flatMap((setting) => [
      '-o',
      setting.replace(/=(state|cache)$/, (_whole, folder: string) => `=${join(staging, folder)}`),
    ]);
    await apt(...settings, 'update');
    await apt(...settings, 'download', 'prometheus');
  }
  const [archive] = readdirSync(staging).filter((name) => name.endsWith('.deb'));
  if (archive === undefined) throw new Error('apt-get downloaded no package.');
  await runCommand({ command: 'dpkg-deb', args: ['--extract', archive, '.'], cwd: staging });
  for (const left of [archive, 'state', 'cache', 'etc', 'lib', 'usr/share']) rmSync(join(staging, left), { recursive: true, force: true });
}
