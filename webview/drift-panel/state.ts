/** What the page knows and shows, changed by one pure function. */
import * as z from 'zod/mini';
import type { PanelProject, PanelSeries, ToPanel } from '../../src/protocol/drift-panel.ts';

/** Time ranges the person can choose, in days; null for all. */
export const ranges = { all: null, '90d': 90, '30d': 30 } as const;
/** One of them. */
export type RangeId = keyof typeof ranges;

/** What survives a hidden page and a restarted window. */
export const savedChoice = z.object({
  project: z.nullable(z.string()),
  range: z.enum(['all', '90d', '30d']),
  openTables: z.array(z.string()),
});
/** The person's choices. */
export type Choice = z.infer<typeof savedChoice>;

/** The page's state. */
export interface PanelState {
  readonly snapshot: Extract<ToPanel, { readonly type: 'snapshot' }> | null;
  readonly isBusy: boolean;
  readonly choice: Choice;
  /** The point whose numbers are shown, by its chart. */
  readonly selected: { readonly series: string; readonly index: number } | null;
}

/** What can happen. */
export type PanelEvent =
  | ToPanel
  | { readonly type: 'chooseProject'; readonly project: string }
  | { readonly type: 'chooseRange'; readonly range: RangeId }
  | { readonly type: 'toggleTable'; readonly series: string }
  | { readonly type: 'select'; readonly series: string; readonly index: number };

/** The state before the first snapshot. */
export function initialState(choice: Choice = { project: null, range: 'all', openTables: [] }): PanelState {
  return { snapshot: null, isBusy: true, choice, selected: null };
}

/** The state after an event. */
export function reduce(state: PanelState, event: PanelEvent): PanelState {
  switch (event.type) {
    case 'snapshot':
      return { ...state, snapshot: event };
    case 'busy':
      return { ...state, isBusy: event.isBusy };
    case 'chooseProject':
      return { ...state, choice: { ...state.choice, project: event.project }, selected: null };
    case 'chooseRange':
      return { ...state, choice: { ...state.choice, range: event.range }, selected: null };
    case 'toggleTable': {
      const { openTables } = state.choice;
      const isOpen = openTables.includes(event.series);
      return { ...state, choice: { ...state.choice, openTables: isOpen ? openTables.filter((id) => id !== event.series) : [...openTables, event.series] } };
    }
    case 'select':
      return { ...state, selected: { series: event.series, index: event.index } };
  }
}

/** The project that is shown: the chosen one, else the first. */
export function shownProject(state: PanelState): PanelProject | undefined {
  const projects = state.snapshot?.projects ?? [];
  return projects.find(({ id }) => id === state.choice.project) ?? projects[0];
}

/** A chart's points within the chosen range, which ends at the project's newest point. */
export function shownPoints(project: PanelProject, series: PanelSeries, range: RangeId): PanelSeries['points'] {
  const days = ranges[range];
  if (days === null) return series.points;
  const newest = Math.max(...project.series.flatMap(({ points }) => points.map(({ time }) => time)));
  return series.points.filter(({ time }) => time >= newest - days * 24 * 60 * 60 * 1000);
}

/** Drifting charts first, then those that warn, then the rest, each in the manifest's order. */
export function inOrder(series: readonly PanelSeries[]): { readonly loud: readonly PanelSeries[]; readonly steady: readonly PanelSeries[] } {
  const alerts = series.filter(({ state }) => state === 'alert');
  const warnings = series.filter(({ state }) => state === 'warn');
  return { loud: [...alerts, ...warnings], steady: series.filter(({ state }) => state !== 'alert' && state !== 'warn') };
}
