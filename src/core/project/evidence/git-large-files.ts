import type { Place } from './offer.ts';
import { perProject } from './per-project.ts';

/** A line of `.gitattributes` that hands files to Git LFS. */
export interface LargeFilePattern {
  readonly place: Place;
  readonly pattern: string;
  /** Tracked files that the pattern takes. */
  readonly files: readonly string[];
}

/** The LFS patterns of all `.gitattributes` files, each with the tracked files it takes. */
export const largeFilePatterns = perProject((project): readonly LargeFilePattern[] =>
  project.files
    .filter(({ source }) => /(?:^|\/)\.gitattributes$/.test(source.path))
    .flatMap(({ source }) =>
      [...source.text.matchAll(/^([^#\s]\S*)[ \t][^\n]*\bfilter=lfs\b/gm)].map((line) => {
        const pattern = line[1] ?? '';
        const folder = source.path.slice(0, -'.gitattributes'.length);
        const takes = matcher(folder, pattern);
        const files = [...project.tree.values()].filter((file) => file.tracked !== false && takes(file.path)).map((file) => file.path);
        return { place: { path: source.path, span: { start: line.index, end: line.index + pattern.length } }, pattern, files };
      }),
    ),
);

/** A pattern without a slash takes names in any folder below; `**` takes any depth. */
function matcher(folder: string, pattern: string): (path: string) => boolean {
  const body = pattern
    .replace(/^\//, '')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('**', '\u0000')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]')
    .replaceAll('\u0000', '.*');
  const prefix = folder.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const expression = new RegExp(`^${prefix}${pattern.includes('/') ? '' : '(?:.*/)?'}${body}$`);
  return (path) => expression.test(path);
}
