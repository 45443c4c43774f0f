import assert from 'node:assert/strict';
import { format, message, type Language } from '../../../src/core/l10n/message.ts';
import type { ReleasePlan } from '../../../src/core/release/release-steps.ts';
import { planParagraphs, planTitle } from '../../../src/extension/commands/plan-words.ts';

const commit = 'c'.repeat(40);

const promotion: ReleasePlan = {
  action: 'promote',
  model: 'fraud',
  stage: 'production',
  from: 'v1.4.1',
  to: 'v1.5.0',
  traffic: null,
  commit,
  change: {
    registry: 'git',
    action: 'promote',
    model: 'fraud',
    artifact: 'fraud',
    stage: 'production',
    holder: { version: 'v1.4.1', commit, since: 0, by: 'Ana', ref: 'fraud#production#15', object: '' },
    to: 'v1.5.0',
    commit,
    name: 'fraud#production#19',
  },
  manifest: null,
  remote: null,
  commands: [],
  warnings: [],
};

const gate = (passed: boolean): { metric: string; value: number; limit: number; passed: boolean; why: ReturnType<typeof message> } => ({
  metric: 'recall',
  value: 0.7,
  limit: 0.74,
  passed,
  why: message({ en: '{value} is below {limit}.', pl: '{value} to mniej niż {limit}.' }, { value: 0.7, limit: 0.74 }),
});

function lines(
  plan: ReleasePlan,
  gates = [gate(false)],
  { hasRemote = true, language = 'en' }: { readonly hasRemote?: boolean; readonly language?: Language } = {},
): readonly string[] {
  return planParagraphs({ plan, gates }, { hasRemote })
    .flat()
    .map((line) => format(line, language));
}

describe('a plan in plain words', () => {
  it('says what is there, what gates say, what is written, and that nothing is pushed', () => {
    assert.deepEqual(lines(promotion), [
      'Now in production: v1.4.1.',
      '✗ recall: 0.7 is below 0.74.',
      '• Make the tag fraud#production#19 in this clone',
      'Nothing is pushed unless you choose so.',
    ]);
    assert.deepEqual(lines({ ...promotion, from: null }, [], { hasRemote: false, language: 'pl' }), [
      'Teraz w etapie production nie ma wersji.',
      'Tego etapu nie pilnuje żadna bramka.',
      '• Utworzy w tym klonie tag fraud#production#19',
      'Nic nie zostanie wysłane: ten klon nie ma zdalnego repozytorium.',
    ]);
  });

  it('names every edit with its line, the commit, the push and the command exactly', () => {
    const plan: ReleasePlan = {
      ...promotion,
      action: 'deploy',
      manifest: {
        path: 'k8s/fraud.yaml',
        object: 'fraud',
        oldText: '',
        newText: '',
        storedText: '',
        blob: commit,
        mode: '100644',
        changes: [
          { line: 12, key: 'storageUri', before: 's3://m/v1.4.1', after: 's3://m/v1.5.0' },
          { line: 9, key: 'canaryTrafficPercent', before: '10', after: null },
          { line: 7, key: 'version', before: null, after: 'v1.5.0' },
        ],
        branch: 'refs/heads/main',
        isNewBranch: false,
        parent: commit,
      },
      remote: 'origin',
      commands: [
        { kind: 'deploy', command: './deploy.sh', environment: {}, folder: 'pay' },
        { kind: 'kubectl', command: 'kubectl apply -f k8s/fraud.yaml', environment: {}, folder: '' },
      ],
      warnings: [message({ en: 'Argo CD heals {path}.', pl: 'Argo CD naprawia {path}.' }, { path: 'k8s' })],
    };
    assert.deepEqual(lines(plan, []).slice(2), [
      '⚠ Argo CD heals k8s.',
      '• Make the tag fraud#production#19 in this clone',
      '• Change storageUri in k8s/fraud.yaml:12: s3://m/v1.4.1 → s3://m/v1.5.0',
      '• Remove canaryTrafficPercent: 10 from k8s/fraud.yaml:9',
      '• Add version: v1.5.0 in k8s/fraud.yaml:7',
      '• Commit k8s/fraud.yaml to main, and nothing else',
      '• Push to origin fraud#production#19',
      '• Push to origin main',
      '• Run in pay: ./deploy.sh',
      '• Run: kubectl apply -f k8s/fraud.yaml',
    ]);
  });

  it('asks about what is done, and says first that a gate stops it', () => {
    const title = (plan: ReleasePlan, isBlocked = false): string => format(planTitle({ plan, isBlocked }), 'en');
    assert.equal(title(promotion), 'Promote fraud v1.5.0 to production?');
    assert.equal(title(promotion, true), 'fraud v1.5.0 does not pass the gates of production.');
    assert.equal(title({ ...promotion, action: 'unassign', to: null }), 'Take fraud v1.4.1 out of production?');
    assert.equal(title({ ...promotion, action: 'rollback', to: commit }), 'Roll fraud in production back to ccccccc?');
    assert.equal(
      title({ ...promotion, action: 'canary', traffic: { before: 10, after: 50 } }),
      'Give fraud v1.5.0 in production 50 % of the traffic?',
    );
  });
});
