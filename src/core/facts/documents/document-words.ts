/** How many words of a line say something: placeholders, instructions of templates, markup and addresses are no words. */

/** Stands where a placeholder stood. */
const gap = '\0';

/** A line that only says that something is still to be written. Its rest describes what would stand there, so it is left out too. */
const reminder = /^[\s>*_+|`~-]*(?:\d+[.)][\s*_`]*)?(?:\[[ xX]?\][\s*_`]*)?(?:TODO|TBD|TBC|FIXME|XXX)(?![\p{L}\p{N}])/u;
const quietReminder =
  /^[\s>*_+|`~-]*(?:\d+[.)][\s*_`]*)?(?:todo|tbd|tbc|fixme|to be (?:defined|determined|done|added|completed|announced)|fill (?:this |me )?in|coming soon|do uzupełnienia|do ustalenia|uzupełnić|uzupełnij|wypełnij|wkrótce)[*_`]*\s*(?:[.:!…]|\|?\s*$)/iu;

const placeholders: readonly RegExp[] = [
  /\{\{[^{}]*\}\}|\{%[^{}]*%\}/g,
  /(?<![\p{L}\p{N}])(?:TODO|TBD|TBC|FIXME|XXX)(?![\p{L}\p{N}])/gu,
  /(?<![\p{L}\p{N}])(?:to be (?:defined|determined|announced)|coming soon|do uzupełnienia|do ustalenia|n\/a)(?![\p{L}\p{N}])/giu,
  // What the Hugging Face template says where nobody wrote anything.
  /users \(both direct and downstream\) should be made aware of the risks, biases and limitations of the model\.?/gi,
  /more information (?:is )?needed(?: for further recommendations)?\.?/gi,
];

const markup =
  /^<\/?(?:a|b|blockquote|br|center|code|dd|details|div|dl|dt|em|font|h[1-6]|hr|i|img|kbd|li|ol|p|picture|pre|small|source|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul|video)(?:[\s/][^<>]*)?>$/i;

/** Words in a line of prose, of a list or of a table. A label whose value is a placeholder counts none. Linear in the line's length. */
export function countWords(line: string): number {
  if (reminder.test(line) || quietReminder.test(line) || /^\s{0,3}\[[^\]^[][^\][]*\]:/.test(line)) return 0;
  const text = placeholders.reduce((rest, pattern) => rest.replace(pattern, gap), withoutLinks(line)).replace(/<[a-z/][^<>]*>/gi, ofTag);
  const bare = text.replaceAll(/[*_`|]/g, ' ').trim();
  if (text.includes(gap) && bare.replaceAll(gap, ' ').trim().endsWith(':')) return 0;
  if (/^\s*[-*+]\s/.test(line) && /^[-+\s]*[^:]{1,60}:$/.test(bare) && /\*\*\s*:?\s*$|__\s*:?\s*$/.test(line.slice(-10))) return 0;
  return bare.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function withoutLinks(line: string): string {
  return line
    .replace(/!\[[^\][]*\]\([^()]*\)/g, ' ')
    .replace(/\[([^\][]*)\](?:\([^()]*\)|\[[^\][]*\])/g, '$1')
    .replace(/^(\s*(?:[-*+]|\d{1,9}[.)])\s+)\[[ xX]\]/, '$1')
    .replace(/\[\^[^\][]*\]:?/g, ' ')
    .replace(/\[[^\][]*\]/g, gap);
}

function ofTag(tag: string): string {
  if (/^<(?:https?:|mailto:|[^\s<>@]+@)/i.test(tag)) return ' x ';
  return markup.test(tag) ? ' ' : gap;
}

/** Whether a line begins a paragraph of printer's filler. */
export function isFiller(line: string): boolean {
  return /lorem ipsum/i.test(line);
}
