import { type Language, type Text, format, message } from '../l10n/message.ts';
import type { Comparison, ComparedVersion } from './compare-snapshots.ts';
import { type Cell, type ComparisonTable, comparisonTables } from './comparison-tables.ts';
import { inlineCode, padded } from './foreign-text.ts';

const texts = {
  title: { en: 'Comparison', pl: 'Porównanie' },
} as const satisfies Readonly<Record<string, Text>>;

/** A comparison as Markdown. All that comes from files stands in inline code, where it cannot be markup, HTML or a link. */
export function comparisonMarkdown(comparison: Comparison, language: Language): string {
  const title = `# ${format(message(texts.title), language)}: ${inlineCode(comparison.model)}, ${nameOf(comparison.left)} → ${nameOf(comparison.right)}`;
  return `${[title, ...comparisonTables(comparison, language).flatMap(tableBlocks)].join('\n\n')}\n`;
}

function nameOf({ version, commit }: ComparedVersion): string {
  return commit === null || commit.startsWith(version)
    ? inlineCode(version)
    : `${inlineCode(version)} (${inlineCode(commit.slice(0, 10))})`;
}

function tableBlocks({ title, columns, rows, toTheRight, note }: ComparisonTable): readonly string[] {
  const [head, ...body] = padded(
    [columns, ...rows].map((row) => row.map(cellText)),
    toTheRight,
  );
  const lineOf = (row: readonly string[]): string => `| ${row.join(' | ')} |`;
  const rule = (head ?? []).map((cell, column) => {
    const dashes = '-'.repeat(Math.max(3, Array.from(cell).length));
    return toTheRight.has(column) ? `${dashes.slice(1)}:` : dashes;
  });
  const table = rows.length === 0 ? [] : [[lineOf(head ?? []), lineOf(rule), ...body.map(lineOf)].join('\n')];
  return [`## ${title}`, ...table, ...(note === null ? [] : [note])];
}

function cellText({ text, foreign }: Cell): string {
  return foreign ? inlineCode(text) : text;
}
