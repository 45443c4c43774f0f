// @ts-check
// The drift panel's page with 100,000 points in 12 charts, in a headless browser that renders in software: from the message to the first
// picture and to the last chart, and our script's time per frame while a chart is dragged. The peer is plain chart.js on the same numbers.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { launchBrowser } from '../host/browser.mjs';
import { openPanelPage } from '../host/panel-page.mjs';

const points = 100_000;
const charts = 12;
const minute = 60_000;

/** How far the pointer goes a frame while a chart is dragged, and for how many frames. */
const [stride, frames] = [4, 90];

/**
 * Times the page's own work: what it does in animation frames and on messages, and in the handlers of the events that the benchmark sends.
 */
const watch = `
  globalThis.benchFrames = [];
  const ask = globalThis.requestAnimationFrame.bind(globalThis);
  globalThis.benchAsk = ask;
  let spent = 0;
  globalThis.benchTimed = (work) => { const start = performance.now(); work(); spent += performance.now() - start; };
  globalThis.benchTake = () => { const taken = spent; spent = 0; return taken; };
  globalThis.requestAnimationFrame = (callback) => ask((time) => globalThis.benchTimed(() => callback(time)));
`;

/**
 * @typedef {{ first: number, all: number, frame: number, median: number }} PanelTimes
 *   Milliseconds: to the first picture, to the last chart, and of script a dragged frame: 95th percentile and median.
 */

/**
 * Measures both, each in a page of its own, one after the other; the best of a few runs, as other work on the machine only adds time.
 * @param {{ dist?: string, times?: number }} [options]
 * @returns {Promise<{ panel: PanelTimes, plain: PanelTimes, points: number, charts: number }>}
 */
export async function measurePanel({ dist, times = 3 } = {}) {
  const browser = await launchBrowser();
  try {
    const plainScript = await plainBundle();
    const snapshot = snapshotOf();
    /** @type {PanelTimes[]} */
    const panel = [];
    /** @type {PanelTimes[]} */
    const plain = [];
    for (let run = 0; run < times; run += 1) {
      panel.push(await runPanel(browser, snapshot, dist));
      plain.push(await runPlain(browser, snapshot, { dist, script: plainScript }));
    }
    return { panel: best(panel), plain: best(plain), points, charts };
  } finally {
    await browser.close();
  }
}

/** @param {readonly PanelTimes[]} runs @returns {PanelTimes} */
function best(runs) {
  /** @param {(run: PanelTimes) => number} of */
  const least = (of) => Math.min(...runs.map(of));
  return {
    first: least((run) => run.first),
    all: least((run) => run.all),
    frame: least((run) => run.frame),
    median: least((run) => run.median),
  };
}

/**
 * @param {import('playwright-core').Browser} browser @param {unknown} snapshot @param {string | undefined} dist
 * @returns {Promise<PanelTimes>}
 */
async function runPanel(browser, snapshot, dist) {
  const opened = await openPanelPage(browser, { before: watch, height: 900, ...(dist === undefined ? {} : { dist }) });
  await opened.settle();
  const { first, all } = await opened.page.evaluate(async (message) => {
    /** @type {any} */
    const bench = globalThis;
    const frame = () => new Promise((done) => bench.benchAsk(done));
    const start = performance.now();
    window.dispatchEvent(new MessageEvent('message', { data: message }));
    const isDrawn = (/** @type {HTMLCanvasElement} */ canvas) => canvas.width !== 300 && canvas.style.width !== '';
    const canvases = () => [...document.querySelectorAll('canvas')];
    const seen = () =>
      canvases().filter((canvas) => canvas.getBoundingClientRect().top < innerHeight && canvas.getBoundingClientRect().bottom > 0);
    let first = 0;
    for (;;) {
      await frame();
      const now = performance.now();
      if (first === 0 && seen().length > 0 && seen().every(isDrawn)) first = now - start;
      if (canvases().length >= 12 && canvases().every(isDrawn)) return { first, all: now - start };
      if (now - start > 20_000) throw new Error(`Of 12 charts ${String(canvases().filter(isDrawn).length)} were drawn in 20 s.`);
    }
  }, snapshot);
  if (opened.complaints.length > 0) throw new Error(opened.complaints.join('\n'));
  const times = await drag(opened.page, true);
  await opened.page.close();
  return { first, all, ...times };
}

/**
 * @param {import('playwright-core').Browser} browser @param {any} snapshot @param {{ dist: string | undefined, script: string }} options
 * @returns {Promise<PanelTimes>}
 */
async function runPlain(browser, snapshot, { dist, script }) {
  const opened = await openPanelPage(browser, { before: watch, height: 900, ...(dist === undefined ? {} : { dist }) });
  await opened.page.evaluate(script);
  const all = await opened.page.evaluate(async (message) => {
    /** @type {any} */
    const bench = globalThis;
    document.getElementById('app')?.replaceChildren();
    const start = performance.now();
    bench.drawPlain(message.projects[0].charts);
    await new Promise((done) => bench.benchAsk(done));
    return performance.now() - start;
  }, snapshot);
  const times = await drag(opened.page, false);
  await opened.page.close();
  return { first: all, all, ...times };
}

/**
 * Drags the first chart to and fro, a step a frame.
 * @param {import('playwright-core').Page} page @param {boolean} isPanel
 */
async function drag(page, isPanel) {
  await page.evaluate(
    async ({ zoomFirst }) => {
      const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('canvas'));
      canvas.scrollIntoView({ block: 'center' });
      canvas.focus();
      // The whole range cannot be dragged, so both show a part of it.
      if (zoomFirst)
        for (let step = 0; step < 2; step += 1) canvas.dispatchEvent(new KeyboardEvent('keydown', { key: '+', bubbles: true }));
      else {
        const { left, top, width, height } = canvas.getBoundingClientRect();
        const place = {
          clientX: left + width / 2,
          clientY: top + height / 2,
          deltaY: -100,
          ctrlKey: true,
          bubbles: true,
          cancelable: true,
        };
        for (let step = 0; step < 8; step += 1) canvas.dispatchEvent(new WheelEvent('wheel', place));
      }
      await new Promise((done) => setTimeout(done, 600));
    },
    { zoomFirst: isPanel },
  );
  const taken = await page.evaluate(
    async ({ stride: by, frames: count }) => {
      /** @type {any} */
      const bench = globalThis;
      const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector('canvas'));
      const { left, top, width, height } = canvas.getBoundingClientRect();
      const frame = () => new Promise((done) => bench.benchAsk(done));
      const send = (/** @type {string} */ type, /** @type {number} */ x) => {
        const place = {
          clientX: x,
          clientY: top + height / 2,
          button: 0,
          buttons: 1,
          pointerType: 'mouse',
          pointerId: 1,
          isPrimary: true,
          bubbles: true,
          cancelable: true,
        };
        const target = type === 'pointerdown' ? canvas : window;
        target.dispatchEvent(new PointerEvent(type, place));
        canvas.dispatchEvent(new MouseEvent(type.replace('pointer', 'mouse'), place));
      };
      const middle = left + width / 2;
      send('pointerdown', middle);
      /** @type {number[]} */
      const spent = [];
      for (let step = 1; step <= count; step += 1) {
        await frame();
        bench.benchTake();
        const x = middle + (step % 60 < 30 ? step % 60 : 60 - (step % 60)) * by;
        bench.benchTimed(() => send('pointermove', x));
        // What the step asked to be done in the next frame belongs to it.
        await frame();
        spent.push(bench.benchTake());
      }
      send('pointerup', middle);
      return spent;
    },
    { stride, frames },
  );
  // The first steps only tell a drag from a click.
  const sorted = taken.slice(10).sort((one, other) => one - other);
  return { frame: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN, median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN };
}

/** @returns {Promise<string>} */
async function plainBundle() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('plain-chart.ts', import.meta.url))],
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    target: 'chrome128',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/**
 * The host's message: 12 charts that are all in sight of their thresholds, so that none is folded.
 * @returns {import('../../src/protocol/drift-panel.ts').PanelSnapshot}
 */
function snapshotOf() {
  const words = panelWords();
  const each = Math.floor(points / charts);
  const start = Date.UTC(2026, 7, 31);
  /** @type {import('../../src/protocol/drift-panel.ts').PanelChart[]} */
  const series = Array.from({ length: charts }, (_, chart) => {
    const times = Array.from({ length: each }, (_, index) => start + index * minute);
    const values = times.map((_time, index) =>
      index % 997 === 0 ? null : 80 + 30 * Math.sin(index / 300 + chart) + 10 * Math.sin(index * 12.9898) + (index % 2500 === 7 ? 150 : 0),
    );
    const verdicts = values.map((value) => (value === null ? 'x' : value > 200 ? 'a' : value > 118 ? 'w' : 'o')).join('');
    return {
      id: `charts/${String(chart)}`,
      group: 'operations',
      title: `Latency ${String(chart)}`,
      model: null,
      source: 'live',
      method: 'up',
      rule: 'warning ≥ 118, alert ≥ 200',
      warn: 118,
      alert: 200,
      direction: 'above',
      unit: 'ms',
      state: 'alert',
      summary: 'A summary.',
      age: null,
      failure: null,
      notes: [],
      lines: [{ name: '', version: null, times, values, verdicts, rows: null, reference: null, from: null, notes: {}, odd: {} }],
      compared: [],
      actions: ['openManifest'],
      pointActions: [],
    };
  });
  const releases = [20_000, 60_000, 90_000].map((at, index) => ({
    time: start + (at / charts) * minute,
    day: '',
    model: 'fraud',
    stage: 'production',
    version: `v1.${String(index)}.0`,
    label: `v1.${String(index)}.0`,
    text: '',
    isRollback: false,
    isLive: true,
  }));
  const project = {
    id: 'a',
    name: 'a',
    headline: 'A headline.',
    problems: [],
    models: [],
    charts: series,
    releases,
    alerts: [],
    alertProblems: [],
  };
  const labels = { lang: 'en', words };
  return {
    type: 'snapshot',
    labels,
    empty: null,
    projects: [project],
    updated: '',
    shown: { start, end: start + each * minute },
    compared: null,
  };
}

/**
 * Each of the page's words by itself: what they say takes no time.
 * @returns {import('../../src/protocol/drift-panel.ts').PanelLabels['words']}
 */
function panelWords() {
  const source = readFileSync(fileURLToPath(new URL('../../src/protocol/panel-words.ts', import.meta.url)), 'utf8');
  const list = source.slice(source.indexOf('['), source.indexOf('] as const'));
  return Object.fromEntries([...list.matchAll(/^ {2}'(\w+)',/gm)].map(([, key]) => [key, key]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const measured = await measurePanel({ dist: join(fileURLToPath(new URL('../..', import.meta.url)), 'dist') });
  process.stdout.write(`${JSON.stringify(measured, undefined, 2)}\n`);
}
