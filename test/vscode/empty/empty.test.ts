// A window without a folder: the extension has nothing to say, and no command fails.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../../src/core/config/ids.ts';
import { airworthy, allOurs } from '../in-editor.ts';

/** Calls a command and says no to whatever it asks, until it ends. */
async function call(id: string): Promise<void> {
  const running = { ended: false };
  const done = Promise.resolve(vscode.commands.executeCommand(id)).finally(() => {
    running.ended = true;
  });
  while (!running.ended) {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await done;
}

describe('a window without a folder', () => {
  it('does not start the extension by itself', () => {
    assert.equal(vscode.workspace.workspaceFolders, undefined);
    assert.equal(vscode.extensions.getExtension('airworthy.airworthy')?.isActive, false);
  });

  it('lets every command be called', async () => {
    for (const id of Object.values(commandIds)) if (id !== commandIds.explainRule) await call(id);
    await airworthy();
    assert.deepEqual(allOurs(), []);
  });
});
