/** What the page knows and shows, changed by one pure function. */
import * as z from 'zod/mini';
import type { PanelPoint, PanelProject, PanelSeries, PanelSnapshot, ToPanel } from '../../src/protocol/drift-panel.ts';

/** Time ranges the person can choose, in days; null for all. */
export const ranges = { all: null, '90d': 90, '30d': 30 } as const;
/** One of them. */
export type RangeId = keyof typeof ranges;

/** What survives a hidden page and a restarted window. */
export const savedChoice = z.object({
  project: z.nullable(z.string()),
  range: z.enum(['all', '90d', '30d']),
  /** Charts whose data table is open, by `chartKey`. */
  openTables: z.array(z.string()),
  /** Whether the charts without drift are unfolded; null until the person says. */
  showsSteady: z.nullable(z.boolean()),
});
/** The person's choices. */
export type Choice = z.infer<typeof savedChoice>;

/** The page's state. */
export interface PanelState {
  readonly snapshot: PanelSnapshot | null;
  readonly isBusy: boolean;
  readonly choice: Choice;
  /** The point whose numbers are shown, by its chart and batch. */
  readonly selected: { readonly series: string; readonly batch: string } | null;
}

/** What can happen. */
export type PanelEvent =
  | ToPanel
  | { readonly type: 'chooseProject'; readonly project: string }
  | { readonly type: 'chooseRange'; readonly range: RangeId }
  | { readonly type: 'toggleTable'; readonly table: string }
  | { readonly type: 'showSteady'; readonly isOpen: boolean }
  | { readonly type: 'select'; readonly series: string; readonly batch: string | null };

/** The state before the first snapshot. */
export function initialState(choice: Choice = { project: null, range: 'all', openTables: [], showsSteady: null }): PanelState {
  return { snapshot: null, isBusy: true, choice, selected: null };
}

/** The state after an event; the same object where nothing changes. */
export function reduce(state: PanelState, event: PanelEvent): PanelState {
  const { choice } = state;
  switch (event.type) {
    case 'snapshot':
      return { ...state, snapshot: shared(state.snapshot, event) };
    case 'busy':
      return event.isBusy === state.isBusy ? state : { ...state, isBusy: event.isBusy };
    case 'chooseProject':
      return event.project === choice.project ? state : { ...state, choice: { ...choice, project: event.project }, selected: null };
    case 'chooseRange':
      return event.range === choice.range ? state : { ...state, choice: { ...choice, range: event.range } };
    case 'toggleTable': {
      const { openTables } = choice;
      const isOpen = openTables.includes(event.table);
      return {
        ...state,
        choice: { ...choice, openTables: isOpen ? openTables.filter((id) => id !== event.table) : [...openTables, event.table] },
      };
    }
    case 'showSteady':
      return event.isOpen === choice.showsSteady ? state : { ...state, choice: { ...choice, showsSteady: event.isOpen } };
    case 'select':
      return select(state, event);
  }
}

function select(state: PanelState, { series, batch }: { readonly series: string; readonly batch: string | null }): PanelState {
  if (batch === null) return state.selected === null ? state : { ...state, selected: null };
  const isSame = state.selected?.series === series && state.selected.batch === batch;
  return isSame ? state : { ...state, selected: { series, batch } };
}

/** The new snapshot with the old one's objects wherever they say the same, so that only what changed is drawn again. */
function shared(before: PanelSnapshot | null, now: PanelSnapshot): PanelSnapshot {
  if (before === null) return now;
  const keep = <Part>(old: Part | undefined, next: Part): Part =>
    old !== undefined && JSON.stringify(old) === JSON.stringify(next) ? old : next;
  const projects = now.projects.map((project) => {
    const old = before.projects.find(({ id }) => id === project.id);
    const series = project.series.map((one) =>
      keep(
        old?.series.find(({ id }) => id === one.id),
        one,
      ),
    );
    return { ...project, series, releases: keep(old?.releases, project.releases) };
  });
  return { ...now, labels: keep(before.labels, now.labels), projects };
}

/** The project that is shown: the chosen one, else the first. */
export function shownProject(state: PanelState): PanelProject | undefined {
  const projects = state.snapshot?.projects ?? [];
  return projects.find(({ id }) => id === state.choice.project) ?? projects[0];
}

/** Tells a chart from all others, those of other projects too. */
export function chartKey(project: PanelProject, series: PanelSeries): string {
  return `${project.id}/${series.id}`;
}

/** A chart's points within the chosen range, which ends at the project's newest point. */
export function shownPoints(project: PanelProject, series: PanelSeries, range: RangeId): readonly PanelPoint[] {
  const days = ranges[range];
  if (days === null) return series.points;
  const newest = Math.max(...project.series.flatMap(({ points }) => points.slice(-1).map(({ time }) => time)));
  return series.points.filter(({ time }) => time >= newest - days * 24 * 60 * 60 * 1000);
}

/** The batch that a key leads to from the selected one; null for keys that lead nowhere. */
export function batchByKey(key: string, points: readonly PanelPoint[], selected: string | null): string | null {
  const now = points.findIndex(({ batch }) => batch === selected);
  const last = points.length - 1;
  switch (key) {
    case 'ArrowLeft':
      return points[now < 0 ? last : Math.max(0, now - 1)]?.batch ?? null;
    case 'ArrowRight':
      return points[Math.min(last, now + 1)]?.batch ?? null;
    case 'Home':
      return points[0]?.batch ?? null;
    case 'End':
      return points[last]?.batch ?? null;
    default:
      return null;
  }
}

/**
 * The charts in the order in which they ask for attention, each group in the manifest's order: drift, warnings, those of which nothing
 * can be said; apart from them those without drift.
 */
export function inOrder(series: readonly PanelSeries[]): {
  readonly loud: readonly PanelSeries[];
  readonly steady: readonly PanelSeries[];
} {
  const inState = (wanted: PanelSeries['state']): readonly PanelSeries[] => series.filter(({ state }) => state === wanted);
  return { loud: [...inState('alert'), ...inState('warn'), ...inState('not-enough-data')], steady: inState('ok') };
}
