import { type FileMetaData, type SchemaTree, parquetMetadata, parquetSchema } from 'hyparquet';
import { type DriftTable, type OpenResult, type TableFile, type TextCells, TableError, mostValues } from '../../core/drift/table.ts';
import { driftTexts } from '../../core/drift/texts.ts';
import { message } from '../../core/l10n/message.ts';
import { knownCodecs } from './codecs.ts';
import { columnKind } from './column-kind.ts';
import { type ColumnPlace, readNumbers, readTexts } from './read-column.ts';

/**
 * Opens a Parquet file: only its footer is read here, and later only the columns that are asked for, a page at a time.
 * Columns of lists, maps and structures are left out, with a note. A file that is cut, broken, encrypted or packed in a way that is not read
 * is a problem, in words. Throws TableError where the file itself cannot be read. `room`: most numbers of a column that are held one a row.
 *
 * Source: the Parquet format's README; bytes are decoded by hyparquet.
 */
export function openParquet(file: TableFile, room = mostValues): OpenResult {
  return guarded(() => {
    const metadata = readFooter(file);
    const rows = Number(metadata.num_rows);
    const { flat, nested } = columnsOf(metadata);
    const notes = nested.length === 0 ? [] : [message(driftTexts.nestedColumns, { columns: nested.join(', ') })];
    return {
      kind: 'file',
      file: {
        names: flat.map(({ name }) => name),
        notes,
        read: (wanted) => {
          if (!(rows >= 0)) throw new TableError(message(driftTexts.parquetBroken, { reason: 'row counts' }));
          const places = flat.filter(({ name }) => wanted === null || wanted.has(name));
          return { kind: 'table', table: createTable(file, { places, rows, room }) };
        },
      },
    };
  });
}

function readFooter(file: TableFile): FileMetaData {
  if (file.size < 12) throw new TableError(message(driftTexts.notParquet));
  const end = new Uint8Array(8);
  file.readInto(end, file.size - 8);
  const mark = String.fromCharCode(...end.subarray(4));
  if (mark === 'PARE') throw new TableError(message(driftTexts.parquetEncrypted));
  const length = new DataView(end.buffer).getUint32(0, true);
  if (mark !== 'PAR1' || length > file.size - 12) throw new TableError(message(driftTexts.notParquet));
  const footer = new Uint8Array(length + 8);
  file.readInto(footer, file.size - footer.length);
  return parquetMetadata(footer, { geoparquet: false });
}

/** The columns of plain values, and the names of the others. Of two columns of one name the first is read. */
function columnsOf(metadata: FileMetaData): { readonly flat: readonly ColumnPlace[]; readonly nested: readonly string[] } {
  const flat = new Map<string, ColumnPlace>();
  const nested: string[] = [];
  for (const leaf of parquetSchema(metadata).children) {
    const { name } = leaf.element;
    if (!isFlat(leaf)) nested.push(name);
    else if (!flat.has(name))
      flat.set(name, { name, kind: columnKind(leaf.element), element: leaf.element, chunks: chunksOf(metadata, name) });
  }
  return { flat: [...flat.values()], nested };
}

function isFlat({ children, element }: SchemaTree): boolean {
  const { type } = element.logical_type ?? {};
  return children.length === 0 && element.repetition_type !== 'REPEATED' && type !== 'VARIANT' && type !== 'LIST' && type !== 'MAP';
}

function chunksOf({ row_groups: groups }: FileMetaData, name: string): ColumnPlace['chunks'] {
  return groups.flatMap(({ columns, num_rows: rows }, group) => {
    const chunk = columns.find(({ meta_data: data }) => data?.path_in_schema.length === 1 && data.path_in_schema[0] === name);
    // What an encrypted column says of itself may be hidden too.
    const hidden = columns.find(({ crypto_metadata: crypto, meta_data: data }) => crypto !== undefined && data === undefined);
    if (chunk === undefined && hidden === undefined) throw new Error(`row group ${String(group)} lacks ${name}`);
    return chunk === undefined ? [] : [{ chunk, rows: Number(rows) }];
  });
}

interface Reading {
  readonly places: readonly ColumnPlace[];
  readonly rows: number;
  /** Most numbers that are held one a row: of one column, for one stands in memory at a time. */
  readonly room: number;
}

function createTable(file: TableFile, { places, rows, room }: Reading): DriftTable {
  let last: { readonly column: number; readonly cells: TextCells } | null = null;
  const placeOf = (column: number): ColumnPlace => {
    const place = places[column];
    if (place === undefined) throw new Error(`no column ${String(column)}`);
    checkReadable(place, rows);
    return place;
  };
  const texts = (column: number): TextCells => {
    const cells = last?.column === column ? last.cells : guarded(() => readTexts(file, placeOf(column)));
    last = { column, cells };
    return cells;
  };
  return {
    rows,
    names: places.map(({ name }) => name),
    numbers: (column) => {
      const { kind } = placeOf(column).kind;
      if (kind === 'number' || kind === 'half') return guarded(() => readNumbers(file, placeOf(column), room));
      if (texts(column).categories.length > 0) return null;
      return { values: new Float64Array(), counts: new Float64Array(), droppedBits: 0, rows, missing: rows, integers: false };
    },
    texts,
  };
}

function checkReadable({ name, chunks }: ColumnPlace, rows: number): void {
  let counted = 0;
  for (const { chunk, rows: own } of chunks) {
    if (chunk.crypto_metadata !== undefined) throw new TableError(message(driftTexts.parquetColumnEncrypted, { column: name }));
    const codec = chunk.meta_data?.codec ?? 'UNCOMPRESSED';
    if (!knownCodecs.has(codec)) throw new TableError(message(driftTexts.parquetCodec, { column: name, codec }));
    counted += own;
  }
  if (counted !== rows) {
    const isHidden = chunks.length === 0;
    throw new TableError(
      isHidden ? message(driftTexts.parquetColumnEncrypted, { column: name }) : message(driftTexts.parquetBroken, { reason: 'row counts' }),
    );
  }
}

/** Whatever a broken file makes hyparquet throw becomes our words, with its own as the reason. */
function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof TableError) throw error;
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '').slice(0, 200) : String(error);
    throw new TableError(message(driftTexts.parquetBroken, { reason }));
  }
}
