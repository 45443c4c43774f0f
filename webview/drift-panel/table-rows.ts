/** The rows of a chart's data table, newest first, without their elements. */
import type { PanelLine, PanelRelease } from '../../src/protocol/drift-panel.ts';
import type { ChartInput } from './chart-data.ts';
import { seenOf } from './zoom-window.ts';

/** A row: a point of a line, or a release. Points of compared lines stand at the time that they are laid onto. */
export type TableRow =
  | { readonly time: number; readonly line: PanelLine; readonly at: number; readonly isCompared: boolean }
  | { readonly time: number; readonly release: PanelRelease };

/** What the chart shows, and nothing else: the points and releases of the part of time that is seen. */
export function tableRows({
  lines,
  compared,
  shift,
  releases,
  axis,
  zoom,
}: Omit<ChartInput, 'chart' | 'words' | 'selected'>): readonly TableRow[] {
  const { min, max } = seenOf(axis, zoom);
  const rows: TableRow[] = [];
  const add = (line: PanelLine, by: number, isCompared: boolean): void => {
    for (const [at, own] of line.times.entries()) {
      const time = own + by;
      if (time >= min && time <= max) rows.push({ time, line, at, isCompared });
    }
  };
  for (const line of lines) add(line, 0, false);
  for (const line of compared) add(line, shift, true);
  for (const release of releases) if (release.time >= min && release.time <= max) rows.push({ time: release.time, release });
  // Sorting keeps the order of what is at the same time: lines as in the chart, releases after them.
  return rows.sort((one, other) => other.time - one.time);
}
