import { message, type Text } from '../../l10n/message.ts';
import type { SourceText } from '../../model/source-text.ts';
import type { Located } from '../../model/span.ts';
import type { Parsed, Problem, TextFormat } from '../format.ts';
import { textNames } from '../text-names.ts';
import { type GroovyToken, groovyTokens } from './groovy-tokens.ts';
import type { JenkinsfileFacts, JenkinsScript } from './jenkinsfile-facts.ts';

const texts = {
  unended: { en: 'This string or comment is never ended.', pl: 'Ten tekst lub komentarz nigdy się nie kończy.' },
  open: { en: 'This {bracket} is never closed.', pl: 'Ten nawias {bracket} nigdy nie jest zamknięty.' },
  stray: { en: 'There is nothing that this {bracket} closes.', pl: 'Ten nawias {bracket} niczego nie zamyka.' },
} satisfies Record<string, Text>;

/** Jenkinsfiles. They are programs: read are their blocks, strings and shell steps, which no comment and no string can feign. */
export const jenkinsfile: TextFormat<'jenkinsfile', JenkinsfileFacts> = {
  kind: 'text',
  id: 'jenkinsfile',
  recognise: textNames.jenkinsfile,
  parse,
  inspect: (facts) => ({
    kind: facts.kind,
    stages: facts.stages.map((stage) => stage.value),
    scripts: facts.scripts.map(({ text, stage, off }) => ({ text: text.value, stage, off })),
    crons: facts.crons.map((cron) => cron.value),
  }),
};

/** A block that is open, by the word before it. */
interface Block {
  readonly name: string;
  /** The string that it is called with, such as a stage's name. */
  readonly argument: string | null;
  readonly brace: GroovyToken;
}

const deepestBlock = 300;
const shells: ReadonlySet<string> = new Set(['sh', 'bat', 'powershell', 'pwsh']);
const afterFailures: ReadonlySet<string> = new Set(['failure', 'unstable', 'aborted', 'unsuccessful', 'regression']);

function parse(source: SourceText): Parsed<JenkinsfileFacts> {
  const { tokens, unended } = groovyTokens(source.text);
  const reader = new Reader(tokens);
  reader.read();
  const problems: Problem[] = unended === null ? [...reader.problems] : [{ message: message(texts.unended), span: unended }];
  return { facts: reader.facts(), problems: problems.slice(0, 50) };
}

class Reader {
  readonly #tokens: readonly GroovyToken[];
  readonly #blocks: Block[] = [];
  readonly #stages: Located<string>[] = [];
  readonly #scripts: JenkinsScript[] = [];
  readonly #crons: Located<string>[] = [];
  /** Stages that never run. */
  readonly #off = new Set<Block>();
  /** True once a person must have agreed. */
  #isHeld = false;
  #isDeclarative = false;
  readonly problems: Problem[] = [];

  constructor(tokens: readonly GroovyToken[]) {
    this.#tokens = tokens;
  }

  facts(): JenkinsfileFacts {
    return {
      kind: this.#isDeclarative ? 'declarative' : 'scripted',
      stages: this.#stages,
      scripts: this.#scripts,
      crons: this.#crons,
    };
  }

  read(): void {
    for (let at = 0; at < this.#tokens.length; at += 1) {
      const token = this.#tokens[at];
      // Nobody nests so deep; what is further in would only take time.
      if (token === undefined || this.#blocks.length > deepestBlock) break;
      if (token.kind === 'sign' && token.text === '{') this.#open(at, token);
      else if (token.kind === 'sign' && token.text === '}') this.#close(token);
      else if (token.kind === 'word') this.#word(at, token);
    }
    for (const { brace } of this.#blocks) this.problems.push({ message: message(texts.open, { bracket: '{' }), span: brace.span });
  }

  #open(at: number, brace: GroovyToken): void {
    const { name, argument } = this.#headOf(at);
    if (this.#blocks.length === 0 && name === 'pipeline') this.#isDeclarative = true;
    this.#blocks.push({ name, argument: argument?.text ?? null, brace });
    if (name === 'stage' && argument !== null) this.#stages.push({ value: argument.text, span: argument.span });
  }

  #close(token: GroovyToken): void {
    if (this.#blocks.pop() === undefined) this.problems.push({ message: message(texts.stray, { bracket: '}' }), span: token.span });
  }

  /** The word and the string before a brace: `stage('Test') {`, `dir("a") {`, `steps {`. */
  #headOf(at: number): { readonly name: string; readonly argument: GroovyToken | null } {
    const before = this.#tokens[at - 1];
    if (before?.kind === 'word') return { name: before.text, argument: null };
    if (before?.text !== ')' || before.kind !== 'sign') return { name: '', argument: null };
    let depth = 0;
    for (let place = at - 1; place >= 0 && at - place < 60; place -= 1) {
      const token = this.#tokens[place];
      if (token?.kind !== 'sign') continue;
      if (token.text === ')') depth += 1;
      else if (token.text === '(') depth -= 1;
      if (depth > 0) continue;
      const [head, first] = [this.#tokens[place - 1], this.#tokens[place + 1]];
      return { name: head?.kind === 'word' ? head.text : '', argument: first?.kind === 'string' ? first : null };
    }
    return { name: '', argument: null };
  }

  #word(at: number, token: GroovyToken): void {
    const isCall = this.#tokens[at - 1]?.text !== '.' || this.#tokens[at - 1]?.kind !== 'sign';
    if (!isCall) return;
    if (shells.has(token.text)) this.#shell(at);
    else if (token.text === 'cron' && this.#isWithin('triggers')) this.#cron(at);
    else if (token.text === 'cron' && this.#tokens[at + 1]?.text === '(' && !this.#isDeclarative) this.#cron(at);
    else if (token.text === 'input' && this.#isStep(at)) this.#isHeld = true;
    else if (token.text === 'false' && this.#isWhenFalse(at)) this.#switchOff();
  }

  /** `input 'Go on?'`, `input(message: …)`, `input message: …` or a stage's `input { … }`; not a variable of that name. */
  #isStep(at: number): boolean {
    const next = this.#tokens[at + 1];
    return next?.kind === 'string' || next?.text === '(' || next?.text === '{' || next?.text === 'message';
  }

  #isWithin(name: string): boolean {
    return this.#blocks.some((block) => block.name === name);
  }

  /** `when { expression { false } }` and `expression { return false }`, alone in their block. */
  #isWhenFalse(at: number): boolean {
    const [outer, inner] = this.#blocks.slice(-2);
    const before = this.#tokens[at - (this.#tokens[at - 1]?.text === 'return' ? 2 : 1)];
    return outer?.name === 'when' && inner?.name === 'expression' && before?.text === '{' && this.#tokens[at + 1]?.text === '}';
  }

  #switchOff(): void {
    const stage = this.#blocks.findLast(({ name }) => name === 'stage');
    if (stage !== undefined) this.#off.add(stage);
  }

  #cron(at: number): void {
    const string = this.#stringAfter(at);
    if (string !== null) this.#crons.push({ value: string.text, span: string.span });
  }

  #shell(at: number): void {
    const string = this.#stringAfter(at);
    if (string === null) return;
    const stage = this.#blocks.findLast(({ name }) => name === 'stage');
    const folders = this.#blocks.flatMap(({ name, argument }) => (name === 'dir' && argument !== null ? [argument] : []));
    const near = this.#tokens.slice(at, at + 12).some(({ kind, text }) => kind === 'word' && text === 'returnStatus');
    this.#scripts.push({
      text: { value: string.text, span: string.span },
      stage: stage?.argument ?? null,
      folder: folders.join('/'),
      off: this.#blocks.some((block) => this.#off.has(block)),
      held: this.#isHeld,
      afterFailure: this.#isWithin('post') && this.#blocks.some(({ name }) => afterFailures.has(name)),
      forgiven: near || this.#isWithin('catchError') || this.#isWithin('warnError'),
    });
  }

  /** The script of `sh '…'`, `sh('…')`, `sh(script: '…', …)` and `sh script: '…'`, whatever stands before it among the arguments. */
  #stringAfter(at: number): GroovyToken | null {
    const isOpen = this.#tokens[at + 1]?.text === '(';
    const from = at + (isOpen ? 2 : 1);
    const first = this.#tokens[from];
    if (first?.kind === 'string') return first;
    for (let place = from; place < from + 24; place += 1) {
      const [token, colon, value] = [this.#tokens[place], this.#tokens[place + 1], this.#tokens[place + 2]];
      if (token === undefined || token.text === '{' || token.text === '}') return null;
      if (token.kind === 'word' && token.text === 'script' && colon?.text === ':' && value?.kind === 'string') return value;
    }
    return null;
  }
}
