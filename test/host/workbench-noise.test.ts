// The workbench's chatter is left out, and nothing that a test or an extension says is.
import assert from 'node:assert/strict';
import { isWorkbenchNoise } from './workbench-noise.mjs';

describe('isWorkbenchNoise', () => {
  it('leaves out what the window says of itself', () => {
    assert.ok(isWorkbenchNoise('Resolving connection token (localhost:1)...'));
    assert.ok(
      isWorkbenchNoise('Canceled: Canceled\n    at x (http://localhost:1/stable-0/static/out/vs/code/browser/workbench/workbench.js:8:1)'),
    );
  });

  it('keeps what a test says, and errors of the extension host', () => {
    assert.ok(!isWorkbenchNoise('  ✓ activation starts the extension without an error (29 ms)'));
    assert.ok(!isWorkbenchNoise('Error: boom\n    at run (/repo/out/test-vscode/index.js:1:1)'));
    assert.ok(!isWorkbenchNoise('Error: x\n    at y (/cache/lib/vscode/out/vs/workbench/api/node/extensionHostProcess.js:1:1)'));
  });
});
