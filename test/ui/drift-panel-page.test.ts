// The drift panel's page by itself in a browser, without the editor around it: looks in all themes and states, pointer and keyboard on
// real charts, and the rules that only a browser enforces.
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { ToHost } from '../../src/protocol/drift-panel.ts';
import { launchBrowser } from '../host/browser.mjs';
import { openPanelPage, themes } from '../host/panel-page.mjs';
import { channelDistribution, comparedSnapshot, faultyProject, fullProject, sceneSpan } from '../support/panel-scenes.ts';
import { panelSnapshot } from '../support/panel-snapshot.ts';

type Opened = Awaited<ReturnType<typeof openPanelPage>>;

describe('the drift panel’s page in a browser', function () {
  let browser: Browser;
  let opened: Opened;
  let page: Page;
  const idle = { type: 'busy', isBusy: false, next: '' };
  const full = panelSnapshot([fullProject()], { shown: sceneSpan });

  before(async () => {
    browser = await launchBrowser();
    await mkdir('out/screenshots', { recursive: true });
  });
  after(() => browser.close());
  afterEach(async () => {
    assert.deepEqual(opened.complaints, [], 'errors in the console, broken security policy among them');
    await page.close();
  });

  const open = async (snapshot: unknown, options: Parameters<typeof openPanelPage>[1] = {}): Promise<void> => {
    opened = await openPanelPage(browser, options);
    page = opened.page;
    if (snapshot === null) return;
    await opened.tell(snapshot);
    await opened.tell(idle);
    await drawn();
  };
  /** Until every chart that has a place is drawn: chart.js has then given its canvas a size. */
  const drawn = async (): Promise<void> => {
    await page.waitForFunction(() =>
      [...document.querySelectorAll('canvas')].every((canvas) => !canvas.checkVisibility() || canvas.style.width !== ''),
    );
    await opened.settle();
  };
  const pixels = (index: number): Promise<string> =>
    page
      .locator('canvas')
      .nth(index)
      .evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? canvas.toDataURL() : ''));
  const screenshot = (name: string): Promise<unknown> =>
    page.screenshot({ path: `out/screenshots/drift-page-${name}.png`, fullPage: true });
  const complaints = async (): Promise<readonly string[]> => {
    await page.evaluate(await readFile('node_modules/axe-core/axe.min.js', 'utf8'));
    const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')} ${failureSummary ?? ''}`),
    );
  };
  /** What the page has said, each checked as the host checks it. */
  const said = async (): Promise<readonly ToHost[]> => (await opened.said()).map((message) => ToHost.parse(message));
  const button = (name: string) => page.locator('vscode-button').filter({ hasText: name });
  const zoom = async (): Promise<unknown> => {
    const saved = await opened.saved();
    return typeof saved === 'object' && saved !== null ? Reflect.get(saved, 'zoom') : undefined;
  };

  for (const theme of Object.keys(themes) as (keyof typeof themes)[]) {
    it(`looks as the theme wants and leaves nothing for axe to find: ${theme}`, async () => {
      await open(full, { theme });
      await page.locator('summary').nth(1).click();
      await button('Show the distribution').first().click();
      await opened.tell({ type: 'distribution', project: 'card-fraud', chart: 'drift/0', distribution: channelDistribution, failure: '' });
      await page.locator('canvas').first().focus();
      await page.keyboard.press('End');
      await button('Show the numbers').nth(1).click();
      await drawn();
      await screenshot(theme);
      assert.deepEqual(await complaints(), []);
    });
  }

  it('takes a new theme’s colours at once', async () => {
    await open(full);
    const before = await pixels(0);
    await opened.setTheme('light');
    await page.waitForFunction((old) => document.querySelector('canvas')?.toDataURL() !== old, before);
    await drawn();
    await screenshot('theme-changed');
  });

  const states = [
    ['faults', panelSnapshot([faultyProject()], { shown: sceneSpan })],
    ['compared', comparedSnapshot()],
    [
      'empty',
      panelSnapshot([], {
        empty: {
          text: 'No drift is declared yet. This was found:',
          offers: [
            {
              id: 'a',
              text: 'Watch the batches in data/batches',
              detail: 'Writes a source of type files and 4 columns into airworthy.yaml.',
            },
            { id: 'b', text: 'Use prometheus.yml', detail: 'Writes a source for http://localhost:9090.' },
          ],
        },
      }),
    ],
  ] as const;
  for (const [name, snapshot] of states) {
    it(`says what there is and what there is not: ${name}`, async () => {
      await open(snapshot);
      for (const summary of await page.locator('summary').all()) await summary.click();
      await drawn();
      await screenshot(name);
      assert.deepEqual(await complaints(), []);
    });
  }

  it('fits into 320 pixels, with a range of one’s own', async () => {
    await open(full, { width: 320 });
    await page.locator('#range').click();
    await page.locator('#range vscode-option').filter({ hasText: 'From …' }).click();
    await page.locator('#range-from').waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);
    await screenshot('narrow');
    assert.deepEqual(await complaints(), []);
  });

  it('draws as much as there is room for once there is more', async () => {
    const only = panelSnapshot([fullProject({ charts: fullProject().charts.filter(({ id }) => id === 'charts/0'), alerts: [] })], {
      shown: sceneSpan,
    });
    await open(only);
    const wide = await pixels(0);
    await page.close();
    await open(only, { width: 320 });
    await page.setViewportSize({ width: 1000, height: 900 });
    await page.waitForFunction((fresh) => document.querySelector('canvas')?.toDataURL() === fresh, wide);
  });

  it('waits, and moves nothing for those who want it so', async () => {
    await open(null, { reducedMotion: 'reduce' });
    await page.getByText('Computing drift…').waitFor();
    await opened.tell(full);
    await opened.tell({ type: 'busy', isBusy: true, next: '' });
    await page.locator('.progress.busy').waitFor();
    assert.equal(await page.locator('.progress vscode-progress-ring').isVisible(), false);
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  });

  it('zooms with the wheel only while Ctrl is held, and all charts with it', async () => {
    await open(full);
    const [first, second] = [await pixels(0), await pixels(1)];
    await page.locator('canvas').first().hover();
    await page.mouse.wheel(0, -300);
    assert.equal(await zoom(), undefined, 'nothing is chosen, so nothing is saved');
    await page.locator('canvas').first().hover();
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    await page.locator('.shown').filter({ hasText: 'Zoomed to' }).waitFor();
    await drawn();
    assert.notEqual(await pixels(0), first);
    assert.notEqual(await pixels(1), second);
    assert.notEqual(await zoom(), null);
    await screenshot('zoomed');
    await button('Reset zoom').click();
    await page.locator('.shown').filter({ hasNotText: 'Zoomed to' }).waitFor();
    assert.equal(await zoom(), null);
  });

  it('moves by dragging, others following, and selects nothing by it', async () => {
    await open(full);
    await page.locator('canvas').first().focus();
    for (const key of ['+', '+', '+']) await page.keyboard.press(key);
    await drawn();
    const [before, second] = [JSON.stringify(await zoom()), await pixels(1)];
    await drag(-120);
    await page.waitForFunction((old) => JSON.stringify(Reflect.get(Object(Reflect.get(globalThis, 'panelState')), 'zoom')) !== old, before);
    await drawn();
    assert.notEqual(await pixels(1), second);
    assert.equal(await page.locator('.card .selected').first().innerText(), await page.locator('.card .selected').nth(1).innerText());
  });

  it('zooms to what is dragged over while Shift is held', async () => {
    await open(full);
    await page.keyboard.down('Shift');
    await drag(120);
    await page.keyboard.up('Shift');
    await page.locator('.shown').filter({ hasText: 'Zoomed to' }).waitFor();
  });

  /** Drags the first chart from its middle by so many pixels. */
  async function drag(by: number): Promise<void> {
    const box = await page.locator('canvas').first().boundingBox();
    assert.ok(box);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let step = 1; step <= 6; step += 1) await page.mouse.move(x + (by * step) / 6, y);
    await page.mouse.up();
  }

  it('shows the moment at the pointer in every chart, and chooses the point nearest to a click', async () => {
    await open(full);
    const canvas = page.locator('canvas').first();
    const box = await canvas.boundingBox();
    assert.ok(box);
    await canvas.hover({ position: { x: box.width - 20, y: box.height / 2 } });
    await page.waitForFunction(() => document.querySelectorAll('.cursor:not([hidden])').length === 2);
    await canvas.click({ position: { x: box.width - 24, y: box.height / 2 } });
    await page.locator('.card .selected').first().filter({ hasText: 'Nov 16, 2026: 0.36. Drift.' }).waitFor();
    await screenshot('pointed');
  });

  it('says what the person wants in words that the host understands', async () => {
    await open(full);
    await button('Open its line in the manifest').first().click();
    await button('Roll back…').first().click();
    await page.locator('canvas').first().focus();
    await page.keyboard.press('End');
    await button('Open the file or run').click();
    await button('Show the distribution').nth(0).click();
    await page.locator('#auto').click();
    await page.locator('#auto vscode-option').filter({ hasText: '30 seconds' }).click();
    const [ready, ...messages] = await said();
    assert.equal(ready?.type, 'ready');
    const point = { line: '', time: Date.UTC(2026, 10, 16), from: 'data/11.csv' };
    assert.deepEqual(messages, [
      { type: 'act', action: 'openManifest', project: 'card-fraud', chart: 'drift/0', point: null },
      { type: 'actOnAlert', action: 'rollBack', project: 'card-fraud', alert: '0' },
      { type: 'act', action: 'openSource', project: 'card-fraud', chart: 'drift/0', point },
      { type: 'distribution', project: 'card-fraud', chart: 'drift/0', from: 'data/11.csv' },
      { type: 'wish', wish: { range: { kind: 'all' }, compare: 'none', refreshEvery: 30_000, width: 500 } },
    ]);
  });

  it('gives a picture of the charts as they are drawn', async () => {
    await open(full, { theme: 'light' });
    await button('Picture').click();
    const exported = (await said()).find((message) => message.type === 'export');
    assert.ok(exported?.png);
    assert.deepEqual(exported.charts, ['drift/0', 'drift/1', 'drift/2', 'charts/0', 'charts/1']);
    const png = Buffer.from(exported.png, 'base64');
    assert.equal(png.subarray(1, 4).toString('latin1'), 'PNG');
    // Two charts are drawn, one below the other; the folded ones have no picture.
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    assert.ok(width > 400 && width < 600 && height > 500 && height < 700, `${String(width)} × ${String(height)}`);
    await writeFile('out/screenshots/drift-page-exported.png', png);
  });

  it('comes back as the person left it', async () => {
    await open(full);
    await page.locator('canvas').first().focus();
    for (const key of ['+', 'End']) await page.keyboard.press(key);
    await button('Show the numbers').first().click();
    await page.locator('summary').first().click();
    await page.locator('#range').click();
    await page.locator('#range vscode-option').filter({ hasText: 'Last 90 days' }).click();
    await page.locator('canvas').first().focus();
    await page.keyboard.press('+');
    await drawn();
    const saved = await opened.saved();
    const before = await page.locator('main').innerText();
    await page.close();
    await open(full, { saved });
    assert.equal(await page.locator('main').innerText(), before);
    const [ready] = await said();
    assert.deepEqual(ready, {
      type: 'ready',
      wish: { range: { kind: 'last', ms: 7_776_000_000 }, compare: 'none', refreshEvery: 0, width: 500 },
    });
    assert.equal(await page.locator('#range').evaluate((dropdown): unknown => Reflect.get(dropdown, 'value')), '7776000000');
  });

  it('brings the chart of a rule before the person’s eyes', async () => {
    await open(full, { height: 500 });
    await opened.tell({ type: 'reveal', project: 'card-fraud', chart: 'charts/1' });
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label')?.startsWith('AUC'));
    const box = await page.locator('canvas:focus').boundingBox();
    assert.ok(box !== null && box.y > 0 && box.y < 500);
  });
});
