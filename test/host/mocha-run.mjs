// @ts-check
// Runs mocha over folders of test/ in a process of its own, and npm scripts as checks, and counts either.
import { readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addCounts, countsOf } from './counts.mjs';
import { npm } from './npm.mjs';
import { startGroup } from './processes.mjs';

/**
 * What to run: the folders under test/, mocha's limit for one test in milliseconds, and how often a failed test is tried
 * again. `live` shows each test when it has ended.
 * @typedef {{
 *   readonly repository: string,
 *   readonly folders: readonly string[],
 *   readonly timeoutMs: number,
 *   readonly retries?: number,
 *   readonly grep?: string | undefined,
 *   readonly live?: boolean,
 *   readonly say?: (line: string) => void,
 * }} MochaRun
 */

/**
 * Runs the tests of the folders. Counts nothing where they hold none, and one failure where mocha ended without counting.
 * @param {MochaRun} run
 * @returns {Promise<import('./run-steps.mjs').StepResult>}
 */
export async function runMocha({ repository, folders, timeoutMs, retries = 0, grep, live = false, say = () => undefined }) {
  const files = folders.flatMap((folder) => testFiles(join(repository, 'test', folder)));
  if (files.length === 0) return { counts: countsOf({}), output: `Looked in ${folders.map((name) => `test/${name}`).join(', ')}.` };
  const scratch = await mkdtemp(join(tmpdir(), 'airworthy-counts-'));
  const countsFile = join(scratch, 'counts.json');
  /** @type {string[]} */
  const lines = [];
  const group = startGroup({
    command: process.execPath,
    args: [
      join(repository, 'node_modules', 'mocha', 'bin', 'mocha.js'),
      '--require',
      'tsx',
      '--reporter',
      join(repository, 'test', 'support', 'count-reporter.cjs'),
      '--timeout',
      String(timeoutMs),
      '--retries',
      String(retries),
      ...(grep === undefined ? [] : ['--grep', grep]),
      ...files,
    ],
    cwd: repository,
    env: { ...process.env, AIRWORTHY_COUNTS: countsFile, ...(live ? { AIRWORTHY_LIVE: '1' } : {}) },
    onLine: (line) => {
      if (live && /^ {2}[✓✗-] /u.test(line)) say(line.trimStart());
      else lines.push(line);
    },
  });
  try {
    const code = await group.exited;
    const text = await readFile(countsFile, 'utf8').catch(() => undefined);
    /** @type {import('./counts.mjs').Counts} */
    const counts = text === undefined ? countsOf({ failed: 1 }) : JSON.parse(text);
    // Mocha's code is its number of failures; one that it did not count came after the last test.
    const isUncounted = code !== 0 && counts.failed === 0;
    return { counts: isUncounted ? addCounts([counts, countsOf({ failed: 1 })]) : counts, output: lines.join('\n') };
  } finally {
    await group.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * Runs a script of package.json, which passes or fails as one.
 * @param {{ readonly repository: string, readonly script: string }} options
 * @returns {Promise<import('./run-steps.mjs').StepResult>}
 */
export async function runScript({ repository, script }) {
  /** @type {string[]} */
  const lines = [];
  try {
    await npm({ cwd: repository, args: ['run', script], onLine: (line) => lines.push(line) });
    return { counts: countsOf({ passed: 1 }), output: '' };
  } catch {
    return { counts: countsOf({ failed: 1 }), output: lines.join('\n') };
  }
}

/**
 * The test files of a folder and of those in it, by path, sorted.
 * @param {string} folder
 * @returns {readonly string[]}
 */
export function testFiles(folder) {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return names
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => join(folder, name))
      .sort();
  } catch {
    return [];
  }
}
