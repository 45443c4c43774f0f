import { createHash } from 'node:crypto';

/** DVC 2 reads files in pieces of this size and judges each piece by its beginning (its `hash.py` and `istextfile.py`). */
const pieceSize = 2 ** 20;
const judgedSize = 512;

/** A digest that grows with what is read. */
export interface ObjectHash {
  update(bytes: Uint8Array): void;
  /** Whether all that was read has this MD5 (32 hexadecimal digits). To be called once. */
  matches(md5: string): boolean;
}

/** The digest of DVC 3, and where `folds` that of DVC 2 too, for which CRLF in a text is LF: an object is right if one of them matches. */
export function createObjectHash({ folds }: { readonly folds: boolean }): ObjectHash {
  const plain = createHash('md5');
  const folded = createHash('md5');
  let piece: Uint8Array[] = [];
  let length = 0;
  const closePiece = (): void => {
    const bytes = Buffer.concat(piece);
    folded.update(isText(bytes.subarray(0, judgedSize)) ? foldLineEnds(bytes) : bytes);
    piece = [];
    length = 0;
  };
  return {
    update(bytes) {
      plain.update(bytes);
      for (let rest = bytes; folds && rest.byteLength > 0;) {
        const part = rest.subarray(0, pieceSize - length);
        piece.push(part);
        length += part.byteLength;
        rest = rest.subarray(part.byteLength);
        if (length === pieceSize) closePiece();
      }
    },
    matches(md5) {
      if (folds) closePiece();
      return plain.digest('hex') === md5 || (folds && folded.digest('hex') === md5);
    },
  };
}

function isText(block: Uint8Array): boolean {
  if (block.includes(0)) return false;
  const others = block.filter((byte) => !(byte >= 32 && byte < 127) && !'\n\r\t\f\b'.includes(String.fromCharCode(byte)));
  return others.byteLength <= block.byteLength * 0.3;
}

function foldLineEnds(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}
