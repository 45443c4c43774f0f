/** A label that wants a place, by the pixels of its middle and its width. */
export interface WantedLabel {
  readonly centre: number;
  readonly width: number;
}

/** A label's place: the row, counted from the bottom one, and the pixels of its middle, moved so that nothing of it is cut off. */
export interface PlacedLabel {
  readonly row: number;
  readonly centre: number;
}

/**
 * Places labels in a few rows so that none covers another. The newest come first, as they matter most; one that finds no place is null.
 * Labels are in order of time, oldest first. `left` and `right` are the outermost pixels to use.
 */
export function labelRows(
  labels: readonly WantedLabel[],
  { rows, left, right, gap }: { readonly rows: number; readonly left: number; readonly right: number; readonly gap: number },
): readonly (PlacedLabel | null)[] {
  const taken: { readonly row: number; readonly from: number; readonly to: number }[] = [];
  const placed = labels.toReversed().map(({ centre, width }): PlacedLabel | null => {
    if (width > right - left) return null;
    const middle = Math.min(Math.max(centre, left + width / 2), right - width / 2);
    const [from, to] = [middle - width / 2 - gap, middle + width / 2 + gap];
    for (let row = 0; row < rows; row += 1) {
      if (taken.some((one) => one.row === row && one.from < to - gap && from + gap < one.to)) continue;
      taken.push({ row, from, to });
      return { row, centre: middle };
    }
    return null;
  });
  return placed.toReversed();
}
