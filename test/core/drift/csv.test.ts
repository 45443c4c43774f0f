import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { missingWords } from '../../../src/core/drift/csv-column.ts';
import { format } from '../../../src/core/l10n/message.ts';
import { problemOf, tableFromCsv, tableOfBytes, assertTexts } from './sample.ts';

describe('readCsv', () => {
  const cases: readonly { name: string; text: string; names: readonly string[]; columns: readonly (readonly (string | null)[])[] }[] = [
    {
      name: 'plain rows',
      text: 'a,b\n1,x\n2,y\n',
      names: ['a', 'b'],
      columns: [
        ['1', '2'],
        ['x', 'y'],
      ],
    },
    { name: 'no line feed at the end', text: 'a,b\n1,x', names: ['a', 'b'], columns: [['1'], ['x']] },
    { name: 'CRLF', text: 'a,b\r\n1,x\r\n', names: ['a', 'b'], columns: [['1'], ['x']] },
    {
      name: 'lone CR',
      text: 'a,b\r1,x\r2,y',
      names: ['a', 'b'],
      columns: [
        ['1', '2'],
        ['x', 'y'],
      ],
    },
    { name: 'a byte order mark', text: '\ufeffa\n1\n', names: ['a'], columns: [['1']] },
    { name: 'quotes', text: 'a,"b ""c"""\n"x, y","1\n2"\n', names: ['a', 'b "c"'], columns: [['x, y'], ['1\n2']] },
    { name: 'text after a closing quote', text: 'a\n"x"y\n', names: ['a'], columns: [['xy']] },
    { name: 'a quote inside a cell', text: 'a,b\nx"y,2\n', names: ['a', 'b'], columns: [['x"y'], ['2']] },
    {
      name: 'short rows',
      text: 'a,b,c\n1\n1,2\n',
      names: ['a', 'b', 'c'],
      columns: [
        ['1', '1'],
        [null, '2'],
        [null, null],
      ],
    },
    { name: 'an empty last cell at the end of the file', text: 'a,b\n1,', names: ['a', 'b'], columns: [['1'], [null]] },
    { name: 'blank lines', text: '\n\na\n\n1\n  \n2\n\n', names: ['a'], columns: [['1', '2']] },
    { name: 'a quoted empty cell is a row', text: 'a\n""\n1\n', names: ['a'], columns: [[null, '1']] },
    { name: 'missing words', text: 'a\nNA\n nan\nnull\nNone\nx\n', names: ['a'], columns: [[null, ' nan', null, null, 'x']] },
    { name: 'semicolons', text: 'a;b\n1,5;2\n', names: ['a', 'b'], columns: [['1,5'], ['2']] },
    { name: 'tabs', text: 'a\tb\n1\t\n', names: ['a', 'b'], columns: [['1'], [null]] },
    { name: 'semicolons in the rows only', text: 'a\nx;y\nz\n', names: ['a'], columns: [['x;y', 'z']] },
    { name: 'a semicolon in a header of one column', text: 'a;b\nx\ny\n', names: ['a;b'], columns: [['x', 'y']] },
    {
      name: 'names that are empty or repeated',
      text: ',a,a,\n1,2,3,4\n',
      names: ['Unnamed: 0', 'a', 'a.1', 'Unnamed: 3'],
      columns: [['1'], ['2'], ['3'], ['4']],
    },
    { name: 'Polish letters and an emoji', text: 'żółw\nłąka 🐢\n', names: ['żółw'], columns: [['łąka 🐢']] },
  ];
  for (const { name, text, names, columns } of cases) {
    it(name, () => {
      const table = tableFromCsv(text);
      assert.deepEqual(table.names, names);
      assert.equal(names.length, columns.length);
      columns.forEach((texts, index) => assertTexts(table, index, texts));
    });
  }

  it('reads the numbers that pandas reads', () => {
    const written = [
      '1',
      '-2',
      '+3',
      ' 4 ',
      '1.',
      '.5',
      '1e5',
      '1E+5',
      '5.e-3',
      '-0',
      '00012',
      '1e400',
      'inf',
      '-Infinity',
      'INF',
      '"7.25"',
      '123456789012345678901234567890',
      '0.1',
      '1.7976931348623157e308',
      '5e-324',
      '9007199254740993',
    ];
    const expected = [
      1,
      -2,
      3,
      4,
      1,
      0.5,
      1e5,
      1e5,
      0.005,
      -0,
      12,
      Infinity,
      Infinity,
      -Infinity,
      Infinity,
      7.25,
      123456789012345678901234567890,
      0.1,
      1.7976931348623157e308,
      5e-324,
      9007199254740992,
    ];
    const numbers = tableFromCsv(`a\n${written.join('\n')}\n`).numbers(0);
    assert.deepEqual(Array.from(numbers?.values ?? []), expected);
    assert.equal(numbers?.integers, false);
  });

  it('knows what is no number', () => {
    for (const text of ['1_0', '0x1', '+ 1', '--1', '1e', 'e5', '.', '1d5', '1 2', '９', 'NAN', 'infinit', '1.2.3', 'true']) {
      assert.equal(tableFromCsv(`a\n1\n${text}\n`).numbers(0), null, text);
    }
  });

  it('counts missing values, and whole numbers only without them', () => {
    const table = tableFromCsv('a,b,c\n1,1.0,-3\nNA,2,+4\n');
    assert.deepEqual(
      [0, 1, 2].map((column) => [table.numbers(column)?.missing, table.numbers(column)?.integers]),
      [
        [1, false],
        [0, false],
        [0, true],
      ],
    );
  });

  it('says where a row is too long or a quote stays open', () => {
    assert.equal(
      problemOf(tableOfBytes(Buffer.from('a,b\n1,2\n\n1,2,3\n'), 'x.csv')),
      '4: The row has more cells than the header, which has 2.',
    );
    assert.equal(problemOf(tableOfBytes(Buffer.from('a,b\n1,"2\n1,2\n'), 'x.csv')), '2: A quote is opened here and never closed.');
    assert.equal(
      problemOf(tableOfBytes(Buffer.from('a,b\n"x\ny",2,'), 'x.csv')),
      '3: The row has more cells than the header, which has 2.',
    );
    assert.equal(problemOf(tableOfBytes(Buffer.from(''), 'x.csv')), '0: The file is empty.');
    assert.equal(problemOf(tableOfBytes(Buffer.from('\n \n'), 'x.csv')), '0: The file is empty.');
  });

  it('a header alone has no rows', () => {
    const table = tableFromCsv('a,b\n');
    assert.equal(table.rows, 0);
    assert.deepEqual([table.names, table.numbers(1)?.values.length, table.texts(0).rows], [['a', 'b'], 0, 0]);
  });

  it('never throws, whatever the bytes', () => {
    const nearCsv = fc
      .array(fc.constantFrom(...Array.from('"",;\t\r\n a1.-eN\u00e9\u0000')), { maxLength: 60 })
      .map((parts) => Buffer.from(parts.join('')));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }), nearCsv), (bytes) => {
        for (const result of [tableOfBytes(bytes, 'x.csv'), tableOfBytes(bytes, 'x.jsonl'), tableOfBytes(bytes, 'x')]) {
          if (result.kind === 'problem') continue;
          const { rows, names } = result.table;
          names.forEach((_, column) => {
            const numbers = result.table.numbers(column);
            const texts = result.table.texts(column);
            assert.ok(numbers === null || numbers.values.length === rows);
            assert.equal(texts.rows, rows);
            assert.equal(texts.counts.length, texts.categories.length);
            assert.equal(
              texts.counts.reduce((sum, count) => sum + count, texts.missing),
              rows,
            );
          });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('reads back what is written', () => {
    const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
    const cells = fc.string({ unit: fc.constantFrom(...Array.from('ab1.,;\t"\n\r é🐢')), maxLength: 6 });
    const rows = fc
      .integer({ min: 1, max: 4 })
      .chain((width) => fc.array(fc.array(cells, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n', '\r'), (table, newline) => {
        const header = (table[0] ?? []).map((_, index) => `c${String(index)}`);
        const text = [header, ...table.map((row) => row.map(quoted))].map((row) => row.join(',')).join(newline);
        const read = tableFromCsv(text);
        assert.deepEqual(read.names, header);
        header.forEach((_, column) => {
          const written = table.map((row) => row[column] ?? '').map((cell) => (missingWords.has(cell) ? null : cell));
          assertTexts(read, column, written);
        });
      }),
    );
  });

  it('reads back every finite number', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (values) => {
        const numbers = tableFromCsv(`a\n${values.map(String).join('\n')}\n`).numbers(0);
        // String(-0) is "0".
        assert.deepEqual(
          Array.from(numbers?.values ?? []),
          values.map((value) => value + 0),
        );
      }),
    );
  });
});

describe('readTable', () => {
  const read = (bytes: string | Uint8Array, path: string) => tableOfBytes(Buffer.from(bytes), path);

  it('answers plainly what it does not read', () => {
    assert.match(problemOf(read('PAR1....', 'x')), /^0: The file does not end as a Parquet file does/);
    assert.match(problemOf(read('a,b\n', 'x.parquet')), /Parquet/);
    assert.equal(problemOf(read(Uint8Array.of(0xff, 0xfe, 0x61, 0), 'x.csv')), '0: The file is not UTF-8 text.');
    assert.equal(problemOf(read('a\u0000b', 'x.csv')), '0: The file is not UTF-8 text.');
  });

  it('reads JSON Lines: absent keys, null, bare words of Python, text that looks like a number', () => {
    const result = read(
      '\ufeff{"a": 1, "b": "x", "c": true}\n\n{"a": NaN, "b": "NaN, Infinity", "d": "1"}\r\n{"a": -Infinity, "b": null, "d": 2, "e": [1]}',
      'x.jsonl',
    );
    if (result.kind === 'problem') assert.fail(format(result.message, 'en'));
    const { table } = result;
    assert.deepEqual([table.rows, table.names], [3, ['a', 'b', 'c', 'd', 'e']]);
    assert.deepEqual(Array.from(table.numbers(0)?.values ?? []), [1, -Infinity, NaN]);
    assert.equal(table.numbers(0)?.missing, 1);
    assertTexts(table, 0, ['1', null, '-Infinity']);
    assertTexts(table, 1, ['x', 'NaN, Infinity', null]);
    assertTexts(table, 2, ['true', null, null]);
    assert.equal(table.numbers(3), null);
    assertTexts(table, 3, [null, '1', '2']);
    assertTexts(table, 4, [null, null, '[1]']);
  });

  it('reads JSON Lines by what they are, too, and says which line is none', () => {
    assert.equal(read('{"a": 1}\n', 'rows').kind, 'table');
    assert.equal(problemOf(read('{"a": 1}\n[1]\n', 'rows')), '2: The line is not a JSON object.');
    assert.equal(problemOf(read('{"a": 1}\n{"a":\n', 'x.ndjson')), '2: The line is not a JSON object.');
  });

  it('reads back JSON Lines', () => {
    const value = fc.oneof(fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string(), fc.boolean());
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        const result = read(values.map((x) => JSON.stringify({ x })).join('\n'), 'x.jsonl');
        if (result.kind === 'problem') assert.fail(format(result.message, 'en'));
        const expected = values.map((x) => (x === null ? null : String(x)));
        if (result.table.names.length > 0) assertTexts(result.table, 0, expected);
        else assert.ok(expected.every((text) => text === null));
      }),
    );
  });
});
