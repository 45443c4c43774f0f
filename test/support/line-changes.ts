/** The lines that differ between two texts, `-` before those that went and `+` before those that came, in the order of the file. */
export function lineChanges(before: string, after: string): readonly string[] {
  const [left, right] = [before.split(/\r\n|\n/), after.split(/\r\n|\n/)];
  const common = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  const at = (row: number, column: number): number => common[row]?.[column] ?? 0;
  for (let row = left.length - 1; row >= 0; row -= 1) {
    const line = common[row];
    if (line === undefined) continue;
    for (let column = right.length - 1; column >= 0; column -= 1) {
      line[column] = left[row] === right[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const changes: string[] = [];
  let [row, column] = [0, 0];
  while (row < left.length || column < right.length) {
    if (row < left.length && column < right.length && left[row] === right[column]) {
      row += 1;
      column += 1;
    } else if (row < left.length && (column >= right.length || at(row + 1, column) >= at(row, column + 1))) {
      changes.push(`-${left[row] ?? ''}`);
      row += 1;
    } else {
      changes.push(`+${right[column] ?? ''}`);
      column += 1;
    }
  }
  return changes;
}
