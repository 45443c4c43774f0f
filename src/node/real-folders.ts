import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Where the folders below a root (absolute, links resolved) really lie. Each is looked at once, from its parent's place, and not from the
 * top for each of many; for one run and not for an editor. Throws where a folder is not there.
 */
export function realFolders(root: string): (folder: string) => string {
  const known = new Map([[root, root]]);
  const placeOf = (folder: string): string => {
    const hit = known.get(folder);
    if (hit !== undefined) return hit;
    const parent = dirname(folder);
    const place = parent === folder ? realpathSync(folder) : behindLink(join(placeOf(parent), basename(folder)));
    known.set(folder, place);
    return place;
  };
  return placeOf;
}

function behindLink(place: string): string {
  return lstatSync(place).isSymbolicLink() ? realpathSync(place) : place;
}
