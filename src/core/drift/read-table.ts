import { message } from '../l10n/message.ts';
import { readCsv } from './csv.ts';
import { readJsonLines } from './json-lines.ts';
import type { TableResult } from './table.ts';
import { driftTexts } from './texts.ts';

/**
 * Reads the rows of a file by its name: `.jsonl`, `.ndjson` and `.json` as JSON Lines, all other text as CSV unless it starts with `{`.
 * Parquet and files that are not UTF-8 text are problems, said plainly.
 */
export function readTable(bytes: Uint8Array, path: string): TableResult {
  const name = path.toLowerCase();
  if (/\.(parquet|pq)$/.test(name) || startsWith(bytes, 'PAR1')) return problem(driftTexts.parquetUnsupported);
  if (isBinary(bytes)) return problem(driftTexts.notText);
  const first = bytes.find((byte) => !(byte <= 0x20 || byte === 0xef || byte === 0xbb || byte === 0xbf));
  return /\.(jsonl|ndjson|json)$/.test(name) || (first === 0x7b && !/\.(csv|tsv)$/.test(name)) ? readJsonLines(bytes) : readCsv(bytes);
}

function problem(text: { readonly en: string; readonly pl: string }): TableResult {
  return { kind: 'problem', message: message(text), line: 0 };
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return bytes.length >= text.length && Array.from(bytes.subarray(0, text.length), (byte) => String.fromCharCode(byte)).join('') === text;
}

/** UTF-16 starts with one of its marks; other binary files have a zero byte early on, which text has not. */
function isBinary(bytes: Uint8Array): boolean {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return utf16 || bytes.subarray(0, 8192).includes(0);
}
