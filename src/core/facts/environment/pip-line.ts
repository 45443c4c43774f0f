/** One logical line of a requirements file, as pip's own reader takes it: a requirement, an editable, an include or an option. */
import type { Span } from '../../model/span.ts';
import { type Requirement, type RequirementFault, distributionOf, parseRequirement, pinOf, withoutCredentials } from './requirement.ts';

/** What a line says; spans are offsets in the line. */
export type PipLine =
  | { readonly kind: 'requirement'; readonly requirement: Requirement; readonly span: Span; readonly hashes: number }
  /** A path, or a URL that does not tell its package: it is installed, but cannot be named. */
  | { readonly kind: 'nameless'; readonly span: Span }
  | { readonly kind: 'include'; readonly type: 'requirement' | 'constraint'; readonly target: string; readonly span: Span }
  | { readonly kind: 'index'; readonly url: string; readonly span: Span }
  | { readonly kind: 'option' }
  | {
      readonly kind: 'fault';
      readonly fault: RequirementFault['fault'] | 'option' | 'value' | 'hash';
      readonly text: string;
      readonly span: Span;
    };

/** Options by name with what follows: `value` takes an argument. Options that pip has dropped are still known. */
const options: Readonly<Record<string, 'flag' | 'value'>> = {
  '-i': 'value',
  '--index-url': 'value',
  '--pypi-url': 'value',
  '--extra-index-url': 'value',
  '--no-index': 'flag',
  '-f': 'value',
  '--find-links': 'value',
  '-r': 'value',
  '--requirement': 'value',
  '-c': 'value',
  '--constraint': 'value',
  '-e': 'value',
  '--editable': 'value',
  '--no-binary': 'value',
  '--only-binary': 'value',
  '--prefer-binary': 'flag',
  '--require-hashes': 'flag',
  '--no-require-hashes': 'flag',
  '--pre': 'flag',
  '--all-releases': 'value',
  '--only-final': 'value',
  '--trusted-host': 'value',
  '--use-feature': 'value',
  '--hash': 'value',
  '-C': 'value',
  '--config-settings': 'value',
  '--config-setting': 'value',
  '--global-option': 'value',
  '--install-option': 'value',
  '--build-option': 'value',
  '--process-dependency-links': 'flag',
  '--allow-external': 'value',
  '--allow-unverified': 'value',
  '--allow-all-external': 'flag',
  '--use-wheel': 'flag',
  '--no-use-wheel': 'flag',
  '-Z': 'flag',
  // optparse passes a lone dash over.
  '-': 'flag',
  '--': 'flag',
  '--always-unzip': 'flag',
};

interface Option {
  readonly name: string;
  readonly value: string | undefined;
  readonly span: Span;
  readonly valueSpan: Span;
}

/** Reads a line without its comment. Total. */
export function readPipLine(line: string): PipLine {
  const optionsStart = /(?:^|\s)-/.exec(line)?.index ?? line.length;
  const body = line.slice(0, optionsStart);
  const given = readOptions(line, optionsStart);
  const fault = given.find((option) => optionFault(option) !== undefined);
  if (fault !== undefined) return optionFault(fault) ?? { kind: 'option' };
  if (body.trim() !== '') return readBody(body, given.filter(({ name }) => name === '--hash').length);
  return readOptionLine(given);
}

function readOptions(line: string, from: number): readonly Option[] {
  const words = [...line.slice(from).matchAll(/(?:[^\s"']|"[^"]*"|'[^']*'|["'])+/g)].map((match) => ({
    text: match[0],
    start: from + match.index,
  }));
  const found: Option[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word?.text.startsWith('-') !== true) continue;
    const end = word.start + word.text.length;
    const [name, attached] = splitOption(word.text);
    const next = attached === undefined && kindOf(name) === 'value' ? words[index + 1] : undefined;
    const valueStart = next?.start ?? (attached === undefined ? end : end - attached.length);
    const value = attached ?? next?.text;
    if (next !== undefined) index += 1;
    const valueEnd = valueStart + (value?.length ?? 0);
    found.push({
      name,
      value: unquote(value),
      span: { start: word.start, end: next === undefined ? end : valueEnd },
      valueSpan: { start: valueStart, end: valueEnd },
    });
  }
  return found;
}

/** `--name=value`, `-rfile` or the bare name. */
function splitOption(word: string): readonly [string, string | undefined] {
  const equals = word.indexOf('=');
  if (word.startsWith('--')) return equals === -1 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
  return word.length > 2 ? [word.slice(0, 2), word.slice(2)] : [word, undefined];
}

function unquote(value: string | undefined): string | undefined {
  return value?.replace(/["']/g, '');
}

/** Long options may be cut short as long as they stay clear, which is optparse's habit. */
function kindOf(name: string): 'flag' | 'value' | undefined {
  if (Object.hasOwn(options, name)) return options[name];
  const longer = name.startsWith('--') && name.length > 2 ? Object.keys(options).filter((known) => known.startsWith(name)) : [];
  return longer.length === 0 ? undefined : options[longer[0] ?? ''];
}

function optionFault(option: Option): PipLine | undefined {
  const kind = kindOf(option.name);
  const text = option.name.slice(0, 40);
  if (kind === undefined) return { kind: 'fault', fault: 'option', text, span: option.span };
  if (kind === 'value' && (option.value ?? '') === '') return { kind: 'fault', fault: 'value', text, span: option.span };
  const isBadHash = option.name === '--hash' && !/^(?:sha256|sha384|sha512):\S+$/.test(option.value ?? '');
  return isBadHash ? { kind: 'fault', fault: 'hash', text: (option.value ?? '').slice(0, 40), span: option.valueSpan } : undefined;
}

function readOptionLine(given: readonly Option[]): PipLine {
  for (const { name, value = '', valueSpan } of given) {
    if (name === '-r' || (name.length > 4 && '--requirement'.startsWith(name) && name !== '--require')) {
      return { kind: 'include', type: 'requirement', target: value, span: valueSpan };
    }
    if (name === '-c' || '--constraint' === name) return { kind: 'include', type: 'constraint', target: value, span: valueSpan };
    if (name === '-e' || name === '--editable') return readEditable(value, valueSpan);
    if (name === '-i' || name === '--index-url' || name === '--pypi-url' || name === '--extra-index-url')
      return { kind: 'index', url: value, span: valueSpan };
  }
  return { kind: 'option' };
}

function readEditable(target: string, span: Span): PipLine {
  const name = namedByUrl(target);
  return name === undefined
    ? { kind: 'nameless', span }
    : { kind: 'requirement', requirement: referenceTo(target, name, span), span, hashes: 0 };
}

const url = /^[a-z][a-z0-9+.-]*:/i;
const archive = /\.(?:whl|zip|tar\.gz|tgz|tar\.bz2|tbz|tar\.xz|txz|tar)(?:\[[^\]]*\])?$/i;

function readBody(body: string, hashes: number): PipLine {
  const text = body.trimEnd();
  const start = text.length - text.trimStart().length;
  const span = { start, end: text.length };
  // A variable of the environment can stand for anything.
  if (/\$\{[A-Z0-9_]+\}/.test(text) && !url.test(text.trimStart())) {
    const requirement = parseRequirement(text);
    return 'fault' in requirement ? { kind: 'nameless', span } : { kind: 'requirement', requirement, span, hashes };
  }
  if (isUrlOrPath(text.trim())) {
    const target = text.trim().split(/\s*;\s/, 1)[0] ?? '';
    const name = namedByUrl(target);
    if (name === undefined) return { kind: 'nameless', span };
    return { kind: 'requirement', requirement: referenceTo(target, name, { start, end: start + target.length }), span, hashes };
  }
  const requirement = parseRequirement(text);
  if (!('fault' in requirement)) return { kind: 'requirement', requirement, span, hashes };
  return {
    kind: 'fault',
    fault: requirement.fault,
    text: text.trim().slice(0, 60),
    span: requirement.fault === 'name' ? span : requirement.span,
  };
}

/** pip takes what has a scheme, a slash or a leading dot, or the name of an archive, for a place; `name @ url` is none. */
function isUrlOrPath(text: string): boolean {
  if (/^[A-Za-z0-9._-]+\s*(?:\[[^\]]*\])?\s*@/.test(text)) return false;
  const place = text.split(/[;\s]/, 1)[0] ?? '';
  return url.test(text) || /[/\\]/.test(place) || place.startsWith('.') || archive.test(place);
}

/** The package that a URL or a file names: `#egg=`, a wheel's file name, or the repository of a version-control URL. */
function namedByUrl(target: string): string | undefined {
  const egg = /[#&]egg=([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)/.exec(target)?.[1];
  if (egg !== undefined) return egg;
  const wheel = distributionOf(target)?.name;
  if (wheel !== undefined) return wheel;
  if (!/^(?:git|hg|svn|bzr)\+/.test(target)) return undefined;
  return /\/([A-Za-z0-9][\w.-]*?)(?:\.git)?(?:@[^/@]*)?(?:#.*)?$/.exec(target)?.[1];
}

function referenceTo(target: string, name: string, span: Span): Requirement {
  const wheel = url.test(target) ? undefined : distributionOf(target);
  const pin = pinOf(target);
  return {
    name,
    nameSpan: span,
    specifier: `@ ${withoutCredentials(target)}`,
    specifierSpan: span,
    url: target,
    version: pin.version,
    // A wheel that lies in the repository is one exact build.
    pinned: pin.pinned || wheel !== undefined,
  };
}
