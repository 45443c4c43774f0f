import * as z from 'zod';
import { readJson } from '../facts/data-file.ts';
import { isSafeRelativePath } from './safe-path.ts';

/** A file in a folder that DVC holds. */
export interface ListedObject {
  /** Relative to the folder, with `/`, safe to write below it. */
  readonly path: string;
  readonly md5: string;
}

const listing = z.array(z.object({ relpath: z.string(), md5: z.string().regex(/^[0-9a-f]{32}$/) }));

/**
 * The files that a `.dir` object lists; null where it is no such list, or names anything that leads out of the folder, twice the same
 * file, or a file as a folder. Whoever can write to a remote writes these lists, so that one bad name makes the whole list suspect.
 */
export function parseDirListing(text: string): readonly ListedObject[] | null {
  const parsed = listing.safeParse(readJson(text));
  if (!parsed.success) return null;
  // Some file systems take upper and lower case, and the forms of an accented letter, for the same.
  const known = new Set<string>();
  const folders = new Set<string>();
  for (const { relpath } of parsed.data) {
    if (!isSafeRelativePath(relpath)) return null;
    const name = relpath.normalize('NFC').toLowerCase();
    if (known.has(name)) return null;
    known.add(name);
    for (let slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) folders.add(name.slice(0, slash));
  }
  if ([...folders].some((folder) => known.has(folder))) return null;
  return parsed.data.map(({ relpath, md5 }) => ({ path: relpath, md5 }));
}
