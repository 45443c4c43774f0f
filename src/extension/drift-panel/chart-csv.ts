/** A project's charts as CSV (RFC 4180). May not import `vscode`. */
import { csvCell } from '../../core/report/csv-cell.ts';
import { type PanelChart, type PanelLine, verdictLetters } from '../../protocol/drift-panel.ts';

/** One value with all that it belongs to. */
interface Row {
  readonly chart: PanelChart;
  readonly line: PanelLine;
  readonly index: number;
  readonly isCompared: boolean;
}

const columns: readonly (readonly [name: string, cell: (row: Row) => string | number | null])[] = [
  ['chart', ({ chart }) => chart.title],
  ['group', ({ chart }) => chart.group],
  ['model', ({ chart }) => chart.model],
  ['source', ({ chart }) => chart.source],
  ['method', ({ chart }) => chart.method],
  ['line', ({ line }) => line.name],
  ['version', ({ line }) => line.version],
  ['time', ({ line, index }) => new Date(line.times[index] ?? 0).toISOString()],
  ['value', ({ line, index }) => line.values[index] ?? null],
  ['unit', ({ chart }) => chart.unit],
  ['verdict', ({ line, index }) => verdicts.get(line.verdicts.charAt(index)) ?? null],
  ['rows', ({ line, index }) => line.rows?.[index] ?? null],
  ['rows_reference', ({ line }) => line.reference],
  ['warn', ({ chart }) => chart.warn],
  ['alert', ({ chart }) => chart.alert],
  ['direction', ({ chart }) => chart.direction],
  ['from', ({ line, index }) => line.from?.[index] ?? null],
  ['note', ({ line, index }) => [line.odd[String(index)], line.notes[String(index)]].filter((text) => text !== undefined).join(' ')],
  ['compared', ({ isCompared }) => String(isCompared)],
];

const verdicts: ReadonlyMap<string, string> = new Map(Object.entries(verdictLetters));

/**
 * One line a value, those of the compared range too: names and verdicts in English, times in ISO 8601 and UTC, numbers unrounded. What a
 * spreadsheet would take for a formula has `'` before it, for labels come from outside.
 */
export function chartsCsv(charts: readonly PanelChart[]): string {
  const rows = charts.flatMap((chart) => [
    ...chart.lines.flatMap((line) => rowsOf({ chart, line, isCompared: false })),
    ...chart.compared.flatMap((line) => rowsOf({ chart, line, isCompared: true })),
  ]);
  return [columns.map(([name]) => name), ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}

function rowsOf(row: Omit<Row, 'index'>): readonly (readonly string[])[] {
  return row.line.times.map((_, index) =>
    columns.map(([, cell]) => {
      const value = cell({ ...row, index });
      // Our own numbers are none of a stranger's formulas, also below zero.
      return typeof value === 'number' ? String(value) : csvCell(value ?? '');
    }),
  );
}
