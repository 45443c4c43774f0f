/**
 * Messages between the drift panel's host side and its page. The host sends whole snapshots, the page sends what the person wants.
 * Texts are formatted by the host in the person's language, so that the page holds no words of its own.
 */
import * as z from 'zod/mini';

const state = z.enum(['ok', 'warn', 'alert', 'not-enough-data']);

const point = z.object({
  /** Milliseconds since 1970 UTC. */
  time: z.number(),
  /** The batch's path, relative to the manifest; once in a chart. */
  batch: z.string(),
  /** Where it stands in the chart; null where nothing can be computed or no axis can show it. */
  score: z.nullable(z.number()),
  state,
  /** The same as it is read, cell by cell. */
  cells: z.object({ day: z.string(), score: z.string(), threshold: z.string(), rows: z.string(), note: z.string() }),
  /** All of it in one line, for the selected point. */
  sentence: z.string(),
});

const series = z.object({
  /** The place of its entry in the manifest's `drift` list. */
  id: z.string(),
  title: z.string(),
  /** The method's name as it is shown, such as PSI. */
  method: z.string(),
  /** Its thresholds and their side in words. */
  rule: z.string(),
  warn: z.nullable(z.number()),
  alert: z.nullable(z.number()),
  direction: z.enum(['above', 'below']),
  /** The newest point's state. */
  state,
  /** What the chart shows, in a sentence or two. */
  summary: z.string(),
  /** Oldest first. */
  points: z.array(point),
});

/** A promotion or rollback on the time axis. */
const release = z.object({
  time: z.number(),
  day: z.string(),
  /** A few characters for the chart. */
  label: z.string(),
  /** What happened, for the data table. */
  text: z.string(),
  isRollback: z.boolean(),
});

const project = z.object({
  id: z.string(),
  name: z.string(),
  /** What drifts, in a sentence or two, with sample sizes. */
  headline: z.string(),
  /** Files that could not be read and other things the person must know. */
  problems: z.array(z.string()),
  series: z.array(series),
  /** Oldest first. */
  releases: z.array(release),
});

const labels = z.object({
  /** The language's tag, for the page and for dates on the axes. */
  lang: z.string(),
  refresh: z.string(),
  project: z.string(),
  range: z.string(),
  ranges: z.object({ all: z.string(), '90d': z.string(), '30d': z.string() }),
  table: z.string(),
  showTable: z.string(),
  hideTable: z.string(),
  steady: z.string(),
  time: z.string(),
  batch: z.string(),
  score: z.string(),
  rows: z.string(),
  state: z.string(),
  states: z.object({ ok: z.string(), warn: z.string(), alert: z.string(), 'not-enough-data': z.string() }),
  threshold: z.string(),
  note: z.string(),
  openManifest: z.string(),
  loading: z.string(),
  noPoint: z.string(),
  legend: z.string(),
});

/** To the page. */
export const ToPanel = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('snapshot'),
    labels,
    /** A sentence instead of charts, where there are none; `action` is the words of a button. */
    empty: z.nullable(z.object({ text: z.string(), action: z.nullable(z.string()) })),
    projects: z.array(project),
    /** When the numbers were computed, formatted. */
    updated: z.string(),
  }),
  z.object({ type: z.literal('busy'), isBusy: z.boolean() }),
]);
export type ToPanel = z.infer<typeof ToPanel>;
/** All that is shown. */
export type PanelSnapshot = Extract<ToPanel, { readonly type: 'snapshot' }>;
/** One project of a snapshot. */
export type PanelProject = z.infer<typeof project>;
/** One chart of a snapshot. */
export type PanelSeries = z.infer<typeof series>;
/** One batch in a chart. */
export type PanelPoint = z.infer<typeof point>;
/** One promotion or rollback. */
export type PanelRelease = z.infer<typeof release>;
/** The words of a snapshot. */
export type PanelLabels = z.infer<typeof labels>;

/** To the host. */
export const ToHost = z.discriminatedUnion('type', [
  /** The page is there and shows nothing yet. */
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('refresh') }),
  z.object({ type: z.literal('openManifest'), project: z.string(), series: z.string() }),
  z.object({ type: z.literal('openBatch'), project: z.string(), batch: z.string() }),
  /** The button of the empty state. */
  z.object({ type: z.literal('emptyAction') }),
]);
export type ToHost = z.infer<typeof ToHost>;
