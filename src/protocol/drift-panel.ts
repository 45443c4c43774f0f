/**
 * Messages between the drift panel's host side and its page. The host sends what there is to show, chart by chart as answers come in; the
 * page sends what the person wants. Sentences are formatted by the host in the person's language; a point's numbers are sent as they are,
 * for a chart may have thousands, and the page formats them with the templates among the labels.
 */
import * as z from 'zod/mini';
import { panelWordKeys } from './panel-words.ts';

/** A point's verdict, one letter each, so that a line's are one string: ok, warn, alert, not enough data, no value. */
export const verdictLetters = { o: 'ok', w: 'warn', a: 'alert', n: 'not-enough-data', x: 'no-value' } as const;

/** `loading` until the first answer; `failed` where there is none; the rest is the newest verdict. */
const chartState = z.enum(['loading', 'ok', 'warn', 'alert', 'not-enough-data', 'no-value', 'failed']);

const line = z.object({
  /** Tells it from the chart's other lines; '' where it is the only one. */
  name: z.string(),
  version: z.nullable(z.string()),
  /** Milliseconds since 1970 UTC, oldest first. All arrays of a line are as long as this one. */
  times: z.array(z.number()),
  /** Null where there is nothing that an axis can show; then `odd` says what there is. */
  values: z.array(z.nullable(z.number())),
  /** One of `verdictLetters` a point. */
  verdicts: z.string(),
  /** Rows of the current side by point; null where the source does not count. */
  rows: z.nullable(z.array(z.number())),
  /** Rows of the reference; null where the source does not count. */
  reference: z.nullable(z.number()),
  /** What a point comes from (a batch's or report's path, a run) by point; null where there is no such thing. */
  from: z.nullable(z.array(z.string())),
  /** Notes and odd values such as +Inf, by the point's place, formatted. */
  notes: z.record(z.string(), z.string()),
  odd: z.record(z.string(), z.string()),
});

/** What can be done from a chart or from its selected point; each has a label among the labels. */
const chartAction = z.enum([
  'openManifest',
  'openRule',
  'openRunbook',
  'copyQuery',
  'openInServer',
  'openSource',
  'distribution',
  'rollBack',
  'storeCredential',
]);

const chart = z.object({
  /** Stable within its project, see `ChartSpec.id`. */
  id: z.string(),
  group: z.enum(['drift', 'quality', 'traffic', 'operations']),
  title: z.string(),
  model: z.nullable(z.string()),
  /** Where the numbers come from, as `live (Prometheus, http://localhost:9090)`. */
  source: z.string(),
  /** The method's name or the query, as it is shown. */
  method: z.string(),
  /** Thresholds and their side in words. */
  rule: z.string(),
  warn: z.nullable(z.number()),
  alert: z.nullable(z.number()),
  direction: z.enum(['above', 'below']),
  /** Of the values, for the axis and the table, such as `ms` or `%`; '' where they have none. */
  unit: z.string(),
  state: chartState,
  /** What the chart shows, in a sentence or two; it is also its text for those who do not see it. */
  summary: z.string(),
  /** The newest value's age in words; `stale` where it is older than its source's pace allows. */
  age: z.nullable(z.object({ text: z.string(), stale: z.boolean() })),
  /** Why there are no numbers, and what to do. Earlier lines may still be here, and are then stale. */
  failure: z.nullable(z.object({ text: z.string(), hint: z.string() })),
  /** The source's own warnings, and what else must be known. */
  notes: z.array(z.string()),
  lines: z.array(line),
  /** The same for the range it is compared with, at the times of that range; empty without one. */
  compared: z.array(line),
  /** In the order in which they are offered; those of a point are offered where one is selected. */
  actions: z.array(chartAction),
  pointActions: z.array(chartAction),
});

/** A promotion or rollback on the time axis. */
const release = z.object({
  time: z.number(),
  day: z.string(),
  model: z.string(),
  stage: z.string(),
  /** What serves the stage from then on. */
  version: z.string(),
  /** A few characters for the chart. */
  label: z.string(),
  /** What happened, for the data table. */
  text: z.string(),
  isRollback: z.boolean(),
  /** Whether the stage serves everybody: the others are marked where the person chooses their stage. */
  isLive: z.boolean(),
});

/** An alert that a monitoring system holds now. */
const liveAlert = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['pending', 'firing', 'silenced']),
  /** Since when, its value, its summary, who owns it, who silenced it until when; formatted. */
  text: z.string(),
  details: z.array(z.string()),
  actions: z.array(z.enum(['openRule', 'openRunbook', 'rollBack', 'openInServer'])),
});

const project = z.object({
  id: z.string(),
  name: z.string(),
  /** What drifts, in a sentence or two, with sample sizes. */
  headline: z.string(),
  /** Files that could not be read and other things the person must know. */
  problems: z.array(z.string()),
  /** Names of the declared models and of their stages, for the filters. */
  models: z.array(z.object({ name: z.string(), stages: z.array(z.string()) })),
  charts: z.array(chart),
  /** Oldest first. Those before the shown range too: they say which versions a stage has had. */
  releases: z.array(release),
  alerts: z.array(liveAlert),
  /** Why alerts are not known, one sentence a source. */
  alertProblems: z.array(z.string()),
});

/** The time that is shown: the last so many milliseconds, all that there is, or from a time to a time. */
const range = z.union([
  z.object({ kind: z.literal('last'), ms: z.number() }),
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('between'), start: z.number(), end: z.number() }),
]);

/** What the page asks for: the range, what it is compared with, how wide a chart is in pixels, and how often to look anew. */
const wish = z.object({
  range,
  /** The range before, of the same length, one of the person's choosing, or none. */
  compare: z.union([z.literal('none'), z.literal('before'), z.object({ start: z.number(), end: z.number() })]),
  width: z.number(),
  /** Milliseconds between looks while the page is seen; 0 for none. */
  refreshEvery: z.number(),
});

/** The language's tag and the words of the page; one that is missing does not pass. */
const labels = z.object({ lang: z.string(), words: z.record(z.enum(panelWordKeys), z.string()) });

const distribution = z.object({
  /** How the bins were made and what is compared with what, in a sentence. */
  summary: z.string(),
  /** Each bin's words, and its share on both sides. */
  bins: z.array(
    z.object({ label: z.string(), reference: z.number(), current: z.number(), referenceRows: z.number(), currentRows: z.number() }),
  ),
  notes: z.array(z.string()),
});

/** To the page. */
export const ToPanel = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('snapshot'),
    labels,
    /** A sentence instead of charts, where there are none; offers are buttons that write what they say into the manifest. */
    empty: z.nullable(z.object({ text: z.string(), offers: z.array(z.object({ id: z.string(), text: z.string(), detail: z.string() })) })),
    projects: z.array(project),
    /** When the numbers were computed, formatted. */
    updated: z.string(),
    /** The range that was asked for, in milliseconds since 1970 UTC; null where it is all that there is. */
    shown: z.nullable(z.object({ start: z.number(), end: z.number() })),
    /** The range it is compared with; null without one. `compared` lines are moved by the difference of the two starts. */
    compared: z.nullable(z.object({ start: z.number(), end: z.number() })),
  }),
  /** One chart's new answer; its project's sentence with it. */
  z.object({ type: z.literal('chart'), project: z.string(), headline: z.string(), updated: z.string(), chart }),
  z.object({
    type: z.literal('distribution'),
    project: z.string(),
    chart: z.string(),
    distribution: z.nullable(distribution),
    failure: z.string(),
  }),
  /** `next` says when it is looked anew, and after an error that it waits longer; '' for nothing. */
  z.object({ type: z.literal('busy'), isBusy: z.boolean(), next: z.string() }),
  /** Show this chart: the person came from its rule, an alert or a notification. */
  z.object({ type: z.literal('reveal'), project: z.string(), chart: z.string() }),
]);
export type ToPanel = z.infer<typeof ToPanel>;
/** All that is shown. */
export type PanelSnapshot = Extract<ToPanel, { readonly type: 'snapshot' }>;
/** One project of a snapshot. */
export type PanelProject = z.infer<typeof project>;
/** One chart of a project. */
export type PanelChart = z.infer<typeof chart>;
/** One line of a chart. */
export type PanelLine = z.infer<typeof line>;
/** One promotion or rollback. */
export type PanelRelease = z.infer<typeof release>;
/** One alert. */
export type PanelAlert = z.infer<typeof liveAlert>;
/** The words of a snapshot. */
export type PanelLabels = z.infer<typeof labels>;
/** The bins of a feature. */
export type PanelDistribution = z.infer<typeof distribution>;
/** What can be done from a chart. */
export type ChartAction = z.infer<typeof chartAction>;
/** What the page asks for. */
export type PanelWish = z.infer<typeof wish>;

/** To the host. */
export const ToHost = z.discriminatedUnion('type', [
  /** The page is there and shows nothing yet. */
  z.object({ type: z.literal('ready'), wish }),
  /** The person chose another range or width: what is asked is asked anew. */
  z.object({ type: z.literal('wish'), wish }),
  z.object({ type: z.literal('refresh') }),
  /** An action of a chart; of a point where `time` and `from` say which. */
  z.object({
    type: z.literal('act'),
    action: chartAction,
    project: z.string(),
    chart: z.string(),
    point: z.nullable(z.object({ line: z.string(), time: z.number(), from: z.nullable(z.string()) })),
  }),
  z.object({
    type: z.literal('actOnAlert'),
    action: z.enum(['openRule', 'openRunbook', 'rollBack', 'openInServer']),
    project: z.string(),
    alert: z.string(),
  }),
  /** Bins of a chart's feature: of the batches in a range, or of all shown ones. */
  z.object({ type: z.literal('distribution'), project: z.string(), chart: z.string(), from: z.nullable(z.string()) }),
  /** A button of the empty state. */
  z.object({ type: z.literal('offer'), id: z.string() }),
  /** A picture (base64 PNG of the charts as they are drawn), the numbers as CSV, or a Markdown page in the project's docs, with the picture. */
  z.object({
    type: z.literal('export'),
    project: z.string(),
    kind: z.enum(['png', 'csv', 'markdown']),
    charts: z.array(z.string()),
    png: z.nullable(z.string()),
  }),
]);
export type ToHost = z.infer<typeof ToHost>;
