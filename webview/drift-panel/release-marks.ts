/** Releases as vertical lines, their names above the plot, where they cover no point. */
import type { Chart, Plugin } from 'chart.js';
import type { PanelRelease } from '../../src/protocol/drift-panel.ts';
import { labelRows } from './label-rows.ts';
import type { Colours } from './theme-colours.ts';

const rows = 2;
const rowHeight = 14;

/** The pixels to keep free above the plot for the names. */
export const releaseLabelsHeight = rows * rowHeight + 2;

/** What is drawn at the moment. */
export interface ReleaseMarks {
  readonly releases: readonly PanelRelease[];
  readonly colours: Colours;
}

/** Draws what `current` gives, on every frame of the chart. */
export function releaseMarks(current: () => ReleaseMarks): Plugin<'line'> {
  return {
    id: 'releaseMarks',
    beforeDatasetsDraw(chart) {
      draw(chart, current());
    },
  };
}

function draw(chart: Chart, { releases, colours }: ReleaseMarks): void {
  const { ctx, chartArea, scales } = chart;
  const axis = scales['x'];
  if (axis === undefined) return;
  const shown = releases
    .filter(({ time }) => time >= axis.min && time <= axis.max)
    .map((release) => ({ ...release, x: Math.round(axis.getPixelForValue(release.time)) + 0.5 }));
  ctx.save();
  ctx.font = `11px ${colours.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'bottom';
  ctx.lineWidth = 1;
  const wanted = shown.map(({ label, x }) => ({ centre: x, width: ctx.measureText(label).width }));
  const places = labelRows(wanted, { rows, left: 2, right: chart.width - 2, gap: 3 });
  for (const [index, { x, label, isRollback }] of shown.entries()) {
    const place = places[index] ?? null;
    ctx.strokeStyle = isRollback ? colours.state.alert : colours.text;
    ctx.setLineDash(isRollback ? [2, 3] : []);
    ctx.beginPath();
    ctx.moveTo(x, chartArea.top - (place === null ? 0 : place.row * rowHeight + 2));
    ctx.lineTo(x, chartArea.bottom);
    ctx.stroke();
    if (place === null) continue;
    const bottom = chartArea.top - place.row * rowHeight - 2;
    const width = wanted[index]?.width ?? 0;
    // The line of a neighbour whose name stands higher would run through this name.
    ctx.fillStyle = colours.background;
    ctx.fillRect(place.centre - width / 2 - 2, bottom - rowHeight + 1, width + 4, rowHeight - 1);
    ctx.fillStyle = colours.text;
    ctx.fillText(label, place.centre, bottom);
  }
  ctx.restore();
}
