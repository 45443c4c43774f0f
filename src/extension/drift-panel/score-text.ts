/** Numbers and days as the drift panel shows them. */
import type { Language } from '../../core/l10n/message.ts';

/** A score with four digits that count; very small ones, as p-values often are, with an exponent. Null where there is no number. */
export function scoreText(score: number | null, language: Language): string | null {
  if (score === null || Number.isNaN(score)) return null;
  const isTiny = score !== 0 && Math.abs(score) < 0.0001;
  const format = isTiny ? ({ notation: 'scientific', maximumSignificantDigits: 3 } as const) : ({ maximumSignificantDigits: 4 } as const);
  return new Intl.NumberFormat(language, format).format(score);
}

/** A count of rows, its thousands apart. */
export function rowsText(rows: number, language: Language): string {
  return new Intl.NumberFormat(language).format(rows);
}

/** The smallest and the greatest count, or the one that all have. */
export function rowsRange(rows: readonly number[], language: Language): string {
  const [least, most] = [Math.min(...rows), Math.max(...rows)];
  return least === most ? rowsText(most, language) : `${rowsText(least, language)}–${rowsText(most, language)}`;
}

/** The day of a time in milliseconds since 1970 UTC, with the time of day (and that it is UTC) where it is not midnight. */
export function dayText(time: number, language: Language): string {
  const isMidnight = time % 86_400_000 === 0;
  const hour = isMidnight ? {} : ({ hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const);
  const format = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'short', day: 'numeric', ...hour, timeZone: 'UTC' });
  return format.format(time);
}
