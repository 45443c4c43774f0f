// Findings as diagnostics: in files that nobody has opened, with all that a person needs to act on them.
import assert from 'node:assert/strict';
import { writeFile, rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import { airworthy, file, open, ours, putBack, ruleOf, until } from './in-editor.ts';

describe('diagnostics', () => {
  before(airworthy);
  afterEach(putBack);

  it('stand in files that are not open', () => {
    const uri = file('monitoring/rules/drift.yml');
    assert.ok(vscode.workspace.textDocuments.every((document) => document.uri.fsPath !== uri.fsPath));
    assert.equal(ours(uri, 'alert-without-runbook').length, 1);
  });

  it('have a source, a code that links to the page of the rule, a severity and one range on the value', async () => {
    const uri = file('dvc.yaml');
    const [found] = ours(uri, 'dvc-lock-stale');
    assert.ok(found);
    assert.equal(found.source, 'Airworthy');
    assert.equal(found.severity, vscode.DiagnosticSeverity.Warning);
    assert.ok(typeof found.code === 'object' && found.code.target.toString() === 'airworthy-explain:/dvc-lock-stale.md');
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.getText(found.range), 'train.learning_rate');
  });

  it('name the other place of a disagreement', async () => {
    const [found] = ours(file('airworthy.yaml'), 'gate-failing');
    assert.ok(found);
    assert.equal(found.severity, vscode.DiagnosticSeverity.Error);
    const [other] = found.relatedInformation ?? [];
    assert.ok(other);
    assert.equal(other.location.uri.fsPath, file('metrics/eval.json').fsPath);
    const document = await vscode.workspace.openTextDocument(other.location.uri);
    assert.match(document.lineAt(other.location.range.start.line).text, /recall/);
  });

  it('show the checklist in the manifest alone, as information', () => {
    const manifest = ours(file('airworthy.yaml'), 'quality-gates');
    assert.deepEqual(
      manifest.map(({ severity }) => severity),
      [vscode.DiagnosticSeverity.Information],
    );
    const elsewhere = vscode.languages
      .getDiagnostics()
      .filter(([uri]) => uri.fsPath !== file('airworthy.yaml').fsPath && ours(uri, 'quality-gates').length > 0);
    assert.deepEqual(elsewhere, []);
  });

  it('are the same when the file is opened', async () => {
    const before = ours(file('monitoring/rules/serving.yml')).map(ruleOf);
    await open('monitoring/rules/serving.yml');
    await (await airworthy()).settled();
    assert.deepEqual(ours(file('monitoring/rules/serving.yml')).map(ruleOf), before);
  });

  it('mark a broken file at its place and leave all others standing', async () => {
    const broken = file('monitoring/rules/broken.yml');
    await writeFile(broken.fsPath, 'groups:\n  - name: broken\n    rules:\n      - alert: [\n');
    try {
      await until(() => ours(broken, 'schema-invalid').length > 0);
      assert.equal(ours(file('monitoring/rules/serving.yml'), 'alert-flapping').length, 1);
    } finally {
      await rm(broken.fsPath);
      await until(() => ours(broken).length === 0);
    }
  });
});
