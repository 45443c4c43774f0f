/** What `nox` runs: the sessions that are asked for, or those that run by default (https://nox.thea.codes/en/stable/config.html). */
import type { PythonCall, PythonFacts, PythonFunction } from '../../facts/python/python-facts.ts';
import { joinPath } from '../paths.ts';
import type { Project } from '../project.ts';
import type { Recipe } from './task-files.ts';

const deepest = 3;

/** The literal words of each `session.run(…)` in the sessions that `nox` with these words runs; undefined without a noxfile that runs anything. */
export function noxRecipe(project: Project, folder: string, words: readonly string[]): Recipe | undefined {
  const path = joinPath(folder, 'noxfile.py');
  const file = path === null ? undefined : project.file(path);
  const code = file?.documents.find((document) => document.format === 'python');
  if (path === null || file === undefined || code?.format !== 'python') return undefined;
  const { facts } = code;
  const [first] = facts.calls.filter(isRun);
  if (first === undefined) return undefined;
  const sessions = sessionsOf(facts);
  const asked = askedNames(words);
  const listed = asked ?? defaultNames(facts, file.source.text);
  const chosen = sessions.filter(({ name, isDefault }) => (listed === null ? isDefault : listed.includes(name)));
  const calls = new Set(chosen.flatMap(({ body }) => runsIn(facts, body, 0)));
  const script = [...calls].map((call) => call.positional.filter((word) => typeof word === 'string').join(' ')).join('\n');
  return { path, start: first.span.start, script, needs: [] };
}

interface Session {
  readonly name: string;
  readonly isDefault: boolean;
  readonly body: PythonFunction;
}

function sessionsOf({ functions, calls }: PythonFacts): readonly Session[] {
  return functions.flatMap((body, index) => {
    if (!body.decorators.some((decorator) => /(?:^|\.)session$/.test(decorator.replace(/\(.*$/s, '')))) return [];
    const from = functions[index - 1]?.span.end ?? 0;
    const told = calls.find(
      ({ callee, span }) => /(?:^|\.)session$/.test(callee) && span.start >= from && span.start < body.nameSpan.start,
    )?.keywords;
    const name = told?.get('name');
    return [{ name: typeof name === 'string' ? name : body.name, isDefault: told?.get('default') !== false, body }];
  });
}

/** Names behind `-s`, without the Python version that nox puts after them; null where none are asked for, or only the run knows them. */
function askedNames(words: readonly string[]): readonly string[] | null {
  const at = words.findIndex((word) => /^(?:-s|-e|--sessions?)(?:=|$)/.test(word));
  if (at < 0) return null;
  const glued = /=(.*)$/.exec(words[at] ?? '')?.[1];
  const end = words.findIndex((word, index) => index > at && word.startsWith('-'));
  const names = glued === undefined ? words.slice(at + 1, end < 0 ? words.length : end) : [glued];
  return names.some((name) => name.includes('$')) ? null : names.map((name) => name.replace(/(?:-\d[\w.]*|\(.*)$/, ''));
}

/** The strings of `nox.options.sessions = […]`; null without it. */
function defaultNames({ strings }: PythonFacts, text: string): readonly string[] | null {
  const at = /^nox\.options\.sessions\s*=\s*[[(]/m.exec(text);
  if (at === null) return null;
  const from = at.index + at[0].length;
  const end = /[\])]/.exec(text.slice(from, from + 5000));
  return strings.filter(({ span }) => span.start >= from && span.end <= from + (end?.index ?? 0)).map(({ value }) => value);
}

function isRun({ callee }: PythonCall): boolean {
  return /(?:^|\.)(?:run|run_always)$/.test(callee);
}

/** The runs in a function and in those of the file that it calls. */
function runsIn(facts: PythonFacts, body: PythonFunction, depth: number): readonly PythonCall[] {
  const inside = facts.calls.filter(({ span }) => span.start >= body.span.start && span.end <= body.span.end);
  const called = depth >= deepest ? [] : facts.functions.filter((one) => one !== body && inside.some(({ callee }) => callee === one.name));
  return [...inside.filter(isRun), ...called.flatMap((one) => runsIn(facts, one, depth + 1))];
}
