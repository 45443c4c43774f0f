import { isInside } from '../../project/paths.ts';
import type { Project } from '../../project/project.ts';

/** Folders that hold examples, test data or other people's code, in any spelling real projects use; `{{` marks a template of a whole project. */
const foreignFolder =
  /\{\{|(?:^|\/)(?:examples?|demos?|samples?|tutorials?|fixtures?|__fixtures__|testdata|test[-_]data|vendor|vendored|third[-_]party|node_modules|site-packages|\.?venv|\.git|\.dvc\/(?:cache|tmp)|mlruns|\.ipynb_checkpoints|__pycache__)\//i;
const testFolder = /(?:^|\/)(?:tests?|testing|e2e|integration[-_]tests?)\//i;
const testModule = /(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/i;

/**
 * Whether a file is none of the project's own doing: examples, test data and vendored code raise no findings.
 * Only folders below the project's root count, so that a project which itself lives in `examples/` is judged.
 */
export function isOutOfScope(project: Pick<Project, 'root'>, path: string): boolean {
  return foreignFolder.test(belowRoot(project, path));
}

/** Whether a file is part of the tests, whose set-up never runs in production. */
export function isTestFile(project: Pick<Project, 'root'>, path: string): boolean {
  const own = belowRoot(project, path);
  return testFolder.test(own) || testModule.test(own);
}

function belowRoot({ root }: Pick<Project, 'root'>, path: string): string {
  return root !== '' && isInside(root, path) ? path.slice(root.length + 1) : path;
}
