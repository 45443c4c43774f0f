/** Scalars of plain YAML: one line, read as YAML 1.2's core schema reads them. */

const colon = 58;
const hash = 35;
const newline = 10;
const space = 32;

/** Thrown where a text is more than plain: the caller leaves it to the `yaml` package. One for all, because it tells nothing. */
export const notPlain = new Error('Not plain YAML.');

/** Characters that begin something else than a plain scalar, or nothing at all. `-` may begin one, which callers look at. */
const indicators = ',[]{}#&*!|>\'"%@`?:';

/** Whether an offset is at a space, a line end or the end of the text. */
export function isBlankAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === space || code === newline || Number.isNaN(code);
}

/** Whether an offset is at the end of a line or of the text. */
export function isLineEnd(text: string, at: number): boolean {
  return at >= text.length || text.charCodeAt(at) === newline;
}

/** The first offset that is no space. */
export function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === space) at += 1;
  return at;
}

/** Whether a plain scalar may begin at an offset; `-` must be followed by something. */
export function beginsPlain(text: string, at: number): boolean {
  return !indicators.includes(text.charAt(at)) && !(text.startsWith('-', at) && isBlankAt(text, at + 1));
}

/** Where a plain scalar of block style stops: at the colon behind a key, before a comment, or at the line's end; spaces before it are not its own. */
export function plainStop(text: string, from: number): number {
  for (let at = from; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code === newline || Number.isNaN(code)) return at;
    if (code === colon && isBlankAt(text, at + 1)) return at;
    if (code === hash && text.charCodeAt(at - 1) === space) return at;
  }
}

/** An end without the spaces before it. */
export function withoutSpaces(text: string, end: number): number {
  let at = end;
  while (text.charCodeAt(at - 1) === space) at -= 1;
  return at;
}

/** Numbers, truth values and null begin with one of these, all else is a string. */
const special = /^[-+.0-9~nNtTfF]/;

/** What a plain scalar means. */
export function plainValue(written: string): string | number | boolean | null {
  if (written !== '' && !special.test(written)) return written;
  if (/^(?:~|[Nn]ull|NULL)?$/.test(written)) return null;
  if (/^(?:[Tt]rue|TRUE)$/.test(written)) return true;
  if (/^(?:[Ff]alse|FALSE)$/.test(written)) return false;
  if (/^0o[0-7]+$/.test(written)) return parseInt(written.slice(2), 8);
  if (/^[-+]?[0-9]+$/.test(written)) return parseInt(written, 10);
  if (/^0x[0-9a-fA-F]+$/.test(written)) return parseInt(written.slice(2), 16);
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(written)) return written.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^\.(?:nan|NaN|NAN)$/.test(written)) return Number.NaN;
  return /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(written) ? parseFloat(written) : written;
}

/** A text in quotes that begins at an offset, and the offset behind it. */
export function quotedAt(text: string, from: number): { readonly value: string; readonly end: number } {
  const quote = text.charAt(from);
  let end = text.indexOf(quote, from + 1);
  if (quote === "'") while (end >= 0 && text.startsWith("'", end + 1)) end = text.indexOf("'", end + 2);
  const body = text.slice(from + 1, end);
  // Texts over several lines are folded, and escapes have many forms.
  if (end < 0 || body.includes('\n') || (quote === '"' && body.includes('\\'))) throw notPlain;
  return { value: quote === "'" ? body.replaceAll("''", "'") : body, end: end + 1 };
}
