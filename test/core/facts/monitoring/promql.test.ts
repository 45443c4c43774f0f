import assert from 'node:assert/strict';
import fc from 'fast-check';
import { metricNames, readPromql } from '../../../../src/core/facts/monitoring/promql.ts';

/** Expressions that Prometheus 3 takes, with the metrics they ask for. */
const valid: readonly (readonly [string, readonly string[]])[] = [
  ['up', ['up']],
  ['1', []],
  ['-Inf', []],
  ['time() - 5 * 60', []],
  ['up == 0', ['up']],
  ['max by (model) (model_drift_share) > 0.3', ['model_drift_share']],
  [
    'sum(rate(http_requests_total{code=~"5.."}[5m])) by (job) / sum(rate(http_requests_total[5m])) by (job) > 0.05',
    ['http_requests_total'],
  ],
  ['histogram_quantile(0.95, sum by (le) (rate(request_seconds_bucket{model="fraud"}[10m])))', ['request_seconds_bucket']],
  ['foo / on (a, b) group_left (c) bar', ['foo', 'bar']],
  ['foo and ignoring (x) bar unless baz or qux', ['foo', 'bar', 'baz', 'qux']],
  ['foo == bool 1', ['foo']],
  ['a ^ b ^ -c % 2 atan2 d', ['a', 'b', 'c', 'd']],
  ['rate(foo[5m] offset 1h) - rate(foo[5m] offset -1h)', ['foo']],
  ['foo @ 1609746000 + bar @ start()', ['foo', 'bar']],
  ['max_over_time(rate(foo[1m])[30m:5m])', ['foo']],
  ['max_over_time(rate(foo[1m])[30m:])', ['foo']],
  ['{__name__="foo", job="x"}', ['foo']],
  ['{"model.drift", feature!~"a|b"}', ['model.drift']],
  ['{job="x",}', []],
  ['job:errors:rate5m > 0.1', ['job:errors:rate5m']],
  ['sum(foo)', ['foo']],
  ['sum by (job, "the label") (foo)', ['foo']],
  ['count_values("version", build_info)', ['build_info']],
  ['absent(up{job="fraud"})', ['up']],
  ['label_replace(up, "a", "$1", "b", "(.*)")', ['up']],
  ['foo # the rest ) is a comment\n  > 5', ['foo']],
  ["foo{a='it\\'s', b=`\\`}", ['foo']],
  ['foo[5m]', ['foo']],
  ['SUM(foo) BY (a) AND bar', ['foo', 'bar']],
  ['0x1F + .5e-3 + 1_000', []],
  ['sum', ['sum']],
  ['on + bool', ['on', 'bool']],
  ['rate(foo{bar="[5m"}[1h30m])', ['foo']],
];

/** Expressions that Prometheus refuses, with the fault and the place of the word. */
const broken: readonly (readonly [string, string, number])[] = [
  ['', 'empty', 0],
  ['  # only a comment', 'empty', 0],
  ['sum(rate(foo[5m])', 'bracket', 3],
  ['foo)', 'bracket', 3],
  ['foo{a="b"', 'bracket', 3],
  ['rate(foo[5m)', 'bracket', 8],
  ['foo{a="b}', 'string', 6],
  ['foo ==', 'end', 4],
  ['foo offset', 'end', 4],
  ['* foo', 'word', 0],
  ['foo bar', 'word', 4],
  ['foo = 1', 'word', 4],
  ['foo && bar', 'word', 4],
  ['foo{a=1}', 'word', 6],
  ['foo{a "b"}', 'word', 6],
  ['()', 'word', 1],
  ['sum(foo,)', 'word', 8],
  ['foo[]', 'word', 3],
  ['foo[5m] 5', 'word', 8],
  ['rate(foo)', 'range', 0],
  ['sum(increase(foo{a="[5m]"}))', 'range', 4],
  ['rat(foo[5m])', 'function', 0],
  ['histogram_quantil(0.9, foo)', 'function', 0],
];

describe('PromQL', () => {
  for (const [expression, metrics] of valid) {
    it(`takes ${expression}`, () => {
      const result = readPromql(expression);
      assert.equal(result.problem, null);
      assert.deepEqual(result.metrics, metrics);
    });
  }

  for (const [expression, fault, start] of broken) {
    it(`refuses ${expression === '' ? 'nothing' : expression}`, () => {
      const { problem } = readPromql(expression);
      assert.deepEqual([problem?.fault, problem?.span.start], [fault, start]);
    });
  }

  it('gives conditions on labels with their places', () => {
    const expression = 'up + fraud_score{model="a\\"b", stage!~`x|y`}';
    const [, selector] = readPromql(expression).selectors;
    assert.deepEqual(selector?.matchers, [
      { label: 'model', operator: '=', value: 'a"b' },
      { label: 'stage', operator: '!~', value: 'x|y' },
    ]);
    assert.equal(expression.slice(selector.span.start, selector.span.end), 'fraud_score{model="a\\"b", stage!~`x|y`}');
  });

  it('says nothing of expressions that another tool reads first', () => {
    for (const expression of ['foo > {{ .Values.limit }}', 'sum(rate({app="x"} |= "error" [5m]))', 'rate({app="x"} | json [1m]) > 1']) {
      assert.deepEqual([readPromql(expression).problem, readPromql(expression).isForeign], [null, true]);
    }
    assert.equal(readPromql('foo{version="{{version}}"').problem?.fault, 'bracket');
  });

  it('suggests the function that was meant', () => {
    assert.equal(readPromql('irat(foo[5m])').problem?.suggestion, 'irate');
    assert.equal(readPromql('forecast(foo[5m])').problem, null);
  });

  it('reads any text without failing, and faults lie inside it', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'foo',
        'sum',
        '(',
        ')',
        '{',
        '}',
        '[',
        ']',
        ',',
        'by',
        'on',
        '@',
        'offset',
        '5m',
        '"',
        '==',
        '-',
        ':',
        '#',
        '\n',
        'bool',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const expression = words.join(' ');
        const { problem, selectors } = readPromql(expression);
        for (const { start, end } of [...selectors.map((selector) => selector.span), ...(problem === null ? [] : [problem.span])]) {
          assert.ok(start >= 0 && start <= end && end <= expression.length);
        }
        assert.deepEqual(metricNames(expression), readPromql(expression).metrics);
      }),
      { numRuns: 500 },
    );
  });
});
