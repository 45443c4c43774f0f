import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { decompress as unpackZstandard } from 'fzstd';
import type { Compressors } from 'hyparquet';
import { unpackLz4, unpackLz4Block } from './lz4.ts';

/**
 * The decompressors of Parquet's codecs beside Snappy, which hyparquet brings itself: Node's own where it has them in every version that we
 * run on. LZO is not among them: no program that teams use writes it.
 */
export const codecs: Compressors = {
  GZIP: (packed, length) => gunzipSync(packed, { maxOutputLength: Math.max(1, length) }),
  BROTLI: (packed, length) => brotliDecompressSync(packed, { maxOutputLength: Math.max(1, length) }),
  // Into bytes of the length that the page says: a frame that unpacks to more is refused.
  ZSTD: (packed, length) => unpackZstandard(packed, new Uint8Array(length)),
  LZ4: unpackLz4,
  LZ4_RAW: unpackLz4Block,
};

/** The codecs that are read, by Parquet's names. */
export const knownCodecs: ReadonlySet<string> = new Set(['UNCOMPRESSED', 'SNAPPY', ...Object.keys(codecs)]);
