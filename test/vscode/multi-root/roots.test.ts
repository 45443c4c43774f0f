// The suite of several roots really has several; all other tests of this folder rest on that.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the workspace with several roots', () => {
  it('has the two samples as roots, in the order of its file', () => {
    assert.deepEqual(
      vscode.workspace.workspaceFolders?.map((folder) => folder.name),
      ['card-fraud', 'bare'],
    );
  });
});
