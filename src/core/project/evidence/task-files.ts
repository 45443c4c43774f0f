/** What task runners (make, just, nox, package scripts) run under a name: read from their files' text. */
import type { Json } from '../../facts/format.ts';
import { isList } from '../../facts/data-file.ts';
import { joinPath } from '../paths.ts';
import type { Project } from '../project.ts';

/** A recipe: its script, and where it stands. */
export interface Recipe {
  readonly path: string;
  readonly start: number;
  readonly script: string;
  /** Other targets that run first. */
  readonly needs: readonly string[];
}

const ruleLine = /^([A-Za-z0-9_][^\s:=#]*(?:[ \t]+[^\s:=#]+)*)[ \t]*::?(?!=)([^\n]*)\n((?:[ \t]+[^\n]*(?:\n|$)|[ \t]*\n)*)/gm;

/** The targets of a Makefile or justfile, each with the place of its rule. */
export function makeTargets(text: string): readonly { readonly name: string; readonly start: number }[] {
  return [...text.matchAll(ruleLine)].flatMap((rule) => (rule[1] ?? '').split(/\s+/).map((name) => ({ name, start: rule.index })));
}

/** The recipe of a make (or just) target; the first target where none is named. */
export function makeRecipe(project: Project, file: string, target: string | undefined): Recipe | undefined {
  const text = project.file(file)?.source.text;
  if (text === undefined) return undefined;
  const rules = [...text.matchAll(ruleLine)];
  const rule = target === undefined ? rules[0] : rules.find((match) => (match[1] ?? '').split(/\s+/).includes(target));
  if (rule === undefined) return undefined;
  const script = (rule[3] ?? '').replace(/^([ \t]+)[@-]+/gm, '$1');
  const needs = (rule[2] ?? '')
    .replace(/#.*/, '')
    .split(/[\s|;]+/)
    .filter((word) => /^[\w./-]+$/.test(word));
  return { path: file, start: rule.index, script: substituted(script, text), needs };
}

/** Simple variables of a Makefile such as `PYTHON := python3`. */
function substituted(script: string, makefile: string): string {
  return script.replace(/\$[({](\w+)[)}]/g, (whole, name: string) => {
    const definition = new RegExp(`^(?:export[ \\t]+)?${name}[ \\t]*[:?]?=[ \\t]*([^\\n#]*)`, 'm').exec(makefile);
    return definition?.[1]?.trim() ?? (name === 'MAKE' ? 'make' : whole);
  });
}

/** The Makefile (or justfile) of a folder. */
export function makefileOf(project: Project, folder: string, kind: 'make' | 'just'): string | undefined {
  const names = kind === 'make' ? ['Makefile', 'makefile', 'GNUmakefile'] : ['justfile', 'Justfile', '.justfile'];
  return names.map((name) => joinPath(folder, name)).find((path): path is string => path !== null && project.file(path) !== undefined);
}

/** A script that pyproject.toml (poe, taskipy, pdm, hatch) or package.json names. */
export function namedRecipe(project: Project, folder: string, name: string): Recipe | undefined {
  for (const [file, tables] of scriptTables) {
    const path = joinPath(folder, file);
    if (path === null || project.file(path) === undefined) continue;
    const data = project.data(path);
    for (const table of tables) {
      const script = scriptText(child(descend(data, table), name));
      if (script !== undefined) return { path, start: 0, script, needs: [] };
    }
  }
  return undefined;
}

const scriptTables: readonly (readonly [string, readonly (readonly string[])[]])[] = [
  [
    'pyproject.toml',
    [
      ['tool', 'poe', 'tasks'],
      ['tool', 'taskipy', 'tasks'],
      ['tool', 'pdm', 'scripts'],
      ['tool', 'hatch', 'envs', 'default', 'scripts'],
      ['tool', 'hatch', 'envs', 'test', 'scripts'],
    ],
  ],
  ['package.json', [['scripts']]],
];

function scriptText(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (isList(value)) return value.filter((line) => typeof line === 'string').join('\n');
  const inner = child(value, 'cmd') ?? child(value, 'shell');
  return inner === undefined ? undefined : scriptText(inner);
}

function descend(data: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((value, step) => child(value, step), data);
}

/** A key of a JSON object; undefined for all else. */
export function child(value: Json | undefined, key: string): Json | undefined {
  if (value === null || typeof value !== 'object' || isList(value)) return undefined;
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
