import assert from 'node:assert/strict';
import fc from 'fast-check';
import { grafanaDashboard } from '../../../../src/core/facts/monitoring/grafana-dashboard.ts';
import { checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const path = 'grafana/fraud.json';
const drift = 'max by (feature) (feature_drift_psi{model="$model"})';
const board = {
  title: 'Fraud: drift and latency',
  uid: 'fraud-drift',
  schemaVersion: 39,
  templating: { list: [{ name: 'model', type: 'query', query: 'label_values(model)' }] },
  panels: [
    {
      type: 'row',
      title: 'Drift',
      collapsed: true,
      panels: [{ type: 'timeseries', title: 'PSI', datasource: { type: 'prometheus', uid: 'p' }, targets: [{ expr: drift, refId: 'A' }] }],
    },
    {
      type: 'stat',
      title: 'Labels late',
      targets: [
        { datasource: { type: 'postgres' }, rawSql: 'select 1', refId: 'A' },
        { refId: 'B', expr: ' ' },
      ],
    },
    { type: 'text', options: { content: '# x' } },
  ],
};
const text = JSON.stringify(board, null, 2);

describe('grafana-dashboard', () => {
  it('reads panels wherever they lie, with what they ask and of whom', () => {
    const { facts, problems, recognised, inspected } = parseText(grafanaDashboard, text, { path });
    assert.ok(recognised);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      facts.panels.map(({ type, datasource, queries }) => [type, datasource, queries.length]),
      [
        ['timeseries', 'prometheus', 1],
        ['stat', 'postgres', 1],
        ['text', null, 0],
      ],
    );
    const [query] = facts.panels[0]?.queries ?? [];
    assert.equal(text.slice(query?.span.start, query?.span.end), JSON.stringify(drift));
    assert.deepEqual(inspected, {
      title: 'Fraud: drift and latency',
      uid: 'fraud-drift',
      schemaVersion: 39,
      panels: ['PSI', 'Labels late'],
      queries: [drift, 'select 1'],
      datasources: ['prometheus', 'postgres'],
      variables: ['model'],
    });
  });

  it('reads old dashboards, whose panels lie in rows, and answers of the API', () => {
    const old = {
      schemaVersion: 14,
      title: 'Old',
      rows: [{ title: 'Row', panels: [{ type: 'graph', title: 'Rate', datasource: 'Prometheus', targets: [{ expr: 'up' }] }] }],
    };
    for (const shown of [old, { meta: {}, dashboard: old }])
      assert.deepEqual(parseText(grafanaDashboard, JSON.stringify(shown), { path }).inspected, {
        title: 'Old',
        uid: null,
        schemaVersion: 14,
        panels: ['Rate'],
        queries: ['up'],
        datasources: ['Prometheus'],
        variables: [],
      });
  });

  it('takes no other JSON, whatever it calls its parts', () => {
    for (const other of ['{"panels": []}', '{"schemaVersion": 3, "rows_": []}', '{"schemaVersion": "1", "panels": []}'])
      assert.ok(!parseText(grafanaDashboard, other, { path }).recognised, other);
    assert.ok(!parseText(grafanaDashboard, text, { path: 'fraud.txt' }).recognised);
  });

  it('says what Grafana refuses, at its place', () => {
    const { places } = parseText(grafanaDashboard, '{"schemaVersion": 39,\n "title": "",\n "panels": {}}', { path });
    assert.deepEqual(places, ['2:11 A dashboard needs a title.', '3:12 “panels” must be a list.']);
    assert.equal(parseText(grafanaDashboard, text.slice(0, -4), { path }).problems.length, 1);
  });

  it('survives truncations and any tree', () => {
    for (const cut of truncations(text)) checkTotal(grafanaDashboard, cut, { path });
    fc.assert(
      fc.property(fc.json(), (json) =>
        checkTotal(grafanaDashboard, `{"schemaVersion": 1, "panels": [${json}], "rows": ${json}, "title": ${json}}`, { path }),
      ),
    );
  }).timeout(30_000);
});
