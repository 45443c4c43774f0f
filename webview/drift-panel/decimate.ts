/**
 * Fewer points for a line than it has, such that nobody sees the difference: min-max per bucket, a bucket being about as wide as the line. The
 * least and the greatest value of each bucket stay, so no extreme is hidden, and so does one point of each gap, so no line runs across it.
 */

/** A line's points: times in milliseconds, oldest first, and values, NaN where there is a gap. Both of the same length. */
export interface Points {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** The time that is seen, and how wide a bucket is, both in milliseconds. */
export interface Window {
  readonly start: number;
  readonly end: number;
  readonly bucket: number;
}

/**
 * The places of the points to draw, in their order: those of the window and one beyond each of its ends, so that lines leave the picture.
 * Buckets begin at multiples of their width, so that they do not move when the window does. Where there is no more than a point a bucket,
 * all stay.
 */
export function decimate(points: Points, { start, end, bucket }: Window): readonly number[] {
  const { times, values } = points;
  const [first, next] = [firstAtLeast(times, start), firstAfter(times, end)];
  const [before, after] = [first > 0 ? [first - 1] : [], next < times.length ? [next] : []];
  const kept: number[] = [...before];
  if (next - first <= (end - start) / bucket) {
    for (let index = first; index < next; index += 1) kept.push(index);
    return kept.concat(after);
  }
  let index = first;
  while (index < next) {
    const place = Math.floor((times[index] ?? 0) / bucket);
    const from = index;
    do index += 1;
    while (index < next && Math.floor((times[index] ?? 0) / bucket) === place);
    keepOfBucket(values, { from, to: index }, kept);
  }
  return kept.concat(after);
}

/** The least, the greatest and the gaps around them, in order. `to` is the first place of the next bucket. */
function keepOfBucket(values: Float64Array, { from, to }: { readonly from: number; readonly to: number }, kept: number[]): void {
  let [least, greatest] = [-1, -1];
  for (let index = from; index < to; index += 1) {
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    if (least < 0 || value < (values[least] ?? 0)) least = index;
    if (greatest < 0 || value > (values[greatest] ?? 0)) greatest = index;
  }
  const [one, other] = least < greatest ? [least, greatest] : [greatest, least];
  keepGap(values, { from, to: one < 0 ? to : one }, kept);
  if (one < 0) return;
  kept.push(one);
  if (other !== one) {
    keepGap(values, { from: one + 1, to: other }, kept);
    kept.push(other);
  }
  keepGap(values, { from: other + 1, to }, kept);
}

/** One gap of several in a row is enough to break a line. */
function keepGap(values: Float64Array, { from, to }: { readonly from: number; readonly to: number }, kept: number[]): void {
  const before = kept.at(-1);
  if (before !== undefined && Number.isNaN(values[before])) return;
  for (let index = from; index < to; index += 1) {
    if (!Number.isNaN(values[index])) continue;
    kept.push(index);
    return;
  }
}

function firstAfter(times: Float64Array, time: number): number {
  let place = firstAtLeast(times, time);
  while (times[place] === time) place += 1;
  return place;
}

/** The first place whose time is at least this; the length where there is none. */
export function firstAtLeast(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
