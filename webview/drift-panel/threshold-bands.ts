/**
 * The side of each threshold that is bad is tinted, so that the eye needs no legend. Drawn here and not by a plugin for annotations: those
 * resolve all options of each annotation anew on every frame that the time axis moves, which takes longer than the rest of the chart.
 */
import type { Chart, Plugin } from 'chart.js';
import type { PanelChart } from '../../src/protocol/drift-panel.ts';
import type { Colours } from './theme-colours.ts';

/** What is drawn at the moment. */
export interface ThresholdBands {
  readonly chart: Pick<PanelChart, 'warn' | 'alert' | 'direction'>;
  readonly colours: Colours;
}

/** Draws what `current` gives below the lines, on every frame of the chart. */
export function thresholdBands(current: () => ThresholdBands): Plugin<'line'> {
  return {
    id: 'thresholdBands',
    beforeDatasetsDraw(chart) {
      draw(chart, current());
    },
  };
}

function draw({ ctx, chartArea: { left, right, top, bottom, width }, scales }: Chart, { chart, colours }: ThresholdBands): void {
  const axis = scales['y'];
  if (axis === undefined) return;
  const end = chart.direction === 'above' ? top : bottom;
  const inPlot = (pixel: number): number => Math.min(Math.max(pixel, top), bottom);
  const pixelOf = (value: number): number => inPlot(axis.getPixelForValue(value));
  ctx.save();
  ctx.lineWidth = 1;
  ctx.setLineDash([4, 3]);
  for (const { from, to, colour, tint } of bands(chart, colours)) {
    const [near, far] = [pixelOf(from), to === null ? end : pixelOf(to)];
    ctx.fillStyle = tint;
    ctx.fillRect(left, Math.min(near, far), width, Math.abs(far - near));
    ctx.strokeStyle = colour;
    ctx.beginPath();
    ctx.moveTo(left, Math.round(near) + 0.5);
    ctx.lineTo(right, Math.round(near) + 0.5);
    ctx.stroke();
  }
  ctx.restore();
}

/** From each threshold to the next worse one, or to the end of the axis. */
function bands(
  { warn, alert }: ThresholdBands['chart'],
  { state, band }: Colours,
): readonly { readonly from: number; readonly to: number | null; readonly colour: string; readonly tint: string }[] {
  return [
    ...(warn === null ? [] : [{ from: warn, to: alert, colour: state.warn, tint: band.warn }]),
    ...(alert === null ? [] : [{ from: alert, to: null, colour: state.alert, tint: band.alert }]),
  ];
}
