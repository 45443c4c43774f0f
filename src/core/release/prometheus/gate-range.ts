import { mostSteps, type TimeRange } from '../../model/series.ts';

/** The usual interval of scrapes is 15 s to 1 min: a longer step would pass over samples. */
const longestStep = 15_000;
const shortestStep = 1_000;
/** Short windows, where scrapes are often closer too, are looked at this many times. */
const usualSteps = 240;

/**
 * The times at which a gate's query is evaluated: over a window (in milliseconds) up to now, both included. A sample that fails must not
 * slip between two of them, so the step is 15 s or less as long as the server takes so many points; beyond 45 hours it grows.
 */
export function gateRange(window: number, now: number): TimeRange {
  const wanted = Math.max(shortestStep, Math.min(longestStep, window / usualSteps), window / mostSteps);
  const step = Math.ceil(wanted / 1000) * 1000;
  // Whole steps back from now, so that now itself is looked at and nothing before the window is.
  return { start: now - Math.floor(window / step) * step, end: now, step };
}
