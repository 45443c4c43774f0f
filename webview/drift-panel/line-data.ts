/** The numbers of a line as the chart needs them. */
import type { PanelLine } from '../../src/protocol/drift-panel.ts';
import { firstAtLeast, type Points } from './decimate.ts';

/** A line's numbers. */
export interface LineData {
  /** What may be drawn as a line; NaN where there is no value, or too few rows to say anything. */
  readonly judged: Points;
  /** Values with too few rows, NaN elsewhere; null where there are none. No line leads to them. */
  readonly unjudged: Points | null;
  /** Of all values; null where there are none. */
  readonly extent: Extent | null;
}

/** The least and the greatest of some numbers. */
export interface Extent {
  readonly min: number;
  readonly max: number;
}

/** Numbers of lines, made once a line. */
export class LineNumbers {
  readonly #known = new WeakMap<PanelLine, LineData>();

  /** The numbers of a line. */
  of(line: PanelLine): LineData {
    const known = this.#known.get(line);
    if (known !== undefined) return known;
    const made = lineData(line);
    this.#known.set(line, made);
    return made;
  }
}

/** The numbers of a line, without a memory. */
export function lineData({ times, values, verdicts }: Pick<PanelLine, 'times' | 'values' | 'verdicts'>): LineData {
  const time = Float64Array.from(times);
  const judged = new Float64Array(time.length);
  const unjudged = verdicts.includes('n') ? new Float64Array(time.length).fill(Number.NaN) : null;
  let [min, max] = [Infinity, -Infinity];
  for (let index = 0; index < time.length; index += 1) {
    const value = values[index] ?? Number.NaN;
    const isUnjudged = unjudged !== null && verdicts.charCodeAt(index) === 110;
    judged[index] = isUnjudged ? Number.NaN : value;
    if (isUnjudged) unjudged[index] = value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return {
    judged: { times: time, values: judged },
    unjudged: unjudged === null ? null : { times: time, values: unjudged },
    extent: min <= max ? { min, max } : null,
  };
}

/** The place of the point with this time; -1 where there is none. */
export function placeOf(line: PanelLine, time: number, numbers: LineNumbers): number {
  const { times } = numbers.of(line).judged;
  const place = firstAtLeast(times, time);
  return times[place] === time ? place : -1;
}
