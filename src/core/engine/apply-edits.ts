import type { Edit } from '../model/finding.ts';
import { createSourceText, offsetAt } from '../model/source-text.ts';

/** Files after edits, or why nothing was changed. */
export type EditResult =
  | { readonly ok: true; readonly files: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly reason: 'overlap' | 'exists' | 'missing'; readonly path: string };

/**
 * Applies edits to texts; all or nothing. New lines take the file's own line end, and a byte-order mark stays.
 * @param read gives a file's present text, undefined where there is no file.
 */
export function applyEdits(edits: readonly Edit[], read: (path: string) => string | undefined): EditResult {
  const files = new Map<string, string>();
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const own = edits.filter((edit) => edit.path === path);
    const present = read(path);
    const [first] = own;
    if (first?.kind === 'create') {
      if (present !== undefined || own.length > 1) return { ok: false, reason: 'exists', path };
      files.set(path, first.text);
      continue;
    }
    if (present === undefined) return { ok: false, reason: 'missing', path };
    const changed = replaceIn(path, present, own);
    if (changed === undefined) return { ok: false, reason: 'overlap', path };
    files.set(path, changed);
  }
  return { ok: true, files };
}

function replaceIn(path: string, present: string, edits: readonly Edit[]): string | undefined {
  const source = createSourceText(path, present);
  const lineEnd = source.text.includes('\r\n') ? '\r\n' : '\n';
  const ordered = edits
    .flatMap((edit) =>
      edit.kind === 'replace'
        ? [{ start: offsetAt(source, edit.range.start), end: offsetAt(source, edit.range.end), text: edit.text }]
        : [],
    )
    .sort((left, right) => left.start - right.start || left.end - right.end);
  let result = '';
  let position = 0;
  for (const edit of ordered) {
    if (edit.start < position) return undefined;
    result += source.text.slice(position, edit.start) + edit.text.replace(/\r\n|\n/g, lineEnd);
    position = edit.end;
  }
  return (source.hasByteOrderMark ? '\ufeff' : '') + result + source.text.slice(position);
}
