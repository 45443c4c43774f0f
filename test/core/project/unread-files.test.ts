// Files that are there and that nobody could read: they still say what the project is, and nothing is called missing because of them.
import assert from 'node:assert/strict';
import { defaultJudgeOptions } from '../../../src/core/engine/judge-options.ts';
import { judgeProject } from '../../../src/core/engine/judge-project.ts';
import { format } from '../../../src/core/l10n/message.ts';
import type { UnreadReason } from '../../../src/core/project/project.ts';
import { projectOf } from '../../support/project-of.ts';

const judge = (files: Readonly<Record<string, string>>, unread: Readonly<Record<string, UnreadReason>>) =>
  judgeProject(projectOf(files, { unread }), defaultJudgeOptions);
const invalid = ({ findings }: ReturnType<typeof judge>) =>
  findings.flatMap(({ ruleId, path, range, message }) =>
    ruleId === 'schema-invalid' ? [`${path}:${String(range.start.line)} ${format(message, 'en')}`] : [],
  );

describe('a file that could not be read', () => {
  for (const path of ['dvc.yaml', 'dvc.lock', 'data/raw.csv.dvc', '.dvc/config', 'model/MLmodel', 'MLproject', 'airworthy.yaml']) {
    it(`makes a model project by its name: ${path}`, () => {
      for (const reason of ['too-large', 'not-text', 'unreadable', 'outside'] as const)
        assert.ok(judge({}, { [path]: reason }).machineLearning);
    });
  }

  it('makes none by another name', () => assert.equal(judge({}, { 'values.yaml': 'too-large' }).machineLearning, false));

  it('is invalid where its bytes are no text, for no tool reads them', () => {
    assert.deepEqual(invalid(judge({}, { 'dvc.yaml': 'not-text', 'values.yaml': 'not-text', 'tests/fixtures/dvc.yaml': 'not-text' })), [
      'dvc.yaml:1 The file is not text in UTF-8 or UTF-16.',
    ]);
    assert.deepEqual(invalid(judge({}, { 'dvc.yaml': 'too-large', 'dvc.lock': 'unreadable' })), []);
  });

  it('is invalid where it is a manifest too large to count', () => {
    assert.deepEqual(invalid(judge({}, { 'airworthy.yaml': 'too-large' })), [
      'airworthy.yaml:1 The file is larger than 8 MB and was not read.',
    ]);
  });

  it('leaves unknown what the manifest could have declared, and missing what it could not', () => {
    const { checks } = judge({ 'dvc.yaml': 'stages: {}\n' }, { 'airworthy.yaml': 'unreadable' });
    const answer = (id: string) => checks.find((check) => check.id === id);
    const goal = answer('business-goal');
    assert.equal(goal?.status, 'unknown');
    assert.equal(format(goal.reason, 'en'), 'airworthy.yaml cannot be opened, so nobody can say.');
    assert.equal(answer('incident-playbook')?.status, 'unknown');
    assert.equal(answer('ci-cd')?.status, 'missing');
  });

  it('says nothing of another project’s manifest', () => {
    const { checks } = judge({ 'airworthy.yaml': 'version: 1\n' }, { 'other/airworthy.yaml': 'unreadable' });
    assert.equal(checks.find(({ id }) => id === 'incident-playbook')?.status, 'missing');
  });
});
