import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { readHybrid } from '../../../src/node/parquet/hybrid.ts';
import { unpackLz4, unpackLz4Block } from '../../../src/node/parquet/lz4.ts';

/** Writes runs as a writer may choose them: of one value, or of bits in groups of eight. */
function writeHybrid(runs: readonly { readonly values: readonly number[]; readonly packed: boolean }[], width: number): Uint8Array {
  const bytes: number[] = [];
  const varint = (value: number): void => {
    for (let rest = value; ; rest >>>= 7) {
      if (rest < 0x80) return void bytes.push(rest);
      bytes.push((rest & 0x7f) | 0x80);
    }
  };
  for (const { values, packed } of runs) {
    if (!packed) {
      varint(values.length * 2);
      for (let index = 0; index < Math.ceil(width / 8); index += 1) bytes.push(((values[0] ?? 0) >>> (8 * index)) & 0xff);
      continue;
    }
    varint((values.length / 8) * 2 + 1);
    const bits = values.flatMap((value) => Array.from({ length: width }, (_, bit) => (value >>> bit) & 1));
    for (let at = 0; at < bits.length; at += 8) bytes.push(bits.slice(at, at + 8).reduce((sum, bit, index) => sum | (bit << index), 0));
  }
  return Uint8Array.from(bytes);
}

describe('readHybrid', () => {
  const runs = fc.integer({ min: 0, max: 32 }).chain((width) => {
    const value = fc.nat().map((number) => (width === 0 ? 0 : (number * 2654435761) >>> (32 - width)));
    const run = fc.oneof(
      fc
        .tuple(value, fc.integer({ min: 1, max: 300 }))
        .map(([one, length]) => ({ values: Array<number>(length).fill(one), packed: false })),
      fc
        .integer({ min: 1, max: 6 })
        .chain((groups) => fc.array(value, { minLength: groups * 8, maxLength: groups * 8 }).map((values) => ({ values, packed: true }))),
    );
    return fc.record({ width: fc.constant(width), runs: fc.array(run, { minLength: 1, maxLength: 6 }) });
  });

  it('reads back every width and mixture of runs', () => {
    fc.assert(
      fc.property(runs, fc.nat(7), ({ width, runs: written }, left) => {
        const values = written.flatMap((run) => run.values);
        const count = Math.max(0, values.length - left);
        const found = readHybrid(writeHybrid(written, width), { start: 0, width, count });
        assert.deepEqual(
          Array.from(found, (number) => number >>> 0),
          values.slice(0, count),
        );
      }),
    );
  });

  it('throws where the bytes end first, and is not led on by a run that claims to be endless', () => {
    assert.throws(() => readHybrid(Uint8Array.of(), { start: 0, width: 1, count: 1 }), /end early/);
    assert.throws(() => readHybrid(Uint8Array.of(3, 1), { start: 0, width: 8, count: 8 }), /end early/);
    assert.throws(() => readHybrid(Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x80, 0x80), { start: 0, width: 1, count: 1 }), /end early/);
    assert.throws(() => readHybrid(Uint8Array.of(0), { start: 0, width: 40, count: 1 }), /bit width/);
    const endless = Uint8Array.of(0xfe, 0xff, 0xff, 0xff, 0x07, 1);
    assert.deepEqual(Array.from(readHybrid(endless, { start: 0, width: 1, count: 3 })), [1, 1, 1]);
  });
});

describe('LZ4', () => {
  // 'abcabcabcabc!' : three literals, a match of nine that overlaps itself, one literal.
  const block = Uint8Array.of(0x35, 0x61, 0x62, 0x63, 3, 0, 0x10, 0x21);
  const words = 'abcabcabcabc!';

  it('unpacks a block, bare or with its lengths before it', () => {
    assert.equal(Buffer.from(unpackLz4Block(block, words.length)).toString(), words);
    assert.equal(Buffer.from(unpackLz4(block, words.length)).toString(), words);
    const framed = Buffer.concat([Buffer.from([0, 0, 0, words.length, 0, 0, 0, block.length]), block]);
    assert.equal(Buffer.from(unpackLz4(Buffer.concat([framed, framed]), 2 * words.length)).toString(), words + words);
  });

  it('never throws anything but an Error, nor writes beyond its output', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(200), (bytes, length) => {
        for (const unpack of [unpackLz4, unpackLz4Block]) {
          try {
            assert.equal(unpack(bytes, length).length, length);
          } catch (error) {
            assert.ok(error instanceof Error && /^LZ4/.test(error.message), String(error));
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});
