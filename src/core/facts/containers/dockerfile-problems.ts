import { type MessageArgs, type Text, message } from '../../l10n/message.ts';
import type { Span } from '../../model/span.ts';
import type { Problem } from '../format.ts';
import { nearestWord } from '../nearest-word.ts';
import { type RawInstruction, jsonForm, readInstruction } from './dockerfile-instruction.ts';
import { type DirectiveFault, splitWords } from './dockerfile-lines.ts';

const texts = {
  escape: { en: 'The escape directive takes \\ or ` only.', pl: 'Dyrektywa escape przyjmuje tylko \\ albo `.' },
  repeated: { en: 'The parser directive {name} is given twice.', pl: 'Dyrektywa parsera {name} występuje dwa razy.' },
  empty: { en: 'The Dockerfile has no instructions.', pl: 'Dockerfile nie ma żadnych instrukcji.' },
  noFrom: { en: 'The Dockerfile has no FROM instruction.', pl: 'Dockerfile nie ma instrukcji FROM.' },
  beforeFrom: {
    en: '{keyword} stands before the first FROM, where only ARG may stand.',
    pl: '{keyword} stoi przed pierwszym FROM, gdzie może stać tylko ARG.',
  },
  unknown: { en: 'Unknown instruction {keyword}.', pl: 'Nieznana instrukcja {keyword}.' },
  unknownMeant: {
    en: 'Unknown instruction {keyword}. Did you mean {meant}?',
    pl: 'Nieznana instrukcja {keyword}. Czy chodziło o {meant}?',
  },
  flag: { en: '{keyword} has no flag --{flag}.', pl: '{keyword} nie ma flagi --{flag}.' },
  flagTwice: { en: 'The flag --{flag} is given twice.', pl: 'Flaga --{flag} występuje dwa razy.' },
  flagValue: { en: 'The flag --{flag} needs a value.', pl: 'Flaga --{flag} wymaga wartości.' },
  heredoc: { en: 'The heredoc is not closed.', pl: 'Heredoc nie jest zamknięty.' },
  argument: { en: '{keyword} needs an argument.', pl: '{keyword} wymaga argumentu.' },
  from: {
    en: 'FROM takes an image and, if the stage has a name, AS and the name.',
    pl: 'FROM przyjmuje obraz oraz, jeśli etap ma nazwę, AS i tę nazwę.',
  },
  stageName: {
    en: 'The stage name {name} is not valid: it must start with a letter and hold only letters, digits, -, _ and dots.',
    pl: 'Nazwa etapu {name} jest nieprawidłowa: musi zaczynać się od litery i składać się wyłącznie z liter, cyfr, -, _ i kropek.',
  },
  destination: { en: '{keyword} needs a source and a destination.', pl: '{keyword} wymaga źródła i miejsca docelowego.' },
  pair: { en: '{keyword} needs pairs of the form name=value.', pl: '{keyword} wymaga par postaci nazwa=wartość.' },
  json: { en: '{keyword} takes a JSON list of texts only.', pl: '{keyword} przyjmuje tylko listę tekstów w formacie JSON.' },
  health: { en: 'HEALTHCHECK takes NONE, or CMD with a command.', pl: 'HEALTHCHECK przyjmuje NONE albo CMD z poleceniem.' },
  onbuild: { en: '{keyword} may not stand behind ONBUILD.', pl: '{keyword} nie może stać po ONBUILD.' },
} satisfies Record<string, Text>;

/** Flags by instruction: `text` needs a value, `flag` may have one, `texts` may come more than once. What is not listed has none. */
const flagsOf: Readonly<Record<string, Readonly<Record<string, 'text' | 'flag' | 'texts'>>>> = {
  ADD: { chown: 'text', chmod: 'text', link: 'flag', 'keep-git-dir': 'flag', checksum: 'text', unpack: 'flag', exclude: 'texts' },
  COPY: { chown: 'text', chmod: 'text', from: 'text', link: 'flag', exclude: 'texts', parents: 'flag' },
  FROM: { platform: 'text' },
  HEALTHCHECK: { interval: 'text', timeout: 'text', 'start-period': 'text', 'start-interval': 'text', retries: 'text' },
  RUN: { mount: 'texts', network: 'text', security: 'text', device: 'texts' },
};

const keywords = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
];
/** These three may stand bare. */
const mayBeBare: ReadonlySet<string> = new Set(['RUN', 'CMD', 'ENTRYPOINT']);

/** What BuildKit would refuse of the instructions and of their order. */
export function dockerfileProblems(
  instructions: readonly RawInstruction[],
  context: { readonly faults: readonly DirectiveFault[]; readonly escape: string },
): readonly Problem[] {
  const problems = context.faults.map(({ kind, name, span }) => ({ message: message(texts[kind], { name }), span }));
  const first = instructions.find(({ command }) => command !== 'ARG');
  if (instructions.length === 0) problems.push({ message: message(texts.empty), span: { start: 0, end: 0 } });
  else if (first === undefined) problems.push({ message: message(texts.noFrom), span: { start: 0, end: 0 } });
  else if (first.command !== 'FROM' && keywords.includes(first.command)) {
    problems.push({ message: message(texts.beforeFrom, { keyword: first.command }), span: keywordSpan(first) });
  }
  return [...problems, ...instructions.flatMap((instruction) => instructionProblems(instruction, context.escape))];
}

function keywordSpan({ line, keyword }: RawInstruction): Span {
  return { start: line.span.start, end: line.span.start + keyword.length };
}

function instructionProblems(instruction: RawInstruction, escape: string): readonly Problem[] {
  const { command, line } = instruction;
  if (!keywords.includes(command)) return [unknownInstruction(instruction)];
  const text = shapeFault(instruction, escape);
  return [
    ...flagProblems(instruction),
    ...(line.unterminated ? [problemAt(instruction, texts.heredoc)] : []),
    ...(text === undefined ? [] : [problemAt(instruction, text.text, text.args)]),
  ];
}

function problemAt(instruction: RawInstruction, text: Text, args: MessageArgs = {}): Problem {
  return { message: message(text, { keyword: instruction.command, ...args }), span: keywordSpan(instruction) };
}

function unknownInstruction(instruction: RawInstruction): Problem {
  const keyword = instruction.keyword.slice(0, 40);
  const meant = nearestWord(instruction.command, keywords);
  const span = keywordSpan(instruction);
  return meant === undefined
    ? { message: message(texts.unknown, { keyword }), span }
    : { message: message(texts.unknownMeant, { keyword, meant }), span, suggestion: meant };
}

function flagProblems(instruction: RawInstruction): readonly Problem[] {
  const known = flagsOf[instruction.command] ?? {};
  const seen = new Set<string>();
  return instruction.flags.flatMap(({ name, value }) => {
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    const isRepeated = seen.has(name) && kind !== 'texts';
    seen.add(name);
    if (kind === undefined) return [problemAt(instruction, texts.flag, { flag: name.slice(0, 40) })];
    if (isRepeated) return [problemAt(instruction, texts.flagTwice, { flag: name })];
    return kind !== 'flag' && value === null ? [problemAt(instruction, texts.flagValue, { flag: name })] : [];
  });
}

interface Fault {
  readonly text: Text;
  readonly args?: MessageArgs;
}

function shapeFault(instruction: RawInstruction, escape: string): Fault | undefined {
  const { command, rest } = instruction;
  if (rest === '' && !mayBeBare.has(command)) return { text: command === 'FROM' ? texts.from : texts.argument };
  const json = jsonForm(rest);
  switch (command) {
    case 'FROM':
      return fromFault(rest);
    case 'ENV':
    case 'LABEL':
      return pairFault(rest, escape);
    case 'ARG':
      return splitWords(rest, escape).some((word) => word.startsWith('=')) ? { text: texts.pair } : undefined;
    case 'ADD':
    case 'COPY':
      if (json === 'mixed') return { text: texts.json };
      return (json ?? rest.split(/\s+/)).length < 2 ? { text: texts.destination } : undefined;
    case 'SHELL':
      return json === null || json === 'mixed' || json.length === 0 ? { text: texts.json } : undefined;
    case 'RUN':
    case 'CMD':
    case 'ENTRYPOINT':
    case 'VOLUME':
      return json === 'mixed' ? { text: texts.json } : undefined;
    case 'HEALTHCHECK':
      return /^(?:none|cmd\s+\S[\s\S]*)$/i.test(rest) ? undefined : { text: texts.health };
    case 'ONBUILD':
      return onbuildFault(instruction, escape);
    default:
      return undefined;
  }
}

function fromFault(rest: string): Fault | undefined {
  const words = rest.split(/\s+/);
  if (words.length === 1) return undefined;
  if (words.length !== 3 || words[1]?.toLowerCase() !== 'as') return { text: texts.from };
  const name = words[2] ?? '';
  return /^[a-z][a-z0-9_.-]*$/i.test(name) ? undefined : { text: texts.stageName, args: { name: name.slice(0, 60) } };
}

/** The old form `NAME value` takes everything behind the name; a first word with `=` asks for pairs all through. */
function pairFault(rest: string, escape: string): Fault | undefined {
  const words = splitWords(rest, escape);
  const isOldForm = words[0]?.includes('=') === false;
  if (isOldForm) return words.length < 2 ? { text: texts.pair } : undefined;
  return words.every((word) => word.indexOf('=') > 0) ? undefined : { text: texts.pair };
}

function onbuildFault({ line, rest, restOffset }: RawInstruction, escape: string): Fault | undefined {
  const inner = readInstruction({ ...line, text: line.text.slice(restOffset) }, escape);
  if (['ONBUILD', 'FROM', 'MAINTAINER'].includes(inner.command)) return { text: texts.onbuild, args: { keyword: inner.command } };
  return rest === '' ? { text: texts.argument } : undefined;
}
