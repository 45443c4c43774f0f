import { message } from '../../l10n/message.ts';
import type { Located, Span } from '../../model/span.ts';
import { sourceSpan } from '../joined-text.ts';
import type { Parsed, Problem, TextFormat } from '../format.ts';
import { textNames } from '../text-names.ts';
import type { DockerStage, DockerfileFacts } from './container-facts.ts';
import { dockerfileProblems } from './dockerfile-problems.ts';
import { type RawInstruction, jsonForm, readInstruction } from './dockerfile-instruction.ts';
import { splitDockerfile, splitWords } from './dockerfile-lines.ts';
import { isImageReference, parseImageReference } from './image-reference.ts';
import { type SubstitutedText, substituteVariables } from './shell-variables.ts';

const texts = {
  blank: { en: 'The image of FROM is empty.', pl: 'Obraz w instrukcji FROM jest pusty.' },
  reference: { en: '{image} is not a valid image reference.', pl: '{image} nie jest prawidłowym odwołaniem do obrazu.' },
};

/** Dockerfiles, as BuildKit reads them. Variables in FROM get the defaults of the ARGs before it; build arguments given elsewhere are not known. */
export const dockerfile: TextFormat<'dockerfile', DockerfileFacts> = {
  kind: 'text',
  id: 'dockerfile',
  recognise: textNames.dockerfile,
  parse: (source) => parse(source.text),
  inspect: (facts) => ({ images: facts.stages.filter((stage) => !stage.internal).map((stage) => stage.image.value) }),
};

function parse(text: string): Parsed<DockerfileFacts> {
  const { lines, faults, escape } = splitDockerfile(text);
  const instructions = lines.map((line) => readInstruction(line, escape));
  const stages = readStages(instructions, escape);
  return {
    facts: {
      stages: stages.map(({ stage }) => stage),
      instructions: instructions.map(({ command, line, restOffset, keyword }) => ({
        keyword: command,
        arguments: [line.text.slice(Math.min(restOffset, keyword.length)).trim(), ...line.heredocs].join('\n'),
        span: line.span,
      })),
      start: startOf(stages, stages.length - 1, 0) ?? null,
      copied: instructions.flatMap((instruction) => copiedImage(instruction, stages)),
    },
    problems: [...dockerfileProblems(instructions, { faults, escape }), ...stages.flatMap(({ stage }) => imageProblems(stage))],
  };
}

interface StageWithBody {
  readonly stage: DockerStage;
  readonly body: readonly RawInstruction[];
}

function readStages(instructions: readonly RawInstruction[], escape: string): readonly StageWithBody[] {
  const args = new Map<string, string>();
  const stages: { stage: DockerStage; body: RawInstruction[] }[] = [];
  for (const instruction of instructions) {
    if (instruction.command === 'FROM' && instruction.rest !== '') {
      stages.push({ stage: readStage(instruction, { args, earlier: stages.map(({ stage }) => stage), escape }), body: [] });
    } else if (stages.length === 0 && instruction.command === 'ARG') {
      readArguments(instruction.rest, { args, escape });
    } else stages.at(-1)?.body.push(instruction);
  }
  return stages;
}

/** `ARG NAME=default`; a name without a default is known to exist but has no value. */
function readArguments(rest: string, { args, escape }: { readonly args: Map<string, string>; readonly escape: string }): void {
  for (const word of splitWords(rest, escape)) {
    const equals = word.indexOf('=');
    if (equals <= 0) continue;
    const { text, unresolved } = fill(unquote(word.slice(equals + 1)), args);
    if (unresolved) args.delete(word.slice(0, equals));
    else args.set(word.slice(0, equals), text);
  }
}

function unquote(text: string): string {
  const quote = text[0];
  return text.length >= 2 && (quote === '"' || quote === "'") && text.endsWith(quote) ? text.slice(1, -1) : text;
}

function fill(text: string, args: ReadonlyMap<string, string>): SubstitutedText {
  return substituteVariables(text, { escape: 'backslash', lookup: (name) => args.get(name) });
}

interface StageContext {
  readonly args: ReadonlyMap<string, string>;
  readonly earlier: readonly DockerStage[];
  readonly escape: string;
}

function readStage({ line, rest, restOffset }: RawInstruction, { args, earlier }: StageContext): DockerStage {
  const [written = '', as, name] = rest.split(/\s+/);
  const span = sourceSpan(line.pieces, { start: restOffset, end: restOffset + written.length });
  const image = fill(unquote(written), args).text;
  const isEarlier = earlier.some((stage) => stage.alias?.toLowerCase() === image.toLowerCase());
  return {
    image: { value: image, span },
    reference: parseImageReference(image),
    alias: as?.toLowerCase() === 'as' ? (name ?? null) : null,
    internal: image === 'scratch' || isEarlier,
  };
}

/** An image that COPY takes files from without building on it; names and numbers of stages are none. */
function copiedImage({ command, flags, line }: RawInstruction, stages: readonly StageWithBody[]): DockerfileFacts['copied'] {
  const from = command === 'COPY' ? flags.find(({ name }) => name === 'from')?.value : undefined;
  if (from === undefined || from === null || from === '' || /^\d+$/.test(from)) return [];
  if (stages.some(({ stage }) => stage.alias?.toLowerCase() === from.toLowerCase())) return [];
  const offset = line.text.indexOf(from, line.text.indexOf('--from'));
  const span = offset === -1 ? line.span : sourceSpan(line.pieces, { start: offset, end: offset + from.length });
  return [{ image: { value: from, span }, reference: parseImageReference(from) }];
}

function imageProblems({ image, internal }: DockerStage): readonly Problem[] {
  if (internal || isImageReference(image.value)) return [];
  const text = image.value === '' ? texts.blank : texts.reference;
  return [{ message: message(text, { image: image.value.slice(0, 100) }), span: image.span }];
}

/** The command line of a stage; what it does not set comes from the stage it builds on. */
function startOf(stages: readonly StageWithBody[], index: number, depth: number): Located<string> | undefined {
  const parts = startParts(stages, index, depth);
  const [entry, command] = [parts.entry, parts.command];
  if (entry === undefined) return command === undefined ? undefined : { value: command.text, span: command.span };
  // A shell-form ENTRYPOINT runs by itself and leaves CMD out.
  const tail = command === undefined || !entry.isExec ? '' : ` ${command.text}`;
  return { value: entry.text + tail, span: entry.span };
}

interface StartPart {
  readonly text: string;
  readonly isExec: boolean;
  readonly span: Span;
}

interface StartParts {
  readonly entry: StartPart | undefined;
  readonly command: StartPart | undefined;
}

function startParts(stages: readonly StageWithBody[], index: number, depth: number): StartParts {
  const current = stages[index];
  if (current === undefined || depth > stages.length) return { entry: undefined, command: undefined };
  const entry = lastOf(current.body, 'ENTRYPOINT');
  const command = lastOf(current.body, 'CMD');
  const base = stages.findIndex(
    ({ stage }, place) => place < index && stage.alias?.toLowerCase() === current.stage.image.value.toLowerCase(),
  );
  const inherited = current.stage.internal && base !== -1 ? startParts(stages, base, depth + 1) : undefined;
  // A new ENTRYPOINT empties the CMD that came with the base image.
  return { entry: entry ?? inherited?.entry, command: command ?? (entry === undefined ? inherited?.command : undefined) };
}

function lastOf(body: readonly RawInstruction[], command: string): StartPart | undefined {
  const found = body.filter((instruction) => instruction.command === command).at(-1);
  if (found === undefined || found.rest === '') return undefined;
  const json = jsonForm(found.rest);
  const isExec = json !== null && json !== 'mixed';
  return { text: isExec ? json.join(' ') : found.rest, isExec, span: found.line.span };
}
