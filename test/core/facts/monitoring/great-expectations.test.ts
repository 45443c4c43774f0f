import assert from 'node:assert/strict';
import fc from 'fast-check';
import { greatExpectations } from '../../../../src/core/facts/monitoring/great-expectations.ts';
import { inspectFile, readFile } from '../../../../src/core/facts/read-file.ts';
import { createSourceText } from '../../../../src/core/model/source-text.ts';
import { checkTotal, parseText, truncations } from '../../../support/read-format.ts';
import { reportText } from '../../../support/report-fixtures.ts';

const golden = (path: string) => parseText(greatExpectations, reportText(path), { path: 'validations/x.json' });

describe('validation results of Great Expectations', () => {
  const cases = [
    ['great-expectations-0', 3],
    ['great-expectations-1', 4],
  ] as const;
  for (const [folder, expectations] of cases) {
    it(`reads ${folder}`, () => {
      const { facts, recognised, source } = golden(`${folder}/result-3.json`);
      const raw = JSON.parse(source.text) as { meta: { run_id: { run_time: string } }; statistics: { success_percent: number } };
      assert.ok(recognised);
      assert.equal(facts.suite, 'payments');
      assert.equal(facts.success, false);
      assert.equal(facts.time, Date.parse(raw.meta.run_id.run_time));
      assert.equal(facts.successPercent, raw.statistics.success_percent);
      assert.equal(facts.expectations.length, expectations);
      const amount = facts.expectations.find(
        ({ type, column }) => type.value === 'expect_column_values_to_not_be_null' && column === 'amount',
      );
      assert.deepEqual(
        { ...amount, type: amount?.type.value },
        { type: 'expect_column_values_to_not_be_null', column: 'amount', success: false, unexpectedPercent: 25, elements: 80, mostly: 0.9 },
      );
      for (const { type } of facts.expectations) assert.equal(source.text.slice(type.span.start, type.span.end), `"${type.value}"`);
      const mean = facts.expectations.find(({ type }) => type.value === 'expect_column_mean_to_be_between');
      assert.deepEqual([mean?.unexpectedPercent, mean?.elements], [null, null]);
    });
  }

  it('reads an expectation that could not be evaluated', () => {
    const gone = golden('great-expectations-1/result-1.json').facts.expectations.find(({ column }) => column === 'gone');
    assert.deepEqual([gone?.success, gone?.unexpectedPercent], [false, null]);
  });

  it('has facts that inspect prints, and leaves summaries, suites and other files alone', () => {
    const source = createSourceText('validations/x.json', reportText('great-expectations-1/result-2.json'));
    const shown = inspectFile(readFile(source, { read: () => undefined }), source.path);
    assert.equal(shown.format, 'great-expectations');
    assert.equal(shown.valid, true);
    assert.deepEqual(Object.keys(shown.facts), ['suite', 'success', 'successPercent', 'expectations']);
    for (const text of [reportText('great-expectations-1/summary.json'), '{"results":[],"statistics":{}}', '{}'])
      assert.ok(!greatExpectations.recognise('x.json', text));
    assert.ok(!greatExpectations.recognise('x.yaml', source.text));
  });

  it('takes any text', () => {
    for (const folder of ['great-expectations-0', 'great-expectations-1'])
      for (const text of truncations(reportText(`${folder}/result-3.json`))) checkTotal(greatExpectations, text, { path: 'x.json' });
    const keys = [
      'expectation_config',
      'type',
      'expectation_type',
      'kwargs',
      'column',
      'mostly',
      'result',
      'unexpected_percent',
      'success',
      'meta',
      'run_id',
      'run_time',
    ];
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        fc.string(),
        fc.double(),
        fc.constant(null),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(fc.record({ results: fc.oneof(tree, fc.array(tree)), statistics: tree, meta: tree, suite_name: tree }), (value) => {
        checkTotal(greatExpectations, JSON.stringify(value), { path: 'x.json' });
      }),
      { numRuns: 500 },
    );
  });
});
