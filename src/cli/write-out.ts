import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CliIo } from './command.ts';
import { UsageError } from './usage-error.ts';

/** A file that the person named for output. */
export interface OutFile {
  /** As given. */
  readonly path: string;
  /** Whether a file that is there is replaced. */
  readonly replaces: boolean;
}

/** Writes output to a file; `UsageError` where there is one already, or where it cannot be written. */
export async function writeOut(output: string, { path, replaces }: OutFile, { cwd }: Pick<CliIo, 'cwd'>): Promise<void> {
  try {
    await writeFile(resolve(cwd, path), output, { flag: replaces ? 'w' : 'wx' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw code === 'EEXIST' ? new UsageError('outExists', { path }) : new UsageError('unwritable', { path, code });
  }
}
