// The first minute and the first mend, as a person does them: look at the verdict, open the evidence, apply a fix, undo it.
import assert from 'node:assert/strict';
import { openEditor, type EditorSession } from '../host/editor-session.mjs';
import { sampleWorkspace } from '../host/workspaces.mjs';

describe('readiness in the editor', () => {
  let sample: Awaited<ReturnType<typeof sampleWorkspace>> | undefined;
  let editor: EditorSession;

  before(async () => {
    sample = await sampleWorkspace('card-fraud');
    editor = await openEditor({ folder: sample.path, width: 1440, height: 900 });
    await editor.statusBarItem('Airworthy:').waitFor();
  });

  after(async () => {
    await editor.close();
    await sample?.remove();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
    await editor.page.keyboard.press('Escape');
    const tabs = editor.page.locator('.tabs-container .tab');
    while ((await tabs.count()) > 0) await editor.runCommand('View: Revert and Close Editor');
  });

  const readiness = { view: 'Readiness' };

  it('pops nothing up, and says the verdict in the status bar', async () => {
    assert.equal(await editor.page.locator('.notification-toast').count(), 0);
    assert.equal(await editor.page.locator('.monaco-dialog-box').count(), 0);
    assert.match(await editor.statusBarItem('Airworthy:').innerText(), /Airworthy: shadow only · \d+/);
  });

  it('explains the verdict on hover, and opens the view on a click', async () => {
    await editor.statusBarItem('Airworthy:').hover();
    await editor.hover('Production readiness of card-fraud: shadow only').waitFor();
    await editor.screenshot('status-bar-hover');
    await editor.statusBarItem('Airworthy:').click();
    await editor.treeRow('card-fraud', readiness).waitFor();
  });

  it('shows verdict, next step, findings and groups, and folds out the groups that hold the verdict', async () => {
    await editor.runCommand('Airworthy: Show Readiness');
    await editor.treeRow(/card-fraud\s*shadow only · score \d+/, readiness).waitFor();
    await editor.treeRow('Next:', readiness).waitFor();
    await editor.treeRow(/Findings\s*\d+/, readiness).waitFor();
    await editor.treeRow(/Validation and tests\s*\d\/4/, readiness).waitFor();
    await editor.treeRow('Quality gates', readiness).waitFor();
    assert.deepEqual(
      (await editor.treeTexts(readiness)).filter((text) => text.startsWith('Model card')),
      [],
    );
  });

  it('says the reason of a check on hover', async () => {
    await editor.runCommand('Airworthy: Show Readiness');
    await editor.treeRow('Quality gates', readiness).hover();
    await editor.hover('Quality gates: missing').waitFor();
    await editor.screenshot('tree-hover');
  });

  it('opens the line of an evidence', async () => {
    await editor.runCommand('Airworthy: Show Readiness');
    await editor.treeRow('Quality validation', readiness).locator('.monaco-tl-twistie').click();
    await editor
      .treeRow(/dvc\.yaml:\d+/, readiness)
      .last()
      .waitFor();
    await editor.treeRow(/^dvc\.yaml:\d+/, readiness).click();
    await editor.page.locator('.tabs-container .tab.active').filter({ hasText: 'dvc.yaml' }).waitFor();
    await editor.statusBarItem(/Ln \d+, Col \d+/).waitFor();
    assert.doesNotMatch(await editor.statusBarItem(/Ln \d+, Col/).innerText(), /Ln 1, Col 1$/);
    await editor.treeRow('Quality validation', readiness).locator('.monaco-tl-twistie').click();
  });

  it('narrows the view to what is missing and back', async () => {
    await editor.runCommand('Airworthy: Show Missing Only');
    await editor.treeRow('Purpose and ownership', readiness).waitFor({ state: 'hidden' });
    await editor.treeRow('Quality gates', readiness).waitFor();
    await editor.screenshot('missing-only');
    await editor.runCommand('Airworthy: Show All Checks');
    await editor.treeRow('Purpose and ownership', readiness).waitFor();
  });

  it('lists the findings in the Problems view, at most ten of them warnings or errors', async () => {
    await editor.showProblems();
    await editor.problem('Gate failing').waitFor();
    const rows = await editor.problems();
    const loud = rows.filter(({ severity }) => severity !== 'info');
    assert.ok(loud.length > 0 && loud.length <= 10, `${loud.length} warnings and errors`);
    const gate = rows.find(({ code }) => code.includes('gate-failing'));
    assert.deepEqual([gate?.severity, gate?.source, gate?.line], ['error', 'Airworthy', 26]);
    await editor.runCommand('View: Toggle Problems');
  });

  it('applies a fix by keys, ends the finding, and undoes it', async () => {
    await editor.openFile('monitoring/rules/serving.yml', { line: 23, column: 18 });
    await editor.squiggles('info').first().waitFor();
    const offered = await editor.quickFixes();
    assert.ok(offered.length > 1, offered.join(' | '));
    await editor.screenshot('quick-fix-before');
    await editor.applyQuickFix('Wait five minutes before firing');
    await editor.editorLine(/for:\s5m/).waitFor();
    await editor.screenshot('quick-fix-after');
    await editor.page.keyboard.press('ControlOrMeta+Z');
    await editor.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  });

  it('applies the fix of a finding from the tree', async () => {
    await editor.runCommand('Airworthy: Show Readiness');
    const findings = editor.treeRow(/Findings/, readiness);
    // A second try begins where the first one ended.
    if ((await findings.getAttribute('aria-expanded')) !== 'true') await findings.click();
    const row = editor.treeRow('pandas has no fixed version', readiness);
    // Only rows in sight are drawn, and the view may be low.
    await findings.hover();
    await editor.page.mouse.wheel(0, 120);
    await row.hover();
    await row.getByRole('button', { name: 'Apply Fix' }).click();
    await editor.editorLine(/^pandas==/).waitFor();
    await row.waitFor({ state: 'detached' });
    await editor.screenshot('tree-fix');
    await editor.page.locator('.editor-group-container.active .monaco-editor').first().click();
    await editor.page.keyboard.press('ControlOrMeta+Z');
    await row.waitFor();
    await row.hover();
    await editor.page.mouse.wheel(0, -1000);
    await editor.treeRow('card-fraud', readiness).waitFor();
    await findings.click();
  });

  it('explains a rule as a page', async () => {
    await editor.runCommand('Airworthy: Explain Rule…');
    await editor.acceptQuickInput('alert-without-runbook');
    await editor.webview().getByRole('heading', { name: 'Why it matters' }).waitFor();
    await editor.screenshot('explain-rule');
  });

  it('opens the page of a rule from the Problems view', async () => {
    await editor.showProblems();
    await editor.page.locator('.markers-panel a', { hasText: 'gate-failing' }).first().click();
    await editor.page.locator('.tabs-container .tab.active').filter({ hasText: 'gate-failing' }).waitFor();
    await editor.webview().getByRole('heading', { name: 'Why it matters' }).waitFor();
    await editor.screenshot('explain-from-problems');
    await editor.runCommand('View: Toggle Problems');
  });

  it('offers its commands in the palette, and each of them opens something', async () => {
    // What needs versions is offered once they are listed, which the view shows.
    await editor.runCommand('Airworthy: Show Readiness');
    await editor.treeRow(/production\s+v1\.4\.1/, { view: 'Versions' }).waitFor();
    assert.deepEqual(await editor.offeredCommands('Airworthy'), [
      'Airworthy: Ask Servers for Versions',
      'Airworthy: Check Workspace',
      'Airworthy: Compare Versions…',
      'Airworthy: Copy Comparison as Markdown',
      'Airworthy: Create Manifest',
      'Airworthy: Deploy Version…',
      'Airworthy: Explain Rule…',
      'Airworthy: Export Release History as CSV…',
      'Airworthy: Fetch Version Files…',
      'Airworthy: Filter Versions…',
      'Airworthy: Focus on Readiness View',
      'Airworthy: Focus on Versions View',
      'Airworthy: Manage Credentials…',
      'Airworthy: Open Drift Panel',
      'Airworthy: Promote Version…',
      'Airworthy: Refresh Versions',
      'Airworthy: Register Version…',
      'Airworthy: Roll Back…',
      'Airworthy: Shift Canary Traffic…',
      'Airworthy: Show Code Changes',
      'Airworthy: Show Log',
      'Airworthy: Show Missing Only',
      'Airworthy: Show Readiness',
      'Airworthy: Show Release History',
      'Airworthy: Show What May Go Wrong…',
      'Airworthy: Start Shadow…',
      'Airworthy: Unassign…',
      'Airworthy: Undo Last Release Action…',
    ]);
    await editor.runCommand('Airworthy: Show Readiness');
    await editor.runCommand('Airworthy: Refresh Versions');
    await editor.treeRow(/production\s+v1\.4\.1/, { view: 'Versions' }).waitFor();
    await editor.runCommand('Airworthy: Open Drift Panel');
    await editor.page.locator('.tabs-container .tab.active').filter({ hasText: 'Drift' }).waitFor();
    // The panel asks once it has been shown: to close it before that would leave the question to whatever comes next.
    await editor.dialog('Send requests to http://127.0.0.1:9090?').getByRole('button', { name: 'Cancel' }).click();
    await editor.runCommand('View: Close Editor');
    await editor.runCommand('Airworthy: Show Log');
    await editor.page
      .locator('.part.panel .composite.title, .part.panel .title')
      .filter({ hasText: /output/i })
      .first()
      .waitFor();
    await editor.page.locator('.part.panel .monaco-editor').first().waitFor();
    await editor.screenshot('log');
    await editor.runCommand('View: Toggle Output');
  });

  it('checks the workspace and says what came of it', async () => {
    await editor.runCommand('Airworthy: Check Workspace');
    await editor.statusBarItem(/1 project checked, \d+ findings/).waitFor();
  });
});
