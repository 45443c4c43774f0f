import type { Message, MessageArgs, Text } from './message.ts';

/** A sentence with another one in the place of `{why}`; the arguments of both are kept, those of the sentence itself first. */
export function withWhy(text: Text, why: Message, args: MessageArgs = {}): Message {
  return { en: text.en.replace('{why}', () => why.en), pl: text.pl.replace('{why}', () => why.pl), args: { ...why.args, ...args } };
}
