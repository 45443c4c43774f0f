import { textNames } from './text-names.ts';

/** Names that are YAML without saying so. */
const yamlNames = /(?:\.ya?ml|\.json|\.dvc|(?:^|\/)dvc\.lock|(?:^|\/)mlmodel|(?:^|\/)mlproject)$/i;
/** Names of JSON files that no YAML format ever owns, so that big lock files are not parsed for nothing. */
const foreignJson = /(?:^|\/)(?:package(?:-lock)?|tsconfig|composer|angular)\.json$/i;
/** Whether a file's name says that it holds YAML documents that a format may own. */
export function isYamlName(path: string): boolean {
  return yamlNames.test(path) && !foreignJson.test(path);
}

/** Scripts and settings without facts of their own: they say what CI and containers run, which tests are collected, and what starts builds. */
const scriptNames =
  /\.(?:sh|bash|tf)$|(?:^|\/)(?:Makefile|makefile|GNUmakefile|[Jj]ustfile|tox\.ini|pytest\.ini|setup\.cfg|Procfile|\.gitattributes)$/;

const textRecognisers = Object.values(textNames);

/** Whether a file can hold facts by its name alone, so that it is worth reading. */
export function isCandidate(path: string): boolean {
  return isYamlName(path) || scriptNames.test(path) || textRecognisers.some((recognises) => recognises(path));
}
