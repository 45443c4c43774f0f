// A plain notebook project without a manifest: quiet, with nothing claimed that was not looked at.
import assert from 'node:assert/strict';
import { rm, stat, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { commandIds } from '../../../src/core/config/ids.ts';
import { airworthy, allOurs, file, ours, until } from '../in-editor.ts';

describe('a project with nothing in place', () => {
  before(airworthy);

  it('raises no warning by itself', () => {
    assert.deepEqual(
      allOurs().filter(({ diagnostic }) => diagnostic.severity <= vscode.DiagnosticSeverity.Warning),
      [],
    );
  });

  it('begins a manifest without writing it', async () => {
    await vscode.commands.executeCommand(commandIds.createManifest);
    const document = vscode.window.activeTextEditor?.document;
    assert.match(document?.getText() ?? '', /^version: 1\nproject: \S+\nstage: prototype #/);
    assert.equal(document?.isUntitled, true);
    assert.equal(document.uri.path, file('airworthy.yaml').path);
    await assert.rejects(stat(file('airworthy.yaml').fsPath), /ENOENT/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('shows its checklist in the manifest as soon as there is one', async () => {
    const manifest = file('airworthy.yaml');
    await writeFile(manifest.fsPath, 'version: 1\nproject: bare\n');
    try {
      await until(() => ours(manifest, 'data-versioned').length === 1);
      assert.equal(ours(manifest, 'data-versioned')[0]?.severity, vscode.DiagnosticSeverity.Information);
    } finally {
      await rm(manifest.fsPath);
      await until(() => ours(manifest).length === 0);
    }
  });
});
