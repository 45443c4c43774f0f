import { openTable } from '../core/drift/open-table.ts';
import { type DriftTable, type TableProblem, TableError } from '../core/drift/table.ts';
import { type Message, format } from '../core/l10n/message.ts';
import { type BatchFiles, BatchFileError } from '../ports/batch-files.ts';
import type { FileProblem } from '../ports/drift-computer.ts';

/** Rows of one file, and what of it is left out. */
export interface OpenRows {
  readonly table: DriftTable;
  readonly notes: readonly Message[];
}

/** What `use` made of a file's rows, or why it could not. */
export type RowsAnswer<T> = { readonly kind: 'rows'; readonly value: T } | { readonly kind: 'problem'; readonly problem: FileProblem };

/**
 * Opens a file, reads the named columns of it for `use` and closes it again. A file that cannot be read, or turns out to be broken while it
 * is used, is a problem in the answer. Rejects with the signal's reason.
 */
export async function withRows<T>(
  files: BatchFiles,
  { path, columns, signal }: { readonly path: string; readonly columns: ReadonlySet<string>; readonly signal: AbortSignal },
  use: (rows: OpenRows) => T | Promise<T>,
): Promise<RowsAnswer<T>> {
  signal.throwIfAborted();
  try {
    const file = await files.open(path, signal);
    try {
      const opened = openTable(file, path);
      if (opened.kind === 'problem') return asProblem(path, opened);
      const read = opened.file.read(columns);
      if (read.kind === 'problem') return asProblem(path, read);
      return { kind: 'rows', value: await use({ table: read.table, notes: opened.file.notes }) };
    } finally {
      await file.close();
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TableError) return asProblem(path, error.problem);
    return { kind: 'problem', problem: failureOf(path, error) };
  }
}

function asProblem(path: string, { line, message }: TableProblem): { readonly kind: 'problem'; readonly problem: FileProblem } {
  return { kind: 'problem', problem: { path, line, message, reason: format(message, 'en') } };
}

/** Our own refusals have words in the person's language; the system's have only its own. */
export function failureOf(path: string, error: unknown): FileProblem {
  const message = error instanceof BatchFileError ? error.text : null;
  return { path, line: 0, message, reason: error instanceof Error ? error.message : String(error) };
}
