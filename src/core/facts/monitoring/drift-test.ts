/**
 * Evidently's drift tests: on which side of its threshold a score means drift.
 * Names and comparisons are those of `stattests/*.py` in Evidently 0.4.40 and 0.7.21, which agree. Reports hold the display name where
 * Evidently chose the test, and the id where a person did.
 */

/** How a test's score is judged. */
export interface DriftTestSide {
  readonly direction: 'above' | 'below';
  /** Whether a score equal to the threshold is drift. */
  readonly inclusive: boolean;
  /** Where none is given. */
  readonly threshold: number;
  /** False where the threshold is not of the score's scale, as the percentile of the test for texts. */
  readonly isOfScore: boolean;
}

/** Id, display name, the comparison under which Evidently finds drift, and the threshold that it takes where none is given. */
const tests: readonly (readonly [id: string, display: string, drift: '<' | '<=' | '>' | '>=' | '%', threshold: number])[] = [
  ['anderson', 'Anderson-Darling', '<', 0.1],
  ['chisquare', 'chi-square p_value', '<', 0.05],
  ['cramer_von_mises', 'Cramer-von Mises', '<=', 0.1],
  ['ed', 'Energy-distance', '>', 0.1],
  ['es', 'Epps-Singleton', '<', 0.05],
  ['fisher_exact', "Fisher's Exact test", '<', 0.1],
  ['g_test', 'g_test', '<', 0.1],
  ['hellinger', 'Hellinger distance', '>=', 0.1],
  ['jensenshannon', 'Jensen-Shannon distance', '>=', 0.1],
  ['kl_div', 'Kullback-Leibler divergence', '>=', 0.1],
  ['ks', 'K-S p_value', '<=', 0.05],
  ['mannw', 'Mann-Whitney U-rank test', '<', 0.05],
  ['empirical_mmd', 'empirical_mmd', '<', 0.1],
  ['psi', 'PSI', '>=', 0.1],
  ['t_test', 't_test', '<', 0.05],
  ['perc_text_content_drift', 'Percentile text content drift', '%', 0.95],
  ['abs_text_content_drift', 'Absolute text content drift', '>', 0.55],
  ['TVD', 'Total-Variation-Distance', '<', 0.1],
  ['wasserstein', 'Wasserstein distance (normed)', '>=', 0.1],
  ['z', 'Z-test p_value', '<', 0.05],
];

const byName = new Map(
  tests.flatMap(([id, display, drift, threshold]) => [id, display].map((name) => [plain(name), { id, drift, threshold }] as const)),
);

/** The side of a test by its id or display name; null for a person's own test, of which only its author knows. */
export function driftTestSide(method: string): DriftTestSide | null {
  const found = byName.get(plain(method));
  if (found === undefined) return null;
  const { drift, threshold } = found;
  return { threshold, direction: drift.startsWith('<') ? 'below' : 'above', inclusive: drift.endsWith('='), isOfScore: drift !== '%' };
}

/** The same text for all names of a test, whichever way a report or a person spells it. */
export function driftTestKey(method: string): string {
  return plain(byName.get(plain(method))?.id ?? method);
}

/** Whether a score is drift; null where that cannot be told. A NaN is no drift, as Evidently has it. */
export function isDriftScore(method: string | null, score: number | null, threshold: number | null): boolean | null {
  const side = method === null ? null : driftTestSide(method);
  if (side === null || score === null || threshold === null || !side.isOfScore) return null;
  if (score === threshold) return side.inclusive;
  return side.direction === 'above' ? score > threshold : score < threshold;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '');
}
