import assert from 'node:assert/strict';
import { chartSpecs } from '../../../src/core/charts/chart-specs.ts';
import { format } from '../../../src/core/l10n/message.ts';

describe('charts of a manifest', () => {
  const sources = {
    live: { type: 'prometheus', url: 'http://localhost:9090' },
    am: { type: 'alertmanager' },
    data: { type: 'files' },
  } as const;

  it('keep their place, group and units', () => {
    const { charts, left } = chartSpecs({
      sources,
      drift: [{ title: 'Amount', source: 'data', column: 'amount', method: 'psi', alert: 0.25, minRows: 100 }],
      charts: [
        { title: 'Recall', source: 'live', query: 'recall', warn: 0.9, direction: 'below', for: '1h30m' },
        { title: 'Latency', source: 'live', query: 'p95', group: 'operations', unit: 'ms', model: 'fraud' },
      ],
    });
    assert.deepEqual(left, []);
    assert.deepEqual(
      charts.map(({ id, group, type, column, query, unit, forMs, model, direction }) => [
        id,
        group,
        type,
        column ?? query,
        unit,
        forMs,
        model,
        direction,
      ]),
      [
        ['drift/0', 'drift', 'files', 'amount', '', 0, null, null],
        ['charts/0', 'quality', 'prometheus', 'recall', '', 5_400_000, null, 'below'],
        ['charts/1', 'operations', 'prometheus', 'p95', 'ms', 0, 'fraud', null],
      ],
    );
    assert.deepEqual([charts[0]?.alert, charts[0]?.warn, charts[0]?.minRows], [0.25, null, 100]);
  });

  it('without a source that holds series are left out with the reason, and the others keep their ids', () => {
    const { charts, left } = chartSpecs({
      sources,
      drift: [
        { title: 'A', source: 'constructor', query: 'a' },
        { title: 'B', source: 'am', query: 'b' },
        { title: 'C', source: 'live', query: 'c' },
      ],
    });
    assert.deepEqual(
      charts.map(({ id }) => id),
      ['drift/2'],
    );
    assert.deepEqual(
      left.map(({ id }) => id),
      ['drift/0', 'drift/1'],
    );
    assert.match(format(left[0]?.why ?? assert.fail(), 'en'), /no source 'constructor'/);
    assert.match(format(left[1]?.why ?? assert.fail(), 'en'), /Alertmanager/);
  });
});
