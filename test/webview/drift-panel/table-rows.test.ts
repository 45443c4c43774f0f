import assert from 'node:assert/strict';
import { tableRows } from '../../../webview/drift-panel/table-rows.ts';
import { panelLine, panelRelease, weekTime } from '../../support/panel-snapshot.ts';

describe('rows of a data table', () => {
  const axis = { min: weekTime(0), max: weekTime(3) };
  const base = { lines: [panelLine()], compared: [], shift: 0, releases: [], axis, zoom: null };
  const said = (rows: ReturnType<typeof tableRows>) =>
    rows.map((row) => ('release' in row ? row.release.label : `${row.isCompared ? 'compared ' : ''}${row.line.name}${String(row.at)}`));

  it('are the points and releases of the axis, newest first', () => {
    assert.deepEqual(said(tableRows({ ...base, releases: [panelRelease(-5), panelRelease(8, { label: 'r' })] })), ['2', 'r', '1', '0']);
  });

  it('are those of the zoom alone', () => {
    assert.deepEqual(said(tableRows({ ...base, zoom: { start: weekTime(1) - 5, end: weekTime(1) + 2000 } })), ['1']);
  });

  it('have compared points at the time that they are laid onto', () => {
    const compared = [panelLine([5], { times: [weekTime(-3)] })];
    const rows = tableRows({ ...base, compared, shift: weekTime(3) - weekTime(-1) });
    assert.deepEqual(said(rows), ['2', '1', 'compared 0', '0']);
    assert.equal(rows.find((row) => 'isCompared' in row && row.isCompared)?.time, weekTime(1));
  });

  it('put several lines at one time in the order of the lines', () => {
    const lines = [panelLine([1, 2], { name: 'a' }), panelLine([1, 2], { name: 'b' })];
    assert.deepEqual(said(tableRows({ ...base, lines })), ['a1', 'b1', 'a0', 'b0']);
  });
});
