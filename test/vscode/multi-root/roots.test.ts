// Several roots: each is judged by itself, and roots come and go.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { airworthy, allOurs, ours, putBack, ruleOf, until } from '../in-editor.ts';

const alerts = 'groups:\n  - name: own\n    rules:\n      - alert: OwnAlert\n        expr: up == 0\n';

describe('the workspace with several roots', () => {
  let place = '';

  before(async () => {
    await airworthy();
    place = await realpath(await mkdtemp(join(tmpdir(), 'airworthy-roots-')));
  });

  after(() => rm(place, { recursive: true, force: true }));

  afterEach(async () => {
    const added = (vscode.workspace.workspaceFolders ?? []).slice(2).length;
    if (added > 0) await changeFolders({ remove: added });
    await putBack();
  });

  /** Changes the folders after the first two, which stay, and waits until the workspace has them. */
  async function changeFolders({ remove = 0, add = [] }: { readonly remove?: number; readonly add?: readonly string[] }): Promise<void> {
    const changed = new Promise((resolve) => {
      const listener = vscode.workspace.onDidChangeWorkspaceFolders((event) => {
        listener.dispose();
        resolve(event);
      });
    });
    assert.ok(vscode.workspace.updateWorkspaceFolders(2, remove, ...add.map((path) => ({ uri: vscode.Uri.file(path) }))));
    await changed;
    await (await airworthy()).settled();
  }

  /** A small project of its own. */
  async function project(name: string): Promise<string> {
    const path = join(place, name);
    await mkdir(path);
    await writeFile(join(path, 'model.pkl'), 'x');
    await writeFile(join(path, 'alerts.yml'), alerts);
    return path;
  }

  it('has the two samples as roots, in the order of its file', () => {
    assert.deepEqual(
      vscode.workspace.workspaceFolders?.map((folder) => folder.name),
      ['card-fraud', 'bare'],
    );
  });

  it('judges each root by itself', () => {
    const [fraud, bare] = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
    assert.ok(fraud && bare);
    assert.equal(ours(vscode.Uri.joinPath(fraud, 'monitoring/rules/serving.yml'), 'alert-flapping').length, 1);
    const inBare = allOurs().filter(({ uri }) => uri.fsPath.startsWith(bare.fsPath));
    assert.deepEqual(
      inBare.filter(({ diagnostic }) => ruleOf(diagnostic) === 'alert-flapping'),
      [],
    );
  });

  it('judges a root that is added and forgets one that is removed', async () => {
    const path = await project('added');
    const uri = vscode.Uri.file(join(path, 'alerts.yml'));
    await changeFolders({ add: [path] });
    assert.equal(ours(uri, 'alert-flapping').length, 1);
    await changeFolders({ remove: 1 });
    assert.deepEqual(ours(uri), []);
  });

  it('shows findings where the root is a link, in the documents as they are opened', async () => {
    const path = await project('behind-link');
    const link = join(place, 'link');
    await symlink(path, link);
    await changeFolders({ add: [link] });
    const { document } = await vscode.window.showTextDocument(vscode.Uri.file(join(link, 'alerts.yml')));
    assert.equal(ours(document.uri, 'alert-flapping').length, 1);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.lineAt(4).range.end, '\n        for: 5m');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await (await airworthy()).settled();
    assert.deepEqual(ours(document.uri, 'alert-flapping'), []);
  });

  it('shows a file of two roots once', async () => {
    const path = await project('nested');
    const inner = join(path, 'inner');
    await mkdir(inner);
    await writeFile(join(inner, 'airworthy.yaml'), 'version: 1\nproject: inner\n');
    await writeFile(join(inner, 'alerts.yml'), alerts);
    const uri = vscode.Uri.file(join(inner, 'alerts.yml'));
    await changeFolders({ add: [path, inner] });
    await until(() => ours(uri, 'alert-flapping').length > 0);
    assert.equal(ours(uri, 'alert-flapping').length, 1);
  });

  it('takes changes on disk to the root they are in', async () => {
    const path = await project('watched');
    const uri = vscode.Uri.file(join(path, 'alerts.yml'));
    await changeFolders({ add: [path] });
    assert.equal(ours(uri, 'alert-flapping').length, 1);
    // The editor says nowhere when it has begun to watch a folder, and a change before that is nobody's to see: it is made until it is seen.
    const saved = setInterval(() => void writeFile(uri.fsPath, `${alerts}        for: 5m\n`), 500);
    try {
      await until(() => ours(uri, 'alert-flapping').length === 0);
    } finally {
      clearInterval(saved);
    }
  });
});
