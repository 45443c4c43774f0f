
import type { PanelPoint, PanelProject, PanelRelease, PanelSeries, PanelSnapshot } from '../../src/protocol/drift-panel.ts';

/** The day of the first batch of `panelSeries`. */
export const firstDay = Date.UTC(2026, 7, 31);
const day = 24 * 60 * 60 * 1000;

/** A batch `week` weeks after the first. */
export function panelPoint(week: number, part: Partial<PanelPoint> = {}): PanelPoint {
  const batch = `data/${String(week)}.csv`;
  const cells = { day: `week ${String(week)}`, score: '0.1', threshold: '0.25', rows: '500 / 1,500', note: '' };
  return { time: firstDay + week * 7 * day, batch, score: 0.1, state: 'ok', cells, sentence: `Week ${String(week)}: 0.1.`, ...part };
}

/** A chart of three weekly batches. */
export function panelSeries(id: string, part: Partial<PanelSeries> = {}): PanelSeries {
  return {
    id,
    title: `Chart ${id}`,
    method: 'PSI',
    rule: 'drift ≥ 0.25',
    warn: null,
    alert: 0.25,
    direction: 'above',
    state: 'ok',
    summary: `Summary of ${id}.`,
    points: [panelPoint(0), panelPoint(1), panelPoint(2)],
    ...part,
  };
}

/** A release some days after the first batch. */
export function panelRelease(days: number, part: Partial<PanelRelease> = {}): PanelRelease {
  return {
    time: firstDay + days * day,
    day: `day ${String(days)}`,
    label: 'v2',
    text: 'fraud v2 to production',
    isRollback: false,
    ...part,
  };
}

/** A project with two charts. */
export function panelProject(id: string, part: Partial<PanelProject> = {}): PanelProject {
  const series = [panelSeries('0', { state: 'alert' }), panelSeries('1')];
  return { id, name: `Project ${id}`, headline: `Headline of ${id}.`, problems: [], series, releases: [], ...part };
}

/** A snapshot in English. */
export function panelSnapshot(projects: readonly PanelProject[], part: Partial<PanelSnapshot> = {}): PanelSnapshot {
  return { type: 'snapshot', labels: panelLabels('en'), empty: null, projects: [...projects], updated: 'Computed now.', ...part };
}
