// The extension is found by VS Code and starts on a workspace.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

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
});
