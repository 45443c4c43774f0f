import assert from 'node:assert/strict';
import { compareTables } from '../../../src/core/drift/compare-tables.ts';
import { kolmogorovTail } from '../../../src/core/drift/kolmogorov-distribution.ts';
import { normalDistribution, upperGamma } from '../../../src/core/drift/special-functions.ts';
import { sturgesEdges } from '../../../src/core/drift/sturges-edges.ts';
import { twoSampleTail } from '../../../src/core/drift/two-sample-tail.ts';
import { checkColumn } from './check-column.ts';
import { assertClose } from './close-to.ts';
import { golden } from './golden.ts';
import { makeSample, tableOf } from './sample.ts';

describe('drift statistics agree with scipy and Evidently', () => {
  for (const column of golden.columns) it(`${column.type}: ${column.name}`, () => checkColumn(column));
});

describe('special functions agree with scipy', () => {
  it('kstwo.sf', () => {
    for (const [d, n, expected] of golden.kolmogorovTails)
      assertClose(kolmogorovTail(d, n), expected, `kstwo.sf(${String(d)}, ${String(n)})`);
  });

  it('exact two-sample tails', () => {
    for (const [m, n, h, expected] of golden.exactTails) {
      assertClose(twoSampleTail({ m, n, h }), expected, `P(D >= ${String(h)}/lcm(${String(m)}, ${String(n)}))`);
      assertClose(twoSampleTail({ m: n, n: m, h }), expected, `the same with the samples swapped`);
    }
  });

  it('gammaincc', () => {
    for (const [a, x, expected] of golden.gammaTails) assertClose(upperGamma(a, x), expected, `Q(${String(a)}, ${String(x)})`);
  });

  it('norm.cdf', () => {
    for (const [at, expected] of golden.normal) assertClose(normalDistribution(at), expected, `Φ(${String(at)})`);
  });

  it('histogram_bin_edges with the rule of Sturges', () => {
    for (const { bins, edges, ...range } of golden.sturges) {
      const actual = sturgesEdges(range);
      assert.ok(actual !== null);
      assert.equal(actual.length - 1, bins, JSON.stringify(range));
      const chosen = [actual[0], actual[Math.floor(actual.length / 2)], actual[actual.length - 2], actual[actual.length - 1]];
      assert.deepEqual(chosen, edges, JSON.stringify(range));
    }
  });
});

describe('whole frames agree with the report of Evidently', () => {
  for (const { name, reference, current, columns, datasetDrift } of golden.frames) {
    it(name, () => {
      const tableOfSpecs = (specs: typeof reference) =>
        tableOf(Object.fromEntries(Object.entries(specs).map(([key, spec]) => [key, makeSample(spec)])));
      const drift = compareTables({ reference: tableOfSpecs(reference), current: tableOfSpecs(current) });
      assert.deepEqual(drift.columns.map((column) => column.name).sort(), Object.keys(columns).sort());
      for (const column of drift.columns) {
        const expected = columns[column.name];
        assert.equal(column.type === 'numeric' ? 'num' : 'cat', expected?.type, column.name);
        assert.equal(column.method, expected?.method, column.name);
        assertClose(column.score, expected?.score ?? NaN, column.name, { floor: 1e-6 });
        assert.equal(column.threshold, expected?.threshold, column.name);
        assert.equal(column.drifted, expected?.drifted, column.name);
      }
      assert.deepEqual({ share: drift.datasetDrift.share, drifted: drift.datasetDrift.drifted }, datasetDrift);
    });
  }
});
