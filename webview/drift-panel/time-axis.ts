import type { PanelPoint, PanelRelease } from '../../src/protocol/drift-panel.ts';

const day = 24 * 60 * 60 * 1000;

/** The ends of a time axis, in milliseconds since 1970 UTC. */
export interface TimeSpan {
  readonly min: number;
  readonly max: number;
}

/**
 * From the first batch to the last, or to the last release if that is later: a rollback after the newest batch is news. The axis grows
 * by half for that at most, or the batches would be squeezed into a corner. Never empty: a single batch has a day to itself.
 */
export function timeSpan(points: readonly Pick<PanelPoint, 'time'>[], releases: readonly Pick<PanelRelease, 'time'>[]): TimeSpan {
  const first = points[0]?.time ?? 0;
  const last = points.at(-1)?.time ?? first;
  const furthest = last + Math.max(last - first, day) / 2;
  const newest = Math.max(last, ...releases.map(({ time }) => time).filter((time) => time <= furthest));
  return newest > first ? { min: first, max: newest } : { min: first - day / 2, max: first + day / 2 };
}

/** Dates as short as the span allows: hours for a few days, years for long ones. In UTC, as batches are. */
export function timeFormat({ min, max }: TimeSpan, lang: string): Intl.DateTimeFormat {
  const parts: Intl.DateTimeFormatOptions =
    max - min <= 2 * day
      ? { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }
      : max - min > 300 * day
        ? { year: 'numeric', month: 'short' }
        : { month: 'short', day: 'numeric' };
  return new Intl.DateTimeFormat(lang, { ...parts, timeZone: 'UTC' });
}
