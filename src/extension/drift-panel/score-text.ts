/** Numbers and days as the drift panel shows them. */
import { type Language, type Text, format, message } from '../../core/l10n/message.ts';
import { driftWords as words } from './drift-words.ts';

/** A score with four digits that count; very small ones, as p-values often are, with an exponent. Null where there is no number. */
export function scoreText(score: number | null, language: Language): string | null {
  if (score === null || Number.isNaN(score)) return null;
  const isTiny = score !== 0 && Math.abs(score) < 0.0001;
  const options = isTiny ? ({ notation: 'scientific', maximumSignificantDigits: 3 } as const) : ({ maximumSignificantDigits: 4 } as const);
  return new Intl.NumberFormat(language, options).format(score);
}

/** A value with its unit, in words where it is none that an axis could show. */
export function valueText(value: number | null, unit: string, language: Language): string {
  const say = (text: Text, args = {}): string => format(message(text, args), language);
  if (value === null || !Number.isFinite(value)) return oddText(value, language);
  const number = scoreText(value, language) ?? '';
  return unit === '' ? number : say(words.withUnit, { value: number, unit });
}

/** The words for what is no finite number. */
export function oddText(value: number | null, language: Language): string {
  const text = value === Infinity ? words.plusInfinity : value === -Infinity ? words.minusInfinity : words.noNumber;
  return format(message(text), language);
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
  const options = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'short', day: 'numeric', ...hour, timeZone: 'UTC' });
  return options.format(time);
}

/** How long ago, or how far ahead, a time is, as `3 days ago`; both in milliseconds since 1970 UTC. */
export function agoText(time: number, now: number, language: Language): string {
  const [count, unit] = largestUnit(Math.abs(time - now));
  return new Intl.RelativeTimeFormat(language).format(time > now ? count : -count, unit);
}

/** A length of time in milliseconds as Prometheus and the manifest write it, such as `1h30m`. */
export function durationText(milliseconds: number): string {
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
    ['ms', 1],
  ] as const;
  let left = Math.round(milliseconds);
  const parts = units.flatMap(([unit, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count === 0 ? [] : [`${String(count)}${unit}`];
  });
  return parts.length === 0 ? '0s' : parts.join('');
}

function largestUnit(milliseconds: number): readonly [count: number, unit: 'second' | 'minute' | 'hour' | 'day'] {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 90) return [seconds, 'second'];
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return [minutes, 'minute'];
  const hours = Math.round(minutes / 60);
  return hours < 48 ? [hours, 'hour'] : [Math.round(hours / 24), 'day'];
}
