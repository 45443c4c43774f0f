/**
 * The one judgement of charts: the panel, the watch in the background, gates and checks all ask here, so that they cannot disagree.
 * A value that reaches a threshold is bad. With `for`, it counts once the line has been bad for that long without a break, as an alert of
 * Prometheus does: a good value, or one without a verdict, starts the time anew.
 */
import type { ChartAnswer, ChartLine, ChartPoint, ChartSpec, Direction, PointVerdict } from './chart.ts';

/** The thresholds that hold for an answer. */
export interface Thresholds {
  readonly warn: number | null;
  readonly alert: number | null;
  readonly direction: Direction;
  /** Whether a value equal to a threshold is bad. */
  readonly inclusive: boolean;
  /** Whether the manifest declares them; else they are the method's own. */
  readonly declared: boolean;
}

/** How a line stands at its newest value. */
export interface LineJudgement {
  readonly line: ChartLine;
  /** One a point, without `for`. */
  readonly verdicts: readonly PointVerdict[];
  /** The newest verdict that holds: with `for`, a bad value counts only once it has lasted. 'no-value' where the line has no point. */
  readonly state: PointVerdict;
  /** The bad verdict that has not lasted for `for` yet; null where there is none. */
  readonly pending: 'warn' | 'alert' | null;
  /** When the unbroken run of bad values began that the newest one ends; null where the newest is not bad. */
  readonly badSince: number | null;
  /** When the unbroken run of values began that are at least as bad as the newest one; null where the newest is not bad. */
  readonly stateSince: number | null;
  readonly newest: ChartPoint | null;
}

/** How a chart stands. */
export interface ChartJudgement {
  readonly thresholds: Thresholds;
  readonly lines: readonly LineJudgement[];
  /** The worst of its lines. */
  readonly state: PointVerdict;
  /** The line that decides the state; null where there are no lines. */
  readonly worst: LineJudgement | null;
  /** The newest value's time; null where there is none. */
  readonly newest: number | null;
  /** True where the newest value is older than the source's pace allows. False where the source has no pace. */
  readonly stale: boolean;
}

/** Rows below which a statistic says nothing, whatever a manifest declares. */
export const fewestRowsForVerdict = 30;

/** A source may miss this many of its paces, rounding included, before its newest value is stale. */
const pacesUntilStale = 2.5;
/** Answers are never stale before this, in milliseconds: scrapes and clocks are not that exact. */
const neverStaleBefore = 60_000;

/** Judges an answer at a time. `now` is in milliseconds since 1970 UTC. */
export function judgeChart(spec: ChartSpec, answer: ChartAnswer, now: number): ChartJudgement {
  const thresholds = thresholdsOf(spec, answer);
  const lines = answer.lines.map((line) => judgeLine(line, spec, thresholds));
  const worst = lines.reduce<LineJudgement | null>(
    (one, other) => (one === null || severity[other.state] > severity[one.state] ? other : one),
    null,
  );
  const times = lines.flatMap(({ newest }) => (newest === null ? [] : [newest.time]));
  const newest = times.length === 0 ? null : Math.max(...times);
  const allowed = answer.pace === null ? null : Math.max(neverStaleBefore, answer.pace * pacesUntilStale);
  return {
    thresholds,
    lines,
    state: worst?.state ?? 'no-value',
    worst,
    newest,
    stale: newest !== null && allowed !== null && now - newest > allowed,
  };
}

/** Which state wins where lines differ. A line without a verdict outweighs a good one: what is unknown is not called fine. */
const severity: Readonly<Record<PointVerdict, number>> = { ok: 0, 'no-value': 1, 'not-enough-data': 2, warn: 3, alert: 4 };

/** The manifest's thresholds; where it declares none, those of the answer's method. */
export function thresholdsOf(
  { warn, alert, direction }: Pick<ChartSpec, 'warn' | 'alert' | 'direction'>,
  { defaults }: Pick<ChartAnswer, 'defaults'>,
): Thresholds {
  const declared = warn !== null || alert !== null;
  return {
    warn,
    alert: declared ? alert : defaults.alert,
    direction: direction ?? defaults.direction,
    inclusive: declared || defaults.inclusive,
    declared,
  };
}

function judgeLine(line: ChartLine, { forMs, minRows }: Pick<ChartSpec, 'forMs' | 'minRows'>, thresholds: Thresholds): LineJudgement {
  const fewest = Math.max(fewestRowsForVerdict, minRows ?? 0);
  const verdicts = line.points.map((point) => verdictOf(point, thresholds, fewest));
  const newest = line.points.at(-1) ?? null;
  const last = verdicts.at(-1) ?? 'no-value';
  const stateSince = runStart({ line, verdicts }, verdicts.length - 1);
  if (newest === null || stateSince === null || !isBad(last))
    return { line, verdicts, state: last, pending: null, badSince: null, stateSince: null, newest };
  const before = verdicts.findLastIndex((verdict) => !isBad(verdict));
  const badSince = line.points[before + 1]?.time ?? newest.time;
  const lasted = (since: number): boolean => newest.time - since >= forMs;
  // What has not been an alert for long enough may have been a warning for long enough.
  const isAlert = last === 'alert' && lasted(stateSince);
  const state = isAlert ? 'alert' : lasted(badSince) && thresholds.warn !== null ? 'warn' : 'ok';
  return { line, verdicts, state, pending: state === last ? null : last, badSince, stateSince, newest };
}

/**
 * When the unbroken run began in which values were at least as bad as one of them, in milliseconds since 1970 UTC: an alert does not begin
 * with the warning before it. Null where that value is not bad.
 */
export function runStart({ line, verdicts }: Pick<LineJudgement, 'line' | 'verdicts'>, index: number): number | null {
  const verdict = verdicts[index];
  if (verdict === undefined || !isBad(verdict)) return null;
  const isAsBad = (one: PointVerdict): boolean => one === 'alert' || one === verdict;
  const before = verdicts.slice(0, index).findLastIndex((one) => !isAsBad(one));
  return line.points[before + 1]?.time ?? null;
}

function isBad(verdict: PointVerdict): verdict is 'warn' | 'alert' {
  return verdict === 'warn' || verdict === 'alert';
}

function verdictOf({ value, rows }: ChartPoint, thresholds: Thresholds, fewest: number): PointVerdict {
  if (value === null || Number.isNaN(value)) return 'no-value';
  if (rows !== undefined && [rows.reference, rows.current].some((count) => count !== null && count < fewest)) return 'not-enough-data';
  if (reaches(value, thresholds.alert, thresholds)) return 'alert';
  return reaches(value, thresholds.warn, thresholds) ? 'warn' : 'ok';
}

function reaches(value: number, threshold: number | null, { direction, inclusive }: Thresholds): boolean {
  if (threshold === null) return false;
  if (value === threshold) return inclusive;
  return direction === 'above' ? value > threshold : value < threshold;
}
