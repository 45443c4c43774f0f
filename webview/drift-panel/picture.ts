/** A picture of charts as they are drawn: one below the other, each with its title and what it shows, on the theme's background. */
import type { Colours } from './theme-colours.ts';

/** A chart of the picture. */
export interface PictureChart {
  readonly canvas: HTMLCanvasElement;
  readonly title: string;
  /** What is said below the title. */
  readonly text: string;
}

/** Where things stand in a picture, in pixels of the screen. */
export interface PictureLayout {
  readonly width: number;
  readonly height: number;
  readonly tops: readonly number[];
  /** How many charts found a place. */
  readonly count: number;
}

const edge = 16;
const line = 20;
const headHeight = 2 * line + 6;

/** What browsers draw into a canvas at most; a taller one stays empty. */
const tallest = 16_000;

/** The places of charts by their sizes; charts that no canvas has room for are left out at the end. `scale` is pixels of the canvas for one of the screen. */
export function pictureLayout(sizes: readonly { readonly width: number; readonly height: number }[], scale: number): PictureLayout {
  const tops: number[] = [];
  let height = edge;
  for (const size of sizes) {
    const next = height + headHeight + size.height + edge;
    if (next * scale > tallest) break;
    tops.push(height);
    height = next;
  }
  const shown = sizes.slice(0, tops.length);
  return { width: Math.max(320, ...shown.map(({ width }) => width)) + 2 * edge, height, tops, count: tops.length };
}

/** The picture as PNG in base64; null where there is nothing to draw. */
export function pictureOf(charts: readonly PictureChart[], colours: Colours): string | null {
  const scale = window.devicePixelRatio || 1;
  const layout = pictureLayout(
    charts.map(({ canvas }) => ({ width: canvas.clientWidth, height: canvas.clientHeight })),
    scale,
  );
  const target = document.createElement('canvas');
  target.width = Math.round(layout.width * scale);
  target.height = Math.round(layout.height * scale);
  const context = target.getContext('2d');
  if (context === null || layout.count === 0) return null;
  context.scale(scale, scale);
  context.fillStyle = colours.background;
  context.fillRect(0, 0, layout.width, layout.height);
  context.textBaseline = 'top';
  for (const [index, { canvas, title, text }] of charts.slice(0, layout.count).entries()) {
    const top = layout.tops[index] ?? 0;
    context.fillStyle = colours.text;
    context.font = `600 14px ${colours.font}`;
    context.fillText(cut(title, context, layout.width - 2 * edge), edge, top);
    context.font = `12px ${colours.font}`;
    context.fillText(cut(text, context, layout.width - 2 * edge), edge, top + line);
    context.drawImage(canvas, edge, top + headHeight, canvas.clientWidth, canvas.clientHeight);
  }
  return target.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}

/** A text that fits into a width in pixels, its end cut off where it must be. */
function cut(text: string, context: CanvasRenderingContext2D, width: number): string {
  if (context.measureText(text).width <= width) return text;
  const letters = Array.from(text);
  let [fits, tooMany] = [0, letters.length];
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    if (context.measureText(`${letters.slice(0, middle).join('')}…`).width <= width) fits = middle;
    else tooMany = middle;
  }
  return `${letters.slice(0, fits).join('')}…`;
}
