// @ts-check
// The steps of `npm test`. Packages are imported only inside the steps, because they may not be installed when this is read.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { countsOf } from './counts.mjs';
import { runMocha, runScript, testFiles } from './mocha-run.mjs';
import { newestLacks, newestVersion } from './newest-server.mjs';

/** Folders under test/ that have a step of their own; every other one with tests belongs to `unit`, so none is forgotten. */
const ownStep = ['architecture', 'cli', 'host', 'package', 'ui', 'vscode'];

/** @typedef {import('./run-steps.mjs').Step} Step */

/**
 * The steps to run, in order: all, or those named in `only`. Throws on a name that is none. Steps that others need come along.
 * @param {{
 *   readonly repository: string,
 *   readonly only?: readonly string[] | undefined,
 *   readonly grep?: string | undefined,
 *   readonly host: 'server' | 'desktop',
 *   readonly isCi: boolean,
 * }} options
 * @returns {readonly Step[]}
 */
export function chosenSteps({ repository, only, grep, host, isCi }) {
  const steps = allSteps({ repository, grep, host });
  if (only === undefined) {
    const unasked = 'runs where CI=true, or with --only vscode-newest';
    return steps.map((step) => (step.name === 'vscode-newest' && !isCi ? { ...step, unasked } : step));
  }
  const unknown = only.find((name) => !steps.some((step) => step.name === name));
  if (unknown !== undefined) throw new Error(`There is no step ${unknown}: ${steps.map((step) => step.name).join(', ')}.`);
  const needed = new Set(steps.filter((step) => only.includes(step.name)).flatMap((step) => [step.name, ...(step.needs ?? [])]));
  return steps.filter((step) => needed.has(step.name));
}

/**
 * @param {{ readonly repository: string, readonly grep: string | undefined, readonly host: 'server' | 'desktop' }} options
 * @returns {readonly Step[]}
 */
function allSteps({ repository, grep, host }) {
  /** @type {(run: Omit<import('./mocha-run.mjs').MochaRun, 'repository' | 'grep' | 'say'>) => Step['run']} */
  const mocha = (run) => (say) => runMocha({ ...run, repository, grep, say });
  /** @type {(script: string) => Step['run']} */
  const script = (name) => () => runScript({ repository, script: name });
  /** @type {(version?: string) => Step['run']} */
  const inVscode = (version) => async (say) => {
    const { runVscodeSuite } = await import('./vscode-suite.mjs');
    const counts = await runVscodeSuite({ repository, host, grep, log: say, ...(version === undefined ? {} : { version }) });
    // What the tests say has been shown while they ran.
    return { counts, output: '' };
  };
  return [
    { name: 'server', title: 'VS Code server and browser', run: installHost },
    { name: 'build', title: 'build', run: script('build') },
    { name: 'types', title: 'types', run: script('typecheck') },
    { name: 'lint', title: 'lint and format', run: script('lint') },
    {
      name: 'architecture',
      title: 'architecture',
      needs: ['build'],
      run: mocha({ folders: ['architecture'], timeoutMs: 120_000 }),
    },
    { name: 'unit', title: 'unit', run: mocha({ folders: unitFolders(repository), timeoutMs: 20_000 }) },
    { name: 'cli', title: 'command line', needs: ['build'], run: mocha({ folders: ['cli'], timeoutMs: 60_000 }) },
    { name: 'host', title: 'test host', needs: ['server'], run: mocha({ folders: ['host'], timeoutMs: 300_000, live: true }) },
    { name: 'vscode', title: 'inside VS Code', needs: ['server', 'build'], run: inVscode() },
    {
      name: 'vscode-newest',
      title: `inside VS Code ${newestVersion}`,
      needs: ['server', 'build'],
      lacking: () => (host === 'desktop' ? 'the desktop was asked for' : newestLacks()),
      run: inVscode(newestVersion),
    },
    {
      name: 'ui',
      title: 'user interface in a browser',
      needs: ['server', 'build'],
      run: mocha({ folders: ['ui'], timeoutMs: 300_000, live: true, retries: 1 }),
    },
    {
      name: 'package',
      title: 'packaging',
      needs: ['server', 'build'],
      run: mocha({ folders: ['package'], timeoutMs: 300_000, live: true }),
    },
  ];
}

/**
 * Installs what the later steps run on, before any of their time limits counts, and shows that the browser starts.
 * @type {Step['run']}
 */
async function installHost(say) {
  const { installServer } = await import('./vscode-server.mjs');
  const { launchBrowser } = await import('./browser.mjs');
  await installServer({ log: say });
  const browser = await launchBrowser({ log: say });
  await browser.close();
  return { counts: countsOf({ passed: 1 }), output: '' };
}

/**
 * @param {string} repository
 * @returns {readonly string[]}
 */
function unitFolders(repository) {
  const names = readdirSync(join(repository, 'test'), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));
  return names.filter((name) => !ownStep.includes(name) && testFiles(join(repository, 'test', name)).length > 0);
}
