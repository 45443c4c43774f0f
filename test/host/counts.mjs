// @ts-check
// Counts of tests, as every step reports them and as they are added up.

/**
 * What a step or a mocha run counted; the shape that count-reporter.cjs writes. `flakyTests` passed only when tried again.
 * @typedef {{
 *   readonly passed: number,
 *   readonly failed: number,
 *   readonly skipped: number,
 *   readonly skippedTests: readonly string[],
 *   readonly flakyTests: readonly string[],
 * }} Counts
 */

/** @type {Counts} */
const none = { passed: 0, failed: 0, skipped: 0, skippedTests: [], flakyTests: [] };

/**
 * Counts with the given parts, and nothing else.
 * @param {Partial<Counts>} parts
 * @returns {Counts}
 */
export function countsOf(parts) {
  return { ...none, ...parts };
}

/**
 * The sum of several counts; zero of none.
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function addCounts(all) {
  return all.reduce(
    (sum, counts) => ({
      passed: sum.passed + counts.passed,
      failed: sum.failed + counts.failed,
      skipped: sum.skipped + counts.skipped,
      skippedTests: [...sum.skippedTests, ...counts.skippedTests],
      flakyTests: [...sum.flakyTests, ...counts.flakyTests],
    }),
    none,
  );
}
