/** Zooming and moving along the time axis, by numbers. All in milliseconds since 1970 UTC. */
import type { Span } from './saved-choice.ts';
import type { TimeSpan } from './time-axis.ts';

/** The shortest time that can be zoomed to. */
export const shortestZoom = 1000;

/** How much closer one step of zooming by key or button goes. */
const zoomStep = 1.5;
/** The part of what is seen that one step of moving by key goes. */
const moveStep = 0.2;

/** What is seen of an axis: the zoom as far as it lies on the axis, else all. */
export function seenOf(axis: TimeSpan, zoom: Span | null): TimeSpan {
  if (zoom === null) return axis;
  const [min, max] = [Math.max(axis.min, zoom.start), Math.min(axis.max, zoom.end)];
  return max - min >= Math.min(shortestZoom, axis.max - axis.min) ? { min, max } : axis;
}

/** The zoom after a key in a chart: + and - around the middle, 0 for all, and arrows with Shift along the axis. Undefined for other keys. */
export function zoomByKey(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  axis: TimeSpan,
  zoom: Span | null,
): Span | null | undefined {
  const seen = seenOf(axis, zoom);
  if (key === '+' || key === '=') return zoomed(axis, seen, 1 / zoomStep);
  if (key === '-' || key === '_') return zoomed(axis, seen, zoomStep);
  if (key === '0' || key === ')') return null;
  if (!shiftKey || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return undefined;
  return moved(axis, seen, (key === 'ArrowLeft' ? -moveStep : moveStep) * (seen.max - seen.min));
}

/** One step closer or further by a button; null for all. */
export function zoomByButton(closer: boolean, axis: TimeSpan, zoom: Span | null): Span | null {
  return zoomed(axis, seenOf(axis, zoom), closer ? 1 / zoomStep : zoomStep);
}

function zoomed(axis: TimeSpan, seen: TimeSpan, factor: number): Span | null {
  const length = Math.max(shortestZoom, (seen.max - seen.min) * factor);
  const middle = (seen.min + seen.max) / 2;
  return placed(axis, middle - length / 2, length);
}

function moved(axis: TimeSpan, seen: TimeSpan, by: number): Span | null {
  return placed(axis, seen.min + by, seen.max - seen.min);
}

/** The zoom so that a time is seen, moved no further than needed; the same where it is. */
export function zoomTo(time: number, axis: TimeSpan, zoom: Span | null): Span | null {
  const seen = seenOf(axis, zoom);
  if (zoom === null || (time >= seen.min && time <= seen.max)) return zoom;
  const length = seen.max - seen.min;
  return placed(axis, time < seen.min ? time - length * moveStep : time - length * (1 - moveStep), length);
}

/** A window of a length, moved onto the axis; null where it is as long as that. */
function placed(axis: TimeSpan, start: number, length: number): Span | null {
  // Steps there and back again end a rounding beside where they began.
  if (length * (1 + 1e-9) >= axis.max - axis.min) return null;
  const from = Math.min(Math.max(start, axis.min), axis.max - length);
  return { start: from, end: from + length };
}
