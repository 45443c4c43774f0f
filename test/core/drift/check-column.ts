import assert from 'node:assert/strict';
import { pairColumns, readColumnSide } from '../../../src/core/drift/column-pair.ts';
import { defaultTest } from '../../../src/core/drift/default-test.ts';
import { computeStatistics, isDrift, judgements, scoreOf } from '../../../src/core/drift/statistics.ts';
import { assertClose } from './close-to.ts';
import type { GoldenColumn } from './golden.ts';
import { makeSample, tableOf } from './sample.ts';

/** Fails unless all statistics of a column, its default test and the verdict are those that the golden script wrote down. */
export function checkColumn({ type, reference, current, statistics, judged }: GoldenColumn): void {
  const [left, right] = [reference, current].map((spec) => readColumnSide(tableOf({ x: makeSample(spec) }), 0));
  assert.ok(left !== undefined && right !== undefined);
  const pair = pairColumns(left, right, type);
  const actual = computeStatistics(pair);
  assertClose(actual.psi, statistics.psi, 'psi', { floor: 1e-6 });
  assertClose(actual.jensenShannon, statistics.jensenShannon, 'jensenShannon', { floor: 1 });
  // Evidently subtracts from 1 before the root, so near 0 it has only half of a double's digits.
  assertClose(actual.hellinger, statistics.hellinger, 'hellinger', { floor: statistics.hellinger < 1e-6 ? 30 : 1 });
  for (const test of ['ks', 'chiSquare'] as const) {
    const expected = statistics[test];
    if (expected === null) assert.equal(actual[test], null, test);
    else if (test === 'chiSquare' && pair.distinct === 1) {
      // With no degree of freedom scipy says NaN or, where the scaled counts are rounded, 0: nothing can be said.
      assert.ok(Number.isNaN(expected.pValue) || expected.pValue === 0);
      assert.ok(Number.isNaN(actual.chiSquare?.pValue));
    } else {
      assertClose(actual[test]?.statistic, expected.statistic, `${test} statistic`, { floor: 1e-6 });
      assertClose(actual[test]?.pValue, expected.pValue, `${test} p-value`);
    }
  }
  for (const distance of ['wasserstein', 'wassersteinNormed'] as const) {
    const expected = statistics[distance];
    if (expected === null) assert.equal(actual[distance], null, distance);
    else assertClose(actual[distance], expected, distance, { floor: 1e-6 });
  }
  if (statistics.zTest === null) assert.equal(actual.zTest, null);
  // 2 (1 − Φ) is a multiple of 2^-52.
  else assertClose(actual.zTest?.pValue, statistics.zTest, 'zTest p-value', { floor: 1e-6 });

  const method = defaultTest(pair);
  const score = scoreOf(method, pair);
  assert.equal(method, judged.method);
  assertClose(score, judged.score, 'score', { floor: 1e-6 });
  assert.equal(isDrift(score ?? NaN, judgements[method]), judged.drifted);
}
