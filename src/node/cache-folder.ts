import { homedir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';

/** The folder for what can be made again, as each system has it; null where the person has no home. */
export function cacheFolder(environment: Readonly<Record<string, string | undefined>>): string | null {
  const home = environment['HOME'] ?? environment['USERPROFILE'] ?? homedir();
  const given = process.platform === 'win32' ? environment['LOCALAPPDATA'] : environment['XDG_CACHE_HOME'];
  // The XDG Base Directory Specification says that relative paths are to be ignored.
  const base =
    given !== undefined && isAbsolute(given)
      ? given
      : join(
          home,
          ...(process.platform === 'darwin' ? ['Library', 'Caches'] : process.platform === 'win32' ? ['AppData', 'Local'] : ['.cache']),
        );
  return isAbsolute(base) ? join(base, 'airworthy') : null;
}

/** Whether an absolute path is a folder or lies in it, by its words alone. */
export function isWithin(folder: string, place: string): boolean {
  const way = relative(folder, place);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}
