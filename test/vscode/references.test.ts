// What the editor says at a model's reference, and how it pins one that moves.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ModelState } from '../../src/core/release/model-state.ts';
import { registerModelReferences } from '../../src/extension/references/model-references.ts';

const version = (name: string) => ({
  version: name,
  commit: null,
  ref: `models:/fraud/${name}`,
  active: true,
  registeredAt: Date.UTC(2026, 10, Number(name)),
  author: 'Ana',
});
const fraud: ModelState = {
  artifact: 'fraud',
  deprecated: false,
  latest: '7',
  versions: [version('7'), version('6')],
  stages: new Map([
    ['production', { version: '6', commit: null, since: Date.UTC(2026, 10, 20, 8), by: 'Józef <b>', ref: 'champion', object: '6' }],
    ['old', { version: '7', commit: null, since: null, by: null, ref: 'challenger', object: '7' }],
  ]),
  history: [],
};

describe('references to models', () => {
  let place = '';
  let models: readonly ModelState[] = [];
  const disposables: { dispose(): unknown }[] = [];

  before(async () => {
    place = await mkdtemp(join(tmpdir(), 'airworthy-references-'));
    disposables.push(registerModelReferences(() => models));
  });
  beforeEach(() => {
    models = [fraud];
  });
  after(async () => {
    for (const each of disposables) each.dispose();
    await rm(place, { recursive: true });
  });

  async function open(name: string, text: string): Promise<vscode.TextDocument> {
    const path = join(place, name);
    await writeFile(path, text);
    return vscode.workspace.openTextDocument(path);
  }

  /** What stands at the first place of a word, with the marks that keep `<` and `>` from being markup. */
  async function hoverAt(document: vscode.TextDocument, word: string): Promise<string> {
    const position = document.positionAt(document.getText().indexOf(word) + 1);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, position);
    return hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .filter((text) => /MLflow|version|registry|Since/.test(text))
      .join('\n')
      .replaceAll('&nbsp;', ' ')
      .replace(/\\(?![<>])/g, '');
  }

  it('say in Python what they mean now, since when and by whom, as plain text', async () => {
    const document = await open('serve.py', 'load("models:/fraud@champion")\nload("models:/fraud/7")\nload("models:/fraud@nobody")\n');
    const text = await hoverAt(document, 'models:/fraud@champion');
    assert.match(text, /means version 6 now/);
    assert.match(text, /Since 2026-11-20T08:00:00Z, by Józef/);
    assert.doesNotMatch(text, /<b>/);
    assert.match(await hoverAt(document, 'models:/fraud/7'), /always means this version/);
    assert.match(await hoverAt(document, 'models:/fraud@nobody'), /Nothing is under this alias/);
    assert.equal(await hoverAt(document, 'load'), '');
  });

  it('do so in YAML and in files of variables, and say where since when is not kept', async () => {
    const yaml = await open('deploy.yaml', 'model: models:/fraud@challenger\n');
    assert.match(await hoverAt(yaml, 'models:/'), /means version 7 now[^]*does not keep since when/);
    const env = await open('.env', 'MODEL_URI=models:/fraud/latest\n');
    assert.match(await hoverAt(env, 'models:/'), /means version 7 now[^]*Since 2026-11-07/);
  });

  it('say nothing where MLflow was not asked', async () => {
    models = [];
    assert.equal(await hoverAt(await open('quiet.py', 'load("models:/fraud@champion")\n'), 'models:/'), '');
  });

  it('are pinned to the version that they mean, at a finding and nowhere else', async () => {
    const document = await open('pin.py', 'load("models:/fraud/latest")\nload("models:/fraud@champion")\n');
    const range = new vscode.Range(0, 6, 0, 26);
    const actionsAt = async (at: vscode.Range): Promise<readonly vscode.CodeAction[]> =>
      (await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, at)).filter(
        ({ title }) => title.startsWith('Pin to version'),
      );
    assert.deepEqual(await actionsAt(range), []);
    const findings = vscode.languages.createDiagnosticCollection('references under test');
    disposables.push({ dispose: () => findings.dispose() });
    const finding = new vscode.Diagnostic(range, 'This names the latest model.', vscode.DiagnosticSeverity.Warning);
    finding.code = 'model-ref-unpinned';
    findings.set(document.uri, [finding]);
    const [action, ...others] = await actionsAt(range);
    assert.deepEqual(others, []);
    assert.match(action?.title ?? '', /^Pin to version 7, which models:\/fraud\/latest means now$/);
    assert.deepEqual(await actionsAt(new vscode.Range(1, 6, 1, 28)), []);
    assert.ok(action?.edit !== undefined);
    await vscode.workspace.applyEdit(action.edit);
    assert.match(document.getText(), /^load\("models:\/fraud\/7"\)/);
  });
});
