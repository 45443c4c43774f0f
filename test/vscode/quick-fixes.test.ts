// Quick fixes in the editor: applied, they end the finding and leave the rest of the file as it was; undo takes them back.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import { airworthy, allOurs, open, ours, putBack, replace } from './in-editor.ts';

/** The changes that are offered at a diagnostic; the command does not say which diagnostic each belongs to. */
async function editsAt(
  uri: vscode.Uri,
  { range }: vscode.Diagnostic,
): Promise<readonly { readonly title: string; readonly edit: vscode.WorkspaceEdit }[]> {
  const actions = await actionsAt(uri, range, vscode.CodeActionKind.QuickFix.value);
  return actions.flatMap(({ title, edit }) => (edit === undefined ? [] : [{ title, edit }]));
}

function actionsAt(uri: vscode.Uri, range: vscode.Range, kind?: string): Thenable<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    ...(kind === undefined ? [] : [kind]),
  );
}

function comments(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => /#.*$/.exec(line) ?? []);
}

/** Where one rule's fix changes the file that it stands in. */
const inPlace = [
  'alert-flapping',
  'alert-without-owner',
  'alert-without-runbook',
  'dependency-unpinned',
  'random-seed-missing',
  'single-replica',
  'tests-not-in-ci',
];
/** Where it makes a file. */
const withNewFile = ['link-broken', 'retraining-unscheduled'];

describe('quick fixes', () => {
  before(airworthy);
  afterEach(putBack);

  for (const rule of inPlace) {
    it(`${rule}: ends the finding, keeps the comments, and is undone`, async () => {
      const { document, edit } = await fixOf(rule);
      const before = { text: document.getText(), count: ours(document.uri, rule).length };
      assert.ok(await vscode.workspace.applyEdit(edit));
      await (await airworthy()).settled();
      assert.equal(ours(document.uri, rule).length, before.count - 1);
      assert.notEqual(document.getText(), before.text);
      const kept = comments(document.getText());
      for (const comment of comments(before.text)) assert.ok(kept.includes(comment), comment);
      assert.deepEqual(ours(document.uri, 'schema-invalid'), []);
      await vscode.commands.executeCommand('undo');
      await (await airworthy()).settled();
      assert.equal(document.getText(), before.text);
      assert.equal(ours(document.uri, rule).length, before.count);
    });
  }

  for (const rule of withNewFile) {
    it(`${rule}: makes the file that was missing`, async () => {
      const { document, edit } = await fixOf(rule);
      const before = new Set((await vscode.workspace.findFiles('**/*')).map(String));
      assert.ok(await vscode.workspace.applyEdit(edit));
      const made = (await vscode.workspace.findFiles('**/*')).filter((uri) => !before.has(String(uri)));
      try {
        assert.equal(made.length, 1);
        // The text is there to be looked at before it is saved.
        const text = vscode.workspace.textDocuments.find(({ uri }) => uri.fsPath === made[0]?.fsPath);
        assert.equal(text?.isDirty, true);
        assert.notEqual(text.getText(), '');
        await vscode.commands.executeCommand('airworthy.checkWorkspace');
        assert.deepEqual(ours(document.uri, rule), []);
      } finally {
        await putBack();
        for (const uri of made) await rm(uri.fsPath);
        await vscode.commands.executeCommand('airworthy.checkWorkspace');
      }
      assert.equal(ours(document.uri, rule).length, 1);
    });
  }

  it('offers one action for all of a kind in a file', async () => {
    const { document } = await open('monitoring/rules/serving.yml');
    const [first] = ours(document.uri, 'alert-without-runbook');
    assert.ok(first);
    assert.equal(ours(document.uri, 'alert-without-runbook').length, 2);
    const all = (await editsAt(document.uri, first)).find(({ title }) => title.includes('(alert-without-runbook)'));
    assert.ok(all && (await vscode.workspace.applyEdit(all.edit)));
    await (await airworthy()).settled();
    assert.deepEqual(ours(document.uri, 'alert-without-runbook'), []);
  });

  it('fixes all that is safe in a file, and nothing else, by source.fixAll.airworthy', async () => {
    const { document } = await open('monitoring/rules/serving.yml');
    const flapping = ours(document.uri, 'alert-flapping').length;
    const actions = await actionsAt(document.uri, new vscode.Range(0, 0, document.lineCount, 0), 'source.fixAll');
    const [all, ...others] = actions.filter(({ kind }) => kind?.value === 'source.fixAll.airworthy');
    assert.deepEqual(others, []);
    assert.ok(all?.edit && (await vscode.workspace.applyEdit(all.edit)));
    await (await airworthy()).settled();
    assert.deepEqual(ours(document.uri, 'alert-without-runbook'), []);
    assert.equal(ours(document.uri, 'alert-flapping').length, flapping);
  });

  it('waits for the analysis where the text has just changed', async () => {
    const editor = await open('monitoring/rules/serving.yml');
    await replace(editor, 'groups:', '# One more line.\ngroups:');
    const actions = await actionsAt(editor.document.uri, new vscode.Range(0, 0, editor.document.lineCount, 0), 'source.fixAll.airworthy');
    const [all] = actions.filter(({ kind }) => kind?.value === 'source.fixAll.airworthy');
    assert.ok(all?.edit && (await vscode.workspace.applyEdit(all.edit)));
    await (await airworthy()).settled();
    assert.deepEqual(ours(editor.document.uri, 'alert-without-runbook'), []);
    assert.deepEqual(ours(editor.document.uri, 'schema-invalid'), []);
  });

  it('explains the rule and waives it as the last choices, also where nothing can be mended', async () => {
    const { document } = await open('airworthy.yaml');
    const [found] = ours(document.uri, 'gate-failing');
    assert.ok(found);
    const actions = await actionsAt(document.uri, found.range);
    const [explain, waive] = actions.slice(-2).map(({ command }) => command);
    assert.deepEqual([explain?.command, explain?.arguments], ['airworthy.explainRule', ['gate-failing']]);
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.toString();
    const meant = { folder, root: '', rule: 'gate-failing', path: 'airworthy.yaml' };
    assert.deepEqual([waive?.command, waive?.arguments], ['airworthy.waive', [meant]]);
  });

  it('leads to what the finding may lead to, in the readiness view', async () => {
    const { document } = await open('airworthy.yaml');
    const [found] = ours(document.uri, 'gate-failing');
    assert.ok(found);
    const way = (await actionsAt(document.uri, found.range)).find(({ command }) => command?.command === 'airworthy.showProblem');
    assert.match(way?.title ?? '', /^Show what it may lead to: /);
    await vscode.commands.executeCommand('airworthy.showProblem', ...((way?.command?.arguments ?? []) as unknown[]));
  });

  it('offers nothing in a file without findings', async () => {
    const { document } = await open('README.md');
    const range = new vscode.Range(0, 0, document.lineCount, 0);
    assert.deepEqual(
      (await actionsAt(document.uri, range, 'quickfix')).map(({ title }) => title),
      [],
    );
    assert.deepEqual(
      (await actionsAt(document.uri, range, 'source.fixAll.airworthy')).map(({ title }) => title),
      [],
    );
  });

  /** A change that ends a finding of a rule, tried out and taken back. */
  async function fixOf(rule: string): Promise<{ readonly document: vscode.TextDocument; readonly edit: vscode.WorkspaceEdit }> {
    const tried: string[] = [];
    for (const { uri, diagnostic } of allOurs(rule)) {
      const { document } = await vscode.window.showTextDocument(uri, { preview: false });
      for (const { title, edit } of await editsAt(uri, diagnostic)) {
        const others = edit.entries().filter(([changed]) => changed.fsPath !== uri.fsPath);
        // A change that makes a file is not tried: it could not be undone here.
        if (withNewFile.includes(rule)) return { document, edit };
        if (others.length > 0) continue;
        const before = ours(uri, rule).length;
        await vscode.workspace.applyEdit(edit);
        await (await airworthy()).settled();
        const isIt = ours(uri, rule).length === before - 1;
        await vscode.commands.executeCommand('undo');
        await (await airworthy()).settled();
        if (isIt) return { document, edit };
        tried.push(title);
      }
    }
    throw new Error(`nothing ends a finding of ${rule}; tried ${tried.join(', ')}`);
  }
});
