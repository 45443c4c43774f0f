/** The time axis that all charts of a project share. Times are in milliseconds since 1970 UTC. */
import type { PanelRelease } from '../../src/protocol/drift-panel.ts';

const day = 24 * 60 * 60 * 1000;

/** The ends of a time axis. */
export interface TimeSpan {
  readonly min: number;
  readonly max: number;
}

/**
 * From the first value to the last, or to the last release if that is later: a rollback after the newest batch is news. The axis grows
 * by half for that at most, or the values would be squeezed into a corner. Never empty: a single value has a day to itself.
 */
export function timeSpan(times: readonly number[], releases: readonly Pick<PanelRelease, 'time'>[]): TimeSpan {
  if (times.length === 0) return { min: -day / 2, max: day / 2 };
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const furthest = last + Math.max(last - first, day) / 2;
  const newest = Math.max(last, ...releases.map(({ time }) => time).filter((time) => time <= furthest));
  return newest > first ? { min: first, max: newest } : { min: first - day / 2, max: first + day / 2 };
}

/** Distances of ticks that people can read. */
const steps = [1, 2, 5, 10, 15, 30]
  .map((seconds) => seconds * 1000)
  .concat([1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60_000))
  .concat([1, 2, 3, 6, 12].map((hours) => hours * 3_600_000))
  .concat([1, 2, 7, 14].map((days) => days * day));

/** Months between ticks where days are too many; more than the last are its multiples. */
const months = [1, 2, 3, 6, 12, 24, 60, 120];

/**
 * At most so many ticks, at round times in UTC: weeks begin on Mondays, months on their first day. Where the values are that few and that
 * far apart, each has a tick of its own, for batches come on days that matter.
 */
export function timeTicks({ min, max }: TimeSpan, most: number, times: readonly number[] = []): readonly number[] {
  const exact = (max - min) / Math.max(1, most);
  const seen = [...new Set(times)].filter((time) => time >= min && time <= max).sort((one, other) => one - other);
  const isRoomy = seen.every((time, index) => index === 0 || time - (seen[index - 1] ?? 0) >= exact);
  if (seen.length > 0 && seen.length <= most && isRoomy) return seen;
  const step = steps.find((candidate) => candidate >= exact);
  if (step === undefined) return monthTicks({ min, max }, exact);
  // 1970-01-01 was a Thursday.
  const offset = step % (7 * day) === 0 ? 4 * day : 0;
  const ticks: number[] = [];
  for (let time = Math.ceil((min - offset) / step) * step + offset; time <= max; time += step) ticks.push(time);
  return ticks;
}

function monthTicks({ min, max }: TimeSpan, exact: number): readonly number[] {
  const step = months.find((count) => count * 31 * day >= exact) ?? Math.ceil(exact / (3720 * day)) * 120;
  const start = new Date(min);
  const ticks: number[] = [];
  let month = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step;
  for (let time = monthStart(month); time <= max && ticks.length < 1000; month += step, time = monthStart(month))
    if (time >= min) ticks.push(time);
  return ticks;
}

/** The first moment of the month that is so many after January of the year 0. */
function monthStart(month: number): number {
  return new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1);
}

/** Formats of times that are as short as a span allows: seconds for minutes, hours for days, years for long ones. In UTC, as batches are. */
export class TimeFormats {
  readonly #made = new Map<string, Intl.DateTimeFormat>();

  /** The format for a span; the same object for like spans, for making one is slow. */
  of({ min, max }: TimeSpan, lang: string): Intl.DateTimeFormat {
    const kind = tickFormats.findIndex(({ upTo }) => max - min <= upTo);
    const key = `${String(kind)} ${lang}`;
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const made = new Intl.DateTimeFormat(lang, { ...tickFormats[kind]?.parts, timeZone: 'UTC' });
    this.#made.set(key, made);
    return made;
  }
}

const tickFormats: readonly { readonly upTo: number; readonly parts: Intl.DateTimeFormatOptions }[] = [
  { upTo: 10 * 60_000, parts: { hour: 'numeric', minute: '2-digit', second: '2-digit' } },
  { upTo: day, parts: { hour: 'numeric', minute: '2-digit' } },
  { upTo: 4 * day, parts: { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' } },
  { upTo: 300 * day, parts: { month: 'short', day: 'numeric' } },
  { upTo: Infinity, parts: { year: 'numeric', month: 'short' } },
];
