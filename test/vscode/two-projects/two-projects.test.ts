// Two projects in one repository: each finding stands in its own project, also when only one of them is open as a folder.
import assert from 'node:assert/strict';
import { relative } from 'node:path';
import * as vscode from 'vscode';
import { airworthy, allOurs, file, folder, ours, putBack, replace, ruleOf } from '../in-editor.ts';

describe('two projects in one repository', () => {
  before(airworthy);
  afterEach(putBack);

  it('have their findings in their own files', () => {
    const places = new Set(allOurs().map(({ uri }) => relative(folder(), uri.fsPath).split('/')[0]));
    assert.ok(places.has('churn') && places.has('pricing'), [...places].join(', '));
  });

  it('have a checklist each: only the one with a manifest shows it', () => {
    const inManifest = ours(file('churn/airworthy.yaml')).map(ruleOf);
    assert.ok(inManifest.includes('online-monitoring'), inManifest.join(', '));
    assert.deepEqual(
      allOurs('online-monitoring').map(({ uri }) => uri.fsPath),
      [file('churn/airworthy.yaml').fsPath],
    );
  });

  it('are judged apart: a change in one leaves the other alone', async () => {
    const before = ours(file('pricing/requirements.txt')).map(ruleOf);
    const editor = await vscode.window.showTextDocument(file('churn/airworthy.yaml'));
    await replace(editor, 'version: 1', 'version: 1\nscenarios: none');
    await (await airworthy()).settled();
    assert.equal(ours(file('churn/airworthy.yaml'), 'manifest-key-unknown').length, 1);
    assert.deepEqual(ours(file('pricing/requirements.txt')).map(ruleOf), before);
  });
});
