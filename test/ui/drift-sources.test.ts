// The drift panel on what tools wrote: reports of Evidently and Great Expectations, a real MLflow server, and the charts exported as files.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { openEditor, type EditorSession } from '../host/editor-session.mjs';
import { mlflowContent } from '../support/mlflow-content.ts';
import { reportsFolder } from '../support/report-fixtures.ts';
import { withMlflow } from '../support/with-mlflow.ts';

describe('the drift panel on reports and MLflow', () => {
  const url = withMlflow(3);
  let home = '';
  let editor: EditorSession;
  let panel: FrameLocator;
  const card = (title: string) => panel.locator('section.card').filter({ has: panel.locator('h3').filter({ hasText: title }) });

  before(async () => {
    const content = mlflowContent(url());
    await content.model('card fraud');
    const run = await content.run();
    const minute = 60_000;
    const recalls = [0.91, 0.9, 0.87].map((value, index) => ({
      key: 'recall',
      value,
      timestamp: Date.now() - (3 - index) * minute,
      step: index,
    }));
    await content.post('runs/log-batch', { run_id: run, metrics: recalls });
    await content.version('card fraud', run);
    home = await mkdtemp(join(tmpdir(), 'airworthy-drift-sources-'));
    for (const name of ['evidently-0.4', 'evidently-0.7', 'great-expectations-1'])
      await cp(join(reportsFolder, name), join(home, 'reports', name), { recursive: true });
    await writeFile(join(home, 'train.py'), 'import sklearn\n');
    await writeFile(
      join(home, 'airworthy.yaml'),
      `version: 1
models:
  - { name: fraud, registry: mlflow, mlflow: { source: tracking, name: card fraud }, stages: [production] }
sources:
  evidently-old: { type: reports, path: reports/evidently-0.4 }
  evidently: { type: reports, path: reports/evidently-0.7 }
  expectations: { type: reports, path: reports/great-expectations-1 }
  tracking: { type: mlflow, url: "${url()}" }
drift:
  - { title: Amount by Evidently 0.4, source: evidently-old, column: amount }
  - { title: Amount by Evidently 0.7, source: evidently, column: amount }
  - { title: Validations, source: expectations }
charts:
  - { title: Recall of the run, source: tracking, metric: recall }
`,
    );
    editor = await openEditor({ folder: home, width: 1440, height: 1800, settings: { 'airworthy.servers.allowed': [url()] } });
    await editor.runCommand('Airworthy: Open Drift Panel');
    panel = editor.webview();
  });
  after(async () => {
    await editor.close();
    await rm(home, { recursive: true, force: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.screenshot(`failed-sources-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });

  it('shows each tool’s own method, threshold and verdict', async () => {
    await card('Amount by Evidently 0.4').getByText('K-S p_value of amount, computed by Evidently · drift ≤ 0.05').first().waitFor();
    await card('Amount by Evidently 0.7')
      .getByText(/computed by Evidently/)
      .first()
      .waitFor();
    await card('Validations')
      .getByText(/Great Expectations/)
      .first()
      .waitFor();
    for (const title of ['Amount by Evidently 0.4', 'Amount by Evidently 0.7', 'Validations'])
      await card(title).locator('.badge').filter({ hasText: 'Drift' }).waitFor();
    await editor.screenshot('drift-reports');
  });

  it('shows the metric’s history of a run in MLflow', async () => {
    // Nothing of it needs attention, so its group is folded.
    await panel.locator('summary').filter({ hasText: 'Quality (1)' }).click();
    await card('Recall of the run').getByText(/0\.87/).first().waitFor();
    await editor.screenshot('drift-mlflow');
  });

  /** Writes an export where the editor's dialog proposes to. */
  async function exported(button: string, ending: string): Promise<Buffer> {
    await panel.locator('vscode-button').filter({ hasText: button }).first().click();
    await editor.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    await editor.notification(new RegExp(`-drift-[\\d-]+\\.${ending} written\\.`)).waitFor();
    const [name = ''] = (await readdir(home)).filter((one) => one.endsWith(`.${ending}`));
    return readFile(join(home, name));
  }

  it('exports what is shown as a table and as a picture, where the dialog says', async () => {
    const table = (await exported('CSV', 'csv')).toString('utf8');
    assert.match(table, /^\uFEFF?chart,group,/);
    assert.match(table, /Amount by Evidently 0\.7/);
    assert.match(table, /Recall of the run/);
    const picture = await exported('Picture', 'png');
    assert.deepEqual([...picture.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
    assert.ok(picture.length > 10_000, String(picture.length));
  });
});
