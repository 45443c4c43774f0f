/** One chart of the panel on chart.js: score over time, thresholds as bands, releases as vertical lines. */
import { Chart, Legend, LineController, LineElement, LinearScale, PointElement, Tooltip } from 'chart.js';
import annotationPlugin, { type AnnotationOptions } from 'chartjs-plugin-annotation';
import type { PanelProject, PanelSeries } from '../../src/protocol/drift-panel.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, Tooltip, Legend, annotationPlugin);

/** What a chart draws. */
export interface ChartInput {
  readonly series: PanelSeries;
  readonly points: PanelSeries['points'];
  readonly releases: PanelProject['releases'];
  readonly lang: string;
  onSelect(index: number): void;
}

/** Draws a chart; whoever draws it destroys it. Colours are those of the theme at the moment of drawing. */
export function drawChart(canvas: HTMLCanvasElement, input: ChartInput): Chart {
  const colours = themeColours();
  const day = new Intl.DateTimeFormat(input.lang, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  const times = input.points.map(({ time }) => time);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  return new Chart(canvas, {
    type: 'line',
    data: {
      datasets: [
        {
          data: input.points.map(({ time, score, state }) => ({ x: time, y: state === 'not-enough-data' ? Number.NaN : (score ?? Number.NaN) })),
          borderColor: colours.line,
          borderWidth: 1.5,
          pointRadius: 3.5,
          pointHoverRadius: 5,
          pointHitRadius: 12,
          pointBackgroundColor: input.points.map(({ state }) => colours.state[state]),
          pointBorderColor: input.points.map(({ state }) => colours.state[state]),
          // A gap says that a batch has no number; a line across would invent one.
          spanGaps: false,
        },
        {
          // Scores that say nothing yet are shown apart, and no line leads to them.
          data: input.points.map(({ time, score, state }) => ({ x: time, y: state === 'not-enough-data' ? (score ?? Number.NaN) : Number.NaN })),
          showLine: false,
          pointStyle: 'crossRot',
          pointRadius: 5,
          pointHoverRadius: 6,
          pointBorderColor: colours.text,
          pointBorderWidth: 1.5,
        },
      ],
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      parsing: false,
      interaction: { mode: 'nearest', intersect: false, axis: 'x' },
      onClick: (_event, elements) => {
        const [element] = elements;
        if (element !== undefined) input.onSelect(element.index);
      },
      scales: {
        x: {
          type: 'linear',
          min: first,
          max: last === first ? first + 1 : last,
          grid: { display: false },
          border: { color: colours.grid },
          ticks: { color: colours.text, maxRotation: 0, autoSkipPadding: 16, callback: (value) => day.format(Number(value)) },
        },
        y: {
          beginAtZero: true,
          suggestedMax: Math.max(input.series.alert ?? 0, input.series.warn ?? 0) * 1.2,
          grid: { color: colours.grid },
          border: { display: false },
          ticks: { color: colours.text, maxTicksLimit: 5 },
        },
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          displayColors: false,
          callbacks: {
            title: ([item]) => (item?.parsed.x === undefined || item.parsed.x === null ? '' : day.format(item.parsed.x)),
          },
        },
        annotation: { annotations: [...bands(input.series, colours), ...releaseLines(input, { first, last }, colours)] },
      },
    },
  });
}

type Colours = ReturnType<typeof themeColours>;

/** The side of each threshold that means drift is tinted, so that the eye needs no legend. */
function bands({ warn, alert, direction }: PanelSeries, colours: Colours): AnnotationOptions[] {
  const isAbove = direction === 'above';
  const band = (from: number | null, to: number | null, colour: string): AnnotationOptions => ({
    type: 'box',
    ...(from === null ? {} : { [isAbove ? 'yMin' : 'yMax']: from }),
    ...(to === null ? {} : { [isAbove ? 'yMax' : 'yMin']: to }),
    backgroundColor: colour,
    borderWidth: 0,
    drawTime: 'beforeDatasetsDraw',
  });
  const line = (value: number, colour: string): AnnotationOptions => ({ type: 'line', yMin: value, yMax: value, borderColor: colour, borderWidth: 1, borderDash: [4, 3], drawTime: 'beforeDatasetsDraw' });
  return [
    ...(warn === null ? [] : [band(warn, alert, tint(colours.state.warn, 0.1)), line(warn, colours.state.warn)]),
    ...(alert === null ? [] : [band(alert, null, tint(colours.state.alert, 0.12)), line(alert, colours.state.alert)]),
  ];
}

function releaseLines({ releases }: ChartInput, { first, last }: { readonly first: number; readonly last: number }, colours: Colours): AnnotationOptions[] {
  return releases
    .filter(({ time }) => time >= first && time <= last)
    .map((release, index) => ({
      type: 'line',
      xMin: release.time,
      xMax: release.time,
      borderColor: release.isRollback ? colours.state.alert : colours.text,
      borderWidth: 1,
      borderDash: release.isRollback ? [2, 2] : [],
      label: {
        display: true,
        content: release.label,
        position: 'end',
        // Neighbours would cover each other's names on one line.
        yAdjust: (index % 2) * 14,
        backgroundColor: colours.background,
        color: colours.text,
        font: { size: 10, weight: 'normal' },
        padding: 2,
      },
    }));
}

function themeColours() {
  const style = getComputedStyle(document.body);
  const colour = (name: string, fallback: string): string => style.getPropertyValue(name).trim() || fallback;
  const text = colour('--vscode-foreground', '#888888');
  return {
    text,
    background: colour('--vscode-editor-background', '#ffffff'),
    muted: colour('--vscode-disabledForeground', text),
    grid: colour('--vscode-editorIndentGuide-background1', colour('--vscode-widget-border', 'rgba(128, 128, 128, 0.3)')),
    line: colour('--vscode-charts-blue', '#3794ff'),
    state: {
      ok: colour('--vscode-charts-blue', '#3794ff'),
      warn: colour('--vscode-charts-orange', '#d18616'),
      alert: colour('--vscode-charts-red', '#f14c4c'),
      'not-enough-data': 'transparent',
    },
  } as const;
}

/** A theme colour made see-through; themes give hexadecimal or rgb() values. */
function tint(colour: string, opacity: number): string {
  const canvas = document.createElement('canvas').getContext('2d');
  if (canvas === null) return colour;
  canvas.fillStyle = colour;
  const plain = canvas.fillStyle;
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(typeof plain === 'string' ? plain : '');
  if (hex === null) return colour;
  const [red, green, blue] = hex.slice(1).map((part) => Number.parseInt(part, 16));
  return `rgba(${String(red)}, ${String(green)}, ${String(blue)}, ${String(opacity)})`;
}
