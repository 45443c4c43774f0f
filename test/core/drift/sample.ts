/** Samples that `make-golden.py` makes too, number for number, and tables of them. */
import { Buffer } from 'node:buffer';
import assert from 'node:assert/strict';
import * as z from 'zod';
import { openTable } from '../../../src/core/drift/open-table.ts';
import { type DriftTable, type TableFile, type TableResult, TableError } from '../../../src/core/drift/table.ts';
import { driftTexts } from '../../../src/core/drift/texts.ts';
import { format, message } from '../../../src/core/l10n/message.ts';

/** How to make a sample. */
export const SampleSpec = z.object({
  kind: z.enum(['list', 'uniform', 'bell', 'integers', 'steps', 'heavy', 'constant', 'words', 'booleans']),
  rows: z.number().default(0),
  seed: z.number().default(1),
  scale: z.number().default(1),
  shift: z.number().default(0),
  values: z.array(z.union([z.number(), z.string()])).default([]),
});

/** How to make a sample. */
export type SampleSpec = z.infer<typeof SampleSpec>;

/** The linear congruential generator of the golden script: numbers from 0 to under 1. */
export function createDraws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The values of a sample. */
export function makeSample({ kind, rows, seed, scale, shift, values }: SampleSpec): readonly (number | string | boolean)[] {
  const next = createDraws(seed);
  const makers = {
    list: () => 0,
    uniform: () => next() * scale + shift,
    bell: () => (next() + next() + next() + next()) * scale + shift,
    integers: () => Math.floor(next() * scale) + shift,
    steps: () => Math.floor(next() * scale) / 4 + shift,
    heavy: () => scale / (next() + 0.000001) + shift,
    constant: () => shift,
    words: () => `w${String(Math.floor(next() ** 2 * scale) + shift)}`,
    booleans: () => next() < scale,
  };
  return kind === 'list' ? values : Array.from({ length: rows }, () => makers[kind]());
}

/** A table of columns of equal length, by way of CSV. */
export function tableOf(columns: Readonly<Record<string, readonly (number | string | boolean)[]>>): DriftTable {
  const names = Object.keys(columns);
  const rows = Math.max(...Object.values(columns).map((values) => values.length));
  const lines = [names.join(',')];
  for (let row = 0; row < rows; row += 1) lines.push(names.map((name) => String(columns[name]?.[row] ?? '')).join(','));
  return tableFromCsv(lines.join('\n'));
}

/** The table of a CSV text that must be readable. */
export function tableFromCsv(text: string): DriftTable {
  const result = tableOfBytes(Buffer.from(text), 'rows.csv');
  if (result.kind === 'problem') assert.fail(`unreadable at line ${String(result.line)}: ${text.slice(0, 200)}`);
  return result.table;
}

/** All columns of a file with this content. */
export function tableOfBytes(bytes: Uint8Array, path: string): TableResult {
  const opened = openTable(memoryFile(bytes), path);
  return opened.kind === 'problem' ? opened : opened.file.read(null);
}

/** A file in memory; it is no Parquet file. */
export function memoryFile(bytes: Uint8Array): TableFile {
  return {
    size: bytes.length,
    readInto: (target, position) => {
      if (position + target.length > bytes.length) throw new TableError(message(driftTexts.fileCut));
      target.set(bytes.subarray(position, position + target.length));
    },
    openParquet: () => ({ kind: 'problem', message: message(driftTexts.notParquet), line: 0 }),
  };
}

/** That a column has these texts, null where missing, in whatever order: tables count texts. */
export function assertTexts(table: DriftTable, column: number, expected: readonly (string | null)[]): void {
  const { categories, counts, rows, missing } = table.texts(column);
  const texts = categories.flatMap((text, index) => Array.from({ length: counts[index] ?? 0 }, () => text));
  assert.deepEqual(texts.sort(), expected.filter((text) => text !== null).sort());
  assert.deepEqual([rows, missing], [expected.length, expected.length - texts.length]);
}

/** Where a file is broken, and how. */
export function problemOf(result: TableResult): string {
  if (result.kind === 'table') assert.fail('the file was read');
  return `${String(result.line)}: ${format(result.message, 'en')}`;
}
