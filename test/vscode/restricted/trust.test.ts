// The suite of Restricted Mode really runs in it; all other tests of this folder rest on that.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the workspace in Restricted Mode', () => {
  it('is not trusted', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });
});
