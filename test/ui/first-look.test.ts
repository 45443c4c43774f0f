// The editor opens on a project with the extension loaded, and the extension's own things are on the screen.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEditor, type EditorSession } from '../host/editor-session.mjs';

describe('the editor with the extension', () => {
  let folder = '';
  let editor: EditorSession | undefined;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'airworthy-first-look-'));
    await writeFile(join(folder, 'dvc.yaml'), 'stages:\n  train:\n    cmd: python train.py\n');
    editor = await openEditor({ folder });
  });

  after(async () => {
    await editor?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('shows the view container of the extension beside an open file', async () => {
    assert.ok(editor);
    await editor.openViewContainer('Airworthy');
    await editor.openFile('dvc.yaml', { line: 2 });
    await editor.editorLine('train:').waitFor();
    await editor.treeRow('Next:', { view: 'Readiness' }).waitFor();
    await editor.screenshot('first-look');
    assert.match(await editor.page.title(), /dvc\.yaml/);
  });
});
