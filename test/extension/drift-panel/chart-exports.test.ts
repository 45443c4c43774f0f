import assert from 'node:assert/strict';
import { chartsCsv } from '../../../src/extension/drift-panel/chart-csv.ts';
import { driftMarkdown } from '../../../src/extension/drift-panel/chart-markdown.ts';
import type { PanelChart, PanelLine, PanelProject } from '../../../src/protocol/drift-panel.ts';

const hostile = '=HYPERLINK("http://127.0.0.1/?"&A1)';

function line(more: Partial<PanelLine> = {}): PanelLine {
  return {
    name: '',
    version: null,
    times: [Date.UTC(2026, 9, 5), Date.UTC(2026, 9, 6)],
    values: [-0.5, null],
    verdicts: 'ax',
    rows: [640, 0],
    reference: 1500,
    from: ['a.csv', 'b, c.csv'],
    notes: { 1: 'Said "so".' },
    odd: { 1: 'infinite' },
    ...more,
  };
}

function chart(more: Partial<PanelChart> = {}): PanelChart {
  return {
    id: 'drift/0',
    group: 'drift',
    title: 'Amount',
    model: null,
    source: 'batches',
    method: 'PSI of amount',
    rule: 'drift ≥ 0.25',
    warn: null,
    alert: 0.25,
    direction: 'above',
    unit: '',
    state: 'alert',
    summary: '',
    age: null,
    failure: null,
    notes: [],
    lines: [line()],
    compared: [],
    actions: [],
    pointActions: [],
    ...more,
  };
}

describe('chartsCsv', () => {
  it('has one line a value with all that belongs to it, numbers unrounded', () => {
    const [head, first, second, end, ...more] = chartsCsv([chart()]).split('\r\n');
    assert.equal(
      head,
      'chart,group,model,source,method,line,version,time,value,unit,verdict,rows,rows_reference,warn,alert,direction,from,note,compared',
    );
    assert.equal(first, 'Amount,drift,,batches,PSI of amount,,,2026-10-05T00:00:00.000Z,-0.5,,alert,640,1500,,0.25,above,a.csv,,false');
    assert.equal(
      second,
      'Amount,drift,,batches,PSI of amount,,,2026-10-06T00:00:00.000Z,,,no-value,0,1500,,0.25,above,"b, c.csv","infinite Said ""so"".",false',
    );
    assert.deepEqual([end, more], ['', []]);
  });

  it('marks the values of the compared range, and lets no label pass for a formula', () => {
    const text = chartsCsv([chart({ lines: [], compared: [line({ name: hostile, times: [0], values: [1], notes: {}, odd: {} })] })]);
    const [, row] = text.split('\r\n');
    assert.match(row ?? '', /,"'=HYPERLINK\(""http:\/\/127\.0\.0\.1\/\?""&A1\)",/);
    assert.match(row ?? '', /,true$/);
  });
});

describe('driftMarkdown', () => {
  const project: PanelProject = {
    id: 'a',
    name: 'card-fraud',
    headline: '1 of 1 feature drifts.',
    problems: ['data/x.csv: It is broken.'],
    models: [],
    charts: [],
    releases: [
      {
        time: 1,
        day: 'Jan 1, 1970',
        model: 'm',
        stage: 'production',
        version: 'v1',
        label: 'v1',
        text: 'm v1 to production',
        isRollback: false,
        isLive: true,
      },
      {
        time: Date.UTC(2026, 9, 5),
        day: 'Oct 5, 2026',
        model: 'm',
        stage: 'production',
        version: 'v2',
        label: 'v2',
        text: 'm v2 to production',
        isRollback: false,
        isLive: true,
      },
    ],
    alerts: [{ id: '1', name: 'Slow', state: 'firing', text: 'since noon', details: [], actions: [] }],
    alertProblems: [],
  };
  const page = (charts: readonly PanelChart[], picture: string | null = 'x.png'): string =>
    driftMarkdown({
      project,
      charts,
      picture,
      shown: { start: Date.UTC(2026, 9, 1), end: Date.UTC(2026, 9, 7) },
      language: 'en',
      now: Date.UTC(2026, 9, 7, 12),
    });

  it('says the headline, shows the picture, and every chart’s newest numbers with sample, method and thresholds', () => {
    const text = page([chart({ lines: [line({ values: [0.1, 0.5], odd: {}, notes: {} })] })]);
    assert.match(
      text,
      /^# Drift of card-fraud, October 7, 2026\n\n1 of 1 feature drifts\.\n\nAsked Oct 7, 2026, 12:00 PM UTC\. Shown: Oct 1, 2026 – Oct 7, 2026\./,
    );
    assert.match(text, /\n!\[Charts\]\(x\.png\)\n/);
    assert.match(text, /\| Amount \| Drift \| 0\.5 \(Oct 6, 2026\) \| 0 \/ 1,500 \| PSI of amount \| drift ≥ 0\.25 \| batches \|/);
    assert.match(text, /\n- Slow: since noon\n/);
    assert.match(text, /\n- Oct 5, 2026: m v2 to production\n/);
    assert.doesNotMatch(text, /m v1 to production/, 'before the time that is shown');
    assert.match(text, /## What is not known\n\n- /);
  });

  it('lets no label do anything', () => {
    const text = page([chart({ title: '<img src=x onerror=alert(1)> | [a](http://127.0.0.1)' })], null);
    assert.doesNotMatch(text, /<img|(?<!`)\[a\]\(/);
  });
});
