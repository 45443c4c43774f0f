// Every action of an editor session does what it says, in a real workbench with a real extension.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { openEditor, type EditorSession } from './editor-session.mjs';
import { runCommand } from './processes.mjs';
import { tinyExtension, type TinyExtension } from './tiny-extension.ts';

describe('an editor session', () => {
  let tiny: TinyExtension;
  let editor: EditorSession;

  before(async () => {
    tiny = await tinyExtension();
    editor = await openEditor({ folder: tiny.folder, extensionPath: tiny.extensionPath, theme: 'Default Light Modern' });
  });

  after(async () => {
    await editor.close();
    await tiny.remove();
  });

  it('shows views, rows and status items', async () => {
    await editor.openViewContainer('Tiny');
    await editor.treeRow('second row', { view: 'Rows' }).waitFor();
    assert.deepEqual(await editor.treeTexts({ view: 'Rows' }), ['first row', 'second row']);
    await editor.statusBarItem('tiny is trusted').waitFor();
  });

  it('runs commands of the palette and sees what they say', async () => {
    await editor.runCommand('Tiny: greet');
    await editor.notification('Good morning.').waitFor();
  });

  it('answers inputs, pickers and dialogs', async () => {
    await editor.runCommand('Tiny: ask');
    await editor.acceptQuickInput('Ana');
    await editor.quickPickRow('large').click();
    await editor.notification('Ana is large.').waitFor();
    await editor.runCommand('Tiny: confirm');
    await editor.dialog('Go on?').getByRole('button', { name: 'Go on' }).click();
    await editor.notification('Went on.').waitFor();
  });

  it('opens files, reads problems and applies quick fixes', async () => {
    await editor.openFile('dvc.yaml', { line: 1, column: 2 });
    await editor.squiggles('warning').first().waitFor();
    await editor.showProblems();
    await editor.problem('There are no stages.').waitFor();
    assert.deepEqual(await editor.problems(), [
      { severity: 'warning', message: 'There are no stages.', source: 'tiny', code: 'no-stages', line: 1, column: 1 },
    ]);
    await editor.openFile('dvc.yaml', { line: 1, column: 2 });
    assert.deepEqual(
      (await editor.quickFixes()).filter((title) => title === 'Add a stage'),
      ['Add a stage'],
    );
    await editor.applyQuickFix('Add a stage');
    await editor.editorLine('train').waitFor();
    await editor.problem('There are no stages.').waitFor({ state: 'detached' });
  });

  it('reaches into webviews', async () => {
    await editor.runCommand('Tiny: panel');
    const page = editor.webview();
    await page.getByRole('heading', { name: 'Tiny page' }).waitFor();
    await page.getByRole('button').click();
    await page.getByText('pressed').waitFor();
  });

  it('saves a screenshot of the size of the window', async () => {
    const file = await editor.screenshot('editor-session');
    const png = await readFile(file);
    assert.equal(png.subarray(1, 4).toString(), 'PNG');
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1280, 800]);
  });
});

describe('an editor session with a packaged extension', () => {
  let tiny: TinyExtension;

  before(async () => {
    tiny = await tinyExtension();
  });

  after(() => tiny.remove());

  it('installs it, opens a workspace file and honours Restricted Mode and settings', async () => {
    const vsix = join(dirname(tiny.folder), 'tiny.vsix');
    const vsce = resolve(__dirname, '..', '..', 'node_modules', '@vscode', 'vsce', 'vsce');
    await runCommand({
      command: process.execPath,
      args: [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', vsix],
      cwd: tiny.extensionPath,
    });
    const workspace = join(dirname(tiny.folder), 'tiny.code-workspace');
    await writeFile(workspace, JSON.stringify({ folders: [{ path: tiny.folder }] }));
    const editor = await openEditor({
      folder: workspace,
      extensionPath: null,
      vsix,
      restricted: true,
      settings: { 'workbench.activityBar.location': 'top' },
    });
    try {
      await editor.statusBarItem('tiny is restricted').waitFor();
      await editor.statusBarItem('Restricted Mode').waitFor();
      assert.equal(await editor.page.locator('.part.activitybar').isVisible(), false);
      assert.match(await editor.page.title(), /tiny \(Workspace\)/);
    } finally {
      await editor.close();
    }
  });
});
