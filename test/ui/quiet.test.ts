// Where there is little or nothing to say, little or nothing is said; where nothing may be run, that is said.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEditor, type EditorSession } from '../host/editor-session.mjs';
import { sampleWorkspace } from '../host/workspaces.mjs';

const readiness = { view: 'Readiness' };
const versions = { view: 'Versions' };
/** What the palette offers also where there is no project, the editor's own commands for the views among it; all else only where it can work. */
const everywhere = [
  'Check Workspace',
  'Explain Rule…',
  'Focus on Readiness View',
  'Focus on Versions View',
  'Manage Credentials…',
  'Show Log',
  'Show Readiness',
].map((title) => `Airworthy: ${title}`);

describe('an editor', () => {
  let editor: EditorSession | undefined;
  const removals: (() => Promise<void>)[] = [];

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor?.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
    await editor?.close();
    for (const remove of removals.splice(0)) await remove();
  });

  /** Opens a sample in a window of its own. */
  async function openSample(name: string, options: { readonly restricted?: boolean; readonly path?: string } = {}): Promise<EditorSession> {
    const sample = await sampleWorkspace(name);
    removals.push(sample.remove);
    editor = await openEditor({
      folder: sample.path,
      restricted: options.restricted === true,
      ...(options.path === undefined ? {} : { env: { PATH: options.path } }),
    });
    return editor;
  }

  async function popUps({ page }: EditorSession): Promise<number> {
    return (await page.locator('.notification-toast').count()) + (await page.locator('.monaco-dialog-box').count());
  }

  it('on a folder that is no model project: no status item, a word of welcome, nothing else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'airworthy-quiet-'));
    removals.push(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, 'notes.txt'), 'Milk, bread.\n');
    await mkdir(join(folder, 'photos'));
    const quiet = (editor = await openEditor({ folder }));
    await quiet.openViewContainer('Airworthy');
    await quiet.view('Readiness').getByText('None was found in this workspace').waitFor();
    await quiet.view('Versions').getByText('No model versions were found').waitFor();
    await quiet.statusBarItem('Activating').waitFor({ state: 'hidden' });
    await quiet.screenshot('no-project');
    assert.equal(await quiet.statusBarItem('Airworthy').count(), 0);
    assert.equal(await popUps(quiet), 0);
    assert.deepEqual(await quiet.treeTexts(readiness), []);
    await quiet.runCommand('Airworthy: Check Workspace');
    await quiet.statusBarItem('No machine-learning project was found').waitFor();
    assert.deepEqual(await quiet.offeredCommands('Airworthy'), everywhere);
  });

  it('on a project with nothing in place: the verdict, what is unknown, the next steps, and no pop-up', async () => {
    const bare = await openSample('bare');
    await bare.openViewContainer('Airworthy');
    await bare.treeRow(/bare\s*(?:not ready|prototype) · score \d+/, readiness).waitFor();
    await bare.treeRow('Next:', readiness).locator('.monaco-tl-twistie').click();
    await bare.screenshot('bare');
    assert.equal(await popUps(bare), 0);
    assert.deepEqual(
      await bare.offeredCommands('Airworthy'),
      [
        ...everywhere,
        'Airworthy: Ask Servers for Versions',
        'Airworthy: Create Manifest',
        'Airworthy: Open Drift Panel',
        'Airworthy: Register Version…',
        'Airworthy: Show Missing Only',
        'Airworthy: Show What May Go Wrong…',
      ].sort(),
    );
    assert.equal(await bare.page.locator('.pane', { hasText: 'Versions' }).getByText('No model versions were found').count(), 1);
  });

  it('on two projects: each by its name, with its own verdict', async () => {
    const two = await openSample('two-projects');
    await two.openViewContainer('Airworthy');
    await two.treeRow(/churn\s*(?:not ready|shadow only|ready) · score \d+/, readiness).waitFor();
    await two.screenshot('two-projects');
    await two.view('Readiness').hover();
    await two.view('Readiness').getByRole('button', { name: 'Collapse All' }).click();
    await two.treeRow(/pricing\s*(?:not ready|shadow only|ready|prototype) · score \d+/, readiness).waitFor();
  });

  it('in Restricted Mode: judged from files, versions by name, no Git from the first moment on', async () => {
    const shims = await mkdtemp(join(tmpdir(), 'airworthy-shims-'));
    removals.push(() => rm(shims, { recursive: true, force: true }));
    const mark = join(shims, 'started');
    await writeFile(join(shims, 'git'), `#!/bin/sh\necho "$*" >> "${mark}"\nexit 1\n`, { mode: 0o755 });
    const restricted = await openSample('card-fraud', { restricted: true, path: `${shims}:${process.env['PATH'] ?? ''}` });
    await restricted.openViewContainer('Airworthy');
    await restricted.treeRow(/card-fraud\s*(?:shadow only|not ready) · score \d+/, readiness).waitFor();
    await restricted.treeRow('fraud', versions).waitFor();
    await restricted
      .treeRow(/All versions\s*7/, versions)
      .locator('.monaco-tl-twistie')
      .click();
    await restricted.treeRow('v1.4.1', versions).hover();
    await restricted.hover('times, authors and stages are unknown').waitFor();
    await restricted.screenshot('restricted');
    assert.deepEqual(
      await restricted.offeredCommands('Airworthy'),
      [
        ...everywhere,
        'Airworthy: Create Manifest',
        'Airworthy: Filter Versions…',
        'Airworthy: Open Drift Panel',
        'Airworthy: Refresh Versions',
        'Airworthy: Show Missing Only',
        'Airworthy: Show What May Go Wrong…',
      ].sort(),
    );
    await assert.rejects(
      import('node:fs/promises').then(({ readFile }) => readFile(mark)),
      /ENOENT/,
    );
  });
});
