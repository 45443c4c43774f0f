/** The data pages of one flat column, one after another: what hyparquet decodes of them, before any value is turned into an object. */
import type { ColumnChunk, ColumnMetaData, DecodedArray, SchemaTree } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { decompressPage, readDataPage, readDataPageV2 } from 'hyparquet/src/datapage.js';
import { readPlain } from 'hyparquet/src/plain.js';
import type { ColumnDecoder } from 'hyparquet/src/types.js';
import type { TableFile } from '../../core/drift/table.ts';
import { codecs } from './codecs.ts';

/** One data page. */
export interface ColumnPage {
  /** Rows of the page, missing values included. */
  readonly rows: number;
  /** One a row, 1 where there is a value; null where all rows have one. */
  readonly present: ArrayLike<number> | null;
  /** The present values, or their places in `dictionary`. */
  readonly values: DecodedArray;
  /** Null where the values stand in the page themselves. */
  readonly dictionary: DecodedArray | null;
}

/** Largest page that is unpacked, in bytes. Writers make pages of a megabyte; a header that says gigabytes is broken or a trap. */
const largestPage = 512 * 1024 * 1024;

/** Reads the pages of a column in one row group of `rows` rows. Throws an Error where they are broken. */
export function* columnPages(file: TableFile, chunk: ColumnChunk, path: readonly SchemaTree[], rows: number): Generator<ColumnPage> {
  const { meta_data: metadata } = chunk;
  if (metadata === undefined || chunk.file_path !== undefined) throw new Error('column data elsewhere');
  const decoder = createDecoder(metadata, path);
  const bytes = readChunk(file, metadata);
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
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
      const page = decompressPage(packed, unpacked, decoder.codec, codecs);
      const count = header.dictionary_page_header?.num_values ?? 0;
      const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
      dictionary = readPlain({ view, offset: 0 }, decoder.type, count, decoder.element.type_length);
      continue;
    }
    const page = header.data_page_header ?? header.data_page_header_v2;
    if (page === undefined) continue;
    if (!(page.num_values >= 0 && page.num_values <= left)) throw new Error('page rows');
    left -= page.num_values;
    const { definitionLevels, dataPage } = header.data_page_header
      ? readDataPage(decompressPage(packed, unpacked, decoder.codec, codecs), header.data_page_header, decoder)
      : readDataPageV2(packed, header, decoder);
    const isCoded = page.encoding.endsWith('_DICTIONARY');
    if (isCoded && dictionary === null) throw new Error('no dictionary');
    const present = definitionLevels === undefined || definitionLevels.length === 0 ? null : definitionLevels;
    yield { rows: page.num_values, present, values: dataPage, dictionary: isCoded ? dictionary : null };
  }
}

function createDecoder({ type, codec }: ColumnMetaData, path: readonly SchemaTree[]): ColumnDecoder {
  const leaf = path.at(-1);
  if (leaf === undefined) throw new Error('no column');
  return {
    type,
    codec,
    pathInSchema: leaf.path,
    element: leaf.element,
    schemaPath: [...path],
    parsers: DEFAULT_PARSERS,
    compressors: codecs,
  };
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
