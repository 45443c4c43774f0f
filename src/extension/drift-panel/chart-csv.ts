/** A project's charts as CSV (RFC 4180). May not import `vscode`. */
import type { PanelChart, PanelLine } from '../../protocol/drift-panel.ts';
import { verdictLetters } from '../../protocol/drift-panel.ts';

const header = [
  'chart',
  'group',
  'model',
  'source',
  'method',
  'line',
  'version',
  'time',
  'value',
  'unit',
  'verdict',
  'rows',
  'rows_reference',
  'warn',
  'alert',
  'direction',
  'from',
  'note',
  'compared',
];

/** One line a value, those of the compared range too; times are ISO 8601 in UTC, numbers are whole. Names are English, as those of all data. */
export function chartsCsv(charts: readonly PanelChart[]): string {
  const rows = charts.flatMap((chart) => [
    ...chart.lines.flatMap((line) => rowsOf(chart, line, false)),
    ...chart.compared.flatMap((line) => rowsOf(chart, line, true)),
  ]);
  return [header, ...rows].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

function rowsOf(chart: PanelChart, line: PanelLine, isCompared: boolean): readonly (readonly string[])[] {
  const { title, group, model, source, method, unit, warn, alert, direction } = chart;
  return line.times.map((time, index) => {
    const value = line.values[index] ?? null;
    return [
      title,
      group,
      model ?? '',
      source,
      method,
      line.name,
      line.version ?? '',
      new Date(time).toISOString(),
      value === null ? '' : String(value),
      unit,
      verdictOf(line.verdicts.charAt(index)),
      numberText(line.rows?.[index] ?? null),
      numberText(line.reference),
      numberText(warn),
      numberText(alert),
      direction,
      line.from?.[index] ?? '',
      [line.odd[String(index)], line.notes[String(index)]].filter((text) => text !== undefined).join(' '),
      isCompared ? 'true' : 'false',
    ];
  });
}

function verdictOf(letter: string): string {
  return Object.entries(verdictLetters).find(([known]) => known === letter)?.[1] ?? '';
}

function numberText(value: number | null): string {
  return value === null ? '' : String(value);
}

/** A spreadsheet takes what begins like a formula for one, and labels come from outside: a quote before it makes it text. */
function cell(text: string): string {
  const isNumber = text !== '' && Number.isFinite(Number(text));
  const safe = !isNumber && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
