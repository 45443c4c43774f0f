/** One chart of the panel on chart.js: values over time, thresholds as bands, releases as vertical lines, the chosen point ringed. */
import { Chart, type ChartDataset, LineController, LineElement, LinearScale, type Plugin, PointElement, Tooltip } from 'chart.js';
import zoomPlugin from 'chartjs-plugin-zoom';
import { type ChartInput, type DrawnPoint, drawnPoints, marksOf, type Track, tracksOf } from './chart-data.ts';
import { type DrawnMarks, okShapes, pointMarks } from './chart-marks.ts';
import { chartOptions, type Drawing } from './chart-options.ts';
import { type LineNumbers, placeOf } from './line-data.ts';
import { releaseMarks } from './release-marks.ts';
import type { ChosenPoint, Span } from './saved-choice.ts';
import { isSame } from './same.ts';
import { type Colours, comparedDashes, lineDashes, tinted } from './theme-colours.ts';
import { thresholdBands } from './threshold-bands.ts';
import type { TimeFormats, TimeSpan } from './time-axis.ts';
import { seenOf } from './zoom-window.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, Tooltip, zoomPlugin);

/** What a chart tells of the person's doings. */
export interface ChartEvents {
  /** The point nearest to a click. */
  readonly onSelect: (point: ChosenPoint) => void;
  /** What is seen while the person zooms or moves with the pointer; null for all. */
  readonly onSee: (seen: Span | null) => void;
  /** The same, once they have stopped. */
  readonly onSeen: (seen: Span | null) => void;
}

/** A chart on a canvas that is on the page. */
export interface LineChart {
  /** Draws the input with the colours that the theme has now. */
  update(input: ChartInput): void;
  /** Shows another part of the time. */
  see(zoom: Span | null): void;
  /** The pixel of a time within the canvas; null where it is not seen. */
  pixelOf(time: number): number | null;
  /** The time of a pixel within the canvas; null beside the plot. */
  timeOf(pixel: number): number | null;
  destroy(): void;
}

/** What all charts of the page share. */
export interface ChartShares {
  readonly numbers: LineNumbers;
  readonly formats: TimeFormats;
  /** The colours that the theme has now; the same object until they change. */
  readonly colours: () => Colours;
}

/** A chart that shows `input`. */
export function lineChart(canvas: HTMLCanvasElement, input: ChartInput, events: ChartEvents, shares: ChartShares): LineChart {
  const { numbers, formats, colours } = shares;
  const drawing: Drawing = {
    input,
    colours: colours(),
    tracks: tracksOf(input, numbers),
    drawn: [],
    seen: seenOf(input.axis, input.zoom),
    width: canvas.clientWidth,
    formats,
  };
  const see = (zoom: Span | null): void => {
    drawing.input = { ...drawing.input, zoom };
    const seen = seenOf(drawing.input.axis, zoom);
    const axis = chart.options.scales?.['x'];
    if (axis === undefined || isSame(drawing.seen, seen)) return;
    Object.assign(axis, seen);
    chart.update('none');
  };
  const chart = new Chart<'line', DrawnPoint[]>(canvas, {
    type: 'line',
    data: { datasets: datasets(drawing) },
    plugins: [
      seenPoints(drawing),
      thresholdBands(() => ({ chart: drawing.input.chart, colours: drawing.colours })),
      releaseMarks(() => ({ releases: drawing.input.releases, colours: drawing.colours })),
      pointMarks(() => marks(drawing, numbers)),
    ],
    options: chartOptions(drawing, events),
  });
  return {
    update(next) {
      const before = drawing.input;
      drawing.input = next;
      if (isSameBut(before, next) && drawing.colours === colours()) {
        see(next.zoom);
        if (before.selected !== next.selected) chart.draw();
        return;
      }
      drawing.colours = colours();
      if (next.lines !== before.lines || next.compared !== before.compared || next.shift !== before.shift)
        drawing.tracks = tracksOf(next, numbers);
      chart.data = { datasets: datasets(drawing) };
      chart.options = chartOptions(drawing, events);
      chart.update('none');
    },
    see,
    pixelOf(time) {
      const axis = chart.scales['x'];
      return axis === undefined || time < axis.min || time > axis.max ? null : axis.getPixelForValue(time);
    },
    timeOf(pixel) {
      const { left, right } = chart.chartArea;
      return pixel < left || pixel > right ? null : (chart.scales['x']?.getValueForPixel(pixel) ?? null);
    },
    destroy: () => chart.destroy(),
  };
}

/** Whether two inputs differ in nothing but what is seen of the axis and which point is chosen. */
function isSameBut(one: ChartInput, other: ChartInput): boolean {
  const keys = ['chart', 'lines', 'compared', 'shift', 'releases', 'axis', 'words'] as const;
  return keys.every((key) => one[key] === other[key]);
}

/** Before each layout: takes from each track what the axis is about to show. The zoom plugin has then set the axis' ends. */
function seenPoints(drawing: Drawing): Plugin<'line'> {
  return {
    id: 'seenPoints',
    beforeUpdate(chart) {
      drawing.seen = seenBy(chart, drawing.input.axis);
      drawing.drawn = drawing.tracks.map((track) => drawnPoints(track, drawing.seen, chart.width));
      for (const [index, dataset] of chart.data.datasets.entries()) dataset.data = drawing.drawn[index] ?? [];
    },
    afterLayout(chart) {
      drawing.width = chart.chartArea.width;
    },
  };
}

/** The ends of the time axis as they are asked for. */
function seenBy(chart: Chart, whole: TimeSpan): TimeSpan {
  const { min, max } = chart.options.scales?.['x'] ?? {};
  return { min: typeof min === 'number' ? min : whole.min, max: typeof max === 'number' ? max : whole.max };
}

function datasets({ tracks, colours }: Drawing): ChartDataset<'line', DrawnPoint[]>[] {
  return tracks.map(({ kind, place }) => {
    const colour = colours.lines[place % colours.lines.length] ?? colours.text;
    return {
      data: [],
      parsing: false,
      normalized: true,
      // Marks at the ends of the axis need room, but lines that go on beyond them end there.
      clip: { left: 1, right: 1, top: 10, bottom: 10 },
      showLine: kind !== 'unjudged',
      borderColor: kind === 'compared' ? tinted(colour, 0.75) : colour,
      borderWidth: 1.5,
      borderDash: [...(kind === 'compared' ? comparedDashes : (lineDashes[place % lineDashes.length] ?? []))],
      // A gap says that there is no number; a line across would invent one.
      spanGaps: false,
      // The marks are drawn by themselves, for there may be too many points to have one each.
      pointRadius: 0,
      pointHoverRadius: 5,
      pointHoverBorderColor: colours.focus,
      pointHoverBorderWidth: 2,
      pointHoverBackgroundColor: 'transparent',
      pointHitRadius: kind === 'compared' ? 0 : 12,
    };
  });
}

function marks({ input, tracks, drawn, seen, width, colours }: Drawing, numbers: LineNumbers): DrawnMarks {
  return {
    colours,
    groups: tracks.map((track, index) => ({
      marks: marksOf(track, drawn[index] ?? [], { width, seen, direction: input.chart.direction }),
      colour: colours.lines[track.place % colours.lines.length] ?? colours.text,
      shape: okShapes[track.place % okShapes.length] ?? 'circle',
      isFaint: track.kind === 'compared',
    })),
    ring: ringOf(tracks, input.selected, numbers),
  };
}

function ringOf(tracks: readonly Track[], selected: ChosenPoint | null, numbers: LineNumbers): DrawnMarks['ring'] {
  if (selected === null) return null;
  const line = tracks.find(({ kind, line: { name } }) => kind === 'line' && name === selected.line)?.line;
  const value = line?.values[placeOf(line, selected.time, numbers)] ?? null;
  return value === null ? null : { x: selected.time, y: value };
}
