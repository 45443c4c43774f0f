import assert from 'node:assert/strict';
import { judgeChart } from '../../../src/core/charts/judge-chart.ts';
import type { ReportContent } from '../../../src/core/charts/report-readings.ts';
import { type DatedReport, type ReportsQuestion, reportAnswer } from '../../../src/core/charts/report-series.ts';
import type { ExpectationFact, EvidentlyFacts, ReportColumn } from '../../../src/core/facts/monitoring/report-facts.ts';
import { format } from '../../../src/core/l10n/message.ts';
import { bareChart } from '../../support/charts.ts';

const day = 86_400_000;
const span = { start: 0, end: 0 };
const ask = (extra: Partial<ReportsQuestion> = {}): ReportsQuestion => ({
  column: null,
  metric: null,
  method: null,
  range: { start: 0, end: 100 * day },
  ...extra,
});

function column(name: string, method: string | null, score: number | null, extra: Partial<ReportColumn> = {}): ReportColumn {
  return { name: { value: name, span }, method, score, threshold: 0.05, drifted: null, ...extra };
}

function drift(facts: Partial<EvidentlyFacts>): ReportContent {
  const none = { time: null, columns: [], dataset: null, rows: { reference: null, current: null }, tests: null, values: [] };
  return { format: 'evidently', facts: { ...none, ...facts } };
}

function validation(suite: string, successPercent: number | null, expectations: readonly Partial<ExpectationFact>[] = []): ReportContent {
  const none = {
    type: { value: 'expect_column_values_to_be_unique', span },
    column: 'a',
    success: true,
    unexpectedPercent: 0,
    elements: 100,
    mostly: 1,
  };
  const all = expectations.map((one) => ({ ...none, ...one }));
  return { format: 'great-expectations', facts: { time: null, suite, success: null, successPercent, expectations: all } };
}

const at = (days: number, content: ReportContent, extra: Partial<DatedReport> = {}): DatedReport => ({
  path: `r-${String(days)}.json`,
  time: days * day,
  timeFrom: 'report',
  content,
  ...extra,
});

const shown = (answer: ReturnType<typeof reportAnswer>) => ({
  lines: answer.lines.map(({ name, points }) => [name, points.map(({ time, value }) => [time / day, value])]),
  warnings: answer.warnings.map((one) => format(one, 'en')),
});

describe('reports over time', () => {
  it('give the score of a column by time, with the threshold and side of its test, sample sizes and the file', () => {
    const rows = { reference: 200, current: 20 };
    const reports = [3, 1, 2].map((days) => at(days, drift({ columns: [column('a', 'K-S p_value', days / 100)], rows })));
    const answer = reportAnswer(ask({ column: 'a' }), reports);
    assert.deepEqual(shown(answer), {
      lines: [
        [
          '',
          [
            [1, 0.01],
            [2, 0.02],
            [3, 0.03],
          ],
        ],
      ],
      warnings: [],
    });
    assert.deepEqual(answer.defaults, { alert: 0.05, direction: 'below', inclusive: true });
    assert.deepEqual(answer.lines[0]?.points[0], { time: day, value: 0.01, from: 'r-1.json', rows });
    assert.equal(answer.pace, day);
    assert.equal(answer.method === null ? '' : format(answer.method, 'en'), 'K-S p_value of a, computed by Evidently');
    // Twenty rows say nothing, whatever the tool made of them.
    assert.equal(judgeChart(bareChart({ column: 'a' }), answer, 3 * day).state, 'not-enough-data');
    const many = reportAnswer(ask({ column: 'a' }), [at(1, drift({ columns: [column('a', 'K-S p_value', 0.01)] }))]);
    assert.equal(judgeChart(bareChart({ column: 'a' }), many, day).state, 'alert');
    assert.equal(many.pace, null);
  });

  it('take the threshold where the test takes it: a distance above, z only below', () => {
    for (const [method, direction, inclusive, state] of [
      ['PSI', 'above', true, 'alert'],
      ['z', 'below', false, 'ok'],
      ['Energy-distance', 'above', false, 'ok'],
    ] as const) {
      const answer = reportAnswer(ask({ column: 'a' }), [at(1, drift({ columns: [column('a', method, 0.05)] }))]);
      assert.deepEqual(answer.defaults, { alert: 0.05, direction, inclusive }, method);
      assert.equal(judgeChart(bareChart({}), answer, day).state, state, method);
    }
  });

  it('hold one test apart from another: the newest report’s, or the one that the entry names', () => {
    const reports = [
      at(1, drift({ columns: [column('a', 'K-S p_value', 0.5)] })),
      at(2, drift({ columns: [column('a', 'Wasserstein distance (normed)', 0.2), column('a', 'PSI', 0.3)] })),
      at(3, drift({ columns: [column('a', 'wasserstein', 0.1), column('a', 'PSI', 0.4)] })),
    ];
    const newest = shown(reportAnswer(ask({ column: 'a' }), reports));
    assert.deepEqual(newest.lines, [
      [
        '',
        [
          [2, 0.2],
          [3, 0.1],
        ],
      ],
    ]);
    assert.deepEqual(newest.warnings, [
      '1 report uses another method than the newest one (K-S p_value), whose numbers cannot be compared: name a method in the entry to see one of them.',
    ]);
    assert.deepEqual(shown(reportAnswer(ask({ column: 'a', method: 'psi' }), reports)), {
      lines: [
        [
          '',
          [
            [2, 0.3],
            [3, 0.4],
          ],
        ],
      ],
      warnings: [],
    });
    assert.deepEqual(shown(reportAnswer(ask({ column: 'a', method: 'hellinger' }), reports)), {
      lines: [],
      warnings: ['No report uses the method hellinger here. Methods used: K-S p_value, Wasserstein distance (normed), PSI, wasserstein.'],
    });
  });

  it('judge nothing where a report does not say by which test, and learn the side of a person’s own test', () => {
    const unknown = reportAnswer(ask({ column: 'a' }), [at(1, drift({ columns: [column('a', null, 0.001)] }))]);
    assert.equal(judgeChart(bareChart({}), unknown, day).thresholds.alert, null);
    assert.match(shown(unknown).warnings.join(), /do not say by which test/);
    const own = (score: number, drifted: boolean) =>
      reportAnswer(ask({ column: 'a' }), [at(1, drift({ columns: [column('a', "custom function 'f'", score, { drifted })] }))]).defaults;
    assert.deepEqual([own(0.9, true).direction, own(0.9, false).direction, own(0.01, true).direction], ['above', 'below', 'below']);
  });

  it('show a score that is none as no value, and say so', () => {
    const [point] =
      reportAnswer(ask({ column: 'a' }), [at(1, drift({ columns: [column('a', 'psi', null)] }), { timeFrom: 'modified' })]).lines[0]
        ?.points ?? [];
    assert.equal(point?.value, null);
    assert.match(
      point.note === undefined ? '' : format(point.note, 'en'),
      /^The report has no score here. Neither the report nor its name says a time/,
    );
  });

  it('without a column give the share of drifted columns, else the tests that passed, else the expectations that were met', () => {
    const share = reportAnswer(ask(), [at(1, drift({ dataset: { share: 0.5, threshold: 0.5 }, tests: { total: 3, passed: 1 } }))]);
    assert.deepEqual([shown(share).lines, share.defaults], [[['', [[1, 0.5]]]], { alert: 0.5, direction: 'above', inclusive: true }]);
    const tests = reportAnswer(ask(), [at(1, drift({ tests: { total: 4, passed: 4 } })), at(2, drift({ tests: { total: 4, passed: 3 } }))]);
    assert.deepEqual(shown(tests).lines, [
      [
        '',
        [
          [1, 1],
          [2, 0.75],
        ],
      ],
    ]);
    assert.equal(judgeChart(bareChart({}), tests, day).state, 'alert');
    const met = reportAnswer(ask(), [at(1, validation('x', 100)), at(1, validation('y', 50), { path: 'y.json' })]);
    assert.deepEqual(shown(met).lines, [
      ['x', [[1, 100]]],
      ['y', [[1, 50]]],
    ]);
    assert.deepEqual(
      judgeChart(bareChart({}), met, day).lines.map(({ state }) => state),
      ['ok', 'alert'],
    );
    assert.match(shown(reportAnswer(ask(), [at(1, drift({}))])).warnings.join(), /name a column or a metric/);
    assert.match(shown(reportAnswer(ask(), [])).warnings.join(), /There is no report here/);
  });

  it('give what each expectation on a column did not expect, and its own threshold where all have the same', () => {
    const [one, other] = ['expect_column_values_to_not_be_null', 'expect_column_values_to_be_unique'].map((value) => ({ value, span }));
    assert.ok(one !== undefined && other !== undefined);
    const same = [
      at(
        1,
        validation('x', 0, [
          { type: one, unexpectedPercent: 10, mostly: 0.9 },
          { column: 'b', mostly: 0.5 },
        ]),
      ),
    ];
    const answer = reportAnswer(ask({ column: 'a' }), same);
    assert.deepEqual(shown(answer), { lines: [[one.value, [[1, 10]]]], warnings: [] });
    // Exactly `mostly` of the values is enough.
    assert.deepEqual(answer.defaults, { alert: 10, direction: 'above', inclusive: false });
    assert.equal(judgeChart(bareChart({}), answer, day).state, 'ok');
    const different = reportAnswer(ask({ column: 'a' }), [
      at(
        1,
        validation('x', 0, [
          { type: one, mostly: 0.9 },
          { type: other, unexpectedPercent: 3 },
        ]),
      ),
    ]);
    assert.equal(different.defaults.alert, null);
    assert.match(shown(different).warnings.join(), /different thresholds/);
    const unevaluated = reportAnswer(ask({ metric: other.value }), [
      at(1, validation('x', 0, [{ success: false, unexpectedPercent: null }])),
    ]);
    assert.deepEqual(shown(unevaluated).lines, [['expect_column_values_to_be_unique a', [[1, null]]]]);
  });

  it('give any number of a report by its metric’s name, and say which there are', () => {
    const values = [
      { metric: 'MissingValueCount', column: 'a', path: 'count', value: 3 },
      { metric: 'MissingValueCount', column: 'a', path: 'share', value: 0.03 },
      { metric: 'MissingValueCount', column: 'b', path: 'share', value: 0.5 },
      { metric: 'RowCount', column: null, path: '', value: 100 },
    ];
    const reports = [at(1, drift({ values }))];
    const lines = (extra: Partial<ReportsQuestion>) => shown(reportAnswer(ask(extra), reports)).lines;
    assert.deepEqual(lines({ metric: 'RowCount' }), [['', [[1, 100]]]]);
    assert.deepEqual(lines({ metric: 'MissingValueCount.share' }), [
      ['a', [[1, 0.03]]],
      ['b', [[1, 0.5]]],
    ]);
    assert.deepEqual(lines({ metric: 'MissingValueCount', column: 'a' }), [
      ['count', [[1, 3]]],
      ['share', [[1, 0.03]]],
    ]);
    assert.match(
      shown(reportAnswer(ask({ metric: 'Mean' }), reports)).warnings.join(),
      /^No report has the metric Mean. .*: MissingValueCount, RowCount.$/,
    );
    assert.match(
      shown(reportAnswer(ask({ column: 'c' }), [at(1, drift({ columns: [column('x'.repeat(500), 'psi', 1)] }))])).warnings.join(),
      /^No report says anything of the column c. Columns in the newest one: x{60}….$/,
    );
  });

  it('keep to the range, though threshold and pace are those of all reports, and to twenty lines', () => {
    const reports = [1, 2, 4, 9].map((days) => at(days, validation('x', days)));
    const answer = reportAnswer(ask({ range: { start: 2 * day, end: 4 * day } }), reports);
    assert.deepEqual(shown(answer).lines, [
      [
        'x',
        [
          [2, 2],
          [4, 4],
        ],
      ],
    ]);
    assert.equal(answer.pace, 2 * day);
    const many = reportAnswer(
      ask(),
      Array.from({ length: 30 }, (_, index) => at(1, validation(`s${String(index)}`, 1), { path: String(index) })),
    );
    assert.equal(many.lines.length, 20);
    assert.deepEqual(shown(many).warnings, ['Only the first 20 of 30 lines are shown.']);
  });
});
