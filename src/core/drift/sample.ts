/** The numbers of one side of a column, ascending, as statistics take them: one a row, or distinct ones with how often each occurs. */
export interface Sample {
  /** Finite, ascending. */
  readonly values: Float64Array;
  /** How many rows each of the values stands for; null: one each. */
  readonly weights: Float64Array | null;
  /** Rows: the sum of the weights. */
  readonly size: number;
  /** How many of the 52 lowest bits were cut off each number, towards zero; 0 where they are as they were. */
  readonly droppedBits: number;
}

/** Numbers as they are, one a row; they must be finite and ascending. */
export function sampleOf(values: Float64Array): Sample {
  return { values, weights: null, size: values.length, droppedBits: 0 };
}

/** How many rows a value of a sample stands for. */
export function weightAt(weights: Float64Array | null, index: number): number {
  return weights === null ? 1 : (weights[index] ?? 0);
}

const number = new Float64Array(1);
/** The two halves of the number; the low one comes first on every machine that Node and browsers run on. */
const words = new Uint32Array(number.buffer);

/** Most bits that can be cut off: the whole fraction of a double, which leaves its power of two. */
export const mostDroppedBits = 52;

/** A number without the lowest bits of its fraction: moved towards zero by less than 2^(bits − 52) of its size. Infinities stay. */
export function withoutBits(value: number, bits: number): number {
  if (bits === 0) return value;
  number[0] = value;
  if (bits < 32) words[0] = ((words[0] ?? 0) >>> bits) << bits;
  else {
    words[0] = 0;
    words[1] = ((words[1] ?? 0) >>> (bits - 32)) << (bits - 32);
  }
  return number[0] + 0;
}

/** By how much of its size a number was moved at most, as a share. */
export function roundingOf({ droppedBits }: Pick<Sample, 'droppedBits'>): number {
  return droppedBits === 0 ? 0 : 2 ** (droppedBits - mostDroppedBits);
}

/** The sample with as many bits cut off as another has: what is equal on both sides must stay equal. */
export function coarsened(sample: Sample, bits: number): Sample {
  return bits <= sample.droppedBits ? sample : mergedSamples([sample], bits);
}

/** Several samples as one, with the bits cut off that any of them lacks, and at least `bits`. */
export function mergedSamples(samples: readonly Sample[], bits = 0): Sample {
  const droppedBits = Math.max(bits, ...samples.map((sample) => sample.droppedBits));
  const size = samples.reduce((sum, sample) => sum + sample.size, 0);
  if (droppedBits === 0 && samples.every(({ weights }) => weights === null)) {
    return sampleOf(joined(samples.map(({ values }) => values)).sort());
  }
  const counts = new Map<number, number>();
  for (const { values, weights } of samples) {
    for (let index = 0; index < values.length; index += 1) {
      const value = withoutBits(values[index] ?? 0, droppedBits);
      counts.set(value, (counts.get(value) ?? 0) + weightAt(weights, index));
    }
  }
  const values = Float64Array.from(counts.keys()).sort();
  return { values, weights: values.map((value) => counts.get(value) ?? 0), size, droppedBits };
}

function joined(lists: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(lists.reduce((sum, list) => sum + list.length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all;
}
