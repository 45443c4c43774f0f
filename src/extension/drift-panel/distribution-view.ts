/** A feature's distribution as the page gets it. May not import `vscode`. */
import type { Distribution } from '../../core/drift/distribution.ts';
import { type Language, type MessageArgs, type Text, format, message } from '../../core/l10n/message.ts';
import type { PanelDistribution } from '../../protocol/drift-panel.ts';
import { rowsText, scoreText } from './score-text.ts';

const words = {
  summary: {
    en: '{column}: {current} current values of {batches} {batches|batch|batches} against {reference} of the reference, in {bins} {bins|bin|bins}.',
    pl: '{column}: wartości bieżące: {current} (partie: {batches}) wobec {reference} z danych odniesienia, przedziały: {bins}.',
  },
  numbers: { en: '{from} – {to}', pl: '{from} – {to}' },
  others: { en: '{count} other {count|category|categories}', pl: 'pozostałe kategorie: {count}' },
  missing: {
    en: 'Without a value: {current} current and {reference} reference rows.',
    pl: 'Bez wartości: wiersze bieżące: {current}, odniesienia: {reference}.',
  },
  infinite: {
    en: 'Infinite values, in no bin: {current} current and {reference} reference rows.',
    pl: 'Wartości nieskończone, poza przedziałami: wiersze bieżące: {current}, odniesienia: {reference}.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** Bins in words, with the shares of both sides among the values that are in a bin. */
export function panelDistribution(
  distribution: Distribution,
  { column, batches, language }: { readonly column: string; readonly batches: number; readonly language: Language },
): PanelDistribution {
  const say = (text: Text, args: MessageArgs = {}): string => format(message(text, args), language);
  const number = (value: number): string => scoreText(value, language) ?? '–';
  const { rows, missing, infinite } = distribution;
  const labels =
    distribution.type === 'numeric'
      ? distribution.bins.map(({ from, to }) => (from === to ? number(from) : say(words.numbers, { from: number(from), to: number(to) })))
      : distribution.bins.map(({ value, categories }) => value ?? say(words.others, { count: categories }));
  const sides = (counts: { readonly current: number; readonly reference: number }): MessageArgs => ({
    current: rowsText(counts.current, language),
    reference: rowsText(counts.reference, language),
  });
  const share = (count: number, all: number): number => (all === 0 ? 0 : count / all);
  return {
    summary: say(words.summary, { column, batches, bins: labels.length, ...sides(rows) }),
    bins: distribution.bins.map(({ reference, current }, index) => ({
      label: labels[index] ?? '',
      reference: share(reference, rows.reference),
      current: share(current, rows.current),
      referenceRows: reference,
      currentRows: current,
    })),
    notes: [
      ...(missing.reference + missing.current > 0 ? [say(words.missing, sides(missing))] : []),
      ...(infinite.reference + infinite.current > 0 ? [say(words.infinite, sides(infinite))] : []),
    ],
  };
}
