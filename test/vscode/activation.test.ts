// The extension is found by VS Code and starts on a workspace.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { airworthy, allOurs } from './in-editor.ts';

describe('activation', () => {
  it('starts the extension without an error', async () => {
    const extension = vscode.extensions.getExtension('airworthy.airworthy');
    assert.ok(extension, 'airworthy.airworthy is not installed');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('runs in the workspace that the suite asked for', () => {
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
  });

  it('has judged the workspace when it says that it has settled', async () => {
    await airworthy();
    assert.notEqual(allOurs().length, 0);
  });

  it('opens nothing and shows at most ten warnings and errors of its own', async () => {
    await airworthy();
    assert.deepEqual(
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)),
      [],
    );
    const loud = allOurs().filter(({ diagnostic }) => diagnostic.severity <= vscode.DiagnosticSeverity.Warning);
    assert.ok(loud.length <= 10, `${loud.length} warnings and errors`);
  });
});
