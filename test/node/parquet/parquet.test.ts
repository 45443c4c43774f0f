/** Parquet files as the programs that teams use write them, made here by those programs. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { openTable } from '../../../src/core/drift/open-table.ts';
import { type DriftTable, type OpenResult, type RowFile, TableError } from '../../../src/core/drift/table.ts';
import { format } from '../../../src/core/l10n/message.ts';
import { openParquet } from '../../../src/node/parquet/open-parquet.ts';
import { assertTexts } from '../../core/drift/sample.ts';
import { createTableFile } from '../../../src/node/table-file.ts';
import { needTools } from '../../support/python-tools.ts';

const Cell = z.union([z.number(), z.enum(['Infinity', '-Infinity']).transform(Number), z.null()]);
const Column = z.union([
  z.object({ numbers: z.array(Cell), integers: z.boolean() }),
  z.object({ texts: z.array(z.union([z.string(), z.null()])) }),
]);
const Expected = z.record(z.string(), z.object({ columns: z.record(z.string(), Column), nested: z.array(z.string()) }));
type Column = z.infer<typeof Column>;

const script = fileURLToPath(new URL('make-parquet.py', import.meta.url));

/** Calls `use` with an open file. */
function withFile<T>(path: string, use: (opened: OpenResult) => T, room?: number): T {
  const descriptor = openSync(path, 'r');
  try {
    return use(openTable(createTableFile(descriptor, statSync(path).size), path, room));
  } finally {
    closeSync(descriptor);
  }
}

function fileOf(opened: OpenResult): RowFile {
  if (opened.kind === 'problem') assert.fail(format(opened.message, 'en'));
  return opened.file;
}

function tableOf(opened: OpenResult, columns: ReadonlySet<string> | null = null): DriftTable {
  const read = fileOf(opened).read(columns);
  if (read.kind === 'problem') assert.fail(format(read.message, 'en'));
  return read.table;
}

function checkColumn(table: DriftTable, name: string, expected: Column): void {
  const index = table.names.indexOf(name);
  assert.ok(index >= 0, name);
  const numbers = table.numbers(index);
  if ('numbers' in expected) {
    assert.ok(numbers !== null, `${name} has no numbers`);
    const wanted = expected.numbers.map((value) => value ?? NaN);
    // A column without any value is counted, as nothing.
    assert.deepEqual(Array.from(numbers.values), numbers.counts === null ? wanted : [], name);
    assert.equal(numbers.rows, wanted.length, name);
    assert.equal(numbers.missing, wanted.filter(Number.isNaN).length, name);
    assert.equal(numbers.integers, expected.integers, name);
    const written = table.texts(index);
    const read = written.categories.flatMap((text, at) => Array.from({ length: written.counts[at] ?? 0 }, () => Number(text)));
    assert.deepEqual(
      Float64Array.from(read).sort(),
      Float64Array.from(wanted.filter((value) => !Number.isNaN(value)).map((value) => value + 0)).sort(),
      name,
    );
    return;
  }
  assert.equal(numbers, null, name);
  const texts = table.texts(index);
  assertTexts(table, index, expected.texts);
  assert.equal(new Set(texts.categories).size, texts.categories.length, name);
}

describe('Parquet as programs write it', function () {
  this.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'airworthy-parquet-'));
  let expected: z.infer<typeof Expected> = {};

  before(function () {
    const [programs] = needTools(this, ['parquet']);
    assert.ok(programs !== undefined);
    const made = spawnSync(join(programs, 'python'), [script, folder], { encoding: 'utf8' });
    assert.equal(made.status, 0, made.stderr);
    expected = Expected.parse(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const writers: readonly (readonly [writer: string, files: number])[] = [
    ['pyarrow', 24],
    ['pandas', 5],
    ['polars', 6],
    ['duckdb', 12],
  ];
  for (const [writer, count] of writers) {
    it(`of ${writer}, with each codec`, () => {
      const files = Object.entries(expected).filter(([name]) => name.startsWith(`${writer}-`));
      assert.equal(files.length, count);
      for (const [name, { columns }] of files) {
        withFile(join(folder, name), (opened) => {
          const table = tableOf(opened);
          assert.deepEqual(table.names, Object.keys(columns), name);
          for (const [column, values] of Object.entries(columns)) checkColumn(table, column, values);
        });
      }
    });
  }

  for (const name of ['types-1.0', 'types-2.0', 'types-plain', 'int96', 'required', 'empty']) {
    it(`every type in ${name}`, () => {
      const { columns, nested } = expected[`${name}.parquet`] ?? assert.fail(name);
      withFile(join(folder, `${name}.parquet`), (opened) => {
        const file = fileOf(opened);
        assert.deepEqual(file.names, Object.keys(columns));
        assert.deepEqual(
          file.notes.map((note) => format(note, 'en')),
          nested.length === 0 ? [] : [`Columns of lists, maps or structures are left out: ${nested.join(', ')}.`],
        );
        const table = tableOf(opened);
        for (const [column, values] of Object.entries(columns)) checkColumn(table, column, values);
      });
    });
  }

  it('counts the numbers of a column for which there is no room, each as often as it is there', () => {
    for (const name of ['types-1.0.parquet', 'types-2.0.parquet']) {
      const { columns } = expected[name] ?? assert.fail(name);
      const check = (opened: OpenResult): void => {
        const table = tableOf(opened);
        for (const [column, values] of Object.entries(columns)) {
          const numbers = table.numbers(table.names.indexOf(column));
          if (!('numbers' in values) || numbers === null) continue;
          assert.ok(numbers.counts !== null, column);
          const read = Array.from(numbers.values).flatMap((value, at) => Array.from({ length: numbers.counts?.[at] ?? 0 }, () => value));
          const wanted = values.numbers.flatMap((value) => (value === null || Number.isNaN(value) ? [] : [value + 0]));
          assert.deepEqual(Float64Array.from(read), Float64Array.from(wanted).sort(), column);
          assert.deepEqual([numbers.rows, numbers.missing, numbers.integers], [table.rows, table.rows - wanted.length, values.integers]);
        }
      };
      withFile(join(folder, name), check, 2);
    }
  });

  for (const encoding of ['delta_binary_packed', 'delta_length_byte_array', 'delta_byte_array', 'byte_stream_split']) {
    it(`the encoding ${encoding}`, () => {
      for (const version of ['1.0', '2.0']) {
        const name = `${encoding}-${version}.parquet`;
        const { columns } = expected[name] ?? assert.fail(name);
        withFile(join(folder, name), (opened) => {
          for (const [column, values] of Object.entries(columns)) checkColumn(tableOf(opened), column, values);
        });
      }
    });
  }

  it('reads of the file only its footer and the columns that are asked for', () => {
    const path = join(folder, 'types-plain.parquet');
    const descriptor = openSync(path, 'r');
    const file = createTableFile(descriptor, statSync(path).size);
    let bytes = 0;
    const counting = {
      ...file,
      readInto: (target: Uint8Array, position: number) => {
        bytes += target.length;
        file.readInto(target, position);
      },
    };
    // The table's own reads go past the counter, so it is opened by the counting file.
    const opened = openParquet(counting);
    const footer = bytes;
    checkColumn(tableOf(opened, new Set(['int64', 'gone'])), 'int64', expected['types-plain.parquet']?.columns['int64'] ?? assert.fail());
    closeSync(descriptor);
    assert.deepEqual(tableOf(opened, new Set(['int64', 'gone'])).names, ['int64']);
    assert.ok(bytes - footer < 2 * 300 * 8 + 200, `${String(bytes - footer)} bytes for one column`);
  });

  it('says that a file is encrypted, or a column of it', () => {
    withFile(join(folder, 'encrypted.parquet'), (opened) => {
      assert.equal(
        opened.kind === 'problem' && format(opened.message, 'en'),
        'The Parquet file is encrypted; save the rows without encryption.',
      );
    });
    withFile(join(folder, 'encrypted-column.parquet'), (opened) => {
      const table = tableOf(opened);
      assert.throws(() => table.numbers(0), /^TableError: The column 'amount' of the Parquet file is encrypted/);
    });
  });

  it('says of a file that is cut or broken anywhere that it is, and never throws another error or reads on', () => {
    const whole = readFileSync(join(folder, 'pyarrow-snappy-pages-2.0-dictionary.parquet'));
    const path = join(folder, 'broken.parquet');
    const outcome = (bytes: Uint8Array): string => {
      writeFileSync(path, bytes);
      return withFile(path, (opened) => {
        if (opened.kind === 'problem') return format(opened.message, 'en');
        const read = opened.file.read(null);
        if (read.kind === 'problem') return format(read.message, 'en');
        try {
          read.table.names.forEach((_, column) => {
            read.table.numbers(column);
            read.table.texts(column);
          });
          return '';
        } catch (error) {
          assert.ok(error instanceof TableError, error instanceof Error ? error.stack : String(error));
          return error.message;
        }
      });
    };
    assert.equal(outcome(whole), '');
    for (let length = 4; length < whole.length; length += 97) {
      assert.match(outcome(whole.subarray(0, length)), /does not end as a Parquet file|is broken/, String(length));
    }
    // One byte changed: many are values, which nobody can tell; none may end in anything but our own words.
    let told = 0;
    for (let at = 4; at < whole.length - 8; at += 17) {
      const changed = Uint8Array.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      if (outcome(changed) !== '') told += 1;
    }
    assert.ok(told > 20, `${String(told)} of the changes were noticed`);
  });

  it('names the codec that it does not read', () => {
    const path = join(folder, 'codec.parquet');
    copyFileSync(join(folder, 'pyarrow-gzip-pages-1.0.parquet'), path);
    const bytes = readFileSync(path);
    // LZO is number 3 where gzip is 2; a field of the footer's thrift is its zigzag number, one after the codec's own header.
    const text = bytes.toString('latin1');
    for (let at = text.indexOf('amount\x15\x04'); at >= 0; at = text.indexOf('amount\x15\x04', at + 1)) bytes[at + 7] = 6;
    writeFileSync(path, bytes);
    withFile(path, (opened) => {
      const table = tableOf(opened);
      assert.throws(() => table.numbers(0), /'amount' is compressed with LZO, which is not read/);
    });
  });
});
