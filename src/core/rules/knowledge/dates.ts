/** Dates as ISO writes them and durations as Prometheus does; the core has no clock, so that today is always an argument. */

const daysOfUnit: Readonly<Record<string, number>> = { y: 365, w: 7, d: 1, h: 1 / 24, m: 1 / 1440, s: 1 / 86_400, ms: 1 / 86_400_000 };

/** A duration such as `30d` or `1w12h` in days; a year has 365 and a week 7, as in Prometheus. Undefined for anything else. */
export function durationInDays(text: string): number | undefined {
  if (!/^(?:\d+(?:ms|[ywdhms]))+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+)(ms|[ywdhms])/g)].reduce((sum, [, count, unit = '']) => sum + Number(count) * (daysOfUnit[unit] ?? 0), 0);
}

/** Whole days from one date to a later one; negative for an earlier one. Undefined where one of them is no date. */
export function daysBetween(from: string, to: string): number | undefined {
  const [start, end] = [dayNumber(from), dayNumber(to)];
  return start === undefined || end === undefined ? undefined : end - start;
}

/** The date a number of days after another one. */
export function dateAfter(date: string, days: number): string | undefined {
  const start = dayNumber(date);
  return start === undefined ? undefined : new Date((start + Math.floor(days)) * 86_400_000).toISOString().slice(0, 10);
}

/** Days since 1970-01-01 of an ISO date or date-time. */
function dayNumber(text: string): number | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})(?:$|[T ])/.exec(text.trim());
  if (parts === null) return undefined;
  const time = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return new Date(time).toISOString().startsWith(`${parts[1] ?? ''}-${parts[2] ?? ''}-${parts[3] ?? ''}`) ? time / 86_400_000 : undefined;
}
