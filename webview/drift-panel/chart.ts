/** One chart of the panel on chart.js: score over time, thresholds as bands, releases as vertical lines, the selected point ringed. */
import { Chart, type ChartConfiguration, LineController, LineElement, LinearScale, PointElement, Tooltip } from 'chart.js';
import annotationPlugin, { type AnnotationOptions } from 'chartjs-plugin-annotation';
import type { PanelPoint, PanelRelease, PanelSeries } from '../../src/protocol/drift-panel.ts';
import { releaseLabelsHeight, releaseMarks } from './release-marks.ts';
import { type Colours, themeColours, tinted } from './theme-colours.ts';
import { timeFormat, timeSpan } from './time-axis.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, Tooltip, annotationPlugin);

/** What a chart draws. */
export interface ChartInput {
  readonly series: Pick<PanelSeries, 'warn' | 'alert' | 'direction'>;
  readonly points: readonly PanelPoint[];
  readonly releases: readonly PanelRelease[];
  readonly lang: string;
  /** The selected point's batch. */
  readonly selected: string | null;
}

/** A chart on a canvas. */
export interface DriftChart {
  /** Draws the input with the colours that the theme has now. */
  update(input: ChartInput): void;
  destroy(): void;
}

/** Makes a chart, which shows nothing yet; `onSelect` is called with the batch of the point nearest to a click. */
export type CreateChart = (canvas: HTMLCanvasElement, onSelect: (batch: string) => void) => DriftChart;

/** A chart on chart.js. */
export const createChart: CreateChart = (canvas, onSelect) => {
  const drawn: { input: ChartInput | null; colours: Colours } = { input: null, colours: themeColours() };
  const chart = new Chart(canvas, {
    type: 'line',
    data: { datasets: [] },
    plugins: [releaseMarks(() => ({ releases: drawn.input?.releases ?? [], colours: drawn.colours }))],
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      onClick: (_event, elements) => {
        const batch = drawn.input?.points[elements[0]?.index ?? -1]?.batch;
        if (batch !== undefined) onSelect(batch);
      },
    },
  });
  return {
    update(input) {
      drawn.input = input;
      drawn.colours = themeColours();
      chart.data = { datasets: datasets(input, drawn.colours) };
      Object.assign(chart.options, options(input, drawn.colours));
      chart.update('none');
    },
    destroy: () => chart.destroy(),
  };
};

type Datasets = ChartConfiguration<'line'>['data']['datasets'];
type Options = NonNullable<ChartConfiguration<'line'>['options']>;

/** The states' shapes differ too: colour alone would not reach everybody. */
const shapes = { ok: 'circle', warn: 'triangle', alert: 'rectRot', 'not-enough-data': 'crossRot' } as const;

function datasets({ points, selected }: ChartInput, colours: Colours): Datasets {
  const xy = (keep: (point: PanelPoint) => boolean) =>
    points.map((point) => ({ x: point.time, y: keep(point) ? (point.score ?? Number.NaN) : Number.NaN }));
  const radius = (base: number) => points.map(({ state }) => (state === 'warn' || state === 'alert' ? base + 1.5 : base));
  const common = { parsing: false as const, clip: 10, pointHitRadius: 12 };
  const isJudged = ({ state }: PanelPoint): boolean => state !== 'not-enough-data';
  return [
    {
      ...common,
      data: xy(isJudged),
      borderColor: colours.line,
      borderWidth: 1.5,
      pointStyle: points.map(({ state }) => shapes[state]),
      pointRadius: radius(3.5),
      pointHoverRadius: radius(5),
      pointBackgroundColor: points.map(({ state }) => colours.state[state]),
      pointBorderColor: points.map(({ state }) => colours.state[state]),
      // A gap says that a batch has no number; a line across would invent one.
      spanGaps: false,
    },
    {
      // Scores that say nothing yet are shown apart, and no line leads to them.
      ...common,
      data: xy((point) => !isJudged(point)),
      showLine: false,
      pointStyle: shapes['not-enough-data'],
      pointRadius: 5,
      pointHoverRadius: 6,
      pointBorderColor: colours.text,
      pointBorderWidth: 1.5,
    },
    {
      ...common,
      data: xy(({ batch }) => batch === selected),
      showLine: false,
      pointStyle: 'circle',
      pointHitRadius: 0,
      pointRadius: 9,
      pointHoverRadius: 9,
      pointBackgroundColor: 'transparent',
      pointHoverBackgroundColor: 'transparent',
      pointBorderColor: colours.focus,
      pointHoverBorderColor: colours.focus,
      pointBorderWidth: 2,
    },
  ];
}

function options(input: ChartInput, colours: Colours): Options {
  const { points, releases, lang } = input;
  const span = timeSpan(points, releases);
  const day = timeFormat(span, lang);
  const font = { family: colours.font, size: 11 };
  return {
    locale: lang,
    font,
    layout: { padding: { top: releases.some(({ time }) => time >= span.min && time <= span.max) ? releaseLabelsHeight : 6, right: 12 } },
    interaction: { mode: 'nearest', intersect: false, axis: 'x' },
    scales: {
      x: {
        type: 'linear',
        ...span,
        grid: { display: false },
        border: { color: colours.grid },
        // Ticks stand where batches are, not on round numbers of milliseconds.
        afterBuildTicks: (axis) => {
          axis.ticks = points.map(({ time }) => ({ value: time }));
        },
        ticks: {
          color: colours.text,
          font,
          maxRotation: 0,
          autoSkip: true,
          autoSkipPadding: 16,
          callback: (value) => day.format(Number(value)),
        },
      },
      y: {
        beginAtZero: true,
        suggestedMax: Math.max(input.series.alert ?? 0, input.series.warn ?? 0) * 1.2,
        grid: { color: colours.grid },
        border: { display: false },
        ticks: { color: colours.text, font, maxTicksLimit: 5 },
      },
    },
    plugins: {
      tooltip: {
        displayColors: false,
        backgroundColor: colours.tooltip.background,
        borderColor: colours.tooltip.border,
        borderWidth: 1,
        cornerRadius: 3,
        titleColor: colours.tooltip.text,
        bodyColor: colours.tooltip.text,
        titleFont: font,
        bodyFont: font,
        filter: ({ datasetIndex }) => datasetIndex < 2,
        callbacks: {
          title: ([item]) => points[item?.dataIndex ?? -1]?.cells.day ?? '',
          label: ({ dataIndex }) => {
            const cells = points[dataIndex]?.cells;
            return cells === undefined ? '' : [cells.score, cells.rows];
          },
        },
      },
      annotation: { annotations: bands(input.series, colours) },
    },
  };
}

/** The side of each threshold that means drift is tinted, so that the eye needs no legend. */
function bands({ warn, alert, direction }: ChartInput['series'], colours: Colours): AnnotationOptions[] {
  const [near, far] = direction === 'above' ? (['yMin', 'yMax'] as const) : (['yMax', 'yMin'] as const);
  const band = (from: number, to: number | null, colour: string): AnnotationOptions[] => [
    {
      type: 'box',
      [near]: from,
      ...(to === null ? {} : { [far]: to }),
      backgroundColor: tinted(colour, 0.12),
      borderWidth: 0,
      drawTime: 'beforeDatasetsDraw',
    },
    { type: 'line', yMin: from, yMax: from, borderColor: colour, borderWidth: 1, borderDash: [4, 3], drawTime: 'beforeDatasetsDraw' },
  ];
  return [
    ...(warn === null ? [] : band(warn, alert, colours.state.warn)),
    ...(alert === null ? [] : band(alert, null, colours.state.alert)),
  ];
}
