/**
 * Unpacks LZ4 blocks of `length` bytes in all. Throws an Error where they are broken.
 *
 * Source: the LZ4 block format; Parquet calls a bare block LZ4_RAW.
 */
export function unpackLz4Block(packed: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  if (unpackInto(packed, output, 0) !== length) throw new Error('LZ4 length');
  return output;
}

/**
 * Unpacks what Parquet calls LZ4: blocks with both lengths before each (big-endian, as Hadoop writes them) or, from other writers, a bare block.
 * Which of the two it is nobody says, so it is tried as the first.
 */
export function unpackLz4(packed: Uint8Array, length: number): Uint8Array {
  return unpackFramed(packed, length) ?? unpackLz4Block(packed, length);
}

function unpackFramed(packed: Uint8Array, length: number): Uint8Array | null {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const output = new Uint8Array(length);
  let [at, done] = [0, 0];
  while (at + 8 <= packed.length) {
    const [unpacked, size] = [view.getUint32(at), view.getUint32(at + 4)];
    at += 8;
    if (at + size > packed.length || done + unpacked > length) return null;
    try {
      if (unpackInto(packed.subarray(at, at + size), output, done) !== done + unpacked) return null;
    } catch {
      return null;
    }
    at += size;
    done += unpacked;
  }
  return at === packed.length && done === length ? output : null;
}

/** Unpacks one block to `from` and gives the place after it. */
function unpackInto(packed: Uint8Array, output: Uint8Array, from: number): number {
  let [at, done] = [0, from];
  /** A length of 15 goes on in the bytes that follow, up to the first below 255. */
  const lengthFrom = (nibble: number): number => {
    let total = nibble;
    for (let byte = nibble === 15 ? 255 : 0; byte === 255; at += 1) {
      byte = packed[at] ?? NaN;
      total += byte;
    }
    return total;
  };
  while (at < packed.length) {
    const token = packed[at] ?? 0;
    at += 1;
    const literals = lengthFrom(token >> 4);
    if (!(at + literals <= packed.length && done + literals <= output.length)) throw new Error('LZ4 literals');
    output.set(packed.subarray(at, at + literals), done);
    at += literals;
    done += literals;
    // The last sequence has literals alone.
    if (at >= packed.length) return done;
    const offset = (packed[at] ?? 0) | ((packed[at + 1] ?? 0) << 8);
    at += 2;
    const end = done + lengthFrom(token & 15) + 4;
    const start = done - offset;
    if (!(offset > 0 && start >= from && end <= output.length)) throw new Error('LZ4 offset');
    // The source may overlap what is being written: that is how runs are repeated.
    for (let source = start; done < end; source += 1) {
      output[done] = output[source] ?? 0;
      done += 1;
    }
  }
  return done;
}
