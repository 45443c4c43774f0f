/**
 * A text as a cell of CSV (RFC 4180) that no spreadsheet takes for a formula. A cell that begins with `=`, `+`, `-`, `@`, a tab or a line
 * end is a formula, or may hide one, to some spreadsheet; so may one with blanks before such a sign, which some of them strip, and the wide
 * forms of the signs. Such a cell has `'` before it.
 */
export function csvCell(text: string): string {
  const safe = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
