/** Walking along a chart's points by keyboard. */
import type { PanelLine } from '../../src/protocol/drift-panel.ts';
import { type LineNumbers, placeOf } from './line-data.ts';
import type { ChosenPoint } from './saved-choice.ts';
import { firstAtLeast } from './decimate.ts';

/** How many points PageUp and PageDown skip, as a part of all. */
const page = 0.1;

/**
 * The point that a key leads to from the chosen one: along its line by arrows left and right, page keys, Home and End; to the point of
 * another line that is nearest in time by arrows up and down. Null for keys that lead nowhere.
 */
export function pointByKey(
  key: string,
  lines: readonly PanelLine[],
  { chosen, numbers }: { readonly chosen: ChosenPoint | null; readonly numbers: LineNumbers },
): ChosenPoint | null {
  const known = chosen === null ? -1 : lines.findIndex(({ name }) => name === chosen.line);
  const line = lines[Math.max(0, known)] ?? lines[0];
  if (line === undefined) return null;
  const now = chosen === null || known < 0 ? -1 : placeOf(line, chosen.time, numbers);
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const other = lines[known + (key === 'ArrowUp' ? -1 : 1)];
    return chosen === null || other === undefined ? null : pointAt(other, nearestPlace(other, chosen.time, numbers));
  }
  const place = placeByKey(key, now, line.times.length - 1);
  return place === null ? null : pointAt(line, place);
}

function placeByKey(key: string, now: number, last: number): number | null {
  const skip = Math.max(1, Math.round((last + 1) * page));
  switch (key) {
    case 'ArrowLeft':
      return now < 0 ? last : Math.max(0, now - 1);
    case 'ArrowRight':
      return Math.min(last, now + 1);
    case 'PageUp':
      return now < 0 ? last : Math.max(0, now - skip);
    case 'PageDown':
      return Math.min(last, Math.max(0, now) + skip);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

function nearestPlace(line: PanelLine, time: number, numbers: LineNumbers): number {
  const after = firstAtLeast(numbers.of(line).judged.times, time);
  const [before, next] = [line.times[after - 1], line.times[after]];
  if (before === undefined) return after;
  return next === undefined || time - before < next - time ? after - 1 : after;
}

function pointAt(line: PanelLine, place: number): ChosenPoint | null {
  const time = line.times[place];
  return time === undefined ? null : { line: line.name, time };
}
