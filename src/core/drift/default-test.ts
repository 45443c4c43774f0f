import type { ColumnPair } from './column-pair.ts';
import type { Method } from './statistics.ts';

/**
 * The test that fits a column, by its type, its distinct values over both sides and the rows of the reference.
 * Up to 1,000 rows: Kolmogorov-Smirnov for numbers with more than 5 values, else chi-square with more than 2 values, else the z-test.
 * Above: Wasserstein (normed) for numbers with more than 5 values, else Jensen-Shannon.
 *
 * Source: `_get_default_stattest` of Evidently 0.7.
 */
export function defaultTest({ type, distinct, rows }: Pick<ColumnPair, 'type' | 'distinct' | 'rows'>): Method {
  const manyNumbers = type === 'numeric' && distinct > 5;
  if (rows.reference > 1000) return manyNumbers ? 'wassersteinNormed' : 'jensenShannon';
  if (manyNumbers) return 'ks';
  return distinct > 2 ? 'chiSquare' : 'zTest';
}
