import { message, type Message } from '../../core/l10n/message.ts';

const texts = { says: { en: '{server} says: {words}', pl: '{server} podaje: {words}' } } as const;

const longest = 300;

/** A server's own words, on one line and cut where they are long: they come from outside. */
export function serverWords(server: string, words: string): Message {
  return message(texts.says, { server, words: oneLine(words) });
}

/** A text from outside as one line of bounded length, without its last full stop. */
export function oneLine(text: string): string {
  const line = text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line.replace(/\.$/, '');
}
