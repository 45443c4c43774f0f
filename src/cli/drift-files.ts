import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { openTable } from '../core/drift/open-table.ts';
import { type DriftTable, type RowFile, type TableProblem, TableError } from '../core/drift/table.ts';
import { type Language, type Text, format, message } from '../core/l10n/message.ts';
import { createTableFile } from '../node/table-file.ts';
import type { CliIo } from './command.ts';
import { UsageError } from './usage-error.ts';

const texts = {
  unreadable: { en: "Cannot read '{path}': {reason}.", pl: 'Nie można odczytać pliku „{path}”: {reason}.' },
} as const satisfies Readonly<Record<string, Text>>;

/** A file whose columns are known. */
export interface OpenRows {
  readonly path: string;
  readonly rows: RowFile;
}

/** The files of one run of `drift`, closed together. */
export class DriftFiles {
  readonly #io: Pick<CliIo, 'language' | 'cwd'>;
  readonly #handles: FileHandle[] = [];

  constructor(io: Pick<CliIo, 'language' | 'cwd'>) {
    this.#io = io;
  }

  /** Throws UsageError for a file that cannot be opened. */
  async open(path: string, signal: AbortSignal): Promise<OpenRows> {
    signal.throwIfAborted();
    try {
      const handle = await open(resolve(this.#io.cwd, path));
      this.#handles.push(handle);
      const found = await handle.stat();
      if (found.isDirectory()) throw Object.assign(new Error('It is a folder.'), { code: 'EISDIR' });
      const opened = openTable(createTableFile(handle.fd, found.size), path);
      if (opened.kind === 'problem') throw unreadable(path, opened, this.#io.language);
      return { path, rows: opened.file };
    } catch (error) {
      if (error instanceof UsageError) throw error;
      const words = message(texts.unreadable, { path, reason: reasonOf(error) });
      throw new UsageError('asSaid', { text: format(words, this.#io.language) });
    }
  }

  /** Throws UsageError for a file that is broken, and the table does where that turns out later. */
  read({ path, rows }: OpenRows, columns: ReadonlySet<string>): DriftTable {
    const { language } = this.#io;
    const result = rows.read(columns);
    if (result.kind === 'problem') throw unreadable(path, result, language);
    const { table } = result;
    return {
      ...table,
      numbers: (column) => orTell(path, language, () => table.numbers(column)),
      texts: (column) => orTell(path, language, () => table.texts(column)),
    };
  }

  async close(): Promise<void> {
    for (const handle of this.#handles) await handle.close();
  }
}

function unreadable(path: string, { line, message: why }: TableProblem, language: Language): UsageError {
  return new UsageError('asSaid', { text: `${line === 0 ? path : `${path}:${String(line)}`}: ${format(why, language)}` });
}

function orTell<T>(path: string, language: Language, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof TableError ? unreadable(path, error.problem, language) : error;
  }
}

/** The system's code such as ENOENT, which is the same in every language; else the first line of what was said. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.message.split('\n')[0] ?? '';
}
