import { type Text, message } from '../../l10n/message.ts';
import type { SourceText } from '../../model/source-text.ts';
import type { Located } from '../../model/span.ts';
import type { Parsed, Problem, TextFormat } from '../format.ts';
import { textNames } from '../text-names.ts';
import { nearestWord } from '../nearest-word.ts';
import { hasUrlSecret, redactUrl } from '../redact-url.ts';
import { shapeTexts } from '../yaml/shape.ts';
import { type ConfigEntry, type ConfigSection, readConfigObj } from './config-obj.ts';
import {
  type ConfigKind,
  type ConfigOptions,
  linkTypes,
  openSections,
  remoteOptions,
  remoteSchemes,
  secretOptions,
  sectionOptions,
} from './dvc-config-schema.ts';
import type { DvcConfigFacts, DvcRemote } from './dvc-facts.ts';

const texts = {
  section: { en: 'DVC knows no section “{name}”.', pl: 'DVC nie zna sekcji „{name}”.' },
  flag: { en: '“{key}” must be true or false.', pl: '„{key}” musi mieć wartość true albo false.' },
  count: { en: '“{key}” must be a whole number of at least 1.', pl: '„{key}” musi być liczbą całkowitą nie mniejszą niż 1.' },
  integer: { en: '“{key}” must be a whole number.', pl: '„{key}” musi być liczbą całkowitą.' },
  number: { en: '“{key}” must be a number of at least 0.', pl: '„{key}” musi być liczbą nie mniejszą niż 0.' },
  choice: { en: '“{key}” must be one of: {choices}.', pl: '„{key}” musi mieć jedną z wartości: {choices}.' },
  url: { en: 'The remote “{name}” has no url.', pl: 'Zdalny magazyn „{name}” nie ma klucza url.' },
  scheme: { en: 'DVC has no storage for {scheme}:// URLs.', pl: 'DVC nie obsługuje adresów {scheme}://.' },
} satisfies Readonly<Record<string, Text>>;

/** `.dvc/config` and `.dvc/config.local`. */
export const dvcConfig: TextFormat<'dvc-config', DvcConfigFacts> = {
  kind: 'text',
  id: 'dvc-config',
  recognise: textNames.dvcConfig,
  parse: readDvcConfig,
  inspect: (facts) => ({
    remotes: facts.remotes.map(({ name, url }) => ({ name: name.value, url: url === null ? null : redactUrl(url.value) })),
    default: facts.defaultRemote?.value ?? null,
  }),
};

function readDvcConfig(source: SourceText): Parsed<DvcConfigFacts> {
  const file = readConfigObj(source);
  // The local file adds to the shared one, which may hold the url.
  const isWhole = !source.path.endsWith('.local');
  const sections = file.sections.filter((section) => section.depth <= 1).map((section) => ({ section, ...kindOf(section) }));
  const core = sections.find(({ kind }) => kind === 'core')?.section;
  const remote = core === undefined ? undefined : option(core, 'remote');
  return {
    facts: {
      remotes: sections.flatMap(({ section, kind, name }) => (kind === 'remote' && name !== undefined ? [readRemote(section, name)] : [])),
      defaultRemote: remote === undefined ? null : { value: remote.value.toLowerCase(), span: remote.span },
      cacheDir: sections.flatMap(({ section, kind }) => (kind === 'cache' ? [option(section, 'dir')?.value ?? null] : []))[0] ?? null,
    },
    problems: [
      ...file.problems,
      ...sections.flatMap(({ section, kind, name }) => {
        if (kind === '') return section.entries.map((entry) => unknownOption(entry, []));
        return sectionProblems({ section, kind, name }, isWhole);
      }),
    ],
  };
}

interface NamedSection {
  /** The section's word in lower case: `core`, `remote`. */
  readonly kind: string;
  /** What stands in quotes after it, as in `remote "storage"`. */
  readonly name: Located<string> | undefined;
}

function kindOf(section: ConfigSection): NamedSection {
  const match = /^\s*(remote|machine|db)\s*"(.*)"\s*$/i.exec(section.name.value);
  if (match === null) return { kind: section.name.value.toLowerCase(), name: undefined };
  const [, kind = '', name = ''] = match;
  const start = section.name.span.start + section.name.value.indexOf('"') + 1;
  return { kind: kind.toLowerCase(), name: { value: name.toLowerCase(), span: { start, end: start + name.length } } };
}

function option(section: ConfigSection, key: string): Located<string> | undefined {
  return section.entries.find((entry) => entry.key.value.toLowerCase() === key)?.value;
}

function readRemote(section: ConfigSection, name: Located<string>): DvcRemote {
  const url = option(section, 'url') ?? null;
  const secrets = section.entries
    .filter((entry) => isSecret(entry))
    .map(({ key, value }) => ({ key: key.value.toLowerCase(), span: value.span }));
  return { name, url, secrets };
}

function isSecret({ key, value }: ConfigEntry): boolean {
  const name = key.value.toLowerCase();
  return value.value !== '' && (secretOptions.has(name) || (name === 'url' && hasUrlSecret(value.value)));
}

function sectionProblems(
  { section, kind, name }: NamedSection & { readonly section: ConfigSection },
  isWhole: boolean,
): readonly Problem[] {
  if (openSections.has(kind)) return [];
  const options =
    kind === 'remote' && name !== undefined ? remoteOptions : Object.hasOwn(sectionOptions, kind) ? sectionOptions[kind] : undefined;
  if (options === undefined) return [{ message: message(texts.section, { name: section.name.value }), span: section.name.span }];
  const problems = section.entries.flatMap((entry) => optionProblems(entry, options));
  if (kind !== 'remote' || name === undefined) return problems;
  const url = option(section, 'url');
  if (url === undefined)
    return isWhole ? [{ message: message(texts.url, { name: name.value }), span: section.name.span }, ...problems] : problems;
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/[^/]/.exec(url.value)?.[1]?.toLowerCase();
  if (scheme === undefined || remoteSchemes.has(scheme)) return problems;
  return [{ message: message(texts.scheme, { scheme }), span: url.span }, ...problems];
}

function optionProblems(entry: ConfigEntry, options: ConfigOptions): readonly Problem[] {
  const key = entry.key.value.toLowerCase();
  const kind = Object.hasOwn(options, key) ? options[key] : undefined;
  if (kind === undefined) return [unknownOption(entry, Object.keys(options))];
  const value = entry.value.value.trim().toLowerCase();
  if (key === 'type') {
    const wrong = value
      .split(',')
      .map((type) => type.trim())
      .filter((type) => type !== '' && !linkTypes.has(type));
    return wrong.length === 0
      ? []
      : [{ message: message(texts.choice, { key, choices: [...linkTypes].join(', ') }), span: entry.value.span }];
  }
  const wrong = valueProblem(kind, value);
  return wrong === undefined
    ? []
    : [{ message: message(wrong, { key, choices: typeof kind === 'string' ? '' : kind.join(', ') }), span: placeOf(entry) }];
}

/** An empty value has no place of its own. */
function placeOf(entry: ConfigEntry): Problem['span'] {
  return entry.value.span.end > entry.value.span.start ? entry.value.span : entry.key.span;
}

function valueProblem(kind: ConfigKind, value: string): Text | undefined {
  if (typeof kind !== 'string') return kind.includes(value) ? undefined : texts.choice;
  switch (kind) {
    case 'text':
      return undefined;
    case 'flag':
      return value === 'true' || value === 'false' ? undefined : texts.flag;
    case 'count':
      return /^\+?\d+$/.test(value) && Number(value) >= 1 ? undefined : texts.count;
    case 'integer':
      return /^[+-]?\d+$/.test(value) ? undefined : texts.integer;
    case 'number':
      return value !== '' && Number(value) >= 0 ? undefined : texts.number;
  }
}

function unknownOption(entry: ConfigEntry, known: readonly string[]): Problem {
  const near = nearestWord(entry.key.value, known);
  if (near === undefined) return { message: message(shapeTexts.unknown, { key: entry.key.value }), span: entry.key.span };
  return { message: message(shapeTexts.unknownNear, { key: entry.key.value, near }), span: entry.key.span, suggestion: near };
}
