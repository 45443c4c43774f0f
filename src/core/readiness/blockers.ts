/** Which checks decide the verdict (catalogue section 4). */

/** Missing, each of these alone is `no-go`. */
export const blockers: readonly string[] = ['data-versioned', 'online-monitoring', 'rollback'];

/** One blocker together: a pet project of one team without the business. Missing when both are. */
export const pairedBlocker: readonly [string, string] = ['business-goal', 'shared-ownership'];

/** Missing, each of these holds the verdict at `shadow-only`. */
export const shadowOnly: readonly string[] = ['soft-launch', 'quality-gates', 'drift-monitoring', 'alert-response', 'regression-tests'];
