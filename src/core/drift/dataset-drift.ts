import type { ColumnDrift } from './judge-column.ts';

/** Share of drifted columns from which a data set counts as drifted: Evidently's default. */
export const datasetThreshold = 0.5;

/** The verdict on all columns together; all null where no column could be judged. */
export interface DatasetDrift {
  /** Drifted columns / columns judged, between 0 and 1. */
  readonly share: number | null;
  readonly threshold: number | null;
  readonly drifted: boolean | null;
}

/** Counts the drifted columns among those for which drift is known. Source: Evidently's dataset drift. */
export function datasetDrift(columns: readonly Pick<ColumnDrift, 'drifted'>[]): DatasetDrift {
  const judged = columns.filter(({ drifted }) => drifted !== null);
  if (judged.length === 0) return { share: null, threshold: null, drifted: null };
  const share = judged.filter(({ drifted }) => drifted === true).length / judged.length;
  return { share, threshold: datasetThreshold, drifted: share >= datasetThreshold };
}
