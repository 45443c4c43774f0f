// The versions view and its questions in a light theme, in Polish and in a narrow window.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEditor, type EditorSession } from '../host/editor-session.mjs';
import { unpackSample } from '../sample/unpack-sample.mjs';

describe('versions in Polish, light and narrow', () => {
  let home = '';
  let editor: EditorSession;

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'airworthy-looks-'));
    const folder = join(home, 'card-fraud');
    unpackSample({ name: 'card-fraud', target: folder });
    execFileSync('git', ['remote', 'add', 'origin', join(home, 'nowhere.git')], { cwd: folder });
    editor = await openEditor({
      folder,
      width: 900,
      height: 700,
      theme: 'Default Light Modern',
      settings: { 'airworthy.language': 'pl' },
    });
    await editor.openViewContainer('Airworthy');
    await editor.view('Readiness').locator('.pane-header').first().click();
  });
  after(async () => {
    await editor.close();
    await rm(home, { recursive: true, force: true });
  });

  it('keeps all of a row’s words in reach', async () => {
    const row = editor.treeRow(/^production/, { view: 'Versions' });
    await row.waitFor();
    await editor.screenshot('versions-narrow-polish');
    assert.match((await row.getAttribute('aria-label')) ?? '', /na produkcji.*jest w etapie production od/);
  });

  it('asks before a rollback with everything that will happen', async () => {
    await editor.runCommand('Airworthy: Roll Back…');
    await editor.quickPickRow(/fraud · production/).click();
    const dialog = editor.dialog(/Wycofać fraud w etapie production do v1\.3\.0\?/);
    await dialog.waitFor();
    await editor.screenshot('roll-back-narrow-polish');
    assert.match((await dialog.textContent()) ?? '', /Utworzy w tym klonie tag fraud#production#19/);
    await editor.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('asks before a server is asked by a gate', async () => {
    await editor.runCommand('Airworthy: Promote Version…');
    await editor.quickPickRow(/^fraud/).click();
    await editor.quickPickRow(/^v1\.4\.1/).click();
    await editor.quickPickRow(/^canary/).click();
    const dialog = editor.dialog(/Wysłać zapytania do http/);
    await dialog.waitFor();
    await editor.screenshot('gate-server-question');
    await editor.page.keyboard.press('Escape');
    await editor.dialog(/nie spełnia bramek etapu canary/).waitFor();
    await editor.screenshot('gate-not-asked');
    await editor.page.keyboard.press('Escape');
  });
});
