/** The shapes of points, and the ring around the chosen one. The states' shapes differ as their colours do: colour alone would not reach everybody. */
import type { Chart, Plugin } from 'chart.js';
import { drawPoint } from 'chart.js/helpers';
import type { Mark } from './chart-data.ts';
import type { Colours } from './theme-colours.ts';

/** Marks of one track in its colour. */
export interface MarkGroup {
  readonly marks: readonly Mark[];
  readonly colour: string;
  /** The shape of points that are fine, which differs from line to line. */
  readonly shape: MarkShape;
  readonly isFaint: boolean;
}

/** Shapes of points that are fine. */
export const okShapes = ['circle', 'rect', 'star', 'rectRounded', 'cross'] as const;
/** One of them. */
export type MarkShape = (typeof okShapes)[number];

/** What is drawn at the moment. */
export interface DrawnMarks {
  readonly groups: readonly MarkGroup[];
  readonly ring: { readonly x: number; readonly y: number } | null;
  readonly colours: Colours;
}

/** Draws what `current` gives, on every frame of the chart. */
export function pointMarks(current: () => DrawnMarks): Plugin<'line'> {
  return {
    id: 'pointMarks',
    afterDatasetsDraw(chart) {
      draw(chart, current());
    },
  };
}

function draw(chart: Chart, { groups, ring, colours }: DrawnMarks): void {
  const { ctx, chartArea, scales } = chart;
  const [x, y] = [scales['x'], scales['y']];
  if (x === undefined || y === undefined) return;
  ctx.save();
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.rect(chartArea.left - 10, chartArea.top - 10, chartArea.width + 20, chartArea.height + 20);
  ctx.clip();
  const at = (point: { readonly x: number; readonly y: number }): readonly [number, number] => [
    x.getPixelForValue(point.x),
    y.getPixelForValue(point.y),
  ];
  for (const { marks, colour, shape, isFaint } of groups) {
    for (const mark of marks) {
      const look = lookOf(mark.verdict, { colour, shape, isFaint }, colours);
      ctx.fillStyle = look.colour;
      ctx.strokeStyle = look.colour;
      ctx.lineWidth = 1.5;
      drawPoint(ctx, { pointStyle: look.style, radius: look.radius, borderWidth: look.border }, ...at(mark));
    }
  }
  if (ring !== null) {
    ctx.strokeStyle = colours.focus;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.arc(...at(ring), 9, 0, Math.PI * 2);
    ctx.stroke();
  }
  ctx.restore();
}

interface Look {
  readonly style: 'triangle' | 'rectRot' | 'crossRot' | MarkShape;
  readonly radius: number;
  /** Shapes of lines alone need a border, for they have nothing to fill. */
  readonly border: number;
  readonly colour: string;
}

function lookOf(verdict: Mark['verdict'], own: Omit<MarkGroup, 'marks'>, { state, text }: Colours): Look {
  switch (verdict) {
    case 'a':
      return { style: 'rectRot', radius: 5, border: 0, colour: state.alert };
    case 'w':
      return { style: 'triangle', radius: 5, border: 0, colour: state.warn };
    case 'n':
      return { style: 'crossRot', radius: 5, border: 1.5, colour: text };
    case 'o':
      return {
        style: own.shape,
        radius: own.isFaint ? 2 : 3.5,
        border: own.shape === 'star' || own.shape === 'cross' ? 1.5 : 0,
        colour: own.colour,
      };
  }
}
