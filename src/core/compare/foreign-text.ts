/** Texts from a repository made harmless for what shows them. */

const mostShown = 200;

/** A text on one line: what would steer a terminal or part the line becomes `?`, and long texts are cut. */
export function oneLine(text: string): string {
  const characters = Array.from(
    text
      .trim()
      .replace(/\s*\n\s*/g, '; ')
      .replaceAll('\t', ' ')
      .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?'),
  );
  return characters.length > mostShown ? `${characters.slice(0, mostShown).join('')}…` : characters.join('');
}

/**
 * A text as inline code in Markdown, also inside of a table. Inside of code nothing is markup, HTML, a link, a mention or a reference;
 * the fence is longer than any run of backticks in the text, so that it cannot end early. A bar is escaped for the table; backslashes
 * before one are parted from it, as renderers disagree on which of the two they escape.
 */
export function inlineCode(text: string): string {
  const line = oneLine(text);
  if (line === '') return '–';
  const content = line.replace(/\\(?=\|)/g, '\\ ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const edge = content.startsWith('`') || content.endsWith('`') ? ' ' : '';
  return `${fence}${edge}${content}${edge}${fence}`;
}

/** Cells filled up with spaces to their column's width; columns of numbers on the left. */
export function padded(rows: readonly (readonly string[])[], toTheRight: ReadonlySet<number>): readonly (readonly string[])[] {
  const widths: number[] = [];
  for (const row of rows) for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, widthOf(cell));
  return rows.map((row) =>
    row.map((cell, column) => {
      const filling = ' '.repeat((widths[column] ?? 0) - widthOf(cell));
      return toTheRight.has(column) ? filling + cell : cell + filling;
    }),
  );
}

function widthOf(text: string): number {
  return Array.from(text).length;
}
