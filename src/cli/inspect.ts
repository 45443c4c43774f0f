import { existsSync, readFileSync, statSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { type Inspection, inspectFile, readFile } from '../core/facts/read-file.ts';
import { createSourceText } from '../core/model/source-text.ts';
import { createFileTree } from '../node/file-tree.ts';
import { findRepository } from '../node/git/find-repository.ts';
import { type Command, exitCodes } from './command.ts';
import { UsageError } from './usage-error.ts';

/** `airworthy inspect FILE…`: what each file's parser understood, as JSON. */
export const runInspect: Command = async (args, io, signal) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { format: { type: 'string', default: 'json' } },
  });
  if (values.format !== 'json') throw new UsageError('oneOf', { option: '--format', value: values.format, values: 'json' });
  if (positionals.length === 0) throw new UsageError('needsFile');
  const inspections: Inspection[] = [];
  for (const path of positionals) inspections.push(await inspectPath(path, io.cwd, signal));
  io.stdout(`${JSON.stringify(inspections, null, 2)}\n`);
  return exitCodes.fine;
};

async function inspectPath(asGiven: string, cwd: string, signal: AbortSignal): Promise<Inspection> {
  const place = await realFile(resolve(cwd, asGiven), asGiven);
  const root = findRepository(dirname(place))?.root ?? topFolder(place);
  const tree = createFileTree(root);
  // The name as it was given decides the format: a link's target may be an object of a cache.
  const path = relative(root, resolve(cwd, asGiven)).split(sep).join('/');
  const isInRoot = path !== '' && !path.startsWith('../');
  const name = isInRoot ? path : relative(root, place).split(sep).join('/');
  const result = await tree.read(name, signal);
  if (result.kind === 'absent' || (result.kind === 'unread' && result.reason === 'unreadable')) {
    throw new UsageError('unreadable', { path: asGiven });
  }
  if (result.kind === 'unread') return undecodable(asGiven, result.reason);
  const facts = readFile(createSourceText(name, result.text), { read: (other) => readSibling(root, other) });
  return inspectFile(facts, asGiven);
}

/** Without Git, the topmost folder above a file that still belongs to one project: the one with its manifest or pipeline, else the file's own. */
function topFolder(place: string): string {
  const markers = ['airworthy.yaml', '.airworthy.yaml', '.dvc', 'MLproject', 'pyproject.toml'];
  for (let folder = dirname(place); dirname(folder) !== folder; folder = dirname(folder)) {
    if (markers.some((marker) => existsSync(join(folder, marker)))) return folder;
  }
  return dirname(place);
}

async function realFile(place: string, asGiven: string): Promise<string> {
  try {
    const real = await realpath(place);
    if (statSync(real).isFile()) return real;
  } catch {
    throw new UsageError('noFile', { path: asGiven });
  }
  throw new UsageError('notAFile', { path: asGiven });
}

/** A text that the file's format needs beside its own, such as params.yaml for a dvc.yaml. */
function readSibling(root: string, path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}

const unreadReasons = {
  'too-large': 'The file is larger than 8 MB and was not read.',
  'not-text': 'The file is not text in UTF-8 or UTF-16.',
  outside: 'The file is a link that leads out of its repository.',
  unreadable: 'The file cannot be read.',
} as const;

function undecodable(path: string, reason: keyof typeof unreadReasons): Inspection {
  return { path, format: 'unknown', valid: false, errors: [{ message: unreadReasons[reason], line: 1, column: 1 }], facts: {} };
}
