/** How a column of a `files` source is spread in its reference and in chosen batches. */
import type { Manifest } from '../core/config/manifest-schema.ts';
import { type ColumnSide, type SortedCells, readColumnSide } from '../core/drift/column-pair.ts';
import { distributionOfColumn } from '../core/drift/distribution.ts';
import type { TextCells } from '../core/drift/table.ts';
import { driftTexts } from '../core/drift/texts.ts';
import { type Message, type Text, format, message } from '../core/l10n/message.ts';
import type { BatchFiles } from '../ports/batch-files.ts';
import type { DistributionAnswer, DistributionRequest, DriftRun, FileProblem } from '../ports/drift-computer.ts';
import { batchPaths } from './drift-over-time.ts';
import { type RowsAnswer, withRows } from './read-rows.ts';

const texts = {
  noSource: {
    en: "The manifest has no source '{source}' of type files with a reference and current batches.",
    pl: 'W manifeście nie ma źródła „{source}” typu files z danymi odniesienia i bieżącymi partiami.',
  },
  noBatch: { en: "It is not among the batches of '{source}'.", pl: 'Nie ma go wśród partii źródła „{source}”.' },
} as const satisfies Readonly<Record<string, Text>>;

/**
 * The distribution of a column in the reference and in the named batches together, one file after another; only that column is kept.
 * What cannot be read is a problem in the answer. Rejects only with the signal's reason.
 */
export async function distributionOf(
  files: BatchFiles,
  { manifest, ...request }: DistributionRequest & { readonly manifest: Manifest },
  { signal, onProgress }: DriftRun,
): Promise<DistributionAnswer> {
  const source = Object.hasOwn(manifest.sources ?? {}, request.source) ? manifest.sources?.[request.source] : undefined;
  const { reference, current, exclude } = source ?? {};
  if (source?.type !== 'files' || reference === undefined || current === undefined) {
    return { distribution: null, batches: [], problems: [problemOf(request.source, message(texts.noSource, { source: request.source }))] };
  }
  const problems: FileProblem[] = [];
  const known = new Set(await batchPaths(files, { reference, current, exclude }, problems, signal));
  for (const path of request.batches)
    if (!known.has(path)) problems.push(problemOf(path, message(texts.noBatch, { source: request.source })));
  const paths = [reference, ...request.batches.filter((path) => known.has(path))];
  const read = async (path: string, use: (side: ColumnSide) => ReadSide): Promise<readonly ReadSide[]> => {
    const side = await readSide(files, { path, column: request.column, signal }, use);
    if (side.kind === 'rows') return [side.value];
    problems.push(side.problem);
    return [];
  };
  const sides: ReadSide[] = [];
  for (const [index, path] of paths.entries()) {
    onProgress?.({ done: index, all: paths.length });
    sides.push(
      ...(await read(path, (side) => (side.numbers() === null ? { path, texts: side.texts() } : { path, numbers: side.numbers() }))),
    );
  }
  // Where one file has texts, the numbers of the others are texts too: how they are written says what they are equal to.
  if (sides.some(({ texts: found }) => found !== undefined)) {
    for (const [index, { path, texts: found }] of sides.entries()) {
      if (found !== undefined) continue;
      const [again] = await read(path, (side) => ({ path, numbers: side.numbers(), texts: side.texts() }));
      if (again !== undefined) sides[index] = again;
    }
  }
  const [first, ...batches] = sides;
  if (first?.path !== reference || batches.length === 0) return { distribution: null, batches: [], problems };
  const options = request.categories === undefined ? {} : { categories: request.categories };
  const distribution = distributionOfColumn(asColumn(first), batches.map(asColumn), options);
  return { distribution, batches: batches.map(({ path }) => path), problems };
}

/** What was read of a column; numbers are null where some value is none. */
interface ReadSide {
  readonly path: string;
  readonly numbers?: SortedCells | null;
  readonly texts?: TextCells;
}

function asColumn({ numbers = null, texts: words }: ReadSide): ColumnSide {
  return { numbers: () => numbers, texts: () => words ?? { categories: [], counts: new Float64Array(), rows: 0, missing: 0 } };
}

async function readSide(
  files: BatchFiles,
  { path, column, signal }: { readonly path: string; readonly column: string; readonly signal: AbortSignal },
  use: (side: ColumnSide) => ReadSide,
): Promise<RowsAnswer<ReadSide>> {
  const read = await withRows(files, { path, columns: new Set([column]), signal }, ({ table }) => {
    const index = table.names.indexOf(column);
    return index < 0 ? null : use(readColumnSide(table, index));
  });
  if (read.kind === 'problem') return read;
  if (read.value !== null) return { kind: 'rows', value: read.value };
  return { kind: 'problem', problem: problemOf(path, message(driftTexts.columnMissing, { column })) };
}

function problemOf(path: string, words: Message): FileProblem {
  return { path, line: 0, message: words, reason: format(words, 'en') };
}
