// The journeys of a first morning on the sample: see the verdict, mend a finding, be stopped by a gate, roll back.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEditor, type EditorSession } from '../host/editor-session.mjs';
import { unpackSample } from '../sample/unpack-sample.mjs';

describe('the sample in the editor', () => {
  let home = '';
  let folder = '';
  let editor: EditorSession;

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'airworthy-overview-'));
    folder = join(home, 'card-fraud');
    unpackSample({ name: 'card-fraud', target: folder });
    git('config', 'user.name', 'Ewa Nowak');
    git('config', 'user.email', 'ewa@example.com');
    editor = await openEditor({ folder, width: 1440, height: 900 });
    await editor.openViewContainer('Airworthy');
    await editor.treeRow('card-fraud', { view: 'Readiness' }).waitFor();
  });
  after(async () => {
    await editor.close();
    await rm(home, { recursive: true, force: true });
  });

  const git = (...args: string[]): string => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });

  it('shows verdict, checklist, versions, diagnostics and the status bar', async () => {
    await editor.statusBarItem(/shadow only · \d+/).waitFor();
    await editor.treeRow(/production\s+v1\.4\.1/, { view: 'Versions' }).waitFor();
    await editor.openFile('airworthy.yaml', { line: 26 });
    await editor.squiggles('error').first().waitFor();
    await editor.showProblems();
    await editor.problem(/Gate failing: recall is 0\.7234/).waitFor();
    const picture = await editor.screenshot('overview');
    if (process.env['AIRWORTHY_UPDATE_SCREENSHOTS'] === '1') await copyFile(picture, 'media/screenshot.png');
  });

  it('mends a finding by a quick fix', async () => {
    await editor.openFile('requirements.txt', { line: 5 });
    await editor.squiggles('warning').first().waitFor();
    await editor.applyQuickFix(/pandas/);
    await editor.editorLine(/^pandas==\d/).waitFor();
    await editor.screenshot('quick-fix');
    assert.match(await readFile(join(folder, 'requirements.txt'), 'utf8'), /^pandas$/m, 'nothing is written before the person saves');
  });

  it('stops a promotion whose gate fails, and says why', async () => {
    await editor.runCommand('Airworthy: Promote Version…');
    await editor.quickPickRow(/^fraud/).click();
    await editor.quickPickRow(/^v1\.5\.0/).click();
    await editor.quickPickRow(/^production/).click();
    const dialog = editor.dialog(/fraud v1\.5\.0 does not pass the gates of production/);
    await dialog.waitFor();
    assert.match((await dialog.textContent()) ?? '', /recall: 0\.7234 is below 0\.74/);
    await editor.screenshot('promotion-blocked');
    await editor.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    assert.equal(git('tag', '--list', 'fraud#production#*', '--points-at', 'fraud@v1.5.0^{commit}'), '');
  });

  it('rolls back in three interactions and reads it back from Git', async () => {
    const before = git('tag', '--list').split('\n').length;
    await editor.runCommand('Airworthy: Roll Back…');
    await editor.quickPickRow(/^fraud · production/).click();
    const dialog = editor.dialog(/in production back to v1\.3\.0/);
    await dialog.waitFor();
    await editor.screenshot('roll-back');
    await dialog.getByRole('button', { name: 'Roll Back', exact: true }).click();
    // The manifest's own row names that version from the start.
    await editor.treeRow(/^production\s*v1\.3\.0\s*0 min/, { view: 'Versions' }).waitFor();
    await editor.screenshot('rolled-back');
    assert.equal(git('tag', '--list').split('\n').length, before + 1);
  });
});
