// A window without a folder: the extension has nothing to say, and no command fails.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../../src/core/config/ids.ts';
import { airworthy, allOurs } from '../in-editor.ts';

describe('a window without a folder', () => {
  it('does not start the extension by itself', () => {
    assert.equal(vscode.workspace.workspaceFolders, undefined);
    assert.equal(vscode.extensions.getExtension('airworthy.airworthy')?.isActive, false);
  });

  it('lets every command be called', async () => {
    for (const id of Object.values(commandIds)) if (id !== commandIds.explainRule) await vscode.commands.executeCommand(id);
    await airworthy();
    assert.deepEqual(allOurs(), []);
  });
});
