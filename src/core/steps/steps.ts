/**
 * Work on long lists, done in parts: whoever drives it may do other things between two of them. The editor's extension host is shared
 * by all extensions and answers each key, so that nothing may hold it for longer than a few milliseconds.
 */

/** Work that stops after each part and says how many items it handled since the last stop, never more than `itemsAStep`. */
export type Steps<Result> = Generator<number, Result, undefined>;

/** How many items are handled between two stops: tags read, events put in order, versions described. */
export const itemsAStep = 500;

/** Handles a list item by item, with a stop after each `itemsAStep`. */
export function* eachInSteps<Item>(items: Iterable<Item>, handle: (item: Item, index: number) => void): Steps<void> {
  let index = 0;
  let since = 0;
  for (const item of items) {
    handle(item, index);
    index += 1;
    since += 1;
    if (since < itemsAStep) continue;
    yield since;
    since = 0;
  }
  if (since > 0) yield since;
}

/** Does all of it without a stop, for those who wait for nothing else. */
export function allAtOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Does all of it and waits for `pause` whenever `itemsAStep` items or more were handled since the last time; rejects as `pause` does. */
export async function withPauses<Result>(steps: Steps<Result>, pause: () => Promise<void>): Promise<Result> {
  let since = 0;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    since += step.value;
    if (since < itemsAStep) continue;
    since = 0;
    await pause();
  }
}

/** Sorts into a new list, as `toSorted` does: items that compare equal keep their order. */
export function* sortedInSteps<Item extends object>(
  items: readonly Item[],
  compare: (one: Item, other: Item) => number,
): Steps<readonly Item[]> {
  let runs: (readonly Item[])[] = [];
  for (let at = 0; at < items.length; at += itemsAStep) {
    const run = items.slice(at, at + itemsAStep).sort(compare);
    runs.push(run);
    yield run.length;
  }
  while (runs.length > 1) {
    const merged: (readonly Item[])[] = [];
    for (let at = 0; at < runs.length; at += 2) merged.push(yield* mergedInSteps(runs[at] ?? [], runs[at + 1] ?? [], compare));
    runs = merged;
  }
  return runs[0] ?? [];
}

function* mergedInSteps<Item extends object>(
  first: readonly Item[],
  second: readonly Item[],
  compare: (one: Item, other: Item) => number,
): Steps<readonly Item[]> {
  const merged: Item[] = [];
  let at = 0;
  for (const other of second) {
    let one = first[at];
    while (one !== undefined && compare(one, other) <= 0) {
      merged.push(one);
      if (merged.length % itemsAStep === 0) yield itemsAStep;
      at += 1;
      one = first[at];
    }
    merged.push(other);
    if (merged.length % itemsAStep === 0) yield itemsAStep;
  }
  return merged.concat(first.slice(at));
}
