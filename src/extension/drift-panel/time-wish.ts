/** What the page wishes for, in times. May not import `vscode`. */
import type { WantedTime } from '../../app/charts-of-project.ts';
import type { PanelWish } from '../../protocol/drift-panel.ts';

/** The times of a wish. */
export interface WishedTimes {
  /** Null for all that there is. */
  readonly shown: WantedTime;
  /** Null for nothing to compare with. */
  readonly compared: WantedTime;
}

/** What is asked before the page has said what it wants. */
export const usualWish: PanelWish = { range: { kind: 'all' }, compare: 'none', width: 600, refreshEvery: 0 };

/** The times at a moment, in milliseconds since 1970 UTC. Nothing comes before all that there is, so with `all` there is nothing to compare. */
export function wishedTimes({ range, compare }: Pick<PanelWish, 'range' | 'compare'>, now: number): WishedTimes {
  const shown = shownTime(range, now);
  if (compare === 'none' || shown === null) return { shown, compared: null };
  if (compare !== 'before') return { shown, compared: compare.start < compare.end ? { start: compare.start, end: compare.end } : null };
  return { shown, compared: { start: shown.start - (shown.end - shown.start), end: shown.start } };
}

function shownTime(range: PanelWish['range'], now: number): WantedTime {
  if (range.kind === 'all') return null;
  if (range.kind === 'last') return { start: now - Math.max(1, range.ms), end: now };
  return range.start < range.end ? { start: range.start, end: range.end } : null;
}

/** Whether two wishes ask for the same values; how often to look is another matter. */
export function asksTheSame(one: PanelWish, other: PanelWish): boolean {
  const values = ({ range, compare, width }: PanelWish): string => JSON.stringify([range, compare, width]);
  return values(one) === values(other);
}
