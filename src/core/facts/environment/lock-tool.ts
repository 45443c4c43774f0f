import type { LockFacts } from './environment-facts.ts';

const fileNames: readonly (readonly [RegExp, LockFacts['tool']])[] = [
  [/(?:^|\/)uv\.lock$/, 'uv'],
  [/(?:^|\/)poetry\.lock$/, 'poetry'],
  [/(?:^|\/)Pipfile\.lock$/, 'pipenv'],
  [/(?:^|\/)pdm(?:\.[^/]+)?\.lock$/, 'pdm'],
  [/(?:^|\/)pylock(?:\.[^./]+)?\.toml$/, 'pylock'],
  [/(?:^|\/)(?:[^/]*\.)?conda-lock\.ya?ml$/, 'conda-lock'],
  [/(?:^|\/)pixi\.lock$/, 'pixi'],
];

/** The tool whose lock file has this name. */
export function lockTool(path: string): LockFacts['tool'] | undefined {
  return fileNames.find(([pattern]) => pattern.test(path))?.[1];
}
