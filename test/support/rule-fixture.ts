import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { ProjectOptions } from './project-of.ts';

/** A fixture: a small project whose lines say which findings begin on them. */
export interface RuleFixture {
  readonly name: string;
  /** Texts by path, the marks taken out. */
  readonly files: Readonly<Record<string, string>>;
  /** `path:line rule-id`, sorted. */
  readonly expected: readonly string[];
  readonly options: ProjectOptions;
}

const optionsName = '_options.json';
const mark = /[ \t]*(?:#|<!--|\/\/) expect: ([a-z-]+(?: [a-z-]+)*)(?: -->)?[ \t]*$/;

/**
 * Reads a folder of fixtures, one project a folder. A line that ends in `# expect: RULE-ID` must be where a finding of that rule begins;
 * the marks are removed before the files are read. `_options.json` holds options for the project, and in `expect` marks for files
 * that can hold none. `MD5(path)` becomes the digest of that file, so that lock files stay true whatever the line ends are.
 */
export function ruleFixtures(folder: string, lineEnd: '\n' | '\r\n' = '\n'): readonly RuleFixture[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  return names.map((name) => readFixture(join(folder, name), name, lineEnd));
}

function readFixture(folder: string, name: string, lineEnd: string): RuleFixture {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const expected: string[] = [];
  const files: Record<string, string> = {};
  for (const path of paths.filter((entry) => entry !== optionsName)) {
    const lines = readFileSync(join(folder, path), 'utf8')
      .split('\n')
      .map((line, index) => {
        const found = mark.exec(line);
        for (const rule of found?.[1]?.split(' ') ?? []) expected.push(`${path}:${index + 1} ${rule}`);
        return found === null ? line : line.slice(0, found.index);
      });
    files[path] = lines.join(lineEnd);
  }
  const { expect = [], ...options } = existsSync(join(folder, optionsName)) ? readOptions(join(folder, optionsName)) : {};
  return { name, files: withDigests(files), expected: [...expected, ...expect].sort(), options };
}

function readOptions(path: string): ProjectOptions & { readonly expect?: readonly string[] } {
  return JSON.parse(readFileSync(path, 'utf8')) as ProjectOptions & { readonly expect?: readonly string[] };
}

function withDigests(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const digest = (whole: string, path: string): string => {
    const text = files[path];
    return text === undefined ? whole : createHash('md5').update(text).digest('hex');
  };
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replace(/MD5\(([^)]+)\)/g, digest)]));
}
