import { type ColumnType, type Sides, pairColumns, readColumnSide } from './column-pair.ts';
import { type DatasetDrift, datasetDrift } from './dataset-drift.ts';
import { type ColumnDrift, judgeColumn } from './judge-column.ts';
import type { DriftTable } from './table.ts';

interface Named {
  readonly names: readonly string[];
}

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

/** The columns that both tables or files have, in the reference's order. */
export function sharedColumns(reference: Named, current: Named): readonly string[] {
  const known = new Set(current.names);
  return reference.names.filter((name) => known.has(name));
}

/** Judges the shared columns of two tables; one column is held in memory at a time. Throws TableError where a file is broken. */
export function compareTables(comparison: TableComparison): TableDrift {
  return driftOfColumns(comparison, [...judgeColumns(comparison)]);
}

/** The shared columns, judged one after another as they are asked for. Throws TableError where a file is broken. */
export function* judgeColumns({ reference, current, columns, types }: TableComparison): Generator<ColumnDrift> {
  const wanted = columns === undefined ? null : new Set(columns);
  for (const name of sharedColumns(reference, current)) {
    if (wanted !== null && !wanted.has(name)) continue;
    const referenceSide = readColumnSide(reference, reference.names.indexOf(name));
    const currentSide = readColumnSide(current, current.names.indexOf(name));
    yield judgeColumn(name, pairColumns(referenceSide, currentSide, types?.get(name)));
  }
}

/** The verdict on two tables whose columns are judged. */
export function driftOfColumns(
  { reference, current }: Pick<TableComparison, 'reference' | 'current'>,
  columns: readonly ColumnDrift[],
): TableDrift {
  return { rows: { reference: reference.rows, current: current.rows }, columns, datasetDrift: datasetDrift(columns) };
}
