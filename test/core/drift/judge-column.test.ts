import assert from 'node:assert/strict';
import type { ColumnType } from '../../../src/core/drift/column-pair.ts';
import { compareTables } from '../../../src/core/drift/compare-tables.ts';
import type { ColumnDrift } from '../../../src/core/drift/judge-column.ts';
import { format } from '../../../src/core/l10n/message.ts';
import { tableFromCsv } from './sample.ts';

/** Judges the column x of two lists of cells as CSV would hold them. */
function judge(reference: readonly string[], current: readonly string[], type?: ColumnType): ColumnDrift {
  const table = (cells: readonly string[]) => tableFromCsv(['x,other', ...cells.map((cell) => `${cell},1`)].join('\n'));
  const types = type === undefined ? {} : { types: new Map([['x', type]]) };
  const [column] = compareTables({ reference: table(reference), current: table(current), columns: ['x'], ...types }).columns;
  assert.ok(column !== undefined);
  return column;
}

const repeat = (cells: readonly string[], rows: number): readonly string[] =>
  Array.from({ length: rows }, (_, row) => cells[row % cells.length] ?? '');
const noteOf = (column: ColumnDrift): string => column.notes.map((note) => format(note, 'en')).join(' ');

describe('judgeColumn', () => {
  it('types a column by all values of both sides', () => {
    assert.equal(judge(['1', '2'], ['3', '']).type, 'numeric');
    assert.equal(judge(['1', '2'], ['3', 'x']).type, 'categorical');
    assert.equal(judge(['True', 'FALSE'], ['true', 'NA']).type, 'boolean');
    assert.equal(judge(['True', 'False'], ['yes']).type, 'categorical');
    assert.equal(judge(['', ''], ['']).type, 'numeric');
    assert.equal(judge(['', ''], ['x']).type, 'categorical');
    assert.equal(judge(['1', '0'], ['1']).type, 'numeric');
    assert.equal(judge(['1', '0'], ['1'], 'boolean').type, 'boolean');
  });

  it('takes spellings of one boolean as one value', () => {
    const column = judge(repeat(['True', 'False'], 60), repeat(['true', 'FALSE'], 60));
    assert.deepEqual([column.method, column.score, column.drifted], ['zTest', 1, false]);
    assert.equal(column.newCategories, 0);
  });

  it('keeps 01 and 1 apart as texts, and takes them as one number', () => {
    assert.equal(judge(['01', '1', 'x'], ['1', '1']).newCategories, 0);
    assert.equal(judge(['01', 'x'], ['1', 'x']).newCategories, 0.5);
    assert.equal(judge(['01', '1'], ['1', '1.0'], 'categorical').newCategories, 0);
  });

  it('leaves null what does not fit', () => {
    const numbers = judge(repeat(['1', '2', '3', '4', '5', '6'], 60), repeat(['1', '2'], 60));
    assert.deepEqual([numbers.statistics.chiSquare, numbers.statistics.zTest, numbers.newCategories], [null, null, null]);
    const few = judge(repeat(['1', '2', '3', '4', '5'], 60), repeat(['1', '2'], 60));
    assert.ok(few.statistics.chiSquare !== null && few.statistics.zTest === null && few.method === 'chiSquare');
    const words = judge(repeat(['a', 'b'], 60), repeat(['a', 'b'], 60));
    assert.deepEqual([words.statistics.ks, words.statistics.wasserstein, words.statistics.wassersteinNormed], [null, null, null]);
    assert.ok(words.statistics.zTest !== null && words.statistics.chiSquare !== null);
  });

  it('says nothing under 30 values on either side, but gives the scores', () => {
    const cells = Array.from({ length: 40 }, (_, index) => String(index));
    const column = judge(cells, cells.slice(0, 29));
    assert.deepEqual([column.method, column.drifted], ['ks', null]);
    assert.equal(typeof column.score, 'number');
    assert.equal(noteOf(column), 'Not enough data to say: 40 reference and 29 current values, at least 30 on each side are needed.');
    assert.equal(judge(cells, cells.slice(0, 30)).drifted, false);
  });

  it('counts the values that are left, not the rows', () => {
    const cells = Array.from({ length: 40 }, (_, index) => String(index));
    const column = judge(
      cells,
      cells.map((cell, index) => (index < 15 ? 'NA' : index < 18 ? '-inf' : cell)),
    );
    assert.equal(column.drifted, null);
    assert.deepEqual(column.missing, { reference: 0, current: 15 / 40 });
    assert.equal(
      noteOf(column),
      'Not enough data to say: 40 reference and 22 current values, at least 30 on each side are needed. ' +
        'Infinite values were left out: 0 in the reference, 3 in the current data.',
    );
  });

  it('has no score for an empty side', () => {
    for (const [reference, current, note] of [
      [['', ''], ['1'], 'The reference has no values.'],
      [['1'], ['', ''], 'The current data have no values.'],
      [['', ''], ['', ''], 'Neither side has any values.'],
    ] as const) {
      const column = judge(reference, current);
      assert.deepEqual([column.method, column.score, column.threshold, column.drifted], [null, null, null, null]);
      assert.ok(Object.values(column.statistics).every((statistic) => statistic === null));
      assert.equal(noteOf(column), note);
    }
    assert.deepEqual(judge([], ['1']).missing, { reference: null, current: 0 });
  });

  it('counts words in a column declared numeric as missing, and says so', () => {
    const column = judge(['1', '2', 'x', ''], ['1', 'y', 'y'], 'numeric');
    assert.deepEqual([column.type, column.missing], ['numeric', { reference: 0.5, current: 2 / 3 }]);
    assert.match(noteOf(column), /Values that are not numbers count as missing: 1 in the reference, 2 in the current data\.$/);
  });

  it('drifts on an unseen category, not on a single value', () => {
    const unseen = judge(repeat(['a', 'b', 'c'], 90), repeat(['a', 'b', 'd'], 90));
    assert.deepEqual([unseen.method, unseen.score, unseen.drifted, unseen.newCategories], ['chiSquare', 0, true, 1 / 3]);
    assert.equal(unseen.statistics.chiSquare?.statistic, Infinity);
    const single = judge(repeat(['a'], 90), repeat(['a'], 90));
    assert.deepEqual([single.method, single.score, single.drifted], ['zTest', 1, false]);
    assert.equal(single.statistics.chiSquare?.pValue, NaN);
  });

  it('changes its test above 1,000 reference values', () => {
    const numbers = Array.from({ length: 1001 }, (_, index) => String(index));
    assert.equal(judge(numbers, numbers).method, 'wassersteinNormed');
    assert.equal(judge(numbers.slice(1), numbers).method, 'ks');
    assert.equal(judge(repeat(['1', '2'], 1001), numbers.slice(0, 3)).method, 'jensenShannon');
    assert.equal(judge(repeat(['a', 'b', 'c'], 1001), ['a']).method, 'jensenShannon');
  });
});

describe('compareTables', () => {
  it('judges the columns of both, in the order of the reference, and counts those that could be judged', () => {
    const rows = Array.from({ length: 40 }, (_, index) => index);
    const reference = tableFromCsv(['b,a,gone,empty', ...rows.map((row) => `${String(row)},x,1,`)].join('\n'));
    const current = tableFromCsv(['a,new,empty,b', ...rows.map((row) => `x,1,,${String(row + 100)}`)].join('\n'));
    const drift = compareTables({ reference, current });
    assert.deepEqual(
      drift.columns.map(({ name, drifted }) => [name, drifted]),
      [
        ['b', true],
        ['a', false],
        ['empty', null],
      ],
    );
    assert.deepEqual(drift.datasetDrift, { share: 0.5, threshold: 0.5, drifted: true });
    assert.deepEqual(drift.rows, { reference: 40, current: 40 });
    const none = compareTables({ reference, current, columns: ['empty'] });
    assert.deepEqual(none.datasetDrift, { share: null, threshold: null, drifted: null });
  });
});
