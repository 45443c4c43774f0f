/** The quality of what is in a stage over time: the metric of each version while it was there. */
import { type Message, type Text, message } from '../l10n/message.ts';
import type { TimeRange } from '../model/series.ts';
import type { ChartLine, ChartPoint } from './chart.ts';
import type { StageTerm } from './stage-terms.ts';

/** A value of a metric. */
export interface MetricValueAt {
  readonly time: number;
  /** Orders values of one time. */
  readonly step: number;
  readonly value: number;
}

/** What is known of a version's metric. */
export interface VersionHistory {
  /** In no order. */
  readonly values: readonly MetricValueAt[];
  /** What they come from; '' where the version names no run. */
  readonly runId: string;
  /** Why there are no values, or not all; null where nothing is to be said. */
  readonly problem: Message | null;
}

const texts = {
  version: { en: 'Version {version}.', pl: 'Wersja {version}.' },
  registered: {
    en: 'Version {version}; since when it is here is not recorded, so this is when it was registered.',
    pl: 'Wersja {version}; nie zapisano, od kiedy tu jest, więc to chwila jej rejestracji.',
  },
  carried: {
    en: 'Version {version}; its newest value at this time is of {time}.',
    pl: 'Wersja {version}; jej najnowsza wartość w tej chwili pochodzi z {time}.',
  },
  noValue: { en: 'Version {version} has no value of this metric.', pl: 'Wersja {version} nie ma wartości tej metryki.' },
} as const satisfies Readonly<Record<string, Text>>;

/**
 * One line for a stage. A version's line begins, when it got there, with the value that held then, which is the last one that was logged
 * before; what is logged while it is there follows. Of values before the range, the one that still holds at its start stands there.
 */
export function stageLine(
  stage: string,
  terms: readonly StageTerm[],
  histories: ReadonlyMap<string, VersionHistory>,
  { start, end }: Pick<TimeRange, 'start' | 'end'>,
): ChartLine {
  const points: ChartPoint[] = [];
  for (const term of terms.filter((one) => overlaps(one, start, end))) {
    const history = histories.get(term.version);
    const all = history === undefined ? [] : termPoints(term, history);
    const before = all.findLast(({ time }) => time < start);
    const within = all.filter(({ time }) => time >= start && time <= end);
    if (before !== undefined && within[0]?.time !== start) points.push(carried(before, term.version, start));
    points.push(...within);
  }
  return { name: stage, version: null, points };
}

function overlaps({ from, until }: StageTerm, start: number, end: number): boolean {
  return from <= end && (until === null || until > start || from >= start);
}

function termPoints({ version, from, until, knownBy }: StageTerm, { values, runId, problem }: VersionHistory): readonly ChartPoint[] {
  const source = runId === '' ? {} : { from: runId };
  const sorted = values.toSorted((one, other) => one.time - other.time || one.step - other.step);
  const known = sorted.findLast(({ time }) => time <= from);
  const later = sorted.filter(({ time }) => time > from && (until === null || time < until));
  const note = message(knownBy === 'record' ? texts.version : texts.registered, { version });
  const points: ChartPoint[] = known === undefined ? [] : [{ time: from, value: known.value, ...source, note }];
  points.push(...later.map(({ time, value }) => ({ time, value, ...source, note: message(texts.version, { version }) })));
  return points.length === 0 ? [{ time: from, value: null, ...source, note: problem ?? message(texts.noValue, { version }) }] : points;
}

function carried({ time, ...point }: ChartPoint, version: string, start: number): ChartPoint {
  if (point.value === null) return { ...point, time: start };
  return { ...point, time: start, note: message(texts.carried, { version, time: new Date(Math.max(0, time)).toISOString() }) };
}
