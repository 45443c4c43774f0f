/** What the page knows and shows, changed by one pure function. */
import type { PanelChart, PanelDistribution, PanelProject, PanelSnapshot, ToPanel } from '../../src/protocol/drift-panel.ts';
import { isSame, keepSame } from './same.ts';
import { type Choice, type ChosenPoint, firstChoice, type Span } from './saved-choice.ts';

/** A distribution that was asked for. `from` is the one point's source that it is asked of; null for all points. */
export type AskedDistribution = { readonly from: string | null } & (
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly failure: string }
  | { readonly state: 'shown'; readonly distribution: PanelDistribution }
);

/** The page's state. */
export interface PanelState {
  readonly snapshot: PanelSnapshot | null;
  readonly isBusy: boolean;
  /** When it is looked anew, in words; '' for nothing. */
  readonly next: string;
  readonly choice: Choice;
  /** By `chartKey`. */
  readonly distributions: Readonly<Record<string, AskedDistribution>>;
  /** The chart to bring before the person's eyes, by `chartKey`; null once it is there. */
  readonly reveal: string | null;
}

/** What can happen. */
export type PanelEvent =
  | ToPanel
  | { readonly type: 'choose'; readonly choice: Partial<Choice> }
  | { readonly type: 'zoom'; readonly zoom: Span | null }
  | { readonly type: 'toggleTable'; readonly chart: string }
  | { readonly type: 'toggleDistribution'; readonly chart: string }
  /** The distribution of one point instead of all. */
  | { readonly type: 'openDistribution'; readonly chart: string; readonly from: string | null }
  | { readonly type: 'fold'; readonly group: string; readonly isOpen: boolean }
  | { readonly type: 'select'; readonly chart: string; readonly point: ChosenPoint | null }
  /** The chart is before the person's eyes; the group that had to be unfolded for it stays so. */
  | { readonly type: 'revealed'; readonly fold: string | null };

/** The state before the first snapshot. */
export function initialState(choice: Choice = firstChoice): PanelState {
  return { snapshot: null, isBusy: true, next: '', choice, distributions: {}, reveal: null };
}

/** The state after an event; the same object where nothing changes. */
export function reduce(state: PanelState, event: PanelEvent): PanelState {
  switch (event.type) {
    case 'snapshot':
      return withOpenDistributions(state, { ...state, snapshot: kept(state.snapshot, event) });
    case 'chart':
      return state.snapshot === null ? state : withOpenDistributions(state, { ...state, snapshot: withChart(state.snapshot, event) });
    case 'distribution':
      return withAnswer(state, event);
    case 'busy':
      return event.isBusy === state.isBusy && event.next === state.next ? state : { ...state, isBusy: event.isBusy, next: event.next };
    case 'reveal':
      return revealed(state, event);
    case 'revealed':
      return event.fold === null
        ? { ...state, reveal: null }
        : withChoice({ ...state, reveal: null }, folded(state.choice, event.fold, true));
    case 'choose':
    case 'zoom':
    case 'toggleTable':
    case 'toggleDistribution':
    case 'openDistribution':
    case 'fold':
    case 'select':
      return chosen(state, event);
  }
}

type Choosing = Exclude<PanelEvent, ToPanel | { readonly type: 'revealed' }>;

function folded({ folds }: Choice, group: string, isOpen: boolean): Partial<Choice> {
  return { folds: { ...folds, [group]: isOpen } };
}

function chosen(state: PanelState, event: Choosing): PanelState {
  const { choice } = state;
  switch (event.type) {
    case 'choose':
      return withChoice(state, alongWith(choice, event.choice));
    case 'zoom':
      return withChoice(state, { zoom: event.zoom });
    case 'toggleTable':
      return withChoice(state, { openTables: toggled(choice.openTables, event.chart) });
    case 'toggleDistribution': {
      const openDistributions = toggled(choice.openDistributions, event.chart);
      const next = withChoice(state, { openDistributions });
      return openDistributions.includes(event.chart) ? withDistribution(next, event.chart, { state: 'loading', from: null }) : next;
    }
    case 'openDistribution': {
      const openDistributions = [...choice.openDistributions.filter((key) => key !== event.chart), event.chart];
      return withDistribution(withChoice(state, { openDistributions }), event.chart, { state: 'loading', from: event.from });
    }
    case 'fold':
      return withChoice(state, folded(choice, event.group, event.isOpen));
    case 'select':
      return withChoice(state, { selected: event.point === null ? null : { chart: event.chart, ...event.point } });
  }
}

/** What a choice makes meaningless: another project has other models and points, another range another zoom. */
function alongWith(choice: Choice, change: Partial<Choice>): Partial<Choice> {
  const isOtherProject = change.project !== undefined && change.project !== choice.project;
  const isOtherRange = change.range !== undefined && !isSame(change.range, choice.range);
  return {
    ...(isOtherProject ? { model: null, stage: null, version: null, zoom: null, selected: null } : {}),
    ...(isOtherRange ? { zoom: null } : {}),
    ...change,
  };
}

function withChoice(state: PanelState, change: Partial<Choice>): PanelState {
  const choice = { ...state.choice, ...change };
  return isSame(choice, state.choice) ? state : { ...state, choice };
}

function withDistribution(state: PanelState, chart: string, asked: AskedDistribution): PanelState {
  return { ...state, distributions: { ...state.distributions, [chart]: asked } };
}

/**
 * Distributions that were open when the page was last closed are asked for once their charts are there, and those that are shown are asked
 * for anew when the numbers of their charts have changed.
 */
function withOpenDistributions(before: PanelState, state: PanelState): PanelState {
  const [old, now] = [linesByChart(before), linesByChart(state)];
  return state.choice.openDistributions.reduce((next, key) => {
    const asked = state.distributions[key];
    const lines = now.get(key);
    if (lines === undefined || asked?.state === 'loading') return next;
    const isOld = asked !== undefined && old.has(key) && !isSame(old.get(key), lines);
    return asked === undefined || isOld ? withDistribution(next, key, { state: 'loading', from: asked?.from ?? null }) : next;
  }, state);
}

function linesByChart({ snapshot }: PanelState): ReadonlyMap<string, PanelChart['lines']> {
  return new Map((snapshot?.projects ?? []).flatMap(({ id, charts }) => charts.map((chart) => [chartKey(id, chart.id), chart.lines])));
}

/** The distributions that are asked for in the newer state and were not in the older. */
export function askedAnew(
  before: PanelState,
  now: PanelState,
): readonly { readonly project: string; readonly chart: string; readonly from: string | null }[] {
  if (before.distributions === now.distributions) return [];
  return Object.entries(now.distributions).flatMap(([key, asked]) => {
    if (asked.state !== 'loading' || before.distributions[key] === asked) return [];
    const [project = '', chart = ''] = key.split('\n');
    return [{ project, chart, from: asked.from }];
  });
}

function withAnswer(state: PanelState, { project, chart, distribution, failure }: Extract<ToPanel, { type: 'distribution' }>): PanelState {
  const key = chartKey(project, chart);
  const from = state.distributions[key]?.from ?? null;
  return withDistribution(state, key, distribution === null ? { state: 'failed', failure, from } : { state: 'shown', distribution, from });
}

function toggled(list: readonly string[], one: string): string[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}

/** Filters that would hide the chart go. */
function revealed(state: PanelState, { project, chart }: { readonly project: string; readonly chart: string }): PanelState {
  const change = alongWith(state.choice, { project, model: null, stage: null, version: null });
  return { ...withChoice(state, change), reveal: chartKey(project, chart) };
}

/** The new snapshot with the old one's objects wherever they say the same, so that only what changed is drawn again. */
function kept(before: PanelSnapshot | null, now: PanelSnapshot): PanelSnapshot {
  if (before === null) return now;
  const projects = now.projects.map((project) => {
    const old = before.projects.find(({ id }) => id === project.id);
    const charts = project.charts.map((chart) =>
      keepSame(
        old?.charts.find(({ id }) => id === chart.id),
        chart,
      ),
    );
    return {
      ...project,
      charts,
      releases: keepSame(old?.releases, project.releases),
      alerts: keepSame(old?.alerts, project.alerts),
      models: keepSame(old?.models, project.models),
    };
  });
  return {
    ...now,
    labels: keepSame(before.labels, now.labels),
    shown: keepSame(before.shown, now.shown),
    compared: keepSame(before.compared, now.compared),
    projects,
  };
}

function withChart(snapshot: PanelSnapshot, { project, headline, updated, chart }: Extract<ToPanel, { type: 'chart' }>): PanelSnapshot {
  const replaced = (list: PanelProject['charts']): PanelProject['charts'] =>
    list.map((one) => (one.id === chart.id ? keepSame(one, chart) : one));
  return {
    ...snapshot,
    updated,
    projects: snapshot.projects.map((one) => (one.id === project ? { ...one, headline, charts: replaced(one.charts) } : one)),
  };
}

/** The project that is shown: the chosen one, else the first. */
export function shownProject({ snapshot, choice }: PanelState): PanelProject | undefined {
  const projects = snapshot?.projects ?? [];
  return projects.find(({ id }) => id === choice.project) ?? projects[0];
}

/** Tells a chart from all others, those of other projects too. */
export function chartKey(project: string, chart: PanelChart['id']): string {
  return `${project}\n${chart}`;
}
