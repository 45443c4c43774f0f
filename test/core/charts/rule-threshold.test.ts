import assert from 'node:assert/strict';
import { watchedValue } from '../../../src/core/charts/rule-threshold.ts';

const cases: readonly (readonly [expression: string, query: string, threshold: number | null, direction: 'above' | 'below' | null])[] = [
  ['max by (feature) (feature_drift_psi) > 0.25', 'max by (feature) (feature_drift_psi)', 0.25, 'above'],
  ['feature_drift_psi{feature="a > b"} >= 1e-1', 'feature_drift_psi{feature="a > b"}', 0.1, 'above'],
  ['time() - last_import_seconds > 5 * 86400', 'time() - last_import_seconds', 432_000, 'above'],
  ['time() - last_import_seconds > 2h30m', 'time() - last_import_seconds', 9_000, 'above'],
  ['accuracy < 0.9', 'accuracy', 0.9, 'below'],
  ['0.9 > accuracy', 'accuracy', 0.9, 'below'],
  ['0.9 <= errors', 'errors', 0.9, 'above'],
  ['(sum(rate(a[5m])) / sum(rate(b[5m]))) > bool 0.05', 'sum(rate(a[5m])) / sum(rate(b[5m]))', 0.05, 'above'],
  ['(a + b) / (c + d) > 1', '(a + b) / (c + d)', 1, 'above'],
  ['balance < -(2 ^ 3 ^ 0 - 1) / 2', 'balance', -0.5, 'below'],
  ['sum(rate(a{x="1"}[15m]))\n  / sum(rate(a[15m])) # share\n  > 0.12', 'sum(rate(a{x="1"}[15m])) / sum(rate(a[15m]))', 0.12, 'above'],
  ['up{job="api"} == 0', 'up{job="api"}', null, null],
  ['a > 1 and b > 2', 'a > 1 and b > 2', null, null],
  ['a > b', 'a > b', null, null],
  ['a > 1 > 0', 'a > 1 > 0', null, null],
  ['sum(a > 1)', 'sum(a > 1)', null, null],
  ['absent(up{job="api"})', 'absent(up{job="api"})', null, null],
  ['1 > 2', '1 > 2', null, null],
];

describe('what an alert watches', () => {
  for (const [expression, query, threshold, direction] of cases) {
    it(expression.replaceAll('\n', ' '), () => {
      assert.deepEqual(watchedValue(expression), { query, threshold, direction });
    });
  }
  it('is not known of what is no PromQL', () => {
    for (const text of ['', 'a >', 'a{ > 1', '{{ .Values.expr }} > 1', '{app="api"} |= "error" > 1'])
      assert.equal(watchedValue(text), null, text);
  });
});
