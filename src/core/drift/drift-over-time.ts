/** Drift of chosen columns batch by batch, against one reference: the series behind the charts of the drift panel. */
import { type Message, message } from '../l10n/message.ts';
import { type ColumnPair, type ColumnSide, pairColumns, readColumnSide } from './column-pair.ts';
import { defaultTest } from './default-test.ts';
import { cleaningNotes, emptyNote, fewestRows, missingShare, newCategoryShare, tooFewNote } from './judge-column.ts';
import { type Judgement, type Method, isDrift, judgements, scoreOf } from './statistics.ts';
import type { DriftTable } from './table.ts';
import { driftTexts } from './texts.ts';

/** A column to watch, as the manifest declares it. */
export interface WatchedFeature {
  readonly title: string;
  readonly column: string;
  /** Where left out, Evidently's default test for the first batch that has values; the series keeps it. */
  readonly method?: Method | undefined;
  /** Thresholds, reached when equalled. With neither, `alert` is the method's default. */
  readonly warn?: number | undefined;
  readonly alert?: number | undefined;
  /** Where left out, below for p-values and above for distances. */
  readonly direction?: 'above' | 'below' | undefined;
  /** Fewest values on each side for a verdict; never under 30. */
  readonly minRows?: number | undefined;
}

/** One batch of current rows. */
export interface Batch {
  readonly label: string;
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  readonly table: DriftTable;
}

/** What a point says; without enough data nothing is said, though its score is shown. */
export type PointState = 'ok' | 'warn' | 'alert' | 'not-enough-data';

/** The score of one batch. */
export interface DriftPoint {
  readonly time: number;
  readonly batch: string;
  /** Null where the method does not fit or there are no values. A p-value for tests, else a distance. */
  readonly score: number | null;
  /** Values left after cleaning. */
  readonly rowsReference: number;
  readonly rowsCurrent: number;
  /** Shares of rows without a value, between 0 and 1; null where a side has no rows or no such column. */
  readonly missing: { readonly reference: number | null; readonly current: number | null };
  /** Share of the current values whose category the reference does not have; null for numbers and without values. */
  readonly newCategories: number | null;
  /** The threshold of `state: 'alert'`, or of the warning where that is the only one. */
  readonly threshold: number | null;
  readonly state: PointState;
  readonly note: Message | null;
}

/** The points of one feature, by time. */
export interface DriftSeries {
  readonly title: string;
  readonly column: string;
  /** Null where no batch had values to choose a default test by. */
  readonly method: Method | null;
  readonly warn: number | null;
  readonly alert: number | null;
  readonly direction: 'above' | 'below';
  readonly minRows: number;
  readonly points: readonly DriftPoint[];
}

/** Collects the points of batch after batch, so that a batch can be dropped before the next is read. */
export interface DriftCollector {
  /** Takes all points of a batch or, where its table turns out to be broken (TableError), none of them. */
  add(batch: Batch): void;
  /** The series so far, one a feature in the order given; points by time, then by batch name. */
  series(): readonly DriftSeries[];
}

/** All points of all features; the same as adding each batch to a collector. */
export function driftOverTime(request: {
  readonly reference: DriftTable;
  readonly batches: readonly Batch[];
  readonly features: readonly WatchedFeature[];
}): readonly DriftSeries[] {
  const collector = createDriftCollector(request.reference, request.features);
  for (const batch of request.batches) collector.add(batch);
  return collector.series();
}

/** A collector for one reference; the reference's columns are read and sorted once. */
export function createDriftCollector(reference: DriftTable, features: readonly WatchedFeature[]): DriftCollector {
  const watches = features.map((feature) => createWatch(reference, feature));
  return {
    add(batch) {
      const points = watches.map((watch) => watch.pointOf(batch));
      for (const [index, point] of points.entries()) watches[index]?.take(point);
    },
    series: () => watches.map((watch) => watch.series()),
  };
}

/** A point, and the method it was judged by where that is the series' from now on. */
interface JudgedPoint {
  readonly point: DriftPoint;
  readonly method: Method | null;
}

interface Watch {
  pointOf(batch: Batch): JudgedPoint;
  take(judged: JudgedPoint): void;
  series(): DriftSeries;
}

function createWatch(reference: DriftTable, feature: WatchedFeature): Watch {
  const side = columnSide(reference, feature.column);
  const points: DriftPoint[] = [];
  let known = feature.method ?? null;
  return {
    pointOf(batch) {
      const other = columnSide(batch.table, feature.column);
      if (side === null || other === null) {
        return { point: emptyPoint(batch, message(driftTexts.columnMissing, { column: feature.column })), method: known };
      }
      const pair = pairColumns(side, other);
      const empty = emptyNote(pair);
      if (empty !== null) return { point: emptyPoint(batch, empty, pair), method: known };
      const method = known ?? defaultTest(pair);
      return { point: pointOfPair(batch, { pair, method, feature }), method };
    },
    take({ point, method }) {
      points.push(point);
      known = method;
    },
    series() {
      const sorted = points.toSorted((a, b) => a.time - b.time || (a.batch < b.batch ? -1 : 1));
      return { ...thresholdsOf(feature, known), title: feature.title, column: feature.column, method: known, points: sorted };
    },
  };
}

function columnSide(table: DriftTable, column: string): ColumnSide | null {
  const index = table.names.indexOf(column);
  return index < 0 ? null : readColumnSide(table, index);
}

function pointOfPair(batch: Batch, { pair, method, feature }: { pair: ColumnPair; method: Method; feature: WatchedFeature }): DriftPoint {
  const { warn, alert, direction, minRows } = thresholdsOf(feature, method);
  const score = scoreOf(method, pair);
  const base = {
    time: batch.time,
    batch: batch.label,
    score,
    rowsReference: pair.rows.reference,
    rowsCurrent: pair.rows.current,
    ...sharesOf(pair),
    threshold: alert ?? warn,
  };
  const nothingSaid = (note: Message): DriftPoint => ({ ...base, state: 'not-enough-data', note });
  if (score === null) return nothingSaid(message(driftTexts.methodDoesNotFit, { method, column: feature.column }));
  const few = tooFewNote(pair, minRows);
  if (few !== null) return nothingSaid(few);
  if (Number.isNaN(score)) return nothingSaid(message(driftTexts.scoreNotANumber));
  const reached = (threshold: number | null): boolean =>
    threshold !== null && isDrift(score, judgementOf(threshold, direction, feature, method));
  const state = reached(alert) ? 'alert' : reached(warn) ? 'warn' : 'ok';
  return { ...base, state, note: cleaningNotes(pair)[0] ?? null };
}

/** A declared threshold is reached when equalled; the default one of a method as Evidently has it. */
function judgementOf(threshold: number, direction: 'above' | 'below', feature: WatchedFeature, method: Method): Judgement {
  const declared = feature.warn !== undefined || feature.alert !== undefined;
  return { threshold, direction, inclusive: declared || judgements[method].inclusive };
}

function thresholdsOf(
  { warn, alert, direction, minRows }: WatchedFeature,
  method: Method | null,
): Pick<DriftSeries, 'warn' | 'alert' | 'direction' | 'minRows'> {
  const usual = method === null ? null : judgements[method];
  return {
    warn: warn ?? null,
    alert: alert ?? (warn === undefined ? (usual?.threshold ?? null) : null),
    direction: direction ?? usual?.direction ?? 'above',
    minRows: Math.max(fewestRows, minRows ?? 0),
  };
}

function sharesOf(pair: ColumnPair): Pick<DriftPoint, 'missing' | 'newCategories'> {
  const missing = { reference: missingShare(pair, 'reference'), current: missingShare(pair, 'current') };
  return { missing, newCategories: newCategoryShare(pair) };
}

function emptyPoint(batch: Batch, note: Message, pair?: ColumnPair): DriftPoint {
  const shares = pair === undefined ? { missing: { reference: null, current: null }, newCategories: null } : sharesOf(pair);
  return {
    time: batch.time,
    batch: batch.label,
    score: null,
    rowsReference: pair?.rows.reference ?? 0,
    rowsCurrent: pair?.rows.current ?? 0,
    ...shares,
    threshold: null,
    state: 'not-enough-data',
    note,
  };
}
