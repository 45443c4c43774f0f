import type { WorkflowJob } from '../../facts/ci/github-workflow-facts.ts';
import type { Span } from '../../model/span.ts';
import { ciSteps, isWorkflowPath } from '../../project/evidence/ci-commands.ts';
import { foreignInclude } from '../../project/evidence/gitlab-pipeline.ts';
import { gitlabRuns } from '../../project/evidence/gitlab-steps.ts';
import { baseName } from '../../project/paths.ts';
import type { FoundDocument, Project } from '../../project/project.ts';
import { isOutOfScope, isTestFile } from '../scope/is-out-of-scope.ts';

/** Whether CI runs the tests. `unknown`: it runs something whose contents are not known here. */
type TestRun = 'yes' | 'no' | 'unknown';

/** The tests a project has. */
export interface ProjectTests {
  readonly files: readonly string[];
  readonly runner: 'pytest' | 'unittest';
}

const runsTests =
  /\b(?:py\.?test|tox|nox|nosetests|nose2|unittest|ward|behave|great_expectations|gx checkpoint|deepchecks|trial)\b|\b(?:make|just|task|poe|inv|invoke|hatch|pdm|rye|pixi|poetry|uv|npm|nx|bazel|pants)\b[^|&;]*\b[\w:-]*tests?\b|[\w./-]*tests?[\w-]*\.(?:sh|py)\b|(?:^|\/)(?:ci|check)\.sh\b|setup\.py test|manage\.py test|\bcoverage run\b|\bdocker(?:-|\s+)compose\b[^|&;]*\btests?\b/i;
const installs =
  /^\s*(?:sudo\s+)?(?:python3?\s+-m\s+pip|pip3?|uv\s+(?:pip|add|sync|tool)|poetry\s+(?:add|install)|pipx\s+install|(?:conda|mamba|micromamba)\s+(?:install|env|create|activate|config)|apt(?:-get)?|brew|echo|printf|#|rm|cp|mv|mkdir|git|export)\b|^\s*#/i;

/** The Python tests of a project; undefined where it has none. */
export function testsOf(project: Project): ProjectTests | undefined {
  const modules = project
    .documents('python')
    .filter(
      ({ path, facts }) =>
        !isOutOfScope(project, path) && isTestFile(project, path) && facts.functions.some(({ name }) => /^test/i.test(name)),
    );
  if (modules.length === 0) return undefined;
  const isUnittest = modules.every(
    ({ facts }) => facts.imports.some(({ module }) => module === 'unittest') && !facts.imports.some(({ module }) => module === 'pytest'),
  );
  return { files: modules.map(({ path }) => path), runner: isUnittest ? 'unittest' : 'pytest' };
}

/** The workflows that GitHub runs. */
export function workflowsOf(project: Project): readonly FoundDocument<'github-workflow'>[] {
  return project.documents('github-workflow').filter(({ path }) => isWorkflowPath(path));
}

const otherCi =
  /^(?:\.gitlab-ci\.ya?ml|Jenkinsfile|azure-pipelines\.ya?ml|\.circleci\/config\.ya?ml|cloudbuild\.ya?ml|\.taskcluster\.ya?ml|bitbucket-pipelines\.ya?ml|\.travis\.ya?ml|\.drone\.ya?ml|buildspec\.ya?ml|appveyor\.ya?ml|\.buildkite\/.+|\.woodpecker(?:\.ya?ml|\/.+)|\.forgejo\/workflows\/.+|\.gitea\/workflows\/.+)$/i;

/** Configurations of other CI systems than GitHub's. */
export function otherCiFiles(project: Project): readonly string[] {
  return [...project.tree.keys()].filter((path) => otherCi.test(path));
}

/** Those of which only the text is known. */
export function unreadCiFiles(project: Project): readonly string[] {
  return otherCiFiles(project).filter((path) => project.file(path)?.format !== 'gitlab-ci');
}

/** The first job that GitLab runs: where tests would be missed; undefined where GitLab runs none. */
export function firstGitlabJob(project: Project): { readonly path: string; readonly span: Span } | undefined {
  const [first] = gitlabRuns(project);
  return first === undefined ? undefined : { path: first.path, span: first.id.span };
}

/** Whether any CI step runs tests, through Makefiles, scripts, pre-commit, pipelines and image builds too. */
export function testRunInCi(project: Project): TestRun {
  const steps = ciSteps(project).filter((step) => !step.off);
  const commands = steps.flatMap((step) => step.commands.map(({ words }) => words.join(' ')));
  if (steps.some(({ action }) => /pytest|\btox\b|\bnox\b/i.test(action ?? '')) || isAnyTest(commands)) return 'yes';
  const hooks = project.file('.pre-commit-config.yaml')?.source.text ?? '';
  const runsHooks =
    steps.some(({ action }) => /pre-commit/.test(action ?? '')) || commands.some((command) => command.includes('pre-commit'));
  if (runsHooks && /pytest|unittest/.test(hooks)) return 'yes';
  if (isAnyTest(commands.flatMap((command) => indirectCommands(project, command)))) return 'yes';
  const others = unreadCiFiles(project);
  if (isAnyTest(others.flatMap((path) => (project.file(path)?.source.text ?? '').split(/\r?\n|&&|;/)))) return 'yes';
  const callsForeign = workflowsOf(project).some(({ facts }) =>
    facts.jobs.some(({ uses }) => uses !== null && !uses.value.startsWith('./')),
  );
  const isHidden =
    commands.some((command) => hidden.test(command)) ||
    (hasIncludes(project) && steps.some(({ step }) => /\b(?:make|just)\b/.test(step.run?.value ?? '')));
  return others.length > 0 || callsForeign || foreignInclude(project) !== undefined || isHidden ? 'unknown' : 'no';
}

/** Task runners and scripts that nobody here could look into: they may well run the tests. */
const hidden =
  /^(?:\S*\/)?(?:make|just|task|invoke|inv|poe|nox|tox|hatch|pants|bazel|earthly|dagger|doit|mise)\b|(?:^|\s)[\w./-]+\.(?:sh|bash)\b|^\.\/[\w-]+$/;

/** Whether a Makefile or justfile takes recipes from other files, which are not followed. */
function hasIncludes(project: Project): boolean {
  return project.files.some(
    ({ source }) =>
      /(?:^|\/)(?:(?:GNU)?[Mm]akefile|[Jj]ustfile)$/.test(source.path) && /^(?:-?include|s?include|import\??|mod\??)\s/m.test(source.text),
  );
}

/** What installs or prints a test runner runs no tests. */
function isAnyTest(commands: readonly string[]): boolean {
  return commands.some((command) => !installs.test(command.replace(/^\s*-\s+/, '')) && runsTests.test(command));
}

/** What a command starts elsewhere: the pipeline's stages, the steps of an image's build. */
function indirectCommands(project: Project, command: string): readonly string[] {
  if (/\bdvc\s+(?:repro|exp\s+run)\b/.test(command)) {
    return project.documents('dvc-yaml').flatMap(({ facts }) => facts.stages.flatMap((stage) => stage.commands.map(({ value }) => value)));
  }
  if (!/\bdocker\b.*\bbuild\b/.test(command)) return [];
  return project
    .documents('dockerfile')
    .flatMap(({ facts }) => facts.instructions.filter(({ keyword }) => keyword === 'RUN').flatMap((run) => run.arguments.split(/&&|;/)));
}

/** The workflow job where tests fit best: one that checks the code out, sets Python up and runs on changes. */
export function bestJobForTests(
  project: Project,
): { readonly workflow: FoundDocument<'github-workflow'>; readonly job: WorkflowJob } | undefined {
  const candidates = workflowsOf(project).flatMap((workflow) =>
    workflow.facts.jobs
      .filter((job) => job.condition !== 'false' && job.uses === null && job.steps.length > 0)
      .map((job) => ({ workflow, job, score: fitness(workflow, job) })),
  );
  return [...candidates].sort((left, right) => right.score - left.score)[0];
}

function fitness({ path, facts }: FoundDocument<'github-workflow'>, job: WorkflowJob): number {
  const uses = job.steps.map((step) => step.uses?.value ?? '').join('\n');
  const runs = job.steps.map((step) => step.run?.value ?? '').join('\n');
  const name = `${job.id.value} ${baseName(path)}`;
  return (
    Number(facts.on.some(({ value }) => value === 'pull_request')) * 2 +
    Number(facts.on.some(({ value }) => value === 'push')) * 2 +
    Number(/checkout/.test(uses)) * 2 +
    Number(/setup-python|setup-uv|setup-miniconda|setup-micromamba/.test(uses)) * 3 +
    Number(/\b(?:pip|uv|poetry|conda|mamba)\b/.test(runs)) * 2 +
    Number(/test|\bci\b|check|build|lint|quality/i.test(name)) * 2 -
    Number(/deploy|release|publish|docs|stale|retrain/i.test(name)) * 4
  );
}
