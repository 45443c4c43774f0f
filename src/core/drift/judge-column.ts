import { type Message, message } from '../l10n/message.ts';
import type { ColumnPair, ColumnType } from './column-pair.ts';
import { defaultTest } from './default-test.ts';
import { type Method, type Statistics, computeStatistics, isDrift, judgements } from './statistics.ts';
import { roundingOf } from './sample.ts';
import { driftTexts } from './texts.ts';

/** Fewest values on either side for which drift is said to be there or not. */
export const fewestRows = 30;

/** The verdict on one column. Shares are between 0 and 1 and null where a side has no rows. */
export interface ColumnDrift {
  readonly name: string;
  readonly type: ColumnType;
  /** The default test; null for a column with no values on a side, as are score and threshold then. */
  readonly method: Method | null;
  /** The p-value of the default test if it has one, else its distance. */
  readonly score: number | null;
  readonly threshold: number | null;
  /** Null where nothing can be said; the notes say why. */
  readonly drifted: boolean | null;
  readonly statistics: Statistics;
  readonly missing: { readonly reference: number | null; readonly current: number | null };
  /** Share of the current values whose category the reference does not have; null for numbers. */
  readonly newCategories: number | null;
  readonly notes: readonly Message[];
}

/** Judges one column with Evidently's default test and thresholds. Under 30 values on a side the scores are given and `drifted` is null. */
export function judgeColumn(name: string, pair: ColumnPair): ColumnDrift {
  const missing = { reference: missingShare(pair, 'reference'), current: missingShare(pair, 'current') };
  const shared = { name, type: pair.type, missing, newCategories: newCategoryShare(pair) };
  const notes = cleaningNotes(pair);
  const empty = emptyNote(pair);
  if (empty !== null) {
    return { ...shared, method: null, score: null, threshold: null, drifted: null, statistics: noStatistics, notes: [empty, ...notes] };
  }
  const method = defaultTest(pair);
  const statistics = computeStatistics(pair);
  const result = statistics[method];
  const score = result === null || typeof result === 'number' ? result : result.pValue;
  const { threshold } = judgements[method];
  const few = tooFewNote(pair, fewestRows);
  const drifted = few === null && score !== null ? isDrift(score, judgements[method]) : null;
  return { ...shared, method, score, threshold, drifted, statistics, notes: few === null ? notes : [few, ...notes] };
}

const noStatistics: Statistics = {
  psi: null,
  ks: null,
  chiSquare: null,
  zTest: null,
  jensenShannon: null,
  wasserstein: null,
  wassersteinNormed: null,
  hellinger: null,
};

/** Why nothing can be computed: a side without values; null where both have some. */
export function emptyNote({ rows }: Pick<ColumnPair, 'rows'>): Message | null {
  if (rows.reference > 0 && rows.current > 0) return null;
  if (rows.reference > 0) return message(driftTexts.emptyCurrent);
  return message(rows.current > 0 ? driftTexts.emptyReference : driftTexts.emptyBoth);
}

/** Why nothing can be said: fewer than `needed` values on a side; null where there are enough. */
export function tooFewNote({ rows }: Pick<ColumnPair, 'rows'>, needed: number): Message | null {
  return Math.min(rows.reference, rows.current) >= needed ? null : message(driftTexts.tooFewRows, { ...rows, needed });
}

/** What cleaning left out, besides missing values, and what it cut off. */
export function cleaningNotes(pair: ColumnPair): readonly Message[] {
  const { infinite, notNumbers } = pair;
  const notes: Message[] = [];
  const rounding = pair.type === 'numeric' ? roundingOf(pair.reference) : 0;
  if (rounding > 0) notes.push(message(driftTexts.rounded, { share: Number((rounding * 100).toPrecision(1)) }));
  if (infinite.reference + infinite.current > 0) notes.push(message(driftTexts.infinitiesDropped, { ...infinite }));
  if (notNumbers.reference + notNumbers.current > 0) notes.push(message(driftTexts.notNumbers, { ...notNumbers }));
  return notes;
}

/** The share of rows on one side that have no value; null without rows. Infinite values are values. */
export function missingShare({ rows, missing, infinite }: ColumnPair, side: 'reference' | 'current'): number | null {
  const all = rows[side] + missing[side] + infinite[side];
  return all === 0 ? null : missing[side] / all;
}

/** The share of current values whose category the reference never has; null for numbers and where a side has no values. */
export function newCategoryShare(pair: ColumnPair): number | null {
  if (pair.type === 'numeric' || pair.rows.reference === 0 || pair.rows.current === 0) return null;
  let unseen = 0;
  for (let i = 0; i < pair.counts.current.length; i += 1) if (pair.counts.reference[i] === 0) unseen += pair.counts.current[i] ?? 0;
  return unseen / pair.rows.current;
}
