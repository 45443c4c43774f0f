import { baseName, folderOf } from '../../project/paths.ts';
import type { Project } from '../../project/project.ts';
import { durationInDays } from './dates.ts';
import { dependencyFiles } from './pinned-versions.ts';
import { stagesOf } from '../places/training-stage.ts';
import { otherCiFiles, testsOf } from './test-runs.ts';

/** A workflow that retrains by the clock. */
interface RetrainingWorkflow {
  readonly path: string;
  readonly command: string;
  readonly cron: string;
  readonly text: string;
}

const usualPath = '.github/workflows/retrain.yml';

/** A GitHub workflow that runs the project's own pipeline; undefined without a pipeline command, or where another CI system is at home. */
export function retrainingWorkflow(project: Project): RetrainingWorkflow | undefined {
  const command = pipelineCommand(project);
  const path = workflowPath(project);
  if (command === undefined || path === undefined) return undefined;
  const cron = cronFor(project.manifest?.retraining?.cadence);
  const isDvc = command.startsWith('dvc');
  const hasRemote = isDvc && project.documents('dvc-config').some(({ facts }) => facts.remotes.length > 0);
  const steps = [
    ['- uses: actions/checkout@v4'],
    ['- uses: actions/setup-python@v5', '  with:', `    python-version: '${pythonVersion(project)}'`],
    ['- name: Install', `  run: ${installCommand(project, isDvc ? 'dvc' : 'mlflow')}`],
    ...(hasRemote ? [['- name: Fetch the data', '  run: dvc pull']] : []),
    ['- name: Retrain', `  run: ${command}`],
    ...testSteps(project),
    ...(hasRemote ? [['- name: Keep data and model', '  run: dvc push']] : []),
    ...(isDvc
      ? [
          [
            '- name: Keep the new lock for review',
            '  uses: actions/upload-artifact@v4',
            '  with:',
            '    name: retrained',
            `    path: ${inRoot(project, 'dvc.lock')}`,
          ],
        ]
      : []),
  ];
  const lines = [
    'name: retrain',
    'on:',
    '  schedule:',
    `    - cron: '${cron}'`,
    '  workflow_dispatch:',
    'jobs:',
    '  retrain:',
    '    runs-on: ubuntu-latest',
    ...(project.root === '' ? [] : ['    defaults:', '      run:', `        working-directory: ${project.root}`]),
    '    steps:',
    ...steps.flat().map((line) => `      ${line}`),
  ];
  return { path, command, cron, text: `${lines.join('\n')}\n` };
}

function testSteps(project: Project): readonly (readonly string[])[] {
  const runner = testsOf(project)?.runner;
  if (runner === undefined) return [];
  return [['- name: Test', runner === 'pytest' ? '  run: python -m pytest' : '  run: python -m unittest discover']];
}

function pipelineCommand(project: Project): string | undefined {
  if (stagesOf(project).length > 0) return 'dvc repro';
  return project.documents('mlproject').length > 0 ? 'mlflow run .' : undefined;
}

function workflowPath(project: Project): string | undefined {
  const document = project.manifestDocument;
  const written = project.manifest?.retraining?.workflow;
  const declared = document === null || written === undefined ? null : project.resolve(document.path, written);
  const path = declared ?? usualPath;
  const usesGithub = [...project.tree.keys()].some((file) => file.startsWith('.github/')) || otherCiFiles(project).length === 0;
  return usesGithub && /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path) && !project.tree.has(path) ? path : undefined;
}

/** Monthly where nothing is declared; not on the hour, when GitHub's queue is longest. */
function cronFor(cadence: string | undefined): string {
  const days = cadence === undefined ? undefined : durationInDays(cadence);
  if (days === undefined || days >= 28) return '17 3 1 * *';
  return days >= 7 ? '17 3 * * 1' : '17 3 * * *';
}

function pythonVersion(project: Project): string {
  const images = project.documents('dockerfile').flatMap(({ facts }) => facts.stages.map(({ reference }) => reference));
  const tags = images.flatMap(({ name, tag }) => (/(?:^|\/)python$/.test(name) && tag !== null ? (/^3\.\d+/.exec(tag)?.[0] ?? []) : []));
  return tags[0] ?? '3.11';
}

function installCommand(project: Project, tool: string): string {
  const requirements = inRoot(project, 'requirements.txt');
  const file = project.tree.has(requirements) ? '-r requirements.txt' : project.tree.has(inRoot(project, 'pyproject.toml')) ? '.' : '';
  const tests = testsOf(project)?.runner === 'pytest' ? testRequirement(project) : '';
  const isBrought = dependencyFiles(project).some(
    ({ path, dependencies }) => path === requirements && dependencies.some(({ name }) => name.toLowerCase() === tool),
  );
  const extra = tool === 'dvc' ? dvcPackage(project) : tool;
  return ['python -m pip install', file, tests, isBrought ? '' : extra].filter((part) => part !== '').join(' ');
}

/** What brings pytest, beyond requirements.txt itself. */
function testRequirement(project: Project): string {
  const bringing = dependencyFiles(project).find(
    ({ path, dependencies }) => folderOf(path) === project.root && dependencies.some(({ name }) => name.toLowerCase() === 'pytest'),
  );
  if (bringing === undefined || !bringing.path.endsWith('.txt')) return 'pytest';
  return baseName(bringing.path) === 'requirements.txt' ? '' : `-r ${baseName(bringing.path)}`;
}

/** The extra that speaks the default remote's protocol. */
function dvcPackage(project: Project): string {
  const urls = project.documents('dvc-config').flatMap(({ facts }) => facts.remotes.map(({ url }) => url?.value ?? ''));
  const extra = urls.flatMap(
    (url) => /^(s3|gs|azure|ssh|gdrive|oss|webdavs?|hdfs)(?=:)/.exec(url)?.[1]?.replace('webdavs', 'webdav') ?? [],
  )[0];
  return extra === undefined ? 'dvc' : `'dvc[${extra}]'`;
}

function inRoot(project: Project, path: string): string {
  return project.root === '' ? path : `${project.root}/${path}`;
}
