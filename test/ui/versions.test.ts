// The versions view and what it opens, on the sample: look, narrow, compare, register, put right what was interrupted.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createReleaseJournal, journalFile } from '../../src/node/release-journal.ts';
import { openEditor, type EditorSession } from '../host/editor-session.mjs';
import { unpackSample } from '../sample/unpack-sample.mjs';
import { viewRows, type ViewRows } from './view-rows.ts';

describe('versions in the editor', () => {
  let home = '';
  let folder = '';
  let editor: EditorSession;

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'airworthy-versions-'));
    folder = join(home, 'card-fraud');
    unpackSample({ name: 'card-fraud', target: folder });
    git('config', 'user.name', 'Ewa Nowak');
    git('config', 'user.email', 'ewa@example.com');
    execFileSync('git', ['clone', '-q', '--bare', folder, join(home, 'remote.git')]);
    git('remote', 'add', 'origin', join(home, 'remote.git'));
    editor = await openEditor({ folder, width: 1440, height: 900 });
    view = viewRows(editor);
    await editor.openViewContainer('Airworthy');
    await row('production').waitFor();
    await editor.view('Readiness').locator('.pane-header').first().click();
    await row('chargeback').click();
    await row(/production\s+v1\.0\.0/).waitFor({ state: 'hidden' });
  });
  after(async () => {
    await editor.close();
    await rm(home, { recursive: true, force: true });
  });

  const git = (...args: string[]): string => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
  let view: ViewRows;
  const row: ViewRows['row'] = (text) => view.row(text);
  const lookAway = (): Promise<void> => view.lookAway();
  const choose: ViewRows['choose'] = (...what) => view.choose(...what);
  const escape = (): Promise<void> => editor.page.keyboard.press('Escape');

  it('shows where each version is, and what was recorded with it when it is opened', async () => {
    await row(/All versions/).click();
    await row(/^v1\.4\.1/).click();
    await row(/^Commit/).waitFor();
    await row(/^Metrics/).click();
    await row(/^test\.recall/).waitFor();
    await row(/To production/).click();
    await editor.screenshot('versions-view');
    assert.match((await row(/^v1\.4\.1/).textContent()) ?? '', /production/);
    // Folded again, so that what is opened later is the only one of its kind.
    await row(/^v1\.4\.1/).click();
    await row(/^Commit/).waitFor({ state: 'hidden' });
  });

  it('narrows to what is typed, says so, and shows everything again', async () => {
    await editor.runCommand('Airworthy: Filter Versions…');
    await editor.page.locator('.quick-input-widget input[type=text]').fill('fraud 1.4');
    await row('chargeback').waitFor({ state: 'hidden' });
    await row(/^v1\.3\.0/).waitFor({ state: 'hidden' });
    await editor.page.keyboard.press('Enter');
    await editor
      .view('Versions')
      .getByText(/Filter “fraud 1.4”: 2 of \d+ versions/)
      .waitFor();
    await editor.screenshot('versions-filtered');
    await editor.view('Versions').hover();
    await editor.view('Versions').locator('.action-label[aria-label="Clear Filter of Versions"]').click();
    await row(/^v1\.3\.0/).waitFor();
  });

  it('compares two versions like two files of the Explorer', async () => {
    await choose(/^v1\.3\.0/, 'Select for Compare');
    await choose(/^v1\.5\.0/, 'Compare with Selected', editor.webview().getByText('Comparison').first());
    await editor.screenshot('comparison');
    await editor.page.locator('.editor-actions .action-label[aria-label="Show Code Changes"]').click();
    await editor.page.locator('.multiDiffEntry').first().waitFor();
    await editor.screenshot('code-changes');
  });

  it('tells who released what, when, why and on which gates', async () => {
    await choose(/^Release history/, 'Show Release History', editor.webview().getByText('Risk asked for more recall').first());
    await editor.screenshot('release-history');
  });

  it('opens the commit of a version', async () => {
    await choose(/^v1\.5\.0/, 'Open Commit', editor.page.locator('.tab.active').filter({ hasText: /fraud v1\.5\.0 · commit/ }));
    await editor.screenshot('commit');
  });

  it('registers the next version at a commit that is chosen', async () => {
    const asked = editor.page.locator('.quick-input-widget').getByText('Which version of fraud?');
    await choose(/^fraud\s*v1\.5\.0/, 'Register Version…', asked);
    assert.equal(await editor.page.locator('.quick-input-widget input[type=text]').inputValue(), 'v1.5.1');
    await editor.page.keyboard.press('Enter');
    await editor.quickPickRow(/^HEAD/).waitFor();
    await editor.screenshot('register-commit');
    await editor.quickPickRow(/^HEAD/).click();
    const dialog = editor.dialog(/Register fraud v1\.5\.1\?/);
    await dialog.waitFor();
    await editor.screenshot('register');
    await dialog.getByRole('button', { name: 'Register', exact: true }).click();
    await editor.acceptQuickInput('Smaller steps, retrained');
    await row(/^v1\.5\.1/).waitFor();
    assert.equal(git('tag', '--list', 'fraud@v1.5.1'), 'fraud@v1.5.1');
  });

  it('takes a version out of a stage, and pushes where that is chosen', async () => {
    const dialog = editor.dialog(/out of canary\?/);
    await choose(/^canary/, 'Unassign…', dialog);
    await editor.screenshot('unassign');
    await dialog.getByRole('button', { name: 'Unassign and Push to origin' }).click();
    await editor.acceptQuickInput('Enough seen');
    await editor.page.locator('.notification-toast').filter({ hasText: 'Pushed to origin' }).waitFor();
    // Who was there before is back; until that is drawn a menu would act on what was.
    await row(/^canary\s*v1\.4\.1/).waitFor();
    const [tag = ''] = git('tag', '--list', 'fraud#canary!*').split('\n');
    assert.match(
      execFileSync('git', ['ls-remote', join(home, 'remote.git'), `refs/tags/${tag}`], { encoding: 'utf8' }),
      /refs\/tags\/fraud#canary!/,
    );
  });

  it('offers other former holders for a rollback', async () => {
    const dialog = editor.dialog(/in production back to v1\.3\.0/);
    await choose(/^production/, 'Roll Back…', dialog);
    await editor.screenshot('roll-back-with-remote');
    await dialog.getByRole('button', { name: 'More…' }).click();
    await editor.quickPickRow(/^v1\.2\.0/).waitFor();
    await editor.screenshot('roll-back-otherwise');
    await editor.quickPickRow(/^v1\.2\.0/).click();
    await editor.dialog(/in production back to v1\.2\.0/).waitFor();
    await escape();
  });

  it('overrides a failing gate only with the model’s name and a reason, and keeps all of it', async () => {
    await choose(/^v1\.5\.0/, 'Promote Version…', editor.quickPickRow(/^production/));
    await editor.quickPickRow(/^production/).click();
    const dialog = editor.dialog(/fraud v1\.5\.0 does not pass the gates of production/);
    await dialog.waitFor();
    // Whoever only presses Enter has done nothing.
    await dialog.locator('.monaco-button:focus').getByText('Leave as It Is').waitFor();
    await editor.screenshot('blocked-by-gate');
    await editor.page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await choose(/^v1\.5\.0/, 'Promote Version…', editor.quickPickRow(/^production/));
    await editor.quickPickRow(/^production/).click();
    await dialog.getByRole('button', { name: 'Override Gates…' }).click();
    await editor.page.locator('.quick-input-widget').getByText('production is protected').waitFor();
    await editor.acceptQuickInput('fraud');
    await editor.page.locator('.quick-input-widget').getByText('Why?').waitFor();
    await editor.page.keyboard.press('Enter');
    await editor.page.locator('.quick-input-widget').getByText('A reason is needed.').waitFor();
    await editor.acceptQuickInput('Fewer good payments blocked: agreed with risk');
    await row(/^production\s+v1\.5\.0/).waitFor();
    await row(/^v1\.5\.0/).click();
    await lookAway();
    await row(/^To production/)
      .first()
      .click();
    await row(/^recall\s+0\.7234/).waitFor();
    await editor.screenshot('gates-recorded');
  });

  it('stops and says so where somebody moves the stage between plan and confirmation', async () => {
    const dialog = editor.dialog(/in production back to/);
    await choose(/^production/, 'Roll Back…', dialog);
    git('tag', '-a', '-m', 'Meanwhile', 'fraud#production#900', 'fraud@v1.2.0^{commit}');
    await dialog.getByRole('button', { name: 'Roll Back', exact: true }).click();
    await editor.page.locator('.notification-toast').filter({ hasText: 'v1.2.0' }).waitFor();
    await editor.screenshot('conflict');
    await row(/^production\s+v1\.2\.0/).waitFor();
  });

  it('shows a release that was interrupted, and undoes it after asking', async () => {
    const journal = createReleaseJournal(journalFile({ gitDirectory: join(folder, '.git'), directory: folder }, process.env));
    const head = git('rev-parse', 'HEAD');
    const name = 'fraud#shadow#99';
    const write = { kind: 'tag' as const, name, commit: head, message: 'Interrupted\n', at: 1_900_000_000_000, offset: '+0000' };
    const words = { action: 'promote' as const, model: 'fraud', stage: 'shadow', from: null, to: 'v1.5.1', reason: '' };
    await journal.begin({ id: 'one', startedAt: Date.now(), ...words, writes: [write], state: 'pending' });
    await editor.runCommand('Airworthy: Refresh Versions');
    await row(/Not finished: fraud v1\.5\.1 to shadow/).waitFor();
    await editor.screenshot('interrupted');
    await editor.runCommand('Airworthy: Recover Interrupted Release…');
    const dialog = editor.dialog(/fraud v1\.5\.1 to shadow/);
    await dialog.waitFor();
    await editor.screenshot('recover');
    await dialog.getByRole('button', { name: 'Undo', exact: true }).click();
    await row(/Not finished/).waitFor({ state: 'hidden' });
  });

  it('forgets a release that nobody can end, after saying what stays as it is', async () => {
    const journal = createReleaseJournal(journalFile({ gitDirectory: join(folder, '.git'), directory: folder }, process.env));
    const write = { kind: 'push' as const, remote: 'nowhere', refs: ['refs/tags/fraud#shadow#98'] };
    const words = { action: 'promote' as const, model: 'fraud', stage: 'shadow', from: null, to: 'v1.5.1', reason: '' };
    await journal.begin({ id: 'two', startedAt: Date.now(), ...words, writes: [write], state: 'pending' });
    await editor.runCommand('Airworthy: Refresh Versions');
    await row(/Not finished: fraud v1\.5\.1 to shadow/).waitFor();
    await editor.runCommand('Airworthy: Recover Interrupted Release…');
    await editor.dialog(/fraud v1\.5\.1 to shadow/).waitFor();
    await editor
      .dialog(/fraud v1\.5\.1 to shadow/)
      .getByRole('button', { name: 'Forget…', exact: true })
      .click();
    const sure = editor.dialog(/Nothing more will be written or taken back/);
    await sure.waitFor();
    await editor.screenshot('forget');
    await sure.getByRole('button', { name: 'Forget', exact: true }).click();
    await row(/Not finished/).waitFor({ state: 'hidden' });
  });
});
