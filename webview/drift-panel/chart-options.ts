/** The options of a chart for chart.js. */
import type { ActiveElement, Chart, ChartOptions, TooltipItem } from 'chart.js';
import type { ChartEvents } from './chart.ts';
import type { ChartInput, DrawnPoint, Track } from './chart-data.ts';
import { verdictWord } from './point-text.ts';
import { releaseLabelsHeight } from './release-marks.ts';
import type { Span } from './saved-choice.ts';
import { type Colours, tinted } from './theme-colours.ts';
import { type TimeFormats, type TimeSpan, timeTicks } from './time-axis.ts';
import { valueSpan } from './value-axis.ts';
import { seenOf, shortestZoom } from './zoom-window.ts';

/** What a chart draws at the moment. */
export interface Drawing {
  input: ChartInput;
  colours: Colours;
  tracks: readonly Track[];
  /** The points of each track that are seen. */
  drawn: readonly DrawnPoint[][];
  /** The part of the axis that is drawn, which the pointer may move without anybody else knowing yet. */
  seen: TimeSpan;
  /** Of the plot in pixels, as it was last laid out. */
  width: number;
  readonly formats: TimeFormats;
}

/** Pixels that a time's text takes on the axis, with room beside it. */
const tickWidth = 96;

/** Options for what `drawing` holds now; those that are functions ask it anew. */
export function chartOptions(drawing: Drawing, events: ChartEvents): ChartOptions<'line'> {
  const { input, colours } = drawing;
  const { axis, releases, words, chart } = input;
  const font = { family: colours.font, size: 11 };
  const values = valueSpan(
    drawing.tracks.flatMap(({ extent }) => extent ?? []),
    chart,
  );
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: false,
    locale: words.lang,
    font,
    layout: { padding: { top: releases.some(({ time }) => time >= axis.min && time <= axis.max) ? releaseLabelsHeight : 6, right: 12 } },
    interaction: { mode: 'nearest', intersect: false, axis: 'x' },
    onClick: (event, elements) => {
      const point = pointOf(drawing, nearest(elements, event.y ?? 0));
      if (point !== null) events.onSelect(point);
    },
    scales: {
      x: {
        type: 'linear',
        ...seenOf(axis, input.zoom),
        grid: { display: false },
        border: { color: colours.grid },
        afterBuildTicks: (scale) => {
          const most = Math.max(2, Math.floor(scale.width / tickWidth));
          scale.ticks = timeTicks(scale, most, fewTimes(drawing.drawn)).map((value) => ({ value }));
        },
        ticks: {
          color: colours.text,
          font,
          maxRotation: 0,
          autoSkip: true,
          autoSkipPadding: 12,
          callback(value) {
            return drawing.formats.of({ min: this.min, max: this.max }, words.lang).format(Number(value));
          },
        },
      },
      y: {
        suggestedMin: values.min,
        suggestedMax: values.max,
        grid: { color: colours.grid },
        border: { display: false },
        ticks: { color: colours.text, font, maxTicksLimit: 5 },
      },
    },
    plugins: {
      tooltip: tooltip(drawing, font),
      zoom: zoomOptions(axis, colours, events),
    },
  };
}

/** The times of the drawn points where they are few; many need no ticks of their own. */
function fewTimes(drawn: readonly DrawnPoint[][]): readonly number[] {
  return drawn.reduce((count, points) => count + points.length, 0) > 100 ? [] : drawn.flatMap((points) => points.map(({ x }) => x));
}

/** Several lines have a point at the same time: the one at the pointer is meant. */
function nearest(elements: readonly ActiveElement[], y: number): ActiveElement | undefined {
  return [...elements].sort((one, other) => Math.abs(one.element.y - y) - Math.abs(other.element.y - y))[0];
}

function pointOf({ tracks, drawn }: Drawing, element: ActiveElement | undefined): { readonly line: string; readonly time: number } | null {
  const track = tracks[element?.datasetIndex ?? -1];
  const point = drawn[element?.datasetIndex ?? -1]?.[element?.index ?? -1];
  return track === undefined || point === undefined || track.kind === 'compared' ? null : { line: track.line.name, time: point.x };
}

type PluginOptions = NonNullable<ChartOptions<'line'>['plugins']>;

function tooltip(drawing: Drawing, font: { readonly family: string; readonly size: number }): NonNullable<PluginOptions['tooltip']> {
  const { words, chart } = drawing.input;
  const { tooltip: colours } = drawing.colours;
  const at = ({ datasetIndex, dataIndex }: TooltipItem<'line'>): { readonly track: Track; readonly at: number } | null => {
    const [track, point] = [drawing.tracks[datasetIndex], drawing.drawn[datasetIndex]?.[dataIndex]];
    return track === undefined || point === undefined ? null : { track, at: point.at };
  };
  return {
    displayColors: false,
    backgroundColor: colours.background,
    borderColor: colours.border,
    borderWidth: 1,
    cornerRadius: 3,
    titleColor: colours.text,
    bodyColor: colours.text,
    titleFont: font,
    bodyFont: font,
    callbacks: {
      title: ([item]) => {
        const point = item === undefined ? null : at(item);
        return point === null ? '' : words.time(point.track.line.times[point.at] ?? 0);
      },
      label: (item) => {
        const point = at(item);
        if (point === null) return '';
        const { line, kind } = point.track;
        const value = words.quantity(line.values[point.at] ?? Number.NaN, chart.unit);
        const name = kind === 'compared' ? comparedName(line.name, drawing.input) : line.name;
        const verdict = kind === 'compared' ? [] : [verdictWord(line, point.at, chart, words)];
        return [...(name === '' ? [] : [name]), value, ...verdict].join(' · ');
      },
    },
  };
}

function comparedName(name: string, { words }: ChartInput): string {
  return name === '' ? words.say('comparedOnly') : words.say('comparedLine', { line: name });
}

function zoomOptions(axis: TimeSpan, colours: Colours, events: ChartEvents): NonNullable<PluginOptions['zoom']> {
  const seen = ({ chart }: { readonly chart: Chart }): Span | null => {
    const scale = chart.scales['x'];
    const { min, max } = chart.options.scales?.['x'] ?? {};
    if (scale === undefined || typeof min !== 'number' || typeof max !== 'number') return null;
    return min <= axis.min && max >= axis.max ? null : { start: min, end: max };
  };
  return {
    limits: { x: { ...axis, minRange: Math.min(shortestZoom, axis.max - axis.min) } },
    pan: {
      enabled: true,
      mode: 'x',
      onPan: (context) => events.onSee(seen(context)),
      onPanComplete: (context) => events.onSeen(seen(context)),
    },
    zoom: {
      mode: 'x',
      // Without a key the wheel scrolls the page, as everywhere.
      wheel: { enabled: true, modifierKey: 'ctrl' },
      pinch: { enabled: true },
      drag: {
        enabled: true,
        modifierKey: 'shift',
        backgroundColor: tinted(colours.focus, 0.2),
        borderColor: colours.focus,
        borderWidth: 1,
      },
      onZoom: (context) => events.onSee(seen(context)),
      onZoomComplete: (context) => events.onSeen(seen(context)),
    },
  };
}
