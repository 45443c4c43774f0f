/** How often the panel looks anew. May not import `vscode`. */

/** Looks that fail one after the other make the pause this many times as long at most. */
const longestFactor = 16;
/** Milliseconds that a pause grows to at most, unless the person chose a longer one. */
const longestPause = 15 * 60_000;

/** Milliseconds until the next look; null where none is wanted. `failures` are the looks in a row in which something was not answered. */
export function pauseUntilNext(every: number, failures: number): number | null {
  if (every <= 0) return null;
  return Math.max(every, Math.min(every * Math.min(2 ** failures, longestFactor), longestPause));
}
