import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { openTable } from '../../../src/core/drift/open-table.ts';
import { createDraws, memoryFile, problemOf, tableFromCsv, tableOfBytes, assertTexts } from './sample.ts';

describe('files of rows in pieces', function () {
  this.timeout(60_000);

  it('reads files of many blocks as it reads small ones, wherever a block ends', () => {
    const next = createDraws(11);
    const kinds = [
      (row: number) => `w${String(row % 90)}`,
      (row: number) => `Łódź, "${String(row % 7)}"\r\nx`,
      () => '',
      (row: number) => 'ż'.repeat(row % 400),
    ];
    for (const newline of ['\n', '\r\n', '\r']) {
      const rows = Array.from({ length: 30_000 }, (_, row) => [
        String(next() * 1000),
        kinds[Math.floor(next() * 4)]?.(row) ?? '',
        row < 29_990 ? String(row) : 'late',
      ]);
      const lines = rows.map(([number = '', text = '', late = '']) => `${number},"${text.replaceAll('"', '""')}",${late}`);
      const table = tableFromCsv(`number,text,late${newline}${lines.join(newline)}`);
      assert.equal(table.rows, rows.length);
      assert.deepEqual(
        Array.from(table.numbers(0)?.values ?? []),
        rows.map(([number]) => Number(number)),
      );
      assertTexts(
        table,
        1,
        rows.map(([, text = '']) => (text === '' ? null : text)),
      );
      // Numbers that are followed by texts are texts as they were written.
      assert.equal(table.numbers(2), null);
      assertTexts(
        table,
        2,
        rows.map(([, , late = '']) => late),
      );
    }
    const long = 'x'.repeat(5_000_000);
    assertTexts(tableFromCsv(`a,b\n1,${long}\n2,y\n`), 1, [long, 'y']);
  });

  it('reads of a file only the columns that are asked for', () => {
    const opened = openTable(memoryFile(Buffer.from('a,b,c\n1,x,2\n3,y,4\n')), 'rows.csv');
    assert.ok(opened.kind === 'file');
    const read = opened.file.read(new Set(['c', 'gone', 'a']));
    assert.ok(read.kind === 'table');
    assert.deepEqual([opened.file.names, read.table.names, read.table.rows], [['a', 'b', 'c'], ['a', 'c'], 2]);
    assert.deepEqual(Array.from(read.table.numbers(1)?.values ?? []), [2, 4]);
    assertTexts(read.table, 1, ['2', '4']);
  });

  it('says that a file is cut where it became shorter while it was read', () => {
    const bytes = Buffer.from(`a\n${'1\n'.repeat(3_000_000)}`);
    const cut = { ...memoryFile(bytes.subarray(0, 2_000_000)), size: bytes.length };
    const opened = openTable(cut, 'rows.csv');
    assert.ok(opened.kind === 'file');
    assert.match(problemOf(opened.file.read(null)), /^0: The file ends in the midst of its data/);
  });

  it('gives up a row that goes on and on, and says where it starts', () => {
    const endless = Buffer.alloc(140 << 20, 'x');
    endless.write('a\n1\n"');
    assert.equal(
      problemOf(tableOfBytes(endless, 'rows.csv')),
      '3: The row that starts here goes on for more than 64 MB; is a quote left open?',
    );
    endless.write('{"a": 1}\n');
    assert.match(problemOf(tableOfBytes(endless, 'rows.jsonl')), /^2: The row that starts here/);
  });
});
