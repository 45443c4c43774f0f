import { message } from '../l10n/message.ts';
import { openCsv } from './csv.ts';
import { openJsonLines } from './json-lines.ts';
import { type OpenResult, type TableFile, TableError, mostValues } from './table.ts';
import { driftTexts } from './texts.ts';

/**
 * Opens a file of rows by its name and its first bytes: Parquet by its ending or its mark, `.jsonl`, `.ndjson` and `.json` as JSON Lines,
 * all other text as CSV unless it starts with `{`. A file that is no UTF-8 text is a problem, said plainly. `room`: most numbers that are
 * held one a row, over all columns; beyond that they are counted.
 */
export function openTable(file: TableFile, path: string, room = mostValues): OpenResult {
  try {
    return openByKind(file, path, room);
  } catch (error) {
    if (error instanceof TableError) return error.problem;
    throw error;
  }
}

function openByKind(file: TableFile, path: string, room: number): OpenResult {
  const name = path.toLowerCase();
  const head = new Uint8Array(Math.min(8192, file.size));
  file.readInto(head, 0);
  if (isText(head.subarray(0, 4), 'PAR1', 'PARE') || /\.(parquet|pq)$/.test(name)) return file.openParquet(room);
  if (isBinary(head)) return { kind: 'problem', message: message(driftTexts.notText), line: 0 };
  const first = head.find((byte) => !(byte <= 0x20 || byte === 0xef || byte === 0xbb || byte === 0xbf));
  const isJson = /\.(jsonl|ndjson|json)$/.test(name) || (first === 0x7b && !/\.(csv|tsv)$/.test(name));
  return isJson ? openJsonLines(file, room) : openCsv(file, room);
}

function isText(bytes: Uint8Array, ...texts: readonly string[]): boolean {
  return texts.includes(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** UTF-16 starts with one of its marks; other binary files have a zero byte early on, which text has not. */
function isBinary(head: Uint8Array): boolean {
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  return utf16 || head.includes(0);
}
