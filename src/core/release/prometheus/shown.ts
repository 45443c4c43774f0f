/** A time as people of every language read it: ISO, UTC, whole seconds. */
export function shownTime(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}

const units: readonly (readonly [string, number])[] = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
];

/** A span of milliseconds in its two greatest units, such as `1 h 30 min`. */
export function shownSpan(milliseconds: number): string {
  let left = Math.max(0, Math.round(milliseconds / 1000));
  const parts = units.flatMap(([unit, length]) => {
    const count = Math.floor(left / length);
    left -= count * length;
    return [{ count, text: `${count} ${unit}` }];
  });
  const from = parts.findIndex(({ count }) => count > 0);
  if (from < 0) return '0 s';
  return parts
    .slice(from, from + 2)
    .filter(({ count }) => count > 0)
    .map(({ text }) => text)
    .join(' ');
}

/** A number with six digits, or with all of them where six would make it look like the limit it is held against. */
export function shownBeside(value: number, limit: number): number {
  const short = Number(value.toPrecision(6));
  return short === limit && value !== limit ? value : short;
}
