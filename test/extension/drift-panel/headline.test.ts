import assert from 'node:assert/strict';
import type { WatchedSeries } from '../../../src/ports/drift-computer.ts';
import type { DriftPoint, PointState } from '../../../src/core/drift/drift-over-time.ts';
import { headline } from '../../../src/extension/drift-panel/headline.ts';

/** Points by week: `-` too few, `.` no drift, `w` warning, `D` drift; rows where they matter. */
function series(
  marks: string,
  { source = 'batches', rows = 640 }: { readonly source?: string; readonly rows?: number } = {},
): WatchedSeries {
  const states: Readonly<Record<string, PointState>> = { '-': 'not-enough-data', '.': 'ok', w: 'warn', D: 'alert' };
  const points = Array.from(marks).map((mark, week): DriftPoint => {
    const state = states[mark] ?? 'ok';
    return {
      time: Date.UTC(2026, 9, 5 + 7 * week),
      batch: `${String(week)}.csv`,
      score: 0.2,
      rowsReference: 1500,
      rowsCurrent: state === 'not-enough-data' ? 12 : rows,
      missing: { reference: 0, current: 0 },
      newCategories: null,
      threshold: 0.25,
      state,
      note: null,
    };
  });
  const watched = { index: 0, source, thresholdsDeclared: true, inclusive: true };
  return { ...watched, title: marks, column: 'amount', method: 'psi', warn: 0.1, alert: 0.25, direction: 'above', minRows: 30, points };
}

describe('headline', () => {
  const cases: readonly (readonly [what: string, series: readonly WatchedSeries[], en: string])[] = [
    [
      'no drift',
      [series('..'), series('D.')],
      'No drift in the newest batch (Oct 12, 2026), 2 watched features. Rows: 640 against 1,500 in the reference.',
    ],
    [
      'drift',
      [series('.D'), series('..'), series('.D')],
      '2 of 3 watched features drift in the newest batch (Oct 12, 2026). Rows: 640 against 1,500 in the reference.',
    ],
    [
      'one feature',
      [series('D')],
      '1 of 1 watched feature drifts in the newest batch (Oct 5, 2026). Rows: 640 against 1,500 in the reference.',
    ],
    [
      'warnings beside no drift',
      [series('w'), series('w')],
      'No drift in the newest batch (Oct 5, 2026), 2 watched features. Rows: 640 against 1,500 in the reference. Warnings: 2.',
    ],
    [
      'features that cannot be judged, which do not count among those that can',
      [series('.D'), series('.-'), series('..')],
      '1 of 2 watched features drifts in the newest batch (Oct 12, 2026). Rows: 640 against 1,500 in the reference. 1 feature has not enough data there.',
    ],
    [
      'rows that differ because values are missing',
      [series('D', { rows: 590 }), series('.', { rows: 1640 })],
      '1 of 2 watched features drifts in the newest batch (Oct 5, 2026). Rows: 590–1,640 against 1,500 in the reference.',
    ],
    [
      'a newest batch with too few rows, which must not hide the drift before it',
      [series('.D-'), series('..-')],
      'The newest batch (Oct 19, 2026) has not enough data for a verdict. Rows: 12 against 1,500 in the reference. 1 of 2 features drifted in the last batch that could be judged (Oct 12, 2026).',
    ],
    [
      'a newest batch with too few rows after one without drift',
      [series('D.-')],
      'The newest batch (Oct 19, 2026) has not enough data for a verdict. Rows: 12 against 1,500 in the reference. The last batch that could be judged (Oct 12, 2026) had no drift.',
    ],
    [
      'no batch that could be judged',
      [series('--')],
      'The newest batch (Oct 12, 2026) has not enough data for a verdict. Rows: 12 against 1,500 in the reference. No batch so far has enough data for a verdict.',
    ],
    [
      'several sources, each with its own newest batch',
      [series('.D', { source: 'web' }), series('...', { source: 'shops' })],
      'web: 1 of 1 watched feature drifts in the newest batch (Oct 12, 2026). Rows: 640 against 1,500 in the reference. shops: No drift in the newest batch (Oct 19, 2026), 1 watched feature. Rows: 640 against 1,500 in the reference.',
    ],
    ['no batches', [series('')], 'No drift could be computed.'],
    ['nothing at all', [], 'No drift could be computed.'],
  ];
  for (const [what, all, en] of cases) {
    it(`tells ${what}`, () => {
      assert.equal(headline({ series: all }, 'en'), en);
      const polish = headline({ series: all }, 'pl');
      assert.notEqual(polish, en);
      assert.doesNotMatch(polish, /[{}|]/);
    });
  }

  it('is Polish in Polish', () => {
    assert.equal(
      headline({ series: [series('.D'), series('.-'), series('.w')] }, 'pl'),
      'Dryf w najnowszej partii (12 paź 2026): 1 z 2 obserwowanych cech. Wiersze: 640 wobec 1500 w danych odniesienia. Ostrzeżenia: 1. Cechy, dla których danych jest za mało: 1.',
    );
  });
});
