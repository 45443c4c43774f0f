import assert from 'node:assert/strict';
import fc from 'fast-check';
import { driftTestKey, driftTestSide, isDriftScore } from '../../../../src/core/facts/monitoring/drift-test.ts';
import { evidently } from '../../../../src/core/facts/monitoring/evidently.ts';
import { inspectFile, readFile } from '../../../../src/core/facts/read-file.ts';
import { createSourceText } from '../../../../src/core/model/source-text.ts';
import { checkTotal, parseText, truncations } from '../../../support/read-format.ts';
import { reportText } from '../../../support/report-fixtures.ts';

const read = (text: string) => parseText(evidently, text, { path: 'reports/x.json' });
const golden = (path: string) => read(reportText(path));
const card = 'country, of the card';

/** The lines of a report that `inspect` prints, scores left out. */
const verdicts = (path: string) =>
  golden(path).facts.columns.map(({ name, method, threshold, drifted }) => [name.value, method, threshold, drifted]);

describe('reports of Evidently', () => {
  it('reads what 0.4 wrote', () => {
    assert.deepEqual(verdicts('evidently-0.4/report-3.json'), [
      ['amount', 'K-S p_value', 0.05, true],
      ['flag', 'Z-test p_value', 0.05, false],
      [card, 'chi-square p_value', 0.05, false],
      ['amount', 'PSI', 0.1, true],
    ]);
    const { facts, recognised, source, places } = golden('evidently-0.4/report-3.json');
    assert.ok(recognised);
    assert.deepEqual(places, []);
    assert.equal(facts.time, Date.UTC(2026, 9, 3, 6, 30));
    assert.deepEqual(facts.rows, { reference: 200, current: 150 });
    assert.deepEqual(facts.dataset, { share: 1 / 3, threshold: 0.5 });
    assert.equal(facts.tests, null);
    for (const { name } of facts.columns) assert.equal(source.text.slice(name.span.start, name.span.end), JSON.stringify(name.value));
    const quantile = facts.values.find(({ metric, path }) => metric === 'ColumnQuantileMetric' && path === 'current.value');
    assert.equal(quantile?.column, 'amount');
    assert.ok(quantile.value > 0.5);
    assert.ok(!facts.values.some(({ path }) => path.includes('drift_by_columns') || path.includes('small_distribution')));
  });

  it('reads a test suite of 0.4', () => {
    const { facts, recognised } = golden('evidently-0.4/suite.json');
    assert.ok(recognised);
    assert.deepEqual(facts.tests, { total: 4, passed: 2 });
    assert.equal(facts.dataset, null);
    assert.deepEqual(facts.columns.map(({ name, method, drifted }) => [name.value, method, drifted]).sort(), [
      ['amount', 'K-S p_value', true],
      [card, 'chi-square p_value', false],
      ['flag', 'Z-test p_value', false],
    ]);
  });

  it('reads what 0.6 wrote under its new classes, which does not say the test', () => {
    assert.deepEqual(verdicts('evidently-0.6/2026-10-03.json'), [
      ['amount', null, null, null],
      [card, null, null, null],
      ['amount', 'psi', 0.1, true],
    ]);
    // Its own tests do say it.
    assert.deepEqual(verdicts('evidently-0.6/2026-10-04.json').slice(0, 2), [
      ['amount', 'K-S p_value', 0.05, true],
      [card, 'chi-square p_value', 0.05, false],
    ]);
  });

  it('reads what 0.7 writes', () => {
    const expected = [
      ['amount', 'K-S p_value', 0.05, true],
      [card, 'chi-square p_value', 0.05, false],
      ['amount', 'psi', 0.1, true],
    ];
    assert.deepEqual(verdicts('evidently-0.7/2026-10-03.json'), expected);
    assert.deepEqual(verdicts('evidently-0.7/2026-10-04.json'), expected);
    const { facts, recognised } = golden('evidently-0.7/2026-10-04.json');
    assert.ok(recognised);
    assert.equal(facts.time, null);
    assert.deepEqual(facts.rows, { reference: null, current: 150 });
    assert.deepEqual(facts.dataset, { share: 0.5, threshold: 0.5 });
    assert.ok((facts.tests?.total ?? 0) > (facts.tests?.passed ?? 0));
    assert.deepEqual(
      facts.values.filter(({ metric }) => metric === 'MissingValueCount'),
      ['count', 'share'].map((path) => ({ metric: 'MissingValueCount', column: 'amount', path, value: 0 })),
    );
  });

  it('has the facts that inspect prints', () => {
    const source = createSourceText('reports/x.json', reportText('evidently-0.7/2026-10-03.json'));
    const shown = inspectFile(readFile(source, { read: () => undefined }), source.path);
    assert.equal(shown.format, 'evidently');
    assert.equal(shown.valid, true);
    assert.deepEqual(Object.keys(shown.facts), ['columns']);
    const columns = shown.facts['columns'] as readonly Record<string, unknown>[];
    assert.deepEqual(Object.keys(columns[0] ?? {}), ['name', 'method', 'score', 'threshold', 'drifted']);
    assert.equal(typeof columns[0]?.['score'], 'number');
  });

  it('knows its reports whichever way they are written, and no other JSON', () => {
    const report = JSON.parse(reportText('evidently-0.7/2026-10-03.json')) as Record<string, unknown>;
    for (const text of [JSON.stringify(report, null, 2), JSON.stringify({ tests: report['tests'], metrics: report['metrics'] })]) {
      assert.ok(evidently.recognise('x.json', text));
      assert.equal(read(text).facts.columns.length, 3);
    }
    for (const other of [
      '{}',
      '{"metrics":[]}',
      '{"metrics":[{"metric":"f1","result":0.9}]}',
      '{"metrics":{"metric":1,"result":2}}',
      '{"metrics":[{"id":"a","metric_name":"f1"}]}',
      '<html>"metric""result"</html>',
      reportText('great-expectations-1/result-1.json'),
    ])
      assert.ok(!evidently.recognise('x.json', other), other.slice(0, 60));
    assert.ok(!evidently.recognise('x.html', JSON.stringify(report)));
    assert.ok(!evidently.recognise('x.json'));
  });

  it('reads NaN as Python writes it, broken scores and hostile names', () => {
    const column = '](command:evil) <b>"\\u001b,method=x)';
    const text = `{"metrics": [{"id": "a", "metric_name": "ValueDrift(column=${column},method=psi,threshold=0.2)", "value": NaN},
      {"id": "b", "metric_id": "ValueDrift(column=a,b,threshold=Infinity)", "value": null},
      {"id": "c", "metric_name": "ValueDrift(", "value": 1}, {"id": "d", "metric_name": "ValueDrift(column=__proto__,method=constructor)", "value": 1e400}]}`.replaceAll(
      '<b>"',
      '<b>\\"',
    );
    const { facts, inspected } = read(text);
    assert.deepEqual(
      facts.columns.map(({ name, method, threshold, drifted }) => [name.value, method, threshold, drifted]),
      [
        ['](command:evil) <b>"\u001b', 'psi', 0.2, false],
        ['a,b', null, Number.POSITIVE_INFINITY, null],
        ['__proto__', 'constructor', null, null],
      ],
    );
    assert.match(JSON.stringify(inspected), /"score":"NaN".*"score":null,"threshold":"Infinity".*"score":"Infinity"/);
  });

  it('takes any text', () => {
    for (const path of [
      'evidently-0.4/report-3.json',
      'evidently-0.4/suite.json',
      'evidently-0.6/2026-10-04.json',
      'evidently-0.7/2026-10-04.json',
    ]) {
      for (const text of truncations(reportText(path))) checkTotal(evidently, text, { path: 'x.json' });
    }
    const names = [
      'metrics',
      'metric',
      'result',
      'id',
      'metric_name',
      'metric_id',
      'value',
      'tests',
      'summary',
      'config',
      'column',
      'drift_by_columns',
    ];
    const keys = [
      ...names,
      'drift_score',
      'total_tests',
      'by_status',
      'parameters',
      'features',
      'stattest',
      'status',
      'timestamp',
      '__proto__',
    ];
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'medium' },
        fc.constantFrom('ValueDrift(column=a)', 'DataDriftTable', 'RowCount', 'drift', 'FAIL', '2026-99-99 x'),
        fc.double(),
        fc.constant(null),
        fc.boolean(),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.record({
          metrics: fc.array(
            fc.oneof(
              tree,
              fc.record({ id: tree, metric_name: tree, value: tree, config: tree }),
              fc.record({ metric: tree, result: tree }),
            ),
            { maxLength: 4 },
          ),
          tests: tree,
          summary: tree,
          timestamp: tree,
        }),
        (value) => {
          checkTotal(evidently, JSON.stringify(value), { path: 'x.json' });
        },
      ),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.string(), (text) => checkTotal(evidently, `{"metrics":[{"metric":"x","result":{${text}`, { path: 'x.json' })));
  });
});

describe('the tests of Evidently', () => {
  it('are known by either name, in any spelling', () => {
    for (const name of ['ks', 'K-S p_value', 'KS', 'k-s P_VALUE']) assert.equal(driftTestKey(name), 'ks');
    for (const name of ['wasserstein', 'Wasserstein distance (normed)']) assert.equal(driftTestKey(name), 'wasserstein');
    assert.notEqual(driftTestKey("custom function 'f'"), driftTestKey("custom function 'g'"));
    assert.equal(driftTestSide("custom function 'f'"), null);
  });

  it('find drift on their own side, at their threshold as Evidently does', () => {
    assert.deepEqual(
      ['ks', 'z', 'psi', 'ed'].map((name) => isDriftScore(name, 0.05, 0.05)),
      [true, false, true, false],
    );
    assert.deepEqual([isDriftScore('ks', 0.01, 0.05), isDriftScore('psi', 0.01, 0.1), isDriftScore('TVD', 0.01, 0.1)], [true, false, true]);
    assert.equal(isDriftScore('psi', Number.NaN, 0.1), false);
    // The percentile of a text test is no threshold of its score.
    assert.equal(isDriftScore('perc_text_content_drift', 0.99, 0.95), null);
    assert.equal(isDriftScore(null, 0.1, 0.1), null);
  });
});
