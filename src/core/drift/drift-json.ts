import { format } from '../l10n/message.ts';
import type { TableDrift } from './compare-tables.ts';
import type { TestResult } from './kolmogorov-smirnov.ts';
import type { Statistics } from './statistics.ts';

/** A number as JSON can hold it: the others are the strings `"NaN"`, `"Infinity"` and `"-Infinity"`. */
export type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity';

/** The document that `airworthy drift --format json` prints, a contract; always English. Shares are between 0 and 1. */
export function driftJson({ rows, columns, datasetDrift }: TableDrift): object {
  return {
    rows,
    columns: columns.map(({ name, type, method, score, threshold, drifted, statistics, missing, newCategories, notes }) => ({
      name,
      type,
      method,
      score: jsonNumber(score),
      threshold,
      drifted,
      statistics: statisticsJson(statistics),
      missing,
      newCategories,
      note: notes.length === 0 ? null : notes.map((note) => format(note, 'en')).join(' '),
    })),
    datasetDrift,
  };
}

function statisticsJson(statistics: Statistics): object {
  const { psi, ks, chiSquare, zTest, jensenShannon, wasserstein, wassersteinNormed, hellinger } = statistics;
  return {
    psi: jsonNumber(psi),
    ks: testJson(ks),
    chiSquare: testJson(chiSquare),
    zTest: testJson(zTest),
    jensenShannon: jsonNumber(jensenShannon),
    wasserstein: jsonNumber(wasserstein),
    wassersteinNormed: jsonNumber(wassersteinNormed),
    hellinger: jsonNumber(hellinger),
  };
}

function testJson(result: TestResult | null): object | null {
  return result === null ? null : { statistic: jsonNumber(result.statistic), pValue: jsonNumber(result.pValue) };
}

/** A number for JSON, null staying null. */
export function jsonNumber(value: number | null): JsonNumber | null {
  if (value === null || Number.isFinite(value)) return value;
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}
