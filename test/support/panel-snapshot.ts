import { panelLabels } from '../../src/extension/drift-panel/snapshot.ts';
import type { PanelAlert, PanelChart, PanelLine, PanelProject, PanelRelease, PanelSnapshot } from '../../src/protocol/drift-panel.ts';

/** The day of the first point of `panelLine`, a Monday. */
export const firstDay = Date.UTC(2026, 7, 31);
const day = 24 * 60 * 60 * 1000;

/** The time of a week after the first day. */
export function weekTime(week: number): number {
  return firstDay + week * 7 * day;
}

/** A line with a value a week, all fine, and what else is given. */
export function panelLine(values: readonly (number | null)[] = [0.1, 0.1, 0.1], part: Partial<PanelLine> = {}): PanelLine {
  return {
    name: '',
    version: null,
    times: values.map((_value, week) => weekTime(week)),
    values: [...values],
    verdicts: values.map((value) => (value === null ? 'x' : 'o')).join(''),
    rows: values.map(() => 500),
    reference: 1500,
    from: values.map((_value, week) => `data/${String(week)}.csv`),
    notes: {},
    odd: {},
    ...part,
  };
}

/** A chart of three weekly batches. */
export function panelChart(id: string, part: Partial<PanelChart> = {}): PanelChart {
  return {
    id,
    group: 'drift',
    title: `Chart ${id}`,
    model: null,
    source: 'batches (files)',
    method: 'PSI',
    rule: 'drift ≥ 0.25',
    warn: null,
    alert: 0.25,
    direction: 'above',
    unit: '',
    state: 'ok',
    summary: `Summary of ${id}.`,
    age: null,
    failure: null,
    notes: [],
    lines: [panelLine()],
    compared: [],
    actions: ['openManifest'],
    pointActions: ['openSource'],
    ...part,
  };
}

/** A release some days after the first point. */
export function panelRelease(days: number, part: Partial<PanelRelease> = {}): PanelRelease {
  return {
    time: firstDay + days * day,
    day: `day ${String(days)}`,
    model: 'fraud',
    stage: 'production',
    version: 'v2',
    label: 'v2',
    text: 'fraud v2 to production',
    isRollback: false,
    isLive: true,
    ...part,
  };
}

/** An alert that fires. */
export function panelAlert(id: string, part: Partial<PanelAlert> = {}): PanelAlert {
  return { id, name: `Alert ${id}`, state: 'firing', text: `Text of ${id}.`, details: [], actions: ['openRule'], ...part };
}

/** A project with two charts. */
export function panelProject(id: string, part: Partial<PanelProject> = {}): PanelProject {
  return {
    id,
    name: `Project ${id}`,
    headline: `Headline of ${id}.`,
    problems: [],
    models: [],
    charts: [panelChart('drift/0', { state: 'alert' }), panelChart('drift/1')],
    releases: [],
    alerts: [],
    alertProblems: [],
    ...part,
  };
}

/** A snapshot in English of all that there is. */
export function panelSnapshot(projects: readonly PanelProject[], part: Partial<PanelSnapshot> = {}): PanelSnapshot {
  return {
    type: 'snapshot',
    labels: panelLabels('en'),
    empty: null,
    projects: [...projects],
    updated: 'Computed now.',
    shown: null,
    compared: null,
    ...part,
  };
}
