import { isOwnPath } from '../../project/evidence/own-path.ts';
import { isInside } from '../../project/paths.ts';
import type { Project } from '../../project/project.ts';

/** Folders of tools and of test data, beside those that are nobody's evidence either. */
const foreignFolder = /(?:^|\/)(?:__fixtures__|test-data|\.?venv|\.git|\.dvc\/(?:cache|tmp)|mlruns|\.ipynb_checkpoints|__pycache__)\//i;
const testFolder = /(?:^|\/)(?:tests?|testing|e2e|integration[-_]tests?)\//i;
const testModule = /(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/i;

/**
 * Whether a file is none of the project's own doing: examples, test data and vendored code raise no findings.
 * Only folders below the project's root count, so that a project which itself lives in `examples/` is judged.
 */
export function isOutOfScope(project: Project, path: string): boolean {
  return !isOwnPath(project, path) || foreignFolder.test(belowRoot(project, path));
}

/** Whether a file is part of the tests, whose set-up never runs in production. */
export function isTestFile(project: Project, path: string): boolean {
  const own = belowRoot(project, path);
  return testFolder.test(own) || testModule.test(own);
}

function belowRoot({ root }: Project, path: string): string {
  return root !== '' && isInside(root, path) ? path.slice(root.length + 1) : path;
}
