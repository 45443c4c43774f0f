import assert from 'node:assert/strict';
import type { ChartAnswer } from '../../../src/core/charts/chart.ts';
import { judgeChart } from '../../../src/core/charts/judge-chart.ts';
import { standingOf } from '../../../src/core/charts/watch.ts';
import { message } from '../../../src/core/l10n/message.ts';
import { type LookedChart, noticeText, watchSummary } from '../../../src/extension/drift-watch/watch-words.ts';
import { chartAnswer, chartSpec } from '../../support/charts.ts';

const now = Date.UTC(2026, 10, 12);

function looked(title: string, answer: ChartAnswer | null): LookedChart {
  const spec = chartSpec({ title });
  const failure = answer === null ? message({ en: 'The server is down.', pl: 'Serwer nie działa.' }) : null;
  return {
    key: title,
    project: 'p',
    projectName: 'card-fraud',
    spec,
    judgement: answer === null ? null : judgeChart(spec, answer, now),
    failure,
  };
}

const value = (score: number): ChartAnswer => chartAnswer([[score]], { end: now });

function summary(...charts: readonly LookedChart[]) {
  return watchSummary(charts, { standings: charts.map(({ judgement }) => standingOf(judgement)), at: now }, 'en');
}

describe('words of the watch', () => {
  it('tell the worst, with what is behind it', () => {
    const text = (...charts: readonly LookedChart[]): string | undefined => summary(...charts)?.text;
    assert.equal(text(), undefined);
    assert.equal(text(looked('A', value(0)), looked('B', value(0))), 'No drift');
    assert.equal(text(looked('A', value(0)), looked('B', null)), 'No drift, 1 of 2 unknown');
    assert.equal(text(looked('A', value(0.15)), looked('B', value(0))), '1 of 2 warn');
    assert.equal(text(looked('A', value(0.15)), looked('B', value(0.3))), '1 of 2 drift');
    assert.equal(text(looked('A', null)), 'Drift unknown');
    const { tooltip, bad } = summary(looked('A', value(0.3125)), looked('B', null), looked('C', value(0))) ?? assert.fail();
    const [first, second, ...rest] = tooltip.split('\n');
    assert.deepEqual(
      [bad, first, second, rest.length],
      [1, 'card-fraud: A 0.3125, alert ≥ 0.25', 'card-fraud: B unknown. The server is down.', 1],
    );
  });

  it('name one chart with its numbers, and several together', () => {
    const rows = { reference: 50_000, current: 48_210 };
    const counted: ChartAnswer = { ...value(0), lines: [{ name: '', version: null, points: [{ time: now, value: 0.31, rows }] }] };
    assert.equal(
      noticeText([looked('Amount', counted)], () => Date.UTC(2026, 10, 10), 'en'),
      'Drift in card-fraud: Amount is 0.31 (alert ≥ 0.25) since Nov 10, 2026; 48,210 rows against 50,000.',
    );
    const many = ['A', 'B', 'C', 'D'].map((title) => looked(title, value(0.3)));
    assert.equal(
      noticeText(many, () => now, 'en'),
      'Drift in card-fraud: 4 charts have crossed their thresholds, among them A, B, C.',
    );
    assert.match(
      noticeText([looked('Amount', value(0.5))], () => now, 'pl'),
      /^Dryf w card-fraud: Amount wynosi 0,5 \(próg ≥ 0,25\) od 12 lis 2026\.$/,
    );
  });
});
