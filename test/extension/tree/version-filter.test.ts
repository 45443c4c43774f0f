import assert from 'node:assert/strict';
import type { ReportedModel, VersionsReport } from '../../../src/core/release/versions-report.ts';
import { filterReport } from '../../../src/extension/tree/version-filter.ts';

const commit = 'c'.repeat(40);

function model(name: string, versions: readonly (readonly [version: string, author: string])[], production: string): ReportedModel {
  return {
    model: name,
    name,
    registry: 'git',
    latest: null,
    stages: { production: { version: production, since: null, by: 'Olga' } },
    history: versions.map(([version, by]) => ({ action: 'register', version, stage: null, at: '', by, ref: '' })),
    versions: versions.map(([version, author]) => ({ version, ref: '', commit, active: true, registeredAt: '', author })),
  };
}

const report: VersionsReport = {
  models: [
    model(
      'fraud',
      [
        ['v1.1.0', 'Ana'],
        ['v1.0.0', 'Józef Ą'],
      ],
      'v1.0.0',
    ),
    model('churn', [['v2.0.0', 'Ana']], 'v2.0.0'),
  ],
  disagreements: [{ model: 'churn', stage: 'production', places: [] }],
  errors: [],
};

function left(text: string): readonly string[] {
  return filterReport(report, text).report.models.flatMap(({ model: name, versions }) =>
    versions.map(({ version }) => `${name} ${version}`),
  );
}

describe('the filter of versions', () => {
  it('leaves everything for an empty text', () => {
    assert.deepEqual(filterReport(report, '  '), { report, shown: 3, all: 3 });
  });

  it('finds models, versions, stages and authors in any letter case', () => {
    assert.deepEqual(left('FRAUD'), ['fraud v1.1.0', 'fraud v1.0.0']);
    assert.deepEqual(left('1.1'), ['fraud v1.1.0']);
    assert.deepEqual(left('józef ą'), ['fraud v1.0.0']);
    assert.deepEqual(left('prod'), ['fraud v1.0.0', 'churn v2.0.0']);
  });

  it('wants every word, in whichever of them', () => {
    assert.deepEqual(left('churn ana'), ['churn v2.0.0']);
    assert.deepEqual(left('fraud production'), ['fraud v1.0.0']);
    assert.deepEqual(left('fraud nobody'), []);
  });

  it('keeps the events of what it finds, and all that needs attention', () => {
    const { report: found, shown, all } = filterReport(report, 'v1.1.0');
    assert.deepEqual(
      found.models.map(({ history, stages }) => [history.length, Object.keys(stages)]),
      [[1, []]],
    );
    assert.deepEqual([shown, all], [1, 3]);
    assert.deepEqual(found.disagreements, report.disagreements);
  });
});
