import type { Message, MessageArgs } from './message.ts';

/** One message after another, with a space between. Arguments of the same name stay apart. */
export function joinMessages(...messages: readonly Message[]): Message {
  const [first, ...others] = messages.map(numbered);
  if (first === undefined) return { en: '', pl: '', args: {} };
  return others.reduce((before, next) => {
    return { en: `${before.en} ${next.en}`, pl: `${before.pl} ${next.pl}`, args: { ...before.args, ...next.args } };
  }, first);
}

/** A message whose arguments carry a number in their names. */
function numbered({ en, pl, args }: Message, index: number): Message {
  const names = Object.keys(args);
  const renamed = (template: string): string =>
    names.reduce((text, name) => text.replaceAll(new RegExp(`\\{${name}(?=[|}])`, 'g'), `{${name}${suffix(index)}`), template);
  const values: MessageArgs = Object.fromEntries(names.map((name) => [`${name}${suffix(index)}`, args[name] ?? '']));
  return { en: renamed(en), pl: renamed(pl), args: values };
}

/** Letters and digits only: that is what an argument's name is made of. */
function suffix(index: number): string {
  return index === 0 ? '' : `Part${index + 1}`;
}
