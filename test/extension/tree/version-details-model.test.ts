import assert from 'node:assert/strict';
import type { VersionDetails } from '../../../src/app/version-details.ts';
import type { ReleaseEvent } from '../../../src/core/release/model-state.ts';
import type { ReleaseRecord } from '../../../src/core/release/release-message.ts';
import { detailNodes } from '../../../src/extension/tree/version-details-model.ts';
import { leaf } from '../../../src/extension/tree/version-node.ts';
import { plain } from '../../../src/extension/tree/view-node.ts';
import { sayNodes } from './say-nodes.ts';
import { shownNodes } from './shown-nodes.ts';

const commit = 'c'.repeat(40);
const version = { ...leaf('git:fraud:version:v1.0.0', 'version', plain('v1.0.0')), model: 'fraud', version: 'v1.0.0', commit };
const event: ReleaseEvent = {
  ...{ action: 'assign', version: 'v1.0.0', stage: 'production', at: 0, by: 'Ana', ref: 'fraud#production#1' },
  ...{ object: '', commit, message: 'As agreed\n\nwith risk', signed: false },
};
const record: ReleaseRecord = {
  ...{ action: 'rollback', model: 'fraud', stage: 'production', from: 'v1.1.0', to: 'v1.0.0', traffic: null },
  ...{ reason: 'Too many blocked', actor: 'Ana', overridden: true, alert: null },
  gates: [
    { metric: 'recall', value: 0.7, limit: 0.74, passed: false, why: '0.7 is below 0.74.' },
    { metric: 'drift', value: null, limit: null, passed: true, why: 'Met.' },
  ],
};

function lines(details: VersionDetails | null, language: 'en' | 'pl' = 'en'): readonly string[] {
  return sayNodes(shownNodes(detailNodes(version, details, 60_000)), { deep: true, language });
}

describe('what is below a version', () => {
  it('says what was recorded, with the gates and their numbers', () => {
    const metrics = [{ name: 'test.f1', value: 0.8, file: 'metrics/eval.json' }];
    assert.deepEqual(lines({ message: 'First model\n\nMore.', metrics, moves: [{ event: { ...event, message: '' }, record }] }), [
      'First model',
      'Commit cccccccccc',
      'Metrics | 1',
      '  test.f1  0.8 | metrics/eval.json',
      'Back to production | 1 min · Ana',
      '  Gates were overridden',
      '  recall  0.7 | 0.7 is below 0.74.',
      '  drift  – | Met.',
    ]);
  });

  it('says that no gates were recorded where another tool made the tag', () => {
    assert.deepEqual(lines({ message: '', metrics: [], moves: [{ event, record: null }] }, 'pl'), [
      'Commit cccccccccc',
      'Do production | 1 min · Ana',
      '  Powód: As agreed',
      '  Nie zapisano żadnych bramek',
    ]);
  });

  it('is never empty', () => {
    const bare = { ...version, commit: null };
    assert.deepEqual(sayNodes(shownNodes(detailNodes(bare, null, 0))), ['Nothing was recorded with this version']);
  });
});
