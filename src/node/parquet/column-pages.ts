/** The data pages of one flat column, one after another, before any value is turned into an object. */
import type { ColumnChunk, ColumnMetaData, DecodedArray, Encoding, PageHeader, SchemaElement } from 'hyparquet';
import { alpDecode } from 'hyparquet/src/alp.js';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { deltaBinaryUnpack, deltaByteArray, deltaLengthByteArray } from 'hyparquet/src/delta.js';
import { byteStreamSplit } from 'hyparquet/src/encoding.js';
import { readPlain } from 'hyparquet/src/plain.js';
import type { TableFile } from '../../core/drift/table.ts';
import { codecs } from './codecs.ts';
import { readHybrid } from './hybrid.ts';

/** One data page. */
export interface ColumnPage {
  /** Rows of the page, missing values included. */
  readonly rows: number;
  /** One a row, 1 where there is a value; null where all rows have one. */
  readonly present: Int32Array | null;
  /** The present values, or their places in `dictionary`. */
  readonly values: DecodedArray;
  /** Null where the values stand in the page themselves. */
  readonly dictionary: DecodedArray | null;
}

/** Largest page that is unpacked, in bytes. Writers make pages of a megabyte; a header that says gigabytes is broken or a trap. */
const largestPage = 512 * 1024 * 1024;

/** A column in one row group. */
export interface ColumnPart {
  readonly chunk: ColumnChunk;
  readonly element: SchemaElement;
  readonly rows: number;
}

/** Reads the pages of a column in one row group. Throws an Error where they are broken. */
export function* columnPages(file: TableFile, { chunk, element, rows }: ColumnPart): Generator<ColumnPage> {
  const { meta_data: metadata } = chunk;
  if (metadata === undefined || chunk.file_path !== undefined) throw new Error('column data elsewhere');
  const bytes = readChunk(file, metadata);
  const reader = { view: viewOf(bytes), offset: 0 };
  const column = { codec: metadata.codec, type: metadata.type, element };
  let dictionary: DecodedArray | null = null;
  let left = rows;
  while (left > 0) {
    if (reader.offset >= bytes.length) throw new Error('too few pages');
    const header = parquetHeader(reader);
    const { compressed_page_size: size, uncompressed_page_size: unpacked } = header;
    if (!(size >= 0 && reader.offset + size <= bytes.length && unpacked >= 0 && unpacked <= largestPage)) throw new Error('page size');
    const packed = bytes.subarray(reader.offset, reader.offset + size);
    reader.offset += size;
    if (header.type === 'DICTIONARY_PAGE') {
      const page = decompressPage(packed, unpacked, column.codec, codecs);
      dictionary = plainValues(page, header.dictionary_page_header?.num_values ?? -1, column);
      continue;
    }
    const page = header.data_page_header ?? header.data_page_header_v2;
    if (page === undefined) continue;
    if (!(page.num_values >= 0 && page.num_values <= left)) throw new Error('page rows');
    left -= page.num_values;
    const { present, bytes: body } = splitPage(packed, header, column);
    const count = present === null ? page.num_values : countOnes(present);
    const isCoded = page.encoding.endsWith('_DICTIONARY');
    if (isCoded && dictionary === null) throw new Error('no dictionary');
    const values = isCoded
      ? readHybrid(body, { start: 1, width: body[0] ?? 0, count: count })
      : readValues(body, { encoding: page.encoding, count, ...column });
    yield { rows: page.num_values, present, values, dictionary: isCoded ? dictionary : null };
  }
}

interface Column {
  readonly codec: ColumnMetaData['codec'];
  readonly type: ColumnMetaData['type'];
  readonly element: SchemaElement;
}

/** Which rows of a page have a value, and the bytes of those values. */
function splitPage(
  packed: Uint8Array,
  { data_page_header: first, data_page_header_v2: second, uncompressed_page_size: unpacked }: PageHeader,
  { codec, element }: Column,
): { readonly present: Int32Array | null; readonly bytes: Uint8Array } {
  const isOptional = element.repetition_type !== 'REQUIRED';
  if (first !== undefined) {
    const page = decompressPage(packed, unpacked, codec, codecs);
    if (!isOptional) return { present: null, bytes: page };
    const length = page.length < 4 ? NaN : viewOf(page).getUint32(0, true);
    if (!(4 + length <= page.length)) throw new Error('levels');
    return { present: levels(page.subarray(4, 4 + length), first.num_values), bytes: page.subarray(4 + length) };
  }
  if (second === undefined) throw new Error('page header');
  const { definition_levels_byte_length: length, repetition_levels_byte_length: before } = second;
  const start = before + length;
  if (!(before >= 0 && length >= 0 && start <= packed.length && start <= unpacked)) throw new Error('levels');
  const body = packed.subarray(start);
  const isPacked = second.is_compressed !== false && unpacked > start;
  const bytes = isPacked ? decompressPage(body, unpacked - start, codec, codecs) : body;
  return { present: isOptional ? levels(packed.subarray(before, start), second.num_values) : null, bytes };
}

/** Null where all rows have a value. */
function levels(bytes: Uint8Array, count: number): Int32Array | null {
  const present = readHybrid(bytes, { start: 0, width: 1, count });
  return countOnes(present) === count ? null : present;
}

function countOnes(present: Int32Array): number {
  let count = 0;
  for (const one of present) count += one;
  return count;
}

function readValues(bytes: Uint8Array, { encoding, count, ...column }: Column & { encoding: Encoding; count: number }): DecodedArray {
  const { type, element } = column;
  if (count === 0) return [];
  const reader = { view: viewOf(bytes), offset: 0 };
  switch (encoding) {
    case 'PLAIN':
      return plainValues(bytes, count, column);
    case 'RLE':
      if (type !== 'BOOLEAN') break;
      return Array.from(readHybrid(bytes, { start: 4, width: 1, count }), Boolean);
    case 'DELTA_BINARY_PACKED': {
      const values = type === 'INT32' ? new Int32Array(count) : new BigInt64Array(count);
      deltaBinaryUnpack(reader, count, values);
      return values;
    }
    case 'DELTA_LENGTH_BYTE_ARRAY':
    case 'DELTA_BYTE_ARRAY': {
      const values = new Array<Uint8Array>(count);
      (encoding === 'DELTA_BYTE_ARRAY' ? deltaByteArray : deltaLengthByteArray)(reader, count, values);
      return values;
    }
    case 'BYTE_STREAM_SPLIT':
      return byteStreamSplit(reader, count, type, element.type_length);
    case 'ALP':
      return alpDecode(reader, count, type);
    case 'PLAIN_DICTIONARY':
    case 'RLE_DICTIONARY':
    case 'GROUP_VAR_INT':
    case 'BIT_PACKED':
      break;
  }
  throw new Error(`encoding ${encoding} of ${type}`);
}

/** The bits a value takes at the least, so that no header can claim more values than a page holds. */
const leastBits: Readonly<Record<ColumnMetaData['type'], number>> = {
  BOOLEAN: 1,
  INT32: 32,
  INT64: 64,
  INT96: 96,
  FLOAT: 32,
  DOUBLE: 64,
  BYTE_ARRAY: 32,
  FIXED_LEN_BYTE_ARRAY: 8,
};

function plainValues(bytes: Uint8Array, count: number, { type, element }: Column): DecodedArray {
  if (!(count >= 0 && count * leastBits[type] <= bytes.length * 8)) throw new Error('value count');
  return readPlain({ view: viewOf(bytes), offset: 0 }, type, count, element.type_length);
}

function viewOf(bytes: Uint8Array): DataView<ArrayBuffer> {
  return new DataView(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
}

function readChunk(file: TableFile, metadata: ColumnMetaData): Uint8Array {
  const { dictionary_page_offset: dictionary, data_page_offset: data } = metadata;
  // Some writers say 0 where there is no dictionary.
  const start = Number(dictionary === undefined || dictionary === 0n || dictionary > data ? data : dictionary);
  const length = Number(metadata.total_compressed_size);
  if (!(start >= 0 && length >= 0 && start + length <= file.size)) throw new Error('column outside the file');
  const bytes = new Uint8Array(length);
  file.readInto(bytes, start);
  return bytes;
}
