import { type FixOffer, defineRule } from '../engine/define-rule.ts';
import type { WorkflowJob } from '../facts/ci/github-workflow-facts.ts';
import type { SourceText } from '../model/source-text.ts';
import { baseName, folderOf, isInside, relativePath } from '../project/paths.ts';
import type { Project } from '../project/project.ts';
import { appendItem } from './edits/yaml-entry.ts';
import { dependencyFiles } from './knowledge/pinned-versions.ts';
import { type ProjectTests, bestJobForTests, firstGitlabJob, testRunInCi, testsOf } from './knowledge/test-runs.ts';
import { placeOfAbsent } from './places/place-of-absent.ts';

const workflow = '.github/workflows/ci.yml';
const head = 'name: ci\non: [push]\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n';
const test = 'def test_shape():\n    assert len([1]) == 1\n';

/** Tests that only run when somebody thinks of it. */
export const testsNotInCi = defineRule({
  id: 'tests-not-in-ci',
  title: { en: 'CI runs the tests', pl: 'CI uruchamia testy' },
  severity: 'warning',
  fix: 'suggested',
  why: {
    en: 'Tests that no CI step runs stop being true without anybody noticing.',
    pl: 'Testy, których nie uruchamia żaden krok CI, przestają być prawdziwe i nikt tego nie zauważa.',
  },
  remedy: {
    en: 'Add a step that runs them to the workflow that checks each change.',
    pl: 'Dodaj krok, który je uruchamia, do przepływu sprawdzającego każdą zmianę.',
  },
  checks: ['regression-tests', 'ci-cd'],
  texts: {
    noStep: {
      en: 'The project has {count} test {count|file|files}, but no CI step runs {count|it|them}.',
      pl: 'Projekt ma {count} {count|plik|pliki|plików} z testami, ale żaden krok CI ich nie uruchamia.',
    },
    noCi: {
      en: 'The project has {count} test {count|file|files}, but no CI to run {count|it|them}.',
      pl: 'Projekt ma {count} {count|plik|pliki|plików} z testami, ale nie ma CI, które by je uruchamiało.',
    },
    addStep: { en: 'Add a step that runs the tests to job {job}', pl: 'Dodaj do zadania {job} krok uruchamiający testy' },
  },
  examples: {
    bad: { [workflow]: `${head}      - run: python -m compileall src\n`, 'tests/test_data.py': test },
    good: { [workflow]: `${head}      - run: python -m pytest\n`, 'tests/test_data.py': test },
  },
  check({ project, report }) {
    const tests = testsOf(project);
    if (tests === undefined || testRunInCi(project) !== 'no') return;
    const best = bestJobForTests(project);
    const args = { count: tests.files.length };
    const gitlab = firstGitlabJob(project);
    if (best === undefined && gitlab !== undefined) {
      report({ ...gitlab, messageId: 'noStep', args, identity: 'ci' });
      return;
    }
    if (best === undefined) {
      const place = placeOfAbsent(project, []);
      if (place !== undefined) report({ ...place, messageId: 'noCi', args, identity: 'ci' });
      return;
    }
    const fix = addStep(project, best.workflow.source, best.job, tests);
    report({ path: best.workflow.path, span: best.job.id.span, messageId: 'noStep', args, identity: 'ci', ...(fix && { fix }) });
  },
});

function addStep(project: Project, source: SourceText, job: WorkflowJob, tests: ProjectTests): FixOffer<'addStep'> | undefined {
  const last = job.steps.at(-1);
  const checksOut = job.steps.some((step) => step.uses?.value.startsWith('actions/checkout') === true);
  if (last === undefined || !checksOut) return undefined;
  const commands = testCommands(project, job, tests);
  const run = commands.length === 1 ? [`run: ${commands[0] ?? ''}`] : ['run: |', ...commands.map((command) => `  ${command}`)];
  const folder = project.root === '' ? [] : [`working-directory: ${project.root}`];
  const edit = appendItem(source, last.span, ['name: Tests', ...folder, ...run]);
  return edit === undefined ? undefined : { titleId: 'addStep', args: { job: job.id.value }, edits: [edit] };
}

/** The command in the manner of the job: through its package manager, with pytest installed first where nothing else does. */
function testCommands(project: Project, job: WorkflowJob, tests: ProjectTests): readonly string[] {
  if (tests.runner === 'unittest') return ['python -m unittest discover'];
  const script = job.steps.map((step) => step.run?.value ?? '').join('\n');
  const folder = commonFolder(project, tests.files);
  const target = folder === '' ? '' : ` ${folder}`;
  if (/\buv (?:sync|run)\b/.test(script)) return [`uv run pytest${target}`];
  if (/\bpoetry install\b/.test(script)) return [`poetry run pytest${target}`];
  const install = installCommand(project, script);
  return [...(install === undefined ? [] : [install]), `python -m pytest${target}`];
}

/** What the job does not install yet: the project's requirements, and pytest where none of them brings it. */
function installCommand(project: Project, script: string): string | undefined {
  const files = dependencyFiles(project).filter(
    ({ path }) => folderOf(path) === project.root && /^requirements[\w.-]*\.txt$/.test(baseName(path)),
  );
  const hasPytest = (file: (typeof files)[number]): boolean => file.dependencies.some(({ name }) => name.toLowerCase() === 'pytest');
  const isInstalled = (path: string): boolean => script.includes(baseName(path));
  const installsProject = files.some(({ path }) => isInstalled(path)) || /\bpip install\b[^\n]*\s(?:-e\s+)?\.(?:\[|\s|$)/m.test(script);
  const main = installsProject ? [] : files.filter(({ path }) => baseName(path) === 'requirements.txt');
  const brings = files.find((file) => hasPytest(file) && isInstalled(file.path)) ?? files.find(hasPytest);
  const needsPytest = brings === undefined && !/\bpytest\b/.test(script);
  const test = brings === undefined || isInstalled(brings.path) || main.includes(brings) ? [] : [brings];
  const wanted = [...[...main, ...test].map(({ path }) => `-r ${baseName(path)}`), ...(needsPytest ? ['pytest'] : [])];
  return wanted.length === 0 ? undefined : `python -m pip install ${wanted.join(' ')}`;
}

/** The folder that holds all tests, relative to the project; '' where they lie apart. */
function commonFolder(project: Project, files: readonly string[]): string {
  const [first = ''] = files;
  let folder = folderOf(first);
  while (folder !== '' && !files.every((file) => isInside(folder, file))) folder = folderOf(folder);
  return folder === '' || !isInside(project.root, folder) || folder === project.root ? '' : relativePath(project.root, folder);
}
