import assert from 'node:assert/strict';
import { pauseUntilNext } from '../../../src/extension/drift-panel/refresh-pace.ts';
import { alertmanagerPage, graphPage, prometheusAlertPage, runPage } from '../../../src/extension/drift-panel/server-pages.ts';
import { asksTheSame, usualWish, wishedTimes } from '../../../src/extension/drift-panel/time-wish.ts';

describe('wishedTimes', () => {
  const now = 1_000_000;
  it('knows the last so long, a range, all, and what they are compared with', () => {
    const last = { kind: 'last', ms: 1000 } as const;
    assert.deepEqual(wishedTimes({ range: last, compare: 'none' }, now), { shown: { start: 999_000, end: now }, compared: null });
    assert.deepEqual(wishedTimes({ range: last, compare: 'before' }, now).compared, { start: 998_000, end: 999_000 });
    assert.deepEqual(wishedTimes({ range: last, compare: { start: 1, end: 5 } }, now).compared, { start: 1, end: 5 });
    assert.deepEqual(wishedTimes({ range: { kind: 'between', start: 3, end: 9 }, compare: 'none' }, now).shown, { start: 3, end: 9 });
    assert.deepEqual(wishedTimes({ range: { kind: 'all' }, compare: 'before' }, now), { shown: null, compared: null });
  });
  it('takes no range that ends before it starts', () => {
    assert.equal(wishedTimes({ range: { kind: 'between', start: 9, end: 3 }, compare: 'none' }, now).shown, null);
    assert.equal(wishedTimes({ range: { kind: 'last', ms: 10 }, compare: { start: 9, end: 3 } }, now).compared, null);
  });
  it('knows that another pace asks for nothing else', () => {
    assert.equal(asksTheSame(usualWish, { ...usualWish, refreshEvery: 30_000 }), true);
    assert.equal(asksTheSame(usualWish, { ...usualWish, width: 300 }), false);
  });
});

describe('pauseUntilNext', () => {
  it('is the pace, twice as long with every look that fails, and never beyond a quarter of an hour', () => {
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5].map((failures) => pauseUntilNext(30_000, failures)),
      [30_000, 60_000, 120_000, 240_000, 480_000, 480_000],
    );
    assert.equal(pauseUntilNext(300_000, 9), 900_000);
    assert.equal(pauseUntilNext(3_600_000, 9), 3_600_000, 'no shorter than the person chose');
    assert.equal(pauseUntilNext(0, 3), null);
  });
});

describe('pages of servers', () => {
  const range = { query: 'rate(x{a="b"}[5m])', start: Date.UTC(2026, 10, 1), end: Date.UTC(2026, 10, 1, 1) };

  it('show a query over the range in Prometheus, under its path', () => {
    const page = new URL(graphPage('http://u:p@localhost:9090/prom/api/v1?tenant=1', range) ?? '');
    assert.equal(`${page.origin}${page.pathname}`, 'http://localhost:9090/prom/graph');
    assert.deepEqual(Object.fromEntries(page.searchParams), {
      'g0.expr': range.query,
      'g0.tab': '0',
      'g0.range_input': '3600s',
      'g0.end_input': '2026-11-01 01:00:00',
    });
  });

  it('are Grafana’s own where its proxy stands before the server', () => {
    for (const path of ['api/datasources/proxy/1', 'api/datasources/proxy/uid/abc', 'api/datasources/uid/abc/resources']) {
      assert.equal(graphPage(`https://grafana.example.com/g/${path}/`, range), 'https://grafana.example.com/g/');
      assert.equal(prometheusAlertPage(`https://grafana.example.com/g/${path}`, 'x'), 'https://grafana.example.com/g/');
    }
  });

  it('find alerts and runs by what comes from outside, which stays a value', () => {
    assert.equal(prometheusAlertPage('http://localhost:9090', 'a&b=c'), 'http://localhost:9090/alerts?search=a%26b%3Dc');
    assert.equal(
      alertmanagerPage('http://localhost:9093', 'a"}'),
      'http://localhost:9093/#/alerts?filter=%7Balertname%3D%22a%5C%22%7D%22%7D',
    );
    assert.equal(runPage('http://localhost:5000/mlflow/', '../x'), 'http://localhost:5000/mlflow/#/runs/..%2Fx');
  });

  it('are none for what is no http or https address', () => {
    for (const url of ['', 'javascript:alert(1)', 'file:///etc/passwd']) {
      assert.equal(graphPage(url, range), null);
      assert.equal(runPage(url, 'x'), null);
    }
  });
});
