import assert from 'node:assert/strict';
import type { ChartAnswer, ChartPoint, ChartSpec } from '../../../src/core/charts/chart.ts';
import { judgeChart } from '../../../src/core/charts/judge-chart.ts';
import { message } from '../../../src/core/l10n/message.ts';
import type { ChartView } from '../../../src/extension/drift-panel/chart-view.ts';
import { type HeadlineContext, type JudgedView, headline } from '../../../src/extension/drift-panel/headline.ts';
import { bareChart } from '../../support/charts.ts';

const now = Date.UTC(2026, 10, 1);
const week = 7 * 86_400_000;

/** A chart by its values a week: `-` too few rows, `x` no number, `.` no drift, `w` warning, `D` drift. */
function chart(
  marks: string,
  { rows = 640, ...part }: Partial<ChartSpec> & { readonly rows?: number | null } = {},
  failure = false,
): JudgedView {
  const values: Readonly<Record<string, number | null>> = { '.': 0, w: 0.2, D: 0.5, '-': 0.5, x: null };
  const points = Array.from(marks).map((mark, index): ChartPoint => {
    const current = mark === '-' ? 12 : rows;
    return {
      time: Date.UTC(2026, 9, 5) + index * week,
      value: values[mark] ?? null,
      ...(current === null ? {} : { rows: { reference: 1500, current } }),
    };
  });
  const spec = bareChart({ group: 'drift', type: 'files', source: 'batches', warn: 0.1, alert: 0.25, ...part });
  const answer: ChartAnswer = {
    lines: [{ name: '', version: null, points }],
    method: null,
    defaults: { alert: null, direction: 'above', inclusive: true },
    pace: null,
    warnings: [],
  };
  const why = {
    code: 'unreachable',
    text: message({ en: 'Down.', pl: 'Nie.' }),
    hint: message({ en: '', pl: '' }),
    at: null,
    cause: null,
  } as const;
  const view: ChartView = {
    spec,
    source: message({ en: 'batches', pl: 'batches' }),
    given: failure ? null : { answer, at: now },
    compared: null,
    failure: failure ? why : null,
  };
  return { view, judgement: failure ? null : judgeChart(spec, answer, now) };
}

const context: HeadlineContext = { language: 'en', onlyModel: null, versionOf: () => null };

describe('headline', () => {
  const rows = 'Rows: 640 against 1,500 in the reference.';
  const cases: readonly (readonly [what: string, charts: readonly JudgedView[], en: string])[] = [
    ['no drift', [chart('..'), chart('D.')], `No drift in the newest values (Oct 12, 2026), 2 watched features. ${rows}`],
    [
      'since when it drifts, warnings before it left out',
      [chart('.wDD'), chart('....'), chart('...D')],
      `2 of 3 watched features drift since Oct 19, 2026 (newest values: Oct 26, 2026). ${rows}`,
    ],
    ['one feature', [chart('D')], `1 of 1 watched feature drifts since Oct 5, 2026 (newest values: Oct 5, 2026). ${rows}`],
    [
      'warnings beside no drift',
      [chart('w'), chart('w')],
      `No drift in the newest values (Oct 5, 2026), 2 watched features. ${rows} Warnings: 2.`,
    ],
    [
      'features that cannot be judged, which do not count among those that can',
      [chart('.D'), chart('.-'), chart('..')],
      `1 of 2 watched features drifts since Oct 12, 2026 (newest values: Oct 12, 2026). ${rows} 1 feature has not enough data there.`,
    ],
    [
      'rows that differ because values are missing',
      [chart('D', { rows: 590 }), chart('.', { rows: 1640 })],
      '1 of 2 watched features drifts since Oct 5, 2026 (newest values: Oct 5, 2026). Rows: 590–1,640 against 1,500 in the reference.',
    ],
    [
      'newest values of too few rows, which must not hide the drift before them',
      [chart('.D-'), chart('..-')],
      'The newest values (Oct 19, 2026) have not enough data for a verdict. Rows: 12 against 1,500 in the reference. 1 of 2 features drifted when it could last be judged (Oct 12, 2026).',
    ],
    [
      'newest values of too few rows after some without drift',
      [chart('D.-')],
      'The newest values (Oct 19, 2026) have not enough data for a verdict. Rows: 12 against 1,500 in the reference. There was no drift when it could last be judged (Oct 12, 2026).',
    ],
    [
      'that nothing could ever be judged',
      [chart('--')],
      'The newest values (Oct 12, 2026) have not enough data for a verdict. Rows: 12 against 1,500 in the reference. There was never enough data for a verdict.',
    ],
    [
      'values that are no numbers, where nobody counts rows',
      [chart('x', { rows: null, type: 'prometheus' })],
      'The newest values (Oct 5, 2026) are no numbers that could be judged. There was never enough data for a verdict.',
    ],
    [
      'that a source does not count its rows',
      [chart('D', { rows: null, type: 'prometheus' })],
      '1 of 1 watched feature drifts since Oct 5, 2026 (newest values: Oct 5, 2026). The source does not say how many rows.',
    ],
    [
      'features without a threshold, which are not called steady',
      [chart('.'), chart('.', { warn: null, alert: null })],
      `No drift in the newest values (Oct 5, 2026), 1 watched feature. ${rows} 1 feature has no threshold.`,
    ],
    [
      'features whose source does not answer',
      [chart('.'), chart('.', {}, true)],
      `No drift in the newest values (Oct 5, 2026), 1 watched feature. ${rows} 1 feature is not known: the source did not answer.`,
    ],
    [
      'several sources, each with its own newest values',
      [chart('.D', { source: 'web' }), chart('...', { source: 'shops' })],
      `web: 1 of 1 watched feature drifts since Oct 12, 2026 (newest values: Oct 12, 2026). ${rows} shops: No drift in the newest values (Oct 19, 2026), 1 watched feature. ${rows}`,
    ],
    [
      'what else is past a limit',
      [chart('.'), chart('D', { group: 'operations', title: 'Latency' })],
      `No drift in the newest values (Oct 5, 2026), 1 watched feature. ${rows} Beyond drift, 1 chart is past a limit: Latency.`,
    ],
    ['charts without values', [chart('')], 'No drift is known.'],
    ['no answers', [chart('.', {}, true)], 'No drift is known.'],
    ['charts of something else', [chart('.', { group: 'quality' })], 'No chart is past a limit.'],
    ['charts of something else without an answer', [chart('.', { group: 'quality' }, true)], 'No value is known.'],
  ];
  for (const [what, charts, en] of cases) {
    it(`tells ${what}`, () => {
      assert.equal(headline(charts, context), en);
      const polish = headline(charts, { ...context, language: 'pl' });
      assert.notEqual(polish, en);
      assert.doesNotMatch(polish, /[{}|]/);
    });
  }

  it('names the model and the version that everybody meets, where all charts are about one', () => {
    const versionOf = (model: string): string | null => (model === 'fraud' ? 'v1.4.1' : null);
    const said = (charts: readonly JudgedView[], onlyModel: string | null): string =>
      headline(charts, { language: 'en', onlyModel, versionOf });
    assert.match(said([chart('D', { model: 'fraud' })], null), /drifts in fraud v1\.4\.1 since/);
    assert.match(said([chart('D')], 'fraud'), /drifts in fraud v1\.4\.1 since/);
    assert.match(said([chart('D', { model: 'other' })], 'fraud'), /drifts in other since/);
    assert.match(said([chart('D', { model: 'fraud' }), chart('.', { model: 'other' })], null), /drifts since/);
  });

  it('says that answers are awaited', () => {
    const { view } = chart('.');
    assert.equal(headline([{ view: { ...view, given: null }, judgement: null }], context), 'Asking the sources…');
  });

  it('is Polish in Polish', () => {
    assert.equal(
      headline([chart('.D'), chart('.-'), chart('.w')], { ...context, language: 'pl' }),
      'Dryf od 12 paź 2026 (najnowsze wartości: 12 paź 2026): 1 z 2 obserwowanych cech. Wiersze: 640 wobec 1500 w danych odniesienia. Ostrzeżenia: 1. Cechy, dla których danych jest za mało: 1.',
    );
  });
});
