/**
 * Text of others inside our Markdown. Nothing in it may act: no markup, link, HTML, image, formula or command address, whether the reader
 * is markdown-it (VS Code's preview), marked (its hovers) or another one.
 */

/** Signs that begin something in some Markdown, as entities: a backslash before them would not keep a table's cells apart everywhere. */
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '|': '&#124;',
  '\\': '&#92;',
  '`': '&#96;',
  '*': '&#42;',
  _: '&#95;',
  '[': '&#91;',
  ']': '&#93;',
  '~': '&#126;',
  $: '&#36;',
  '^': '&#94;',
  '{': '&#123;',
  '}': '&#125;',
};

/**
 * What some reader would make a link of by itself. An escaped address is still one to readers that look for addresses only when all
 * escapes are undone (markdown-it before 13), so that such words become code, in which no reader looks for any.
 */
const address = /\p{L}:\S|\/\/|@|www\.|\.\p{L}/iu;

/** Most texts, such as names, versions and times, hold nothing that any reader could take for more. */
const harmless = /^(?:[\p{L}\p{N} ,;%→–·-]|\.(?=\d))*$/u;

/** A text on one line that says what it says and does nothing. Line ends become blanks, other control characters `?`. */
export function markdownText(text: string): string {
  if (harmless.test(text)) return text.trim();
  return oneLine(text)
    .split(' ')
    .map((word) =>
      word
        .split(/([|\\`])/)
        .map(piece)
        .join(''),
    )
    .join(' ');
}

/** A name such as a version or a path, as code where code can hold it. */
export function markdownCode(text: string): string {
  const line = oneLine(text);
  return line === '' || /[|\\`]/.test(line) ? markdownText(line) : `\`${line}\``;
}

function oneLine(text: string): string {
  return text
    .replace(/[\s\p{Zl}\p{Zp}\u0085]+/gu, ' ')
    .trim()
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '?');
}

function piece(text: string): string {
  return address.test(text) ? `\`${text}\`` : text.replace(/[&<>|\\`*_[\]~$^{}]/g, (sign) => entities[sign] ?? sign);
}
