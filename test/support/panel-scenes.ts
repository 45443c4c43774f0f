/** What a team might see in the drift panel, for pictures and for tests in a browser. */
import type { PanelChart, PanelDistribution, PanelLine, PanelProject, PanelSnapshot } from '../../src/protocol/drift-panel.ts';
import { panelAlert, panelChart, panelLine, panelProject, panelRelease, panelSnapshot, weekTime } from './panel-snapshot.ts';

const hour = 3_600_000;
const day = 24 * hour;
const weeks = 12;
/** The time that the scenes show. */
export const sceneSpan = { start: weekTime(0), end: weekTime(weeks - 1) + 2 * day };

/** Verdicts by thresholds, as the host judges. */
function judged(values: readonly (number | null)[], { warn, alert }: { readonly warn: number; readonly alert: number }): string {
  return values.map((value) => (value === null ? 'x' : value >= alert ? 'a' : value >= warn ? 'w' : 'o')).join('');
}

/** Values every half hour that wander, with a spike and a gap. */
function wandering(seed: number, { start, end }: typeof sceneSpan): { readonly times: number[]; readonly values: (number | null)[] } {
  const times = Array.from({ length: Math.floor((end - start) / (hour / 2)) }, (_, index) => start + (index * hour) / 2);
  const values = times.map((_time, index) => {
    if (index % 1700 > 1500 && index % 1700 < 1620) return null;
    return 80 + 25 * Math.sin(index / 55 + seed) + 9 * Math.sin(index * 12.9898 + seed) + (index === 2222 ? 190 : 0);
  });
  return { times, values };
}

/** A line of a time range in steps of half an hour. */
function serviceLine(name: string, seed: number, version: string | null, span = sceneSpan): PanelLine {
  const { times, values } = wandering(seed, span);
  return {
    ...panelLine([]),
    name,
    version,
    times,
    values,
    verdicts: judged(values, { warn: 150, alert: 250 }),
    rows: null,
    reference: null,
    from: null,
  };
}

const drifting = [0.02, 0.03, 0.02, 0.05, 0.04, 0.08, 0.07, 0.12, 0.16, 0.21, 0.29, 0.36];
const few = [0.05, 0.04, 0.06, 0.07, 0.05, 0.06, 0.3, 0.08, null, 0.12, 0.14, 0.17];

function drift(id: string, title: string, values: readonly (number | null)[], part: Partial<PanelChart> = {}): PanelChart {
  const verdicts = judged(values, { warn: 0.1, alert: 0.25 });
  return panelChart(id, {
    title,
    model: 'fraud',
    warn: 0.1,
    rule: 'warning ≥ 0.1, drift ≥ 0.25',
    lines: [panelLine(values, { verdicts, times: values.map((_value, week) => weekTime(week)) })],
    summary: `PSI of ${title.toLowerCase()}: ${String(values.at(-1))} on Nov 16, 2026. Rows: 640 against 1,500.`,
    age: { text: 'newest value 2 days old', stale: false },
    actions: ['openManifest', 'distribution'],
    pointActions: ['openSource', 'distribution', 'rollBack'],
    ...part,
  });
}

/** A project with all that there may be. */
export function fullProject(part: Partial<PanelProject> = {}): PanelProject {
  const latency = {
    group: 'operations',
    model: 'fraud',
    method: 'histogram_quantile(0.95, sum by (le) (rate(request_seconds_bucket[5m])))',
  } as const;
  return panelProject('card-fraud', {
    name: 'card-fraud',
    headline: '1 of 3 features drifts in fraud v1.4.0 since Nov 9, 2026; 640 rows against 1,500.',
    models: [
      { name: 'fraud', stages: ['production', 'shadow'] },
      { name: 'limits', stages: ['production'] },
    ],
    charts: [
      drift('drift/0', 'Channel', drifting, { state: 'alert' }),
      drift('drift/1', 'Amount', few, {
        state: 'warn',
        lines: [
          panelLine(few, {
            verdicts: 'oooooonoxwww',
            rows: few.map((_value, week) => (week === 6 ? 18 : 640)),
            notes: { 6: 'Not enough data to say: 18 rows, 30 are needed.', 8: 'The batch has no values in this column.' },
          }),
        ],
      }),
      drift(
        'drift/2',
        'Hour of the day',
        drifting.map((value) => value / 8),
        { state: 'ok' },
      ),
      panelChart('charts/0', {
        ...latency,
        title: 'Latency, 95th percentile',
        unit: 'ms',
        warn: 150,
        alert: 250,
        rule: 'warning ≥ 150 ms, alert ≥ 250 ms',
        source: 'live (Prometheus, http://localhost:9090)',
        state: 'ok',
        summary: 'Latency: 82 ms at the newest value. It reached 271 ms once.',
        lines: [serviceLine('v1.3.0', 1, 'v1.3.0'), serviceLine('v1.4.0', 3, 'v1.4.0'), serviceLine('shadow', 5, null)],
        age: { text: 'newest value 40 s old', stale: false },
        actions: ['openManifest', 'openRule', 'openRunbook', 'copyQuery', 'openInServer'],
        pointActions: ['openInServer', 'rollBack'],
      }),
      panelChart('charts/1', {
        group: 'quality',
        model: 'limits',
        title: 'AUC',
        source: 'runs (MLflow, http://localhost:5000)',
        method: 'val_auc',
        rule: 'no threshold',
        warn: null,
        alert: null,
        lines: [panelLine([0.91, 0.92, 0.915, 0.93, 0.925, 0.931], { rows: null, reference: null })],
        summary: 'AUC of limits: 0.931 in the newest run.',
      }),
    ],
    releases: [
      panelRelease(17, { version: 'v1.3.0', label: 'v1.3.0', text: 'fraud v1.3.0 to production', day: 'Sep 17, 2026' }),
      panelRelease(50, { version: 'v1.4.0', label: 'v1.4.0', text: 'fraud v1.4.0 to production', day: 'Oct 20, 2026' }),
      panelRelease(71, {
        version: 'v1.3.0',
        label: '↩ v1.3.0',
        text: 'fraud back to v1.3.0 in production',
        day: 'Nov 10, 2026',
        isRollback: true,
        isLive: true,
      }),
    ],
    alerts: [
      panelAlert('0', {
        name: 'FraudDriftHigh',
        text: 'Firing for 2 hours: PSI of channel is 0.36.',
        details: ['Owner: ana@example.com', 'Since Nov 16, 2026, 10:02 AM UTC'],
        actions: ['openRule', 'openRunbook', 'rollBack', 'openInServer'],
      }),
      panelAlert('1', { name: 'LatencyHigh', state: 'silenced', text: 'Silenced by ben until Nov 20, 2026: known, see the incident.' }),
    ],
    ...part,
  });
}

/** Failed, stale, loading, empty and unjudged charts. */
export function faultyProject(): PanelProject {
  const failure = {
    text: 'http://localhost:9090 did not answer within 10 seconds.',
    hint: 'Is a port-forward down? kubectl port-forward svc/prometheus 9090',
  };
  return panelProject('faulty', {
    headline: 'Nothing can be said of 2 of 6 charts; no drift in the others.',
    problems: ['reports/2026-11-09.json: This is no report of Evidently.'],
    alertProblems: ['live: connection refused.'],
    charts: [
      panelChart('charts/0', {
        group: 'operations',
        title: 'Errors',
        method: 'sum(rate(errors_total[5m]))',
        rule: 'alert ≥ 250',
        source: 'live (Prometheus, http://localhost:9090)',
        state: 'failed',
        failure,
        lines: [],
        summary: 'No numbers.',
        actions: ['openManifest', 'storeCredential'],
      }),
      panelChart('charts/1', {
        group: 'operations',
        title: 'Requests',
        method: 'sum(rate(requests_total[5m]))',
        rule: 'alert ≥ 250',
        alert: 250,
        source: 'live (Prometheus, http://localhost:9090)',
        state: 'failed',
        failure,
        unit: 'requests/s',
        age: { text: 'newest value 3 hours old', stale: true },
        lines: [serviceLine('', 2, null)],
        summary: 'Requests: the numbers are from before the server went away.',
      }),
      panelChart('drift/0', { title: 'Loading still', state: 'loading', lines: [], summary: '', method: '', rule: '' }),
      panelChart('drift/1', { title: 'Nothing there', state: 'no-value', lines: [], summary: 'There is no value in this time.' }),
      panelChart('drift/2', {
        title: 'One point',
        state: 'not-enough-data',
        lines: [panelLine([0.2], { verdicts: 'n', rows: [12], notes: { 0: '12 rows; 30 are needed.' } })],
        summary: 'Not enough data: 12 rows, 30 are needed.',
      }),
      panelChart('drift/3', {
        title: 'Odd values',
        state: 'ok',
        lines: [panelLine([0.1, null, 0.1, null, 0.1], { odd: { 1: '+Inf', 3: 'NaN' } })],
        notes: ['The server says: partial result, one replica did not answer.'],
      }),
    ],
  });
}

/** The full project beside the time before. */
export function comparedSnapshot(): PanelSnapshot {
  const length = sceneSpan.end - sceneSpan.start;
  const before = { start: sceneSpan.start - length, end: sceneSpan.start };
  const project = fullProject();
  const charts = project.charts.map((chart) => {
    if (chart.id === 'charts/0')
      return { ...chart, lines: chart.lines.slice(0, 1), compared: [serviceLine('v1.3.0', 4, 'v1.3.0', before)] };
    const compared = chart.lines.map((line) => ({
      ...line,
      times: line.times.map((time) => time - length),
      values: line.values.map((value) => (value === null ? null : value / 2)),
    }));
    return { ...chart, compared };
  });
  return panelSnapshot([{ ...project, charts }], { shown: sceneSpan, compared: before });
}

/** The channel's values before and now. */
export const channelDistribution: PanelDistribution = {
  summary: 'The batch data/11.csv against the reference, by category: web lost 18 points, app won 15.',
  bins: [
    { label: 'web', reference: 0.52, current: 0.34, referenceRows: 780, currentRows: 218 },
    { label: 'app', reference: 0.31, current: 0.46, referenceRows: 465, currentRows: 294 },
    { label: 'telephone order', reference: 0.12, current: 0.11, referenceRows: 180, currentRows: 70 },
    { label: 'branch', reference: 0.05, current: 0.06, referenceRows: 75, currentRows: 38 },
    { label: 'kiosk (new)', reference: 0, current: 0.03, referenceRows: 0, currentRows: 20 },
  ],
  notes: ['kiosk is not in the reference.'],
};
