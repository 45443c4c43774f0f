import { mostSteps, type TimeRange } from '../model/series.ts';

/** Steps that people can read and servers can cache: an answer's times then fall on round ones. In milliseconds. */
const roundSteps = [1, 2, 5, 10, 15, 30]
  .map((seconds) => seconds * 1000)
  .concat([1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60_000))
  .concat([1, 2, 3, 6, 12].map((hours) => hours * 3_600_000))
  .concat([1, 2, 7, 14, 30].map((days) => days * 86_400_000));

/** Values a pixel: more cannot be seen, and cost the server. */
const pointsPerPixel = 1;
const fewestPoints = 60;

/**
 * The times to ask a query at, for a chart of a width in pixels: the smallest round step that gives no more values than pixels and than
 * the server takes. Start and end lie on the step, as Grafana aligns them, so that a moving window asks for the same instants again.
 */
export function chartRange({ start, end }: Pick<TimeRange, 'start' | 'end'>, width: number): TimeRange {
  const most = Math.min(mostSteps, Math.max(fewestPoints, Math.floor(width * pointsPerPixel)));
  const exact = Math.max(1, (end - start) / most);
  const step = roundSteps.find((candidate) => candidate >= exact) ?? Math.ceil(exact / 86_400_000) * 86_400_000;
  return { start: Math.floor(start / step) * step, end: Math.floor(end / step) * step, step };
}
