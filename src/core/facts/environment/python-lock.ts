import { TomlError, parse as parseTomlText } from 'smol-toml';
import { type Text, message } from '../../l10n/message.ts';
import type { SourceText } from '../../model/source-text.ts';
import type { Parsed, Problem, TextFormat } from '../format.ts';
import { type JsonNode, jsonAt, jsonText, parseJson } from '../json/parse-json.ts';
import { textNames } from '../text-names.ts';
import { tomlSyntaxProblem } from '../toml/toml-view.ts';
import { parseYaml } from '../yaml/parse-yaml.ts';
import type { LockFacts } from './environment-facts.ts';
import { readListedPackages } from './listed-packages.ts';
import { lockTool } from './lock-tool.ts';
import { normalName } from './package-name.ts';

type Tool = LockFacts['tool'];

const texts = {
  conflict: { en: 'A merge conflict is left in the file.', pl: 'W pliku pozostał nierozwiązany konflikt scalania.' },
  missing: {
    en: 'The lock file lacks {key}, without which {tool} does not take it.',
    pl: 'W pliku blokady brakuje {key}, bez czego {tool} go nie przyjmuje.',
  },
} satisfies Record<string, Text>;

/** What a lock must say of itself: the first of the keys is looked for at the top. */
const requiredKeys: Readonly<Partial<Record<Tool, readonly string[]>>> = {
  uv: ['version'],
  poetry: ['metadata'],
  pipenv: ['_meta', 'default', 'develop'],
  pylock: ['lock-version', 'created-by', 'packages'],
};

/**
 * Lock files of Python packages. They can have megabytes, so no places are kept beyond those of syntax errors,
 * and YAML locks over 200 kB are read line by line without looking at their syntax.
 */
export const pythonLock: TextFormat<'python-lock', LockFacts> = {
  kind: 'text',
  id: 'python-lock',
  recognise: textNames.pythonLock,
  parse: (source) => parse(source, lockTool(source.path) ?? 'uv'),
  inspect: (facts) => ({ tool: facts.tool, packages: [...facts.packages].map(([name, version]) => ({ name, version })) }),
};

function parse(source: SourceText, tool: Tool): Parsed<LockFacts> {
  const conflict = /^<{7} /m.exec(source.text);
  if (conflict !== null) {
    const span = { start: conflict.index, end: conflict.index + 7 };
    return { facts: { tool, packages: new Map() }, problems: [{ message: message(texts.conflict), span }] };
  }
  if (tool === 'pipenv') return readPipfileLock(source);
  return tool === 'conda-lock' || tool === 'pixi' ? readYamlLock(source, tool) : readTomlLock(source, tool);
}

const mostYaml = 200_000;

function readYamlLock(source: SourceText, tool: Tool): Parsed<LockFacts> {
  const problems = source.text.length > mostYaml ? [] : parseYaml(source).flatMap((document) => document.problems);
  return { facts: { tool, packages: readListedPackages(source.text) }, problems };
}

function readTomlLock(source: SourceText, tool: Tool): Parsed<LockFacts> {
  try {
    const lock = parseTomlText(source.text);
    // PEP 751 says packages where all others say package.
    const packages = [lock['package'], lock['packages']].flatMap((list) => (Array.isArray(list) ? list : []));
    const pairs = packages.flatMap((item): readonly (readonly [string, string])[] => {
      if (typeof item !== 'object' || Array.isArray(item) || item instanceof Date) return [];
      const { name, version } = item;
      return typeof name === 'string' && typeof version === 'string' ? [[name, version]] : [];
    });
    return { facts: { tool, packages: firstVersions(pairs) }, problems: missingKeys(tool, (key) => lock[key] !== undefined) };
  } catch (error) {
    const facts = { tool, packages: new Map<string, string>() };
    if (error instanceof TomlError) return { facts, problems: [tomlSyntaxProblem(source, error)] };
    if (error instanceof RangeError) return { facts, problems: [] };
    throw error;
  }
}

function readPipfileLock(source: SourceText): Parsed<LockFacts> {
  const { root, problems } = parseJson(source.text);
  const pairs = ['default', 'develop'].flatMap((group) => entriesOf(jsonAt(root, group)));
  const missing = root === undefined ? [] : missingKeys('pipenv', (key) => jsonAt(root, key) !== undefined);
  return { facts: { tool: 'pipenv', packages: firstVersions(pairs) }, problems: [...problems, ...missing] };
}

function entriesOf(group: JsonNode | undefined): readonly (readonly [string, string])[] {
  if (group?.kind !== 'object') return [];
  return group.entries.flatMap(({ key, value }) => {
    const version = jsonText(jsonAt(value, 'version'));
    return version === undefined ? [] : [[key, version.replace(/^==\s*/, '')] as const];
  });
}

function missingKeys(tool: Tool, has: (key: string) => boolean): readonly Problem[] {
  return (requiredKeys[tool] ?? [])
    .filter((key) => !has(key))
    .map((key) => ({ message: message(texts.missing, { key, tool }), span: { start: 0, end: 0 } }));
}

function firstVersions(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const packages = new Map<string, string>();
  for (const [name, version] of pairs) {
    if (!packages.has(normalName(name))) packages.set(normalName(name), version);
  }
  return packages;
}
