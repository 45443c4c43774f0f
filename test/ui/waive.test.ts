// A check is set aside, a finding too, and a person vouches for what no file shows: each time an entry of the manifest that can be looked at.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEditor, type EditorSession } from '../host/editor-session.mjs';
import { viewRows } from './view-rows.ts';

describe('waivers and attestations', () => {
  let folder = '';
  let editor: EditorSession;
  const readiness = { view: 'Readiness' };
  const manifest = (): Promise<string> => readFile(join(folder, 'airworthy.yaml'), 'utf8');

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'airworthy-waive-'));
    const git = (...args: readonly string[]) => execFileSync('git', ['-C', folder, ...args]);
    git('init', '-q');
    git('config', 'user.name', 'Ana Nowak');
    git('config', 'user.email', 'ana@example.com');
    await writeFile(join(folder, 'train.py'), 'from sklearn.svm import SVC\nmodel = SVC().fit([[1], [2]], [0, 1])\n');
    await writeFile(join(folder, 'alerts.yml'), 'groups:\n  - name: x\n    rules:\n      - alert: Late\n        expr: up == 0\n');
    editor = await openEditor({ folder, height: 1600 });
    await editor.openViewContainer('Airworthy');
  });
  after(async () => {
    await editor.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });

  const asked = (words: string) => editor.page.locator('.quick-input-widget').getByText(words);

  it('set a check aside with a reason, a last day and an owner, in a manifest that is made for it', async () => {
    const group = editor.treeRow(/^Release and rollback/, readiness);
    await group.waitFor();
    if ((await group.getAttribute('aria-expanded')) === 'false') await group.click();
    await viewRows(editor, 'Readiness').choose(/^Soft launch/, 'Waive…', asked('Why is it acceptable'));
    await editor.page.keyboard.press('Enter');
    await asked('A waiver needs a reason').waitFor();
    await editor.screenshot('waive-reason');
    await editor.acceptQuickInput('One customer, and they know');
    await editor.quickPickRow('90 days').click();
    await asked('Who answers for it?').waitFor();
    await editor.page.keyboard.press('Enter');
    await editor.notification('Written, not yet saved').waitFor();
    await editor.editorLine('check: soft-launch').waitFor();
    await editor
      .treeRow(/^Soft launch/, readiness)
      .locator('.codicon-debug-step-over')
      .waitFor();
    await editor.screenshot('waived');
    await editor.runCommand('File: Save');
    await editor.page.locator('.tab.dirty').waitFor({ state: 'hidden' });
    assert.match(
      await manifest(),
      /^version: 1\n\nwaive:\n {2}- \{ check: soft-launch, reason: 'One customer, and they know', owner: ana@example\.com, until: '\d{4}-\d\d-\d\d' \}\n$/,
    );
  });

  it('set a finding aside from its light bulb, in its file', async () => {
    await editor.openFile('alerts.yml', { line: 4 });
    await editor.editorLine('alert: Late').click();
    await editor.page.locator('.squiggly-info, .squiggly-warning, .squiggly-hint').first().waitFor({ state: 'attached' });
    await editor.applyQuickFix('Waive alert-without-runbook…');
    await asked('Why is it acceptable').waitFor();
    await editor.acceptQuickInput('It pages nobody');
    await editor.quickPickRow('No last day').click();
    await asked('Who answers for it?').waitFor();
    await editor.page.keyboard.press('Enter');
    await editor.editorLine('rule: alert-without-runbook').waitFor();
    await editor.runCommand('File: Save');
    await editor.page.locator('.tab.dirty').waitFor({ state: 'hidden' });
    assert.match(
      await manifest(),
      /\n {2}- \{ rule: alert-without-runbook, path: alerts\.yml, reason: It pages nobody, owner: ana@example\.com \}\n$/,
    );
  });

  it('vouch for a check that no file shows, by name', async () => {
    const group = editor.treeRow(/^Validation and tests/, readiness);
    await group.waitFor();
    if ((await group.getAttribute('aria-expanded')) === 'false') await group.click();
    await viewRows(editor, 'Readiness').choose(/^Iteration review/, 'Attest…', asked('Who attests'));
    await editor.page.keyboard.press('Enter');
    await editor.quickPickRow('One year').click();
    await editor.editorLine('iteration-review: { by: ana@example.com').waitFor();
    await editor
      .treeRow(/^Iteration review/, readiness)
      .locator('.codicon-color-mode')
      .waitFor();
    await editor.screenshot('attested');
    await editor.runCommand('File: Save');
    await editor.page.locator('.tab.dirty').waitFor({ state: 'hidden' });
    const before = await manifest();
    await viewRows(editor, 'Readiness').choose(
      /^Iteration review/,
      'Attest…',
      editor.notification('is attested already, by ana@example.com'),
    );
    assert.equal(await manifest(), before);
  });
});
