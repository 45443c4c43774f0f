/** The values of one page as numbers or as texts, by what the column means. */
import type { DecodedArray } from 'hyparquet';
import { parseFloat16 } from 'hyparquet/src/convert.js';
import type { ColumnKind } from './column-kind.ts';

/** The values of a page as numbers. Whole numbers beyond 2⁵³ are rounded to the nearest double, decimals too. */
export function numbersOf(values: DecodedArray, kind: ColumnKind): ArrayLike<number> {
  if (kind.kind === 'half') return Float64Array.from(values as Uint8Array[], (bytes) => parseFloat16(bytes) ?? NaN);
  const { unsigned, scale } = kind.kind === 'number' ? kind : { unsigned: false, scale: 0 };
  if (scale > 0 || Array.isArray(values)) return Float64Array.from(values as ArrayLike<unknown>, (value) => decimal(value, scale));
  if (values instanceof BigInt64Array) return numbersOfLongs(values, unsigned);
  if (values instanceof Int32Array && unsigned) return new Uint32Array(values.buffer, values.byteOffset, values.length);
  if (values instanceof BigUint64Array) return Float64Array.from(values, Number);
  return values;
}

/** Without a BigInt a value: the high half times 2³² is exact, so the sum is rounded once. */
function numbersOfLongs(values: BigInt64Array, unsigned: boolean): Float64Array {
  const low = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  const high = unsigned ? low : new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < numbers.length; i += 1) numbers[i] = (high[2 * i + 1] ?? 0) * 4294967296 + (low[2 * i] ?? 0);
  return numbers;
}

function decimal(value: unknown, scale: number): number {
  if (typeof value === 'number' && scale <= 22) return value / 10 ** scale;
  const whole = value instanceof Uint8Array ? bigEndian(value) : BigInt(value as bigint | number);
  return Number(`${String(whole)}e-${String(scale)}`);
}

function bigEndian(bytes: Uint8Array): bigint {
  let whole = 0n;
  for (const byte of bytes) whole = whole * 256n + BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, whole);
}

/**
 * A value as text: dates and times as ISO without a zone (UTC where the file says so), UUIDs in their usual form, bytes that are no text in
 * hexadecimal.
 */
export function textOf(value: unknown, kind: ColumnKind): string {
  switch (kind.kind) {
    case 'date':
      return isoDay(Number(value)) ?? String(value);
    case 'time':
      return clock(BigInt(value as bigint | number), kind.perSecond);
    case 'timestamp':
      return timestamp(BigInt(value as bigint | number), kind.perSecond);
    case 'oldTimestamp':
      return oldTimestamp(value as bigint);
    case 'uuid':
      return hex(value as Uint8Array).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    case 'number':
    case 'half':
    case 'boolean':
    case 'text':
    case 'bytes':
      return value instanceof Uint8Array ? hex(value) : String(value);
  }
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function isoDay(days: number): string | null {
  const date = new Date(days * 86_400_000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, -14);
}

function timestamp(units: bigint, perSecond: bigint): string {
  const perDay = 86_400n * perSecond;
  const ofDay = ((units % perDay) + perDay) % perDay;
  const day = isoDay(Number((units - ofDay) / perDay));
  return day === null ? String(units) : `${day} ${clock(ofDay, perSecond)}`;
}

function oldTimestamp(value: bigint): string {
  const nanoseconds = BigInt.asUintN(64, value);
  const day = (value >> 64n) - 2_440_588n;
  return timestamp(day * 86_400_000_000_000n + nanoseconds, 1_000_000_000n);
}

function clock(units: bigint, perSecond: bigint): string {
  const seconds = Number(units / perSecond);
  const two = (value: number): string => String(value).padStart(2, '0');
  const whole = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const rest = units % perSecond;
  return rest === 0n ? whole : `${whole}.${String(rest).padStart(String(perSecond).length - 1, '0')}`;
}
