import { readSync } from 'node:fs';
import { type TableFile, TableError } from '../core/drift/table.ts';
import { driftTexts } from '../core/drift/texts.ts';
import { message } from '../core/l10n/message.ts';
import { openParquet } from './parquet/open-parquet.ts';

/** The rows of an open file of `size` bytes. It blocks while it reads, so it is for programs and workers, not for the extension's host. */
export function createTableFile(descriptor: number, size: number): TableFile {
  const file: TableFile = {
    size,
    readInto: (target, position) => {
      let done = 0;
      while (done < target.length) {
        const count = readSome(descriptor, target.subarray(done), position + done);
        if (count === 0) throw new TableError(message(driftTexts.fileCut));
        done += count;
      }
    },
    openParquet: (room) => openParquet(file, room),
  };
  return file;
}

function readSome(descriptor: number, target: Uint8Array, position: number): number {
  try {
    return readSync(descriptor, target, 0, target.length, position);
  } catch (error) {
    throw new TableError(message(driftTexts.fileUnreadable, { reason: reasonOf(error) }));
  }
}

/** The system's code such as EIO, which is the same in every language. */
function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);
}
