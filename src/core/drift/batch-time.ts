import type { DriftTable } from './table.ts';

/**
 * The time that the name of a batch says, in milliseconds since 1970 UTC; null where it says none.
 * Read are `2026-10-05`, `2026_10_05`, `20261005` (all three may be followed by `T13`, `T1330` or `T13-30`), the ISO week `2026-W40` or
 * `2026_W40` (its Monday) and the month `2026-10` (its first day). The file's own name counts first, then its folders, nearest first.
 */
export function batchTimeFromPath(path: string): number | null {
  for (const part of path.split('/').reverse()) {
    const time = timeFromName(part);
    if (time !== null) return time;
  }
  return null;
}

const dayPattern = /(?<!\d)((?:19|20|21)\d\d)([-_.]?)(\d\d)\2(\d\d)(?:T(\d\d)(?:[-_:]?(\d\d))?)?(?!\d)/g;
const weekPattern = /(?<!\d)((?:19|20|21)\d\d)[-_]?[Ww](\d\d)(?!\d)/g;
const monthPattern = /(?<!\d)((?:19|20|21)\d\d)[-_](\d\d)(?!\d|[-_]\d)/g;

function timeFromName(name: string): number | null {
  for (const [, year, , month, day, hour = '0', minute = '0'] of name.matchAll(dayPattern)) {
    const date = utcDay(Number(year), Number(month), Number(day));
    if (date !== null && Number(hour) < 24 && Number(minute) < 60) return date + (Number(hour) * 60 + Number(minute)) * 60_000;
  }
  for (const [, year, week] of name.matchAll(weekPattern)) {
    const monday = isoMonday(Number(year), Number(week));
    if (monday !== null) return monday;
  }
  for (const [, year, month] of name.matchAll(monthPattern)) {
    const date = utcDay(Number(year), Number(month), 1);
    if (date !== null) return date;
  }
  return null;
}

/** Midnight of a day; null where the calendar has no such day. */
function utcDay(year: number, month: number, day: number): number | null {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? time : null;
}

/** Monday of an ISO week: week 1 is the one with 4 January. Null for a week that the year does not have. */
function isoMonday(year: number, week: number): number | null {
  const [dayLength, fourth] = [86_400_000, Date.UTC(year, 0, 4)];
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * dayLength + (week - 1) * 7 * dayLength;
  // The Thursday of a week decides which year it belongs to.
  return week >= 1 && new Date(monday + 3 * dayLength).getUTCFullYear() === year ? monday : null;
}

/**
 * The earliest time in a column, in milliseconds since 1970 UTC; null where it has none. Throws TableError where the file is broken.
 * Texts are ISO dates or times (without a zone: UTC); numbers are seconds since 1970, or milliseconds above 10¹¹.
 */
export function batchTimeFromColumn(table: DriftTable, column: string): number | null {
  const index = table.names.indexOf(column);
  if (index < 0) return null;
  const numbers = table.numbers(index);
  let earliest = Infinity;
  if (numbers !== null) {
    for (const value of numbers.values) if (value < earliest) earliest = value;
    earliest = Math.abs(earliest) > 1e11 ? earliest : earliest * 1000;
  } else {
    for (const text of table.texts(index).categories) {
      const time = timeFromText(text);
      if (time < earliest) earliest = time;
    }
  }
  return Number.isFinite(earliest) && Math.abs(earliest) <= 8.64e15 ? earliest : null;
}

/** The time that an ISO date or time says (without a zone: UTC), in milliseconds since 1970 UTC; NaN for all else. */
export function timeFromText(text: string): number {
  const parts = /^\s*(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?\s*$/.exec(text);
  if (parts === null) return NaN;
  const [, day = '', clock = '00:00', zone = 'Z'] = parts;
  return Date.parse(`${day}T${clock}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`);
}
