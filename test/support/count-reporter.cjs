// A mocha reporter that leaves its counts in the file that AIRWORTHY_COUNTS names, so that steps can be added up, and says
// one line a test where AIRWORTHY_LIVE is set. Failures are printed as mocha prints them. It prints with `console` alone,
// because that is what reaches the terminal from inside an extension host.
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

const { Base } = Mocha.reporters;
const { constants } = Mocha.Runner;

/** Counts passes, failures and skips, and names skipped tests and those that passed only when tried again. */
class CountReporter extends Base {
  /**
   * @param {import('mocha').Runner} runner
   * @param {import('mocha').MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    const live = Boolean(process.env['AIRWORTHY_LIVE']);
    /** @type {string[]} */
    const skipped = [];
    /** @type {Set<string>} */
    const retried = new Set();
    const say = (/** @type {string} */ line) => {
      if (live) console.log(line);
    };
    runner.on(constants.EVENT_TEST_RETRY, (test) => retried.add(test.fullTitle()));
    runner.on(constants.EVENT_TEST_PENDING, (test) => {
      skipped.push(test.fullTitle());
      say(`  - ${test.fullTitle()}`);
    });
    runner.on(constants.EVENT_TEST_PASS, (test) => say(`  ✓ ${test.fullTitle()} (${test.duration ?? 0} ms)`));
    runner.on(constants.EVENT_TEST_FAIL, (test, error) => {
      retried.delete(test.fullTitle());
      say(`  ✗ ${test.fullTitle()}: ${error.message}`);
    });
    runner.once(constants.EVENT_RUN_END, () => {
      if (this.failures.length > 0) Base.list(this.failures);
      const counts = {
        passed: this.stats.passes,
        failed: this.stats.failures,
        skipped: skipped.length,
        skippedTests: skipped,
        flakyTests: [...retried],
      };
      const file = process.env['AIRWORTHY_COUNTS'];
      if (file) writeFileSync(file, JSON.stringify(counts));
      else console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
    });
  }
}

module.exports = CountReporter;
