// @ts-check
// The drift panel's page by itself in a browser: its built script and style behind the policy that the editor has, with the editor's
// side stood in for by what the page is told and a list of what it says.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const address = 'https://panel.example/';
const nonce = 'bm9uY2U';

/**
 * The editor's own themes, as far as the page asks for them.
 * @type {Readonly<Record<'dark' | 'light' | 'high-contrast' | 'high-contrast-light', Readonly<Record<string, string>>>>}
 */
export const themes = {
  dark: {
    foreground: '#cccccc',
    'editor-background': '#1f1f1f',
    descriptionForeground: '#9d9d9d',
    focusBorder: '#0078d4',
    'panel-border': '#2b2b2b',
    'charts-foreground': '#cccccc',
    'charts-blue': '#3794ff',
    'charts-orange': '#d18616',
    'charts-red': '#f14c4c',
    'charts-purple': '#b180d7',
    'charts-green': '#89d185',
    'charts-yellow': '#cca700',
    'button-background': '#0078d4',
    'button-foreground': '#ffffff',
    'button-secondaryBackground': '#313131',
    'button-secondaryForeground': '#cccccc',
    'button-secondaryHoverBackground': '#3c3c3c',
    'dropdown-background': '#313131',
    'dropdown-foreground': '#cccccc',
    'dropdown-border': '#3c3c3c',
    'input-background': '#313131',
    'input-foreground': '#cccccc',
    'input-border': '#3c3c3c',
    'textLink-foreground': '#4daafc',
    'editorHoverWidget-background': '#202020',
    'editorHoverWidget-foreground': '#cccccc',
    'editorHoverWidget-border': '#454545',
    errorForeground: '#f85149',
    'editorWarning-foreground': '#cca700',
    'progressBar-background': '#0078d4',
  },
  light: {
    foreground: '#3b3b3b',
    'editor-background': '#ffffff',
    descriptionForeground: '#3b3b3b',
    focusBorder: '#005fb8',
    'panel-border': '#e5e5e5',
    'charts-foreground': '#3b3b3b',
    'charts-blue': '#1a85ff',
    'charts-orange': '#d18616',
    'charts-red': '#e51400',
    'charts-purple': '#652d90',
    'charts-green': '#388a34',
    'charts-yellow': '#bf8803',
    'button-background': '#005fb8',
    'button-foreground': '#ffffff',
    'button-secondaryBackground': '#e5e5e5',
    'button-secondaryForeground': '#3b3b3b',
    'button-secondaryHoverBackground': '#cccccc',
    'dropdown-background': '#ffffff',
    'dropdown-foreground': '#3b3b3b',
    'dropdown-border': '#cecece',
    'input-background': '#ffffff',
    'input-foreground': '#3b3b3b',
    'input-border': '#cecece',
    'textLink-foreground': '#005fb8',
    'editorHoverWidget-background': '#f8f8f8',
    'editorHoverWidget-foreground': '#3b3b3b',
    'editorHoverWidget-border': '#c8c8c8',
    errorForeground: '#c72e0f',
    'editorWarning-foreground': '#bf8803',
    'progressBar-background': '#005fb8',
  },
  'high-contrast': {
    foreground: '#ffffff',
    'editor-background': '#000000',
    descriptionForeground: '#ffffffb3',
    focusBorder: '#f38518',
    contrastBorder: '#6fc3df',
    'panel-border': '#6fc3df',
    'charts-foreground': '#ffffff',
    'charts-blue': '#3794ff',
    'charts-orange': '#ea5c00',
    'charts-red': '#f48771',
    'charts-purple': '#b180d7',
    'charts-green': '#89d185',
    'charts-yellow': '#ffd37c',
    'button-foreground': '#ffffff',
    'button-border': '#6fc3df',
    'button-secondaryForeground': '#ffffff',
    'dropdown-background': '#000000',
    'dropdown-foreground': '#ffffff',
    'dropdown-border': '#6fc3df',
    'input-background': '#000000',
    'input-foreground': '#ffffff',
    'input-border': '#6fc3df',
    'textLink-foreground': '#21a6ff',
    'editorHoverWidget-background': '#0c141f',
    'editorHoverWidget-foreground': '#ffffff',
    'editorHoverWidget-border': '#6fc3df',
    errorForeground: '#f48771',
    'editorWarning-foreground': '#ffd37c',
    'progressBar-background': '#6fc3df',
  },
  'high-contrast-light': {
    foreground: '#292929',
    'editor-background': '#ffffff',
    descriptionForeground: '#292929',
    focusBorder: '#006bbd',
    contrastBorder: '#0f4a85',
    'panel-border': '#0f4a85',
    'charts-foreground': '#292929',
    'charts-blue': '#1a85ff',
    'charts-orange': '#0f4a85',
    'charts-red': '#b5200d',
    'charts-purple': '#652d90',
    'charts-green': '#374e06',
    'charts-yellow': '#895503',
    'button-background': '#0f4a85',
    'button-foreground': '#ffffff',
    'button-secondaryBackground': '#ffffff',
    'button-secondaryForeground': '#292929',
    'button-border': '#0f4a85',
    'dropdown-background': '#ffffff',
    'dropdown-foreground': '#292929',
    'dropdown-border': '#0f4a85',
    'input-background': '#ffffff',
    'input-foreground': '#292929',
    'input-border': '#0f4a85',
    'textLink-foreground': '#0f4a85',
    'editorHoverWidget-background': '#ffffff',
    'editorHoverWidget-foreground': '#292929',
    'editorHoverWidget-border': '#0f4a85',
    errorForeground: '#b5200d',
    'editorWarning-foreground': '#895503',
    'progressBar-background': '#0f4a85',
  },
};

/** @typedef {keyof typeof themes} Theme */

/**
 * Opens the page in a tab of its own, which its owner closes. `saved` is what the page had saved before; `before` is a script that runs
 * before the page's own.
 * @param {import('playwright-core').Browser} browser
 * @param {{
 *   readonly theme?: Theme, readonly width?: number, readonly height?: number, readonly saved?: unknown, readonly before?: string,
 *   readonly dist?: string, readonly reducedMotion?: 'reduce' | 'no-preference',
 * }} [options]
 */
export async function openPanelPage(browser, options = {}) {
  const {
    theme = 'dark',
    width = 1000,
    height = 900,
    saved,
    before,
    dist = join(repository, 'dist'),
    reducedMotion = 'no-preference',
  } = options;
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion });
  /** @type {string[]} */
  const complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  const files = new Map([
    ['/', { contentType: 'text/html', body: html(theme) }],
    ['/drift-panel.js', { contentType: 'text/javascript', body: readFileSync(join(dist, 'drift-panel.js'), 'utf8') }],
    ['/drift-panel.css', { contentType: 'text/css', body: readFileSync(join(dist, 'drift-panel.css'), 'utf8') }],
  ]);
  await page.route(`${address}**`, (route) => {
    const file = files.get(new URL(route.request().url()).pathname);
    return file === undefined ? route.fulfill({ status: 404, body: '' }) : route.fulfill(file);
  });
  if (before !== undefined) await page.addInitScript(before);
  await page.addInitScript(editorSide(saved));
  await page.goto(address);
  return {
    page,
    complaints,
    /** Tells the page something, as the editor does. @param {unknown} message */
    tell: (message) => page.evaluate((data) => void window.dispatchEvent(new MessageEvent('message', { data })), message),
    /** What the page has said so far. @returns {Promise<readonly unknown[]>} */
    said: () => page.evaluate(() => Reflect.get(globalThis, 'panelSaid')),
    /** What the page has saved. @returns {Promise<unknown>} */
    saved: () => page.evaluate(() => Reflect.get(globalThis, 'panelState')),
    /** Changes the theme as the editor does. @param {Theme} next */
    setTheme: (next) =>
      page.evaluate(
        ({ colours, name }) => {
          for (const [key, value] of colours) document.documentElement.style.setProperty(key, value);
          document.body.className = `vscode-${name}`;
        },
        { colours: Object.entries(variables(next)), name: next },
      ),
    /** Waits for two frames: what the page asked to be drawn in the next one is then drawn. */
    settle: () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))),
  };
}

/**
 * What stands for the editor in the page, as text: loaders of tests give functions names by helpers that the page has not.
 * @param {unknown} saved
 */
function editorSide(saved) {
  return `
    globalThis.panelSaid = [];
    globalThis.panelState = ${JSON.stringify(saved) ?? 'undefined'};
    globalThis.acquireVsCodeApi = () => ({
      postMessage: (message) => void globalThis.panelSaid.push(message),
      getState: () => globalThis.panelState,
      setState: (next) => { globalThis.panelState = structuredClone(next); },
    });`;
}

/** @param {Theme} theme */
function variables(theme) {
  const named = Object.entries(themes[theme]).map(([name, value]) => [`--vscode-${name}`, value]);
  return Object.fromEntries([...named, ['--vscode-font-family', 'sans-serif'], ['--vscode-font-size', '13px']]);
}

/** @param {Theme} theme */
function html(theme) {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${address} 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  const colours = Object.entries(variables(theme))
    .map(([name, value]) => `${name}: ${value};`)
    .join(' ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta property="csp-nonce" content="${nonce}">
<style nonce="${nonce}">:root { ${colours} }</style>
<link rel="stylesheet" href="${address}drift-panel.css">
<title>Drift</title>
</head>
<body class="vscode-${theme}">
<div id="app" data-loading="Computing drift…" data-failed="It failed."></div>
<script nonce="${nonce}" src="${address}drift-panel.js"></script>
</body>
</html>`;
}
