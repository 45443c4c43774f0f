/** What a chart draws for the time that is seen, without anything of chart.js. */
import type { PanelChart, PanelLine, PanelRelease } from '../../src/protocol/drift-panel.ts';
import { decimate, type Points } from './decimate.ts';
import type { Extent, LineNumbers } from './line-data.ts';
import type { ChosenPoint, Span } from './saved-choice.ts';
import type { TimeSpan } from './time-axis.ts';
import type { Words } from './words.ts';

/** What a chart shows. */
export interface ChartInput {
  readonly chart: Pick<PanelChart, 'warn' | 'alert' | 'direction' | 'unit' | 'group'>;
  readonly lines: readonly PanelLine[];
  readonly compared: readonly PanelLine[];
  /** Milliseconds to add to a compared line's times, so that both ranges begin at the same place. */
  readonly shift: number;
  readonly releases: readonly PanelRelease[];
  /** The axis that all charts share. */
  readonly axis: TimeSpan;
  readonly zoom: Span | null;
  readonly words: Words;
  readonly selected: ChosenPoint | null;
}

/** Something with points that a chart draws. */
export interface Track {
  readonly kind: 'line' | 'unjudged' | 'compared';
  readonly line: PanelLine;
  /** The line's place among its like, which gives it its colour and dashes. */
  readonly place: number;
  readonly points: Points;
  readonly extent: Extent | null;
}

/** A point as chart.js takes it; `at` is its place in the track's line. */
export interface DrawnPoint {
  readonly x: number;
  readonly y: number;
  readonly at: number;
}

/** Lines that are compared lie below, values that say nothing yet above all. */
export function tracksOf({ lines, compared, shift }: ChartInput, numbers: LineNumbers): readonly Track[] {
  const own = lines.map((line, place) => ({ line, place, ...numbers.of(line) }));
  return [
    ...compared.map((line, place): Track => {
      const { judged, extent } = numbers.of(line);
      const all = Float64Array.from(line.values, (value) => value ?? Number.NaN);
      const named = lines.findIndex(({ name }) => name === line.name);
      const points = { times: judged.times.map((time) => time + shift), values: all };
      return { kind: 'compared', line, place: named < 0 ? lines.length + place : named, points, extent };
    }),
    ...own.map(({ line, place, judged, extent }): Track => ({ kind: 'line', line, place, points: judged, extent })),
    ...own.flatMap(({ line, place, unjudged, extent }): readonly Track[] =>
      unjudged === null ? [] : [{ kind: 'unjudged', line, place, points: unjudged, extent }],
    ),
  ];
}

/** Pixels whose least and greatest value are drawn: as wide as the line is. */
const lineWidth = 1.5;

/** Pixels that a value with too few rows takes for itself where there are many. */
const crossWidth = 6;

/** The points of a track to draw in a plot of a width in pixels, the least and the greatest of each line's width kept. */
export function drawnPoints({ points, kind }: Track, seen: TimeSpan, width: number): DrawnPoint[] {
  const { times, values } = points;
  const bucket = ((seen.max - seen.min) / Math.max(1, width)) * (kind === 'unjudged' ? crossWidth : lineWidth);
  const kept = decimate(points, { start: seen.min, end: seen.max, bucket });
  const drawn: DrawnPoint[] = [];
  for (const at of kept) {
    const y = values[at] ?? Number.NaN;
    // No line leads to unjudged values, so their gaps say nothing.
    if (kind !== 'unjudged' || !Number.isNaN(y)) drawn.push({ x: times[at] ?? 0, y, at });
  }
  return drawn;
}

/** The shape that a point has on the chart: its verdict's, or a dot where nothing else would be seen of it. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly verdict: 'o' | 'w' | 'a' | 'n';
}

/** Pixels that a mark takes for itself where there are many. */
const markWidth = 9;

/**
 * The marks of a track's drawn points. Where there is room all have one; else only the worst of each few pixels that is bad, and what
 * stands alone between gaps, to which no line leads.
 */
export function marksOf(
  { line, kind }: Track,
  drawn: readonly DrawnPoint[],
  { width, seen, direction }: { readonly width: number; readonly seen: TimeSpan; readonly direction: 'above' | 'below' },
): readonly Mark[] {
  const marks = drawn.flatMap(({ x, y, at }, index): readonly (Mark & { readonly isAlone: boolean })[] => {
    // A line goes on beyond the ends of the axis; marks do not.
    if (Number.isNaN(y) || x < seen.min || x > seen.max) return [];
    const isAlone = Number.isNaN(drawn[index - 1]?.y ?? Number.NaN) && Number.isNaN(drawn[index + 1]?.y ?? Number.NaN);
    return [{ x, y, verdict: kind === 'compared' ? 'o' : verdictAt(line, at), isAlone }];
  });
  if (kind === 'unjudged' || marks.length <= width / markWidth) return marks;
  const sign = direction === 'above' ? 1 : -1;
  const worst = new Map<number, Mark>();
  const alone: Mark[] = [];
  const bucket = ((seen.max - seen.min) / Math.max(1, width)) * markWidth;
  for (const mark of marks) {
    if (mark.verdict === 'o') {
      if (mark.isAlone) alone.push(mark);
      continue;
    }
    const place = Math.floor(mark.x / bucket);
    const before = worst.get(place);
    if (before === undefined || rank(mark) > rank(before) || (rank(mark) === rank(before) && (mark.y - before.y) * sign > 0))
      worst.set(place, mark);
  }
  return [...alone, ...worst.values()];
}

function rank({ verdict }: Mark): number {
  return 'onwa'.indexOf(verdict);
}

/** A drawn point has a value, so it has one of these verdicts. */
function verdictAt({ verdicts }: PanelLine, at: number): Mark['verdict'] {
  const letter = verdicts.charAt(at);
  return letter === 'w' || letter === 'a' || letter === 'n' ? letter : 'o';
}
