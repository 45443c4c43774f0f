import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/**
 * The absolute path of the Git program on the PATH; null where there is none.
 *
 * Looked up here rather than by the operating system, because Windows would take a `git.exe` that lies in the opened folder first.
 * Relative entries of the PATH are left out for the same reason.
 */
export function findGitProgram(environment: Readonly<Record<string, string | undefined>>, platform: NodeJS.Platform): string | null {
  const path = Object.entries(environment).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
  const names = platform === 'win32' ? ['git.exe', 'git.cmd'] : ['git'];
  for (const folder of path.split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    for (const name of names) {
      const candidate = join(folder, name);
      if (isProgram(candidate)) return candidate;
    }
  }
  return null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
