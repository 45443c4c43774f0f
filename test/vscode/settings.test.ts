// Settings take effect at once, without a reload.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { airworthy, file, ours, putBack, untilEvent, withSetting } from './in-editor.ts';

const rules = file('monitoring/rules/serving.yml');

describe('settings', () => {
  before(airworthy);
  afterEach(putBack);

  it('silence a rule and bring it back', async () => {
    assert.equal(ours(rules, 'alert-flapping').length, 1);
    await withSetting('airworthy.severity', { 'alert-flapping': 'off' }, async () => {
      assert.deepEqual(ours(rules, 'alert-flapping'), []);
      assert.notEqual(ours(rules, 'alert-without-runbook').length, 0);
      await Promise.resolve();
    });
    assert.equal(ours(rules, 'alert-flapping').length, 1);
  });

  it('give a rule another severity', async () => {
    await withSetting('airworthy.severity', { 'alert-flapping': 'error' }, async () => {
      assert.deepEqual(
        ours(rules, 'alert-flapping').map(({ severity }) => severity),
        [vscode.DiagnosticSeverity.Error],
      );
      await Promise.resolve();
    });
  });

  it('that make no sense change nothing', async () => {
    const before = ours(rules).map(({ severity }) => severity);
    await withSetting('airworthy.severity', { 'alert-flapping': 'loud' }, async () => {
      assert.deepEqual(
        ours(rules).map(({ severity }) => severity),
        before,
      );
      await Promise.resolve();
    });
  });

  it('turn diagnostics, fixes and pages into Polish and back', async () => {
    const english = ours(rules, 'alert-flapping').map(({ message }) => message);
    const page = vscode.Uri.parse('airworthy-explain:/alert-flapping.md');
    await withSetting('airworthy.language', 'pl', async () => {
      const polish = ours(rules, 'alert-flapping').map(({ message }) => message);
      assert.equal(polish.length, 1);
      assert.match(polish[0] ?? '', /^Alert FraudBlockRateHigh nie ma `for`/);
      const document = await vscode.workspace.openTextDocument(page);
      await untilEvent(vscode.workspace.onDidChangeTextDocument, () => /^Reguła `alert-flapping`/m.test(document.getText()));
      await vscode.window.showTextDocument(rules);
      const [found] = ours(rules, 'alert-flapping');
      assert.ok(found);
      const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        rules,
        found.range,
      );
      assert.ok(
        actions.some(({ title }) => title === 'Wyjaśnij alert-flapping'),
        actions.map(({ title }) => title).join(' | '),
      );
    });
    assert.deepEqual(
      ours(rules, 'alert-flapping').map(({ message }) => message),
      english,
    );
  });
});
