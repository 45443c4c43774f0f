import assert from 'node:assert/strict';
import fc from 'fast-check';
import { histogramQuantile } from '../../../src/core/charts/histogram-quantile.ts';
import { labelVersion } from '../../../src/core/charts/label-version.ts';
import { lineNames } from '../../../src/core/charts/line-names.ts';
import { mergeAlerts } from '../../../src/core/charts/merge-alerts.ts';
import { declaredRuleOf } from '../../../src/core/charts/declared-rule.ts';
import type { LiveAlert } from '../../../src/core/charts/live-alert.ts';
import { seriesLines } from '../../../src/core/charts/series-lines.ts';
import type { HistogramBucket } from '../../../src/core/model/series.ts';

describe('names of lines', () => {
  const cases: readonly (readonly [what: string, series: readonly Readonly<Record<string, string>>[], names: readonly string[]])[] = [
    ['one series needs none', [{ feature: 'amount', job: 'api' }], ['']],
    [
      'the label that differs',
      [
        { f: 'a', job: 'x' },
        { f: 'b', job: 'x' },
      ],
      ['a', 'b'],
    ],
    [
      'what it is about before where it was scraped',
      [
        { instance: '1:80', feature: 'a' },
        { instance: '2:80', feature: 'b' },
      ],
      ['a', 'b'],
    ],
    ['a missing label', [{ f: 'a' }, {}], ['a', 'f=""']],
    [
      'two labels where one is not enough',
      [
        { f: 'a', v: '1', z: '1' },
        { f: 'a', v: '2', z: '1' },
        { f: 'b', v: '1', z: '2' },
      ],
      ['f="a", v="1"', 'f="a", v="2"', 'f="b", v="1"'],
    ],
    ['the metric itself', [{ __name__: 'recall' }, { __name__: 'precision' }], ['recall', 'precision']],
    ['series that are the same', [{ f: 'a' }, { f: 'a' }], ['', ' (2)']],
  ];
  for (const [what, series, names] of cases) it(what, () => assert.deepEqual(lineNames(series), names));

  it('are all different, whatever the labels', () => {
    const labels = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'version'), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(labels, { maxLength: 20 }), (series) => {
        const names = lineNames(series);
        assert.equal(names.length, series.length);
        assert.equal(new Set(names).size, series.length);
      }),
    );
  });
});

describe('versions in labels', () => {
  it('are known by the surest label', () => {
    assert.equal(labelVersion({ version: '3.11', model_version: 'v2' }), 'v2');
    assert.equal(labelVersion({ revision_name: 'fraud-00002' }), 'fraud-00002');
    assert.equal(labelVersion({ predictor_version: ' ', version: 'v1' }), 'v1');
    assert.equal(labelVersion({ mlflow_version: '2.1', feature: 'a' }), null);
    assert.equal(labelVersion({ version: 'x'.repeat(200) }), null);
  });
});

describe('quantiles of native histograms', () => {
  const bucket = (lower: number, upper: number, count: number): HistogramBucket => ({ lower, upper, count });
  const quantile = (share: number, buckets: readonly HistogramBucket[], more = {}): number =>
    histogramQuantile(share, { count: buckets.reduce((sum, { count }) => sum + count, 0), sum: 1, buckets, ...more });
  const near = (actual: number, expected: number): void => assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} is not ${expected}`);
  const positive = [bucket(-0.001, 0.001, 2), bucket(0.5, 1, 2), bucket(1, 2, 3), bucket(4, 8, 1), bucket(8, 16, 4)];

  it('lie on a logarithmic scale in exponential buckets', () => {
    near(quantile(0.5, [bucket(0.5, 1, 1), bucket(1, 2, 2), bucket(2, 4, 1)]), Math.SQRT2);
    near(quantile(0.9, positive), 8 * 2 ** 0.7);
    near(quantile(0.5, positive), 2 ** (2 / 3));
    near(quantile(0.25, [bucket(-4, -2, 2), bucket(-2, -1, 2)]), -(2 ** 1.5));
  });
  it('lie linearly around zero, from zero on where there is nothing below', () => {
    near(quantile(0.1, positive), 0.0006);
    near(quantile(0.5, [bucket(-1, -0.5, 1), bucket(-0.1, 0.1, 2), bucket(0.5, 1, 1)]), 0);
    near(quantile(0.75, [bucket(-0.1, 0.1, 4)]), 0.05);
  });
  it('lie linearly in custom buckets, and in no bucket without an end', () => {
    near(quantile(0.5, [bucket(-Infinity, 5, 4), bucket(5, 30, 4)]), 5);
    near(quantile(0.25, [bucket(-Infinity, 5, 4), bucket(5, 30, 4)]), 2.5);
    near(quantile(0.75, [bucket(-Infinity, 5, 4), bucket(5, 30, 4)]), 17.5);
    near(quantile(0.99, [bucket(0, 5, 4), bucket(5, Infinity, 4)]), 5);
    near(quantile(0.1, [bucket(-Infinity, -5, 4), bucket(-5, 30, 4)]), -5);
  });
  it('are NaN where nothing was observed, or only NaN is left', () => {
    assert.equal(quantile(0.5, []), NaN);
    assert.equal(quantile(0.99, [bucket(1, 2, 1)], { count: 4, sum: NaN }), NaN);
    near(quantile(0.99, [bucket(1, 2, 1)], { count: 1.1 }), 2);
  });
  it('grow with the share', () => {
    const buckets = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(buckets, fc.constantFrom(0, 1, 3), (counts, schema) => {
        const bound = (index: number): number => 2 ** (index * 2 ** -schema);
        const all = counts.map((count, index) => bucket(bound(index), bound(index + 1), count));
        if (counts.every((count) => count === 0)) return;
        const values = [0.1, 0.5, 0.9, 0.99].map((share) => quantile(share, all));
        assert.deepEqual(
          values,
          values.toSorted((one, other) => one - other),
        );
      }),
    );
  });
});

describe('lines of many series', () => {
  it('keep a line whose newest value is no number, and infinities', () => {
    const series = Array.from({ length: 100 }, (_, n) => ({
      labels: { n: String(n) },
      samples: [[0, n === 3 ? NaN : n === 4 ? Infinity : n]] as const,
      histograms: [],
    }));
    const { lines, warnings } = seriesLines(series, { step: 1, direction: 'above' });
    assert.deepEqual(lines.map(({ name }) => name).slice(0, 3), ['3', '4', '42']);
    assert.equal(warnings.length, 1);
  });
});

describe('alerts of several systems', () => {
  const alert = (labels: LiveAlert['labels'], more: Partial<LiveAlert> = {}): LiveAlert => {
    return {
      name: 'A',
      state: 'firing',
      since: 1,
      value: null,
      labels: { alertname: 'A', ...labels },
      annotations: {},
      silenced: null,
      rule: null,
      source: 's',
      ...more,
    };
  };
  it('stay apart where labels differ, and within one system', () => {
    assert.equal(mergeAlerts([[alert({ f: 'a' }), alert({ f: 'a' })], [alert({ f: 'b' })], [alert({ f: 'a' }, { name: 'B' })]]).length, 4);
  });
  it('meet the one that has the most labels in common', () => {
    const [first, second] = mergeAlerts([
      [alert({}, { since: 5 }), alert({ f: 'a' }, { since: 6 })],
      [alert({ f: 'a', cluster: 'x' }, { since: 2, silenced: { by: 'ana', comment: '', until: 9 } })],
    ]);
    assert.deepEqual([first?.since, first?.labels['f'], first?.silenced?.by, second?.silenced], [2, 'a', 'ana', null]);
  });
  it('come from no rule where several agree alike', () => {
    const rule = { name: 'A', group: 'g', expression: 'a > 1' };
    const found = (paths: readonly string[], loaded: LiveAlert['rule']) =>
      declaredRuleOf(
        { name: 'A', rule: loaded },
        paths.map((path) => ({ ...rule, path })),
      )?.path;
    assert.equal(found(['a.yml', 'b.yml'], null), undefined);
    assert.equal(found(['a.yml'], null), 'a.yml');
    assert.equal(found(['a.yml', 'b.yml'], { file: 'C:\\rules\\b.yml', group: 'g', query: 'a > 1', forMs: 0 }), 'b.yml');
    assert.equal(found([], null), undefined);
  });
});
