/** Rows as aligned text, two spaces between columns and none at the end of a line. Widths count characters, as terminals mostly do. */
export function tableText(rows: readonly (readonly string[])[], indent: string): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, lengthOf(cell))));
  return rows
    .map(
      (row) =>
        `${indent}${row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - lengthOf(cell))).join('  ')}`.trimEnd() + '\n',
    )
    .join('');
}

/** A text from a repository for the terminal: control characters, which could move the cursor or hide lines, become `?`. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
}

function lengthOf(cell: string): number {
  return Array.from(cell).length;
}
