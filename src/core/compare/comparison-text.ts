import { type Language, type Text, format, message } from '../l10n/message.ts';
import type { Comparison, ComparedVersion } from './compare-snapshots.ts';
import { type Cell, type ComparisonTable, comparisonTables } from './comparison-tables.ts';
import { oneLine, padded } from './foreign-text.ts';

const texts = {
  title: { en: '{model}: {left} and {right}', pl: '{model}: {left} i {right}' },
} as const satisfies Readonly<Record<string, Text>>;

/** A comparison for a terminal, with nothing in it that could steer one. */
export function comparisonText(comparison: Comparison, language: Language): string {
  const names = { model: oneLine(comparison.model), left: nameOf(comparison.left), right: nameOf(comparison.right) };
  const tables = comparisonTables(comparison, language).map(tableText);
  return [`${format(message(texts.title, names), language)}\n`, ...tables].join('\n');
}

/** Versions by name with their commits, and versions that are commits just once. */
function nameOf({ version, commit }: ComparedVersion): string {
  return commit === null || commit.startsWith(version) ? oneLine(version) : `${oneLine(version)} (${commit.slice(0, 10)})`;
}

function tableText({ title, columns, rows, toTheRight, note }: ComparisonTable): string {
  const lines =
    rows.length === 0
      ? []
      : padded(
          [columns, ...rows].map((row) => row.map(cellText)),
          toTheRight,
        ).map((row) => `  ${row.join('  ').trimEnd()}`);
  return [title, ...lines, ...(note === null ? [] : [`  ${note}`]), ''].join('\n');
}

function cellText({ text, foreign }: Cell): string {
  return foreign ? oneLine(text) : text;
}
