import { type Language, type Text, format, message } from '../l10n/message.ts';
import type { TableDrift } from './compare-tables.ts';
import type { ColumnDrift } from './judge-column.ts';

const texts = {
  column: { en: 'Column', pl: 'Kolumna' },
  type: { en: 'Type', pl: 'Typ' },
  method: { en: 'Method', pl: 'Metoda' },
  score: { en: 'Score', pl: 'Wynik' },
  threshold: { en: 'Threshold', pl: 'Próg' },
  drift: { en: 'Drift', pl: 'Dryf' },
  missing: { en: 'Missing ref. / cur.', pl: 'Braki odn. / bież.' },
  yes: { en: 'yes', pl: 'tak' },
  no: { en: 'no', pl: 'nie' },
  unknown: { en: 'unknown', pl: 'nieznany' },
  numeric: { en: 'numeric', pl: 'liczbowa' },
  categorical: { en: 'categorical', pl: 'kategorialna' },
  boolean: { en: 'boolean', pl: 'logiczna' },
  rows: {
    en: 'Rows: {reference} in the reference, {current} in the current data.',
    pl: 'Liczba wierszy: {reference} w danych odniesienia, {current} w bieżących.',
  },
  nothingJudged: { en: 'No column could be judged.', pl: 'Żadnej kolumny nie udało się ocenić.' },
  calm: {
    en: 'No dataset drift: {drifted} of {judged} judged columns {drifted|drifts|drift} (threshold: a share of {threshold}).',
    pl: 'Brak dryfu zbioru danych: dryf w {drifted} z {judged} ocenionych kolumn (próg udziału: {threshold}).',
  },
  drifted: {
    en: 'Dataset drift: {drifted} of {judged} judged columns {drifted|drifts|drift} (threshold: a share of {threshold}).',
    pl: 'Dryf zbioru danych: dryf w {drifted} z {judged} ocenionych kolumn (próg udziału: {threshold}).',
  },
  noColumns: { en: 'The files have no column in common.', pl: 'Pliki nie mają wspólnej kolumny.' },
} as const satisfies Readonly<Record<string, Text>>;

/** A table for the terminal, numbers aligned on the right, with the verdict below it and each column's notes. Ends with a line feed. */
export function driftTableText(drift: TableDrift, language: Language): string {
  const say = (text: Text): string => format(message(text), language);
  const rows = format(message(texts.rows, { ...drift.rows }), language);
  if (drift.columns.length === 0) return `${say(texts.noColumns)}\n${rows}\n`;
  const header = [texts.column, texts.type, texts.method, texts.score, texts.threshold, texts.drift, texts.missing].map(say);
  const lines = drift.columns.map((column) => cellsOf(column, say));
  const notes = drift.columns.flatMap(({ name, notes: own }) => own.map((note) => `${printable(name)}: ${format(note, language)}`));
  const parts = [alignColumns([header, ...lines], rightAligned), [verdict(drift, language), rows], notes];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}

/** Positions of the columns of numbers. */
const rightAligned: ReadonlySet<number> = new Set([3, 4, 6]);

function cellsOf({ name, type, method, score, threshold, drifted, missing }: ColumnDrift, say: (text: Text) => string): readonly string[] {
  const verdictText = drifted === null ? texts.unknown : drifted ? texts.yes : texts.no;
  return [
    printable(name),
    say(texts[type]),
    method ?? '–',
    rounded(score),
    threshold === null ? '–' : String(threshold),
    say(verdictText),
    `${percent(missing.reference)} / ${percent(missing.current)}`,
  ];
}

function verdict({ columns, datasetDrift }: TableDrift, language: Language): string {
  const { drifted, threshold } = datasetDrift;
  if (drifted === null || threshold === null) return format(message(texts.nothingJudged), language);
  const judged = columns.filter((column) => column.drifted !== null).length;
  const count = columns.filter((column) => column.drifted === true).length;
  return format(message(drifted ? texts.drifted : texts.calm, { drifted: count, judged, threshold }), language);
}

/** Four significant digits; small p-values in powers of ten. */
function rounded(value: number | null): string {
  if (value === null) return '–';
  if (value === 0 || !Number.isFinite(value)) return String(value);
  return Math.abs(value) < 1e-3 || Math.abs(value) >= 1e6 ? value.toExponential(2) : value.toPrecision(4);
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)}%`;
}

/** Names come from data: what would steer a terminal is shown as an escape. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

function alignColumns(rows: readonly (readonly string[])[], right: ReadonlySet<number>): readonly string[] {
  const width = (text: string): number => Array.from(text).length;
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => width(row[index] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, index) => {
        const filling = ' '.repeat((widths[index] ?? 0) - width(cell));
        return right.has(index) ? filling + cell : cell + filling;
      })
      .join('  ')
      .trimEnd(),
  );
}
