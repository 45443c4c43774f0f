// Diagnostics follow what is typed, saved or not, and keep away from the word under the cursor.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { airworthy, file, open, ours, putBack, replace } from './in-editor.ts';

const rules = 'monitoring/rules/serving.yml';

describe('typing', () => {
  before(airworthy);
  afterEach(putBack);

  it('judges the text that is not saved, and the saved one again after a revert', async () => {
    const editor = await open('airworthy.yaml');
    assert.equal(ours(editor.document.uri, 'manifest-key-unknown').length, 0);
    await replace(editor, 'scenario: fraud-detection', 'scenarios: fraud-detection');
    await (await airworthy()).settled();
    const [found] = ours(editor.document.uri, 'manifest-key-unknown');
    assert.ok(found);
    assert.equal(editor.document.getText(found.range), 'scenarios');
    assert.equal(editor.document.isDirty, true);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await (await airworthy()).settled();
    assert.equal(ours(editor.document.uri, 'manifest-key-unknown').length, 0);
  });

  it('judges other files by the text that is not saved', async () => {
    const editor = await open('params.yaml');
    assert.equal(ours(file('dvc.yaml'), 'dvc-lock-stale').length, 1);
    await replace(editor, 'learning_rate: 0.2', 'learning_rate: 0.3');
    await (await airworthy()).settled();
    assert.equal(ours(file('dvc.yaml'), 'dvc-lock-stale').length, 0);
  });

  it('forgets the unsaved text when its editor is closed without saving', async () => {
    const editor = await open('params.yaml');
    await replace(editor, 'learning_rate: 0.2', 'learning_rate: 0.3');
    await (await airworthy()).settled();
    assert.equal(ours(file('dvc.yaml'), 'dvc-lock-stale').length, 0);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await (await airworthy()).settled();
    assert.equal(ours(file('dvc.yaml'), 'dvc-lock-stale').length, 1);
  });

  it('says nothing under the word that is being typed until the cursor leaves it', async () => {
    const editor = await open('airworthy.yaml');
    const line = editor.document
      .getText()
      .split('\n')
      .findIndex((text) => text.startsWith('scenario:'));
    const end = new vscode.Position(line, 'scenario'.length);
    editor.selection = new vscode.Selection(end, end);
    await vscode.commands.executeCommand('type', { text: 's' });
    await (await airworthy()).settled();
    assert.equal(editor.document.lineAt(line).text, 'scenarios: fraud-detection');
    assert.equal(ours(editor.document.uri, 'manifest-key-unknown').length, 0);
    await vscode.commands.executeCommand('cursorMove', { to: 'down' });
    await (await airworthy()).settled();
    assert.equal(ours(editor.document.uri, 'manifest-key-unknown').length, 1);
  });

  it('takes up what is typed while an analysis is under way', async () => {
    const editor = await open('params.yaml');
    const checking = vscode.commands.executeCommand('airworthy.checkWorkspace');
    await replace(editor, 'learning_rate: 0.2', 'learning_rate: 0.3');
    await checking;
    await (await airworthy()).settled();
    assert.equal(ours(file('dvc.yaml'), 'dvc-lock-stale').length, 0);
  });

  it('keeps a finding at its words when lines come before it', async () => {
    const editor = await open(rules);
    const [before] = ours(editor.document.uri, 'alert-flapping');
    assert.ok(before);
    const words = editor.document.getText(before.range);
    await replace(editor, 'groups:', '# A line of its own.\n# And another.\ngroups:');
    await (await airworthy()).settled();
    const [after] = ours(editor.document.uri, 'alert-flapping');
    assert.ok(after);
    assert.equal(after.range.start.line, before.range.start.line + 2);
    assert.equal(editor.document.getText(after.range), words);
  });
});
