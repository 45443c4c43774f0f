/** Repository paths: relative, with `/`, without `.` and `..`; '' is the repository itself. */

/** The folder of a path; '' at the top. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether a path is a folder's own or lies below it. */
export function isInside(folder: string, path: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/**
 * Joins a folder and a path written relative to it.
 * Null where the result would leave the repository, or for absolute paths and URLs.
 */
export function joinPath(folder: string, relative: string): string | null {
  if (relative.startsWith('/') || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(relative)) return null;
  const steps: string[] = [];
  for (const step of `${folder}/${relative}`.replaceAll('\\', '/').split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return null;
  }
  return steps.join('/');
}

/** Tells for many paths whether each is one of some paths, lies below one of them, or holds one. */
export function overlapWith(paths: Iterable<string>): (path: string) => boolean {
  const known = new Set(paths);
  const above = new Set<string>();
  for (const path of known)
    for (let folder = folderOf(path); folder !== '' && !above.has(folder); folder = folderOf(folder)) above.add(folder);
  return (path) => {
    if (above.has(path)) return true;
    for (let place = path; place !== ''; place = folderOf(place)) if (known.has(place)) return true;
    return known.has(path);
  };
}

/** The way from a folder to a path, as it would be written in a file of that folder. */
export function relativePath(folder: string, path: string): string {
  if (folder === '') return path;
  const from = folder === '' ? [] : folder.split('/');
  const to = path.split('/');
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared += 1;
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}
