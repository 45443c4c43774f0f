import { type ColumnType, type Sides, pairColumns, readColumnSide } from './column-pair.ts';
import { type DatasetDrift, datasetDrift } from './dataset-drift.ts';
import { type ColumnDrift, judgeColumn } from './judge-column.ts';
import type { DriftTable } from './table.ts';

/** Drift between two tables, column by column. */
export interface TableDrift {
  /** All rows of each table. */
  readonly rows: Sides;
  readonly columns: readonly ColumnDrift[];
  readonly datasetDrift: DatasetDrift;
}

/** What to compare; without `columns` all that both tables have. */
export interface TableComparison {
  readonly reference: DriftTable;
  readonly current: DriftTable;
  /** Names to judge; those that a table does not have are left out. */
  readonly columns?: readonly string[];
  /** Types by column name, where they are not to be guessed. */
  readonly types?: ReadonlyMap<string, ColumnType>;
}

/** The columns that both tables have, in the reference's order. */
export function sharedColumns(reference: DriftTable, current: DriftTable): readonly string[] {
  const known = new Set(current.names);
  return reference.names.filter((name) => known.has(name));
}

/** Judges the shared columns of two tables; one column is held in memory at a time. */
export function compareTables({ reference, current, columns, types }: TableComparison): TableDrift {
  const wanted = columns === undefined ? null : new Set(columns);
  const judged = sharedColumns(reference, current)
    .filter((name) => wanted === null || wanted.has(name))
    .map((name) => {
      const referenceSide = readColumnSide(reference, reference.names.indexOf(name));
      const currentSide = readColumnSide(current, current.names.indexOf(name));
      return judgeColumn(name, pairColumns(referenceSide, currentSide, types?.get(name)));
    });
  return { rows: { reference: reference.rows, current: current.rows }, columns: judged, datasetDrift: datasetDrift(judged) };
}
