// How it looks: light, high contrast, narrow, in Polish, all in one editor whose settings change while it is open.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openEditor, type EditorSession } from '../host/editor-session.mjs';
import { sampleWorkspace } from '../host/workspaces.mjs';

describe('the looks of the views', () => {
  let sample: Awaited<ReturnType<typeof sampleWorkspace>>;
  let editor: EditorSession;

  before(async () => {
    sample = await sampleWorkspace('card-fraud');
    await change({});
    editor = await openEditor({ folder: workspaceFile(), width: 1280, height: 800 });
    await editor.openViewContainer('Airworthy');
    await editor.treeRow(/production\s+v1\.4\.1/).waitFor();
    await editor.openFile('airworthy.yaml', { line: 26 });
    await editor.squiggles('error').first().waitFor();
  });

  after(async () => {
    await editor.close();
    await sample.remove();
  });

  afterEach(async () => {
    await change({});
    await editor.page.locator('.monaco-workbench.vs-dark').waitFor();
  });

  const workspaceFile = (): string => join(dirname(sample.path), 'sample.code-workspace');
  /** The settings of the workspace, which the editor takes over while it runs; those of the user it reads at its start only. */
  const change = (settings: Readonly<Record<string, unknown>>): Promise<void> =>
    writeFile(workspaceFile(), JSON.stringify({ folders: [{ path: sample.path }], settings }));

  it('light', async () => {
    await change({ 'workbench.colorTheme': 'Default Light Modern' });
    await editor.page.locator('.monaco-workbench.vs').waitFor();
    await editor.screenshot('light');
  });

  it('high contrast', async () => {
    await change({ 'workbench.colorTheme': 'Default High Contrast' });
    await editor.page.locator('.monaco-workbench.hc-black').waitFor();
    await editor.screenshot('high-contrast');
  });

  it('narrow', async () => {
    await editor.page.setViewportSize({ width: 640, height: 600 });
    await editor.treeRow(/card-fraud/, { view: 'Readiness' }).waitFor();
    await editor.screenshot('narrow');
    await editor.page.setViewportSize({ width: 1280, height: 800 });
  });

  it('Polish, without a reload: tree, status bar and problems', async () => {
    await change({ 'airworthy.language': 'pl' });
    await editor.treeRow(/^\s*Dalej:/, { view: 'Readiness' }).waitFor();
    await editor.treeRow('Walidacja i testy', { view: 'Readiness' }).waitFor();
    await editor.treeRow('Wszystkie wersje', { view: 'Versions' }).waitFor();
    await editor.statusBarItem(/Airworthy: tylko tryb cienia · \d+/).waitFor();
    await editor.showProblems();
    await editor.problem(/[ąćęłńóśźż]/).waitFor();
    await editor.screenshot('polish');
    const english = (await editor.treeTexts({ view: 'Readiness' })).filter((text) => /\b(?:the|missing|score|Next)\b/.test(text));
    assert.deepEqual(english, []);
    await change({});
    await editor.treeRow(/^\s*Next:/, { view: 'Readiness' }).waitFor();
    await editor.runCommand('View: Toggle Problems');
  });

  it('without the status item, where the person does not want it', async () => {
    await change({ 'airworthy.statusBar.show': false });
    await editor.statusBarItem('Airworthy:').waitFor({ state: 'hidden' });
    await change({});
    await editor.statusBarItem('Airworthy:').waitFor();
  });
});
