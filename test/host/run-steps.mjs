// @ts-check
// Runs steps one after another, says how each went, and adds them up.
import { addCounts, countsOf } from './counts.mjs';

/**
 * A named step. `run` returns its counts and throws only when it could not be run at all, which is one failure. `say` shows
 * a line at once. `lacking` tells why the step can't run here, if so: one skip, and a failure in CI. `unasked` tells why it
 * does not run unless it is named: one skip.
 * @typedef {{
 *   readonly name: string,
 *   readonly title: string,
 *   readonly needs?: readonly string[],
 *   readonly lacking?: () => string | undefined,
 *   readonly unasked?: string | undefined,
 *   readonly run: (say: (line: string) => void) => Promise<StepResult>,
 * }} Step
 */

/**
 * The counts of a step, and what it printed, which is shown when anything failed.
 * @typedef {{ readonly counts: import('./counts.mjs').Counts, readonly output: string }} StepResult
 */

/**
 * Runs the steps in order. A step whose `needs` failed is not run and counts as one failure. Without `mayMatchNothing` a step
 * that ran no test counts as one failure.
 * @param {{
 *   readonly steps: readonly Step[],
 *   readonly log: (line: string) => void,
 *   readonly isCi: boolean,
 *   readonly mayMatchNothing: boolean,
 * }} options
 * @returns {Promise<import('./counts.mjs').Counts>}
 */
export async function runSteps({ steps, log, isCi, mayMatchNothing }) {
  /** @type {import('./counts.mjs').Counts[]} */
  const all = [];
  /** @type {Set<string>} */
  const failedSteps = new Set();
  const startedAll = Date.now();
  for (const [index, step] of steps.entries()) {
    log(`[${index + 1}/${steps.length}] ${step.title} …`);
    const started = Date.now();
    const { counts, output } = await runStep({ step, failedSteps, isCi, mayMatchNothing, log });
    if (counts.failed > 0) failedSteps.add(step.name);
    if (counts.failed > 0 && output !== '') log(output.trimEnd());
    log(`    ${counts.failed > 0 ? 'FAILED ' : ''}${summary(counts)} (${seconds(Date.now() - started)})`);
    all.push(counts);
  }
  const sum = addCounts(all);
  log('');
  for (const test of sum.skippedTests) log(`skipped: ${test}`);
  for (const test of sum.flakyTests) log(`flaky, passed when tried again: ${test}`);
  for (const name of failedSteps) log(`failed step: ${name}`);
  log(`${steps.length} steps in ${seconds(Date.now() - startedAll)}`);
  return sum;
}

/**
 * @param {{
 *   readonly step: Step,
 *   readonly failedSteps: ReadonlySet<string>,
 *   readonly isCi: boolean,
 *   readonly mayMatchNothing: boolean,
 *   readonly log: (line: string) => void,
 * }} options
 * @returns {Promise<StepResult>}
 */
async function runStep({ step, failedSteps, isCi, mayMatchNothing, log }) {
  const missing = step.needs?.find((need) => failedSteps.has(need));
  if (missing !== undefined) return failure(`Not run, because the step '${missing}' failed.`);
  if (step.unasked !== undefined) return skip(`${step.name}: ${step.unasked}`);
  const lack = step.lacking?.();
  if (lack !== undefined) return isCi ? failure(`Cannot run here: ${lack}`) : skip(`${step.name}: ${lack}`);
  try {
    const result = await step.run((line) => log(`    ${line}`));
    const { passed, failed, skipped } = result.counts;
    if (passed + failed + skipped > 0 || mayMatchNothing) return result;
    return failure(`No tests found.\n${result.output}`);
  } catch (error) {
    return failure(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

/**
 * @param {string} output
 * @returns {StepResult}
 */
function failure(output) {
  return { counts: countsOf({ failed: 1 }), output };
}

/**
 * @param {string} why
 * @returns {StepResult}
 */
function skip(why) {
  return { counts: countsOf({ skipped: 1, skippedTests: [why] }), output: '' };
}

/**
 * @param {import('./counts.mjs').Counts} counts
 * @returns {string}
 */
function summary({ passed, failed, skipped }) {
  return [`${passed} passed`, ...(failed > 0 ? [`${failed} failed`] : []), ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(', ');
}

/**
 * @param {number} ms
 * @returns {string}
 */
function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
