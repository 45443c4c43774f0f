// The drift panel in the editor: what it says, keyboard and mouse, themes, widths, and what survives a hidden page and a restart.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Frame, FrameLocator } from 'playwright-core';
import { openEditor, type EditorSession } from '../host/editor-session.mjs';
import { unpackSample } from '../sample/unpack-sample.mjs';

const hostile = '<img src=x onerror=alert(1)>';

/** A project with all that is unusual: p-values, defaults, names that are markup, an entry that cannot be charted, a file that is none. */
async function writeOddProject(folder: string): Promise<void> {
  await mkdir(join(folder, 'data/batches'), { recursive: true });
  const manifest = {
    version: 1,
    project: 'odd',
    sources: {
      batches: { type: 'files', reference: 'data/reference.csv', current: 'data/batches/*.csv' },
      live: { type: 'prometheus', url: 'http://127.0.0.1:9' },
    },
    drift: [
      { title: 'Amount by Kolmogorov-Smirnov', source: 'batches', column: 'amount', method: 'ks', warn: 0.2, alert: 0.05 },
      { title: hostile, source: 'batches', column: hostile },
      { title: 'Latency', source: 'live', query: 'up' },
    ],
  };
  await writeFile(join(folder, 'airworthy.yaml'), JSON.stringify(manifest, undefined, 2));
  await writeFile(join(folder, 'dvc.yaml'), 'stages:\n  train:\n    cmd: python train.py\n');
  const rows = (count: number, shift: number): string =>
    [
      `amount,${hostile}`,
      ...Array.from({ length: count }, (_, row) => `${String(((row * 37) % 101) + shift)},${'abc'.charAt(row % 3)}`),
    ].join('\n');
  await writeFile(join(folder, 'data/reference.csv'), rows(300, 0));
  const shifts = [0, 3, 9, 14, 40];
  for (const [week, shift] of shifts.entries())
    await writeFile(join(folder, `data/batches/2026-10-${String(week * 7 + 1).padStart(2, '0')}.csv`), rows(200, shift));
  await writeFile(join(folder, 'data/batches/2026-11-05.csv'), rows(12, 40));
  await writeFile(join(folder, 'data/batches/2026-11-12.csv'), 'amount\n1,2\n');
}

describe('the drift panel', () => {
  let home = '';
  let editor: EditorSession;
  let panel: FrameLocator;

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'airworthy-drift-panel-'));
    unpackSample({ name: 'card-fraud', target: join(home, 'card-fraud') });
    await writeOddProject(join(home, 'odd'));
    await settings({});
    editor = await openEditor({ folder: join(home, 'both.code-workspace'), height: 900 });
    panel = editor.webview();
    await editor.runCommand('Airworthy: Open Drift Panel');
    // Batches do not wait for the answer about the servers.
    await headline('1 of 4 watched features drifts').waitFor();
    await editor.dialog('Send requests to http://127.0.0.1:9090, http://127.0.0.1:9?').getByRole('button', { name: 'Cancel' }).click();
  });
  after(async () => {
    await editor.close();
    await rm(home, { recursive: true, force: true });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/g, '-')}`);
  });

  const headline = (text: string | RegExp) => panel.locator('h1').filter({ hasText: text });
  const card = (title: string) => panel.locator('section.card').filter({ has: panel.locator('h3').filter({ hasText: title }) });
  /** The settings of the workspace, which the editor takes over while it runs. */
  const settings = (values: Readonly<Record<string, unknown>>): Promise<void> =>
    writeFile(join(home, 'both.code-workspace'), JSON.stringify({ folders: [{ path: 'card-fraud' }, { path: 'odd' }], settings: values }));
  const frame = async (): Promise<Frame> => {
    const body = await panel.locator('body').elementHandle();
    const found = await body.ownerFrame();
    assert.ok(found);
    return found;
  };
  const choose = async (id: string, text: string): Promise<void> => {
    await panel.locator(`#${id}`).click();
    await panel.locator(`#${id} vscode-option`).filter({ hasText: text }).click();
  };
  /** What axe finds wrong, as short lines. */
  const complaints = async (): Promise<readonly string[]> => {
    const place = await frame();
    await place.evaluate(await readFile('node_modules/axe-core/axe.min.js', 'utf8'));
    const { violations } = await place.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
    return violations.flatMap(({ id, impact, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${String(impact)} ${id} ${target.join(' ')} ${failureSummary ?? ''}`),
    );
  };

  it('says what drifts, with sample sizes, and shows the drifting charts first', async () => {
    await headline('since Nov 16, 2026 (newest values: Nov 16, 2026). Rows: 640 against 1,500 in the reference. Warnings: 1.').waitFor();
    assert.deepEqual(
      await panel.locator('main > .cards h3').allInnerTexts(),
      ['Channel', 'Amount'],
      'nothing that nobody was asked for stands among them',
    );
    await card('Channel').locator('.badge').filter({ hasText: 'Drift' }).waitFor();
    await panel.locator('summary').filter({ hasText: 'Drift (2)' }).waitFor();
    await editor.screenshot('drift-panel');
  });

  it('shows the numbers of the point that is chosen by keyboard, and keeps the focus there', async () => {
    const channel = card('Channel');
    await channel.locator('canvas').focus();
    await editor.page.keyboard.press('End');
    await channel.locator('.selected').filter({ hasText: 'Nov 16, 2026: 0.3654. Drift. Rows: 640 against 1,500' }).waitFor();
    await editor.page.keyboard.press('ArrowLeft');
    await channel.locator('.selected').filter({ hasText: 'Nov 9, 2026' }).waitFor();
    assert.equal(await (await frame()).evaluate(() => document.activeElement?.tagName), 'CANVAS');
    await editor.screenshot('drift-panel-point');
    await editor.page.keyboard.press('Escape');
    await channel.locator('.selected').filter({ hasText: 'press the arrow keys' }).waitFor();
  });

  it('chooses the point nearest to a click', async () => {
    const canvas = card('Amount').locator('canvas');
    const box = await canvas.boundingBox();
    assert.ok(box);
    await canvas.click({ position: { x: box.width - 14, y: box.height / 2 } });
    await card('Amount').locator('.selected').filter({ hasText: 'Nov 16, 2026: 0.1922' }).waitFor();
  });

  it('opens and closes the data table by click, and opens a batch from it', async () => {
    await card('Channel').getByText('Show the numbers').click();
    const table = card('Channel').locator('table');
    await table.locator('tr').filter({ hasText: '2026-11-16.csv' }).filter({ hasText: '0.3654' }).waitFor();
    await table.locator('tr').filter({ hasText: 'fraud back to v1.3.0 in production' }).waitFor();
    await table.locator('tr').filter({ hasText: '181,500' }).filter({ hasText: 'Not enough data to say' }).waitFor();
    await editor.screenshot('drift-panel-table');
    await table.getByText('data/batches/2026-11-16.csv').click();
    await editor.page.locator('.tab').filter({ hasText: '2026-11-16.csv' }).waitFor();
    await editor.runCommand('View: Close Editor');
    await editor.page.locator('.tab').filter({ hasText: '2026-11-16.csv' }).waitFor({ state: 'detached' });
  });

  it('opens the line of the manifest that a chart comes from', async () => {
    await card('Channel').getByText('Open its line in the manifest').click();
    await editor.editorLine('title: Channel').waitFor();
    await editor.statusBarItem(/^Ln 52, Col 5/).waitFor();
    await editor.runCommand('View: Close Editor');
    await editor.page.locator('.tab').filter({ hasText: 'airworthy.yaml' }).waitFor({ state: 'detached' });
  });

  it('leaves nothing for axe to find', async () => {
    await panel.locator('details > summary').first().click();
    await card('Hour of the day').locator('canvas').waitFor();
    assert.deepEqual(await complaints(), []);
  });

  it('shows p-values with drift below, defaults, problems, and hostile names as text', async () => {
    await choose('project', 'odd');
    await headline('The newest values (Nov 5, 2026) have not enough data for a verdict. Rows: 12 against 300').waitFor();
    await headline('drifted when it could last be judged (Oct 29, 2026)').waitFor();
    await card('Amount by')
      .locator('.method')
      .filter({ hasText: 'Kolmogorov-Smirnov p-value of amount · warning ≤ 0.2, drift ≤ 0.05' })
      .waitFor();
    await card(hostile).locator('.method').filter({ hasText: '(the default)' }).waitFor();
    assert.deepEqual(await panel.locator('main > .problems li').allInnerTexts(), [
      'data/batches/2026-11-12.csv, line 2: The row has more cells than the header, which has 1.',
    ]);
    assert.equal(await panel.locator('img').count(), 0);
    await card('Amount by').locator('canvas').focus();
    await editor.page.keyboard.press('End');
    await editor.screenshot('drift-panel-p-values');
    assert.deepEqual(await complaints(), []);
    await choose('project', 'card-fraud');
    await headline('1 of 4').waitFor();
  });

  const themes = [
    ['light', 'Default Light Modern', 'vscode-light'],
    ['high-contrast', 'Default High Contrast', 'vscode-high-contrast'],
    ['high-contrast-light', 'Default High Contrast Light', 'vscode-high-contrast-light'],
    ['dark', 'Default Dark Modern', 'vscode-dark'],
  ] as const;
  for (const [name, theme, mark] of themes) {
    it(`takes the colours of the theme at once: ${name}`, async () => {
      const pixels = await card('Channel')
        .locator('canvas')
        .evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ''));
      await settings({ 'workbench.colorTheme': theme });
      await panel.locator(`body.${mark}`).waitFor();
      await (
        await frame()
      ).waitForFunction(
        (before) =>
          document.querySelector('.state-alert canvas') instanceof HTMLCanvasElement &&
          document.querySelector<HTMLCanvasElement>('.state-alert canvas')?.toDataURL() !== before,
        pixels,
      );
      await editor.screenshot(`drift-panel-${name}`);
      assert.deepEqual(await complaints(), []);
    });
  }

  it('speaks Polish when asked to', async () => {
    await settings({ 'airworthy.language': 'pl' });
    await headline('Dryf od 16 lis 2026 (najnowsze wartości: 16 lis 2026): 1 z 4 obserwowanych cech').waitFor();
    assert.equal(await (await frame()).evaluate(() => document.documentElement.lang), 'pl');
    await editor.screenshot('drift-panel-polish');
    await settings({});
    await headline('1 of 4').waitFor();
  });

  it('computes anew when the manifest on disk changes', async () => {
    const file = join(home, 'card-fraud', 'airworthy.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('title: Hour of the day,', 'title: Time of day,'));
    await card('Time of day').waitFor();
    await writeFile(file, text);
    await card('Hour of the day').waitFor();
  });

  it('computes anew when a batch comes, changes and goes', async () => {
    const batches = join(home, 'card-fraud', 'data', 'batches');
    const fresh = join(batches, '2026-11-23.csv');
    const text = await readFile(join(batches, '2026-11-16.csv'), 'utf8');
    await writeFile(fresh, text);
    await headline('newest values: Nov 23, 2026). Rows: 640 against').waitFor();
    await writeFile(fresh, text.split('\n').slice(0, 501).join('\n'));
    await headline('newest values: Nov 23, 2026). Rows: 500 against').waitFor();
    await rm(fresh);
    await headline('newest values: Nov 16, 2026). Rows: 640 against').waitFor();
  });

  it('keeps the choices of a person while it is hidden and after a restart of the window', async () => {
    await choose('range', 'Last 90 days');
    await panel.locator('.shown').filter({ hasText: 'Shown:' }).waitFor();
    const shown = await card('Channel').locator('tbody tr:not(.release)').count();
    assert.ok(shown > 0, 'the sample is of this year');
    await editor.openFile('params.yaml');
    await editor.page.locator('.tab').filter({ hasText: 'Drift' }).click();
    await card('Channel').locator('table').waitFor();
    assert.equal(await card('Channel').locator('tbody tr:not(.release)').count(), shown);
    await editor.page.reload();
    // Which tab was in front the editor stores when it finds the time; the panel is brought back when its tab is shown.
    await editor.page.locator('.tab').filter({ hasText: 'Drift' }).click({ timeout: 120_000 });
    // What the batches say is there a little after the page.
    await card('Channel')
      .locator('tbody tr:not(.release)')
      .nth(shown - 1)
      .waitFor({ timeout: 120_000 });
    assert.equal(await card('Channel').locator('tbody tr:not(.release)').count(), shown);
    await headline('1 of 4').waitFor();
    assert.equal(await panel.locator('#range').evaluate((dropdown): unknown => Reflect.get(dropdown, 'value')), String(90 * 86_400_000));
  });

  it('fits into 300 pixels', async () => {
    await editor.runCommand('View: Close Primary Side Bar');
    await editor.page.setViewportSize({ width: 348, height: 900 });
    await (await frame()).waitForFunction(() => window.innerWidth <= 300);
    assert.equal(await (await frame()).evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);
    await editor.screenshot('drift-panel-narrow');
    assert.deepEqual(await complaints(), []);
  });

  it('broke no rule of its content security policy', () => {
    assert.deepEqual(
      editor.messages().filter((message) => message.includes('Content Security Policy')),
      [],
    );
  });
});

describe('the drift panel in Restricted Mode', () => {
  let home = '';
  let editor: EditorSession;
  let panel: FrameLocator;

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'airworthy-drift-restricted-'));
    unpackSample({ name: 'card-fraud', target: join(home, 'card-fraud') });
    editor = await openEditor({ folder: join(home, 'card-fraud'), restricted: true });
    panel = editor.webview();
    await editor.runCommand('Airworthy: Open Drift Panel');
  });
  after(async () => {
    await editor.close();
    await rm(home, { recursive: true, force: true });
  });

  it('charts the batch files and says that releases are not marked', async () => {
    await panel.locator('h1').filter({ hasText: '1 of 4 watched features drifts' }).waitFor();
    await panel.locator('.problems li').filter({ hasText: 'Releases are not marked: Git is not run in Restricted Mode.' }).waitFor();
    await editor.screenshot('drift-panel-restricted');
  });

  it('says what to declare where nothing is, and opens the manifest', async () => {
    await writeFile(join(home, 'card-fraud', 'airworthy.yaml'), 'version: 1\n');
    await panel.locator('h1').filter({ hasText: 'No chart is declared.' }).waitFor();
    await editor.screenshot('drift-panel-empty');
    await panel.getByText('Open airworthy.yaml').click();
    await editor.page.locator('.tab.active').filter({ hasText: 'airworthy.yaml' }).waitFor();
    await editor.runCommand('View: Close Editor');
  });

  it('begins a manifest where there is none, without writing a file', async () => {
    await rm(join(home, 'card-fraud', 'airworthy.yaml'));
    await panel.getByText('Write airworthy.yaml').click();
    await editor.editorLine('reference: data/reference.csv').waitFor();
    await editor.page.locator('.tab.active.dirty').filter({ hasText: 'airworthy.yaml' }).waitFor();
    assert.equal(existsSync(join(home, 'card-fraud', 'airworthy.yaml')), false);
  });
});
