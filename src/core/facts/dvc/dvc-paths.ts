import { joinPath } from '../../project/paths.ts';

/** A path relative to the repository, or as it is written where it leads outside or is a URL. */
export function joinOrKeep(folder: string | null, path: string): string {
  return (folder === null ? null : joinPath(folder, path)) ?? path;
}
