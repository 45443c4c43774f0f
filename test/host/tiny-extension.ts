// A throw-away extension with a suite of its own, for the tests of the host itself.
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the extension, its suite and a workspace for it lie; `remove` deletes them all. */
export interface TinyExtension {
  readonly extensionPath: string;
  readonly testsPath: string;
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

/** The suite prints what it sees as one JSON line and fails where TINY_FAIL is set. */
const suite = `
const vscode = require('vscode');
exports.run = async () => {
  const files = await vscode.workspace.findFiles('**/*.yaml');
  const seen = {
    version: vscode.version,
    trusted: vscode.workspace.isTrusted,
    folder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
    files: files.map((uri) => vscode.workspace.asRelativePath(uri)),
    extension: vscode.extensions.getExtension('tiny.tiny') !== undefined,
    given: process.env.TINY_GIVEN,
    setting: vscode.workspace.getConfiguration('editor').get('tabSize'),
  };
  console.log('seen ' + JSON.stringify(seen));
  if (process.env.TINY_FAIL) throw new Error('This failed on purpose.');
};
`;

/** Something for every action of an editor session: a tree, a status item, a problem with a fix, a notification, a webview. */
const main = `
const vscode = require('vscode');
exports.activate = (context) => {
  const problems = vscode.languages.createDiagnosticCollection('tiny');
  const look = (document) => {
    if (!document.fileName.endsWith('dvc.yaml')) return;
    const at = document.getText().indexOf('stages');
    const range = new vscode.Range(document.positionAt(at), document.positionAt(at + 6));
    const problem = new vscode.Diagnostic(range, 'There are no stages.', vscode.DiagnosticSeverity.Warning);
    problem.source = 'tiny';
    problem.code = 'no-stages';
    problems.set(document.uri, document.getText().includes('train') ? [] : [problem]);
  };
  const fixes = {
    provideCodeActions(document, range, { diagnostics }) {
      const fix = new vscode.CodeAction('Add a stage', vscode.CodeActionKind.QuickFix);
      fix.diagnostics = diagnostics;
      fix.edit = new vscode.WorkspaceEdit();
      fix.edit.replace(document.uri, document.lineAt(0).range, 'stages: {train: {cmd: make}}');
      return diagnostics.length > 0 ? [fix] : [];
    },
  };
  const rows = { getChildren: (row) => (row ? [] : ['first row', 'second row']), getTreeItem: (row) => new vscode.TreeItem(row) };
  const status = vscode.window.createStatusBarItem('tiny', 1);
  status.text = vscode.workspace.isTrusted ? 'tiny is trusted' : 'tiny is restricted';
  status.show();
  const show = () => {
    const panel = vscode.window.createWebviewPanel('tiny', 'Tiny panel', vscode.ViewColumn.One, { enableScripts: true });
    panel.webview.html = '<h1>Tiny page</h1><button onclick="this.textContent = \\'pressed\\'">press</button>';
  };
  context.subscriptions.push(
    problems,
    status,
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument((event) => look(event.document)),
    vscode.languages.registerCodeActionsProvider({ pattern: '**/dvc.yaml' }, fixes),
    vscode.window.registerTreeDataProvider('tiny.rows', rows),
    vscode.commands.registerCommand('tiny.greet', () => vscode.window.showInformationMessage('Good morning.')),
    vscode.commands.registerCommand('tiny.panel', show),
    vscode.commands.registerCommand('tiny.ask', async () => {
      const name = await vscode.window.showInputBox({ prompt: 'Name' });
      const size = await vscode.window.showQuickPick(['small', 'large']);
      vscode.window.showInformationMessage(name + ' is ' + size + '.');
    }),
    vscode.commands.registerCommand('tiny.confirm', async () => {
      const answer = await vscode.window.showWarningMessage('Go on?', { modal: true }, 'Go on');
      vscode.window.showInformationMessage(answer === 'Go on' ? 'Went on.' : 'Stayed.');
    }),
  );
  vscode.workspace.textDocuments.forEach(look);
};
`;

/** Writes the extension and a workspace with one YAML file into a temporary folder. */
export async function tinyExtension(): Promise<TinyExtension> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'airworthy-tiny-')));
  const extensionPath = join(root, 'extension');
  const folder = join(root, 'a workspace');
  await mkdir(extensionPath);
  await mkdir(folder);
  const manifest = {
    name: 'tiny',
    publisher: 'tiny',
    version: '0.0.1',
    engines: { vscode: '^1.100.0' },
    main: './main.js',
    activationEvents: ['onStartupFinished'],
    contributes: {
      commands: ['greet', 'panel', 'ask', 'confirm'].map((name) => ({ command: `tiny.${name}`, title: name, category: 'Tiny' })),
      viewsContainers: { activitybar: [{ id: 'tiny', title: 'Tiny', icon: '$(beaker)' }] },
      views: { tiny: [{ id: 'tiny.rows', name: 'Rows' }] },
    },
    capabilities: { untrustedWorkspaces: { supported: true } },
  };
  await writeFile(join(extensionPath, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(extensionPath, 'main.js'), main);
  await writeFile(join(extensionPath, 'suite.js'), suite);
  await writeFile(join(folder, 'dvc.yaml'), 'stages: {}\n');
  const remove = () => rm(root, { recursive: true, force: true });
  return { extensionPath, testsPath: join(extensionPath, 'suite.js'), folder, remove };
}
