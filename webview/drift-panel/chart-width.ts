/** Pixels of the page's edges, of the room between charts, of the narrowest column and of the widest page, as the style sheet has them. */
const [edges, gap, column, widest] = [40, 16, 420, 1200];

/** Widths are told to the host in steps, so that dragging a border does not ask every source anew for each pixel. */
const step = 100;

/** About how wide a chart is in a window of a width in pixels: as many columns as have room share it. */
export function chartWidth(windowWidth: number): number {
  const content = Math.max(280, Math.min(windowWidth, widest) - edges);
  const columns = Math.max(1, Math.floor((content + gap) / (column + gap)));
  const width = (content - gap * (columns - 1)) / columns;
  return Math.max(step, Math.ceil(width / step) * step);
}
