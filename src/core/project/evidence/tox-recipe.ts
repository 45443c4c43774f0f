/** What `tox` runs: the commands of the environments that are asked for, or of those in `env_list` (https://tox.wiki/en/latest/config.html). */
import { joinPath } from '../paths.ts';
import type { Project } from '../project.ts';
import type { Recipe } from './task-files.ts';

interface Section {
  readonly name: string;
  readonly start: number;
  readonly body: string;
}

/** The `commands` of the environments that `tox` with these words runs; undefined without a `tox.ini` that has commands. */
export function toxRecipe(project: Project, folder: string, words: readonly string[]): Recipe | undefined {
  const path = joinPath(folder, 'tox.ini');
  const text = path === null ? undefined : project.file(path)?.source.text;
  if (path === null || text === undefined) return undefined;
  const sections = sectionsOf(text);
  const script = environments(sections, words)
    .map((name) => commandsOf(sections, name))
    .join('\n');
  return sections.every((section) => setting(section, /commands/) === undefined)
    ? undefined
    : { path, start: sections[0]?.start ?? 0, script, needs: [] };
}

function sectionsOf(text: string): readonly Section[] {
  const headers = [...text.matchAll(/^\[([^\]\n]+)\][^\n]*$/gm)];
  return headers.map((header, index) => ({
    name: (header[1] ?? '').trim(),
    start: header.index,
    body: text.slice(header.index + header[0].length, headers[index + 1]?.index ?? text.length),
  }));
}

function setting(section: Section | undefined, key: RegExp): string | undefined {
  const found = new RegExp(`^(?:${key.source})[ \\t]*=([^\\n]*(?:\\n(?:[ \\t]+[^\\n]*|[ \\t]*(?=\\n)|[#;][^\\n]*))*)`, 'm').exec(
    section?.body ?? '',
  );
  return found?.[1]?.replace(/(?:^|\n)[ \t]*[#;][^\n]*/g, '\n');
}

/** Names by `-e`, or the default list. A name that only the run knows, such as `$TOXENV`, may be any of them. */
function environments(sections: readonly Section[], words: readonly string[]): readonly string[] {
  const asked = words.flatMap((word, index) => {
    if (/^(?:-e|--env)$/.test(word)) return [words[index + 1] ?? ''];
    const glued = /^(?:-e|--env=)(.+)$/.exec(word)?.[1];
    return glued === undefined ? [] : [glued];
  });
  const own = sections.flatMap(({ name }) => (name.startsWith('testenv:') ? namesIn(name.slice('testenv:'.length)) : []));
  const listed = namesIn(
    setting(
      sections.find(({ name }) => name === 'tox'),
      /envlist|env_list/,
    ) ?? '',
  );
  if (asked.some((name) => name === 'ALL' || name.includes('$'))) return [...new Set([...listed, ...own])];
  if (asked.length > 0) return asked.flatMap(namesIn);
  return listed.length > 0 ? listed : ['py'];
}

const mostNames = 200;
/** Characters of a list that are read: the pattern below looks ahead at each of its commas. */
const longestList = 10_000;

/** The names in a list, with `py{310,311}-{a,b}` written out. */
function namesIn(list: string): readonly string[] {
  return list
    .slice(0, longestList)
    .split(/[\s,]+(?![^{]*\})/)
    .flatMap((word) => {
      let names = [''];
      for (const [, plain = '', choices] of word.matchAll(/([^{}]+)|\{([^{}]*)\}/g)) {
        const ends = choices === undefined ? [plain] : choices.split(',').map((choice) => choice.trim());
        names = names.flatMap((name) => ends.map((end) => name + end)).slice(0, mostNames);
      }
      return names.filter((name) => name !== '');
    });
}

function commandsOf(sections: readonly Section[], environment: string): string {
  const base = sections.find(({ name }) => name === 'testenv');
  const own = sections.find(({ name }) => name.startsWith('testenv:') && namesIn(name.slice('testenv:'.length)).includes(environment));
  const written = setting(own, /commands/) ?? setting(base, /commands/) ?? '';
  return written
    .replace(
      /\{\[([^\]]+)\]commands\}/g,
      (_, name: string) =>
        setting(
          sections.find((section) => section.name === name),
          /commands/,
        ) ?? '',
    )
    .replaceAll('{posargs}', '')
    .replace(/\{posargs:([^}]*)\}/g, '$1')
    .split('\n')
    .flatMap((line) => lineFor(environment, line.trim()))
    .join('\n');
}

/** A line such as `py312,lint: ruff check` counts for environments with one of these factors only; `- ` forgives a failure. */
function lineFor(environment: string, line: string): readonly string[] {
  const [, factors, conditional = ''] = /^([\w.!{},-]+)[ \t]*:[ \t]+(.*)$/.exec(line) ?? [];
  const command = factors === undefined ? line : conditional;
  if (factors !== undefined && !namesIn(factors).some((name) => hasFactors(environment, name))) return [];
  return [/^-\s/.test(command) ? `${command.replace(/^-\s+/, '')} || true` : command];
}

function hasFactors(environment: string, written: string): boolean {
  const factors = environment.split('-');
  return written.split('-').every((factor) => (factor.startsWith('!') ? !factors.includes(factor.slice(1)) : factors.includes(factor)));
}
