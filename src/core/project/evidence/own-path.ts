import type { Project } from '../project.ts';

/** Folders whose files belong to somebody else, or show how something could be done. */
const foreign =
  /(?:^|\/)(?:examples?|samples?|demos?|tutorials?|fixtures?|testdata|test_data|vendor|vendored|third[_-]party|node_modules|site-packages|cookiecutter[^/]*|\{\{[^/]*)\//i;

/** Whether a file is part of the project's own work: examples, tests' fixtures and vendored folders prove nothing. */
export function isOwnPath(project: Project, path: string): boolean {
  return !isForeignPath(project.root !== '' && path.startsWith(`${project.root}/`) ? path.slice(project.root.length + 1) : path);
}

/** Whether a path lies in a folder of examples, fixtures or somebody else's files. */
export function isForeignPath(path: string): boolean {
  return foreign.test(path);
}
