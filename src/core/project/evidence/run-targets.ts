import { baseName, joinPath } from '../paths.ts';
import type { Project } from '../project.ts';
import { codeFile, scoringCallOf, trainingCallOf } from './python-code.ts';
import { moduleFile, reachableFrom } from './python-imports.ts';
import { type RunCommand, valueOf } from './run-commands.ts';
import { child } from './task-files.ts';

type Command = Pick<RunCommand, 'words' | 'folder'>;

/** The name of the program a command starts, without folder: `python` for any Python. */
export function programOf(command: Command): string {
  const name = baseName(command.words[0] ?? '');
  return /^python[\d.]*(?:\.exe)?$|^pypy\d*$|^torchrun$/.test(name) ? 'python' : name;
}

/** The project's Python file (or notebook) that a command runs: a script, a module, a served application or a console script. */
export function pythonTarget(project: Project, command: Command): string | undefined {
  const program = programOf(command);
  const rest = command.words.slice(1);
  if (program === 'python') return scriptOrModule(project, command, rest);
  if (/^(?:uvicorn|gunicorn|hypercorn|waitress-serve|granian|daphne|uwsgi|celery|faust)$/.test(program))
    return servedModule(project, command.folder, rest);
  if (program === 'flask') return servedModule(project, command.folder, [valueOf(rest, '--app') ?? 'app:app']);
  if (
    /^(?:fastapi|streamlit|litestar|chainlit|prefect|serve|ray|papermill|jupyter|bentoml|ploomber|airflow|dagster|zenml)$/.test(program)
  ) {
    return (
      rest.map((word) => fileAt(project, command.folder, word)).find((path) => path !== undefined) ??
      servedModule(project, command.folder, rest)
    );
  }
  return fileAt(project, command.folder, command.words[0] ?? '') ?? consoleScript(project, command.folder, program);
}

function scriptOrModule(project: Project, command: Command, rest: readonly string[]): string | undefined {
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index] ?? '';
    if (word === '-c') return undefined;
    if (word === '-m') return moduleTarget(project, command.folder, rest.slice(index + 1));
    if (/^-[WX]$|^--nproc[_-]per[_-]node$|^--nnodes$/.test(word)) index += 1;
    else if (!word.startsWith('-')) return fileAt(project, command.folder, word);
  }
  return undefined;
}

function moduleTarget(project: Project, folder: string, words: readonly string[]): string | undefined {
  const [module = '', ...rest] = words;
  if (/^(?:uvicorn|gunicorn|flask|streamlit|papermill|torch\.distributed\.(?:run|launch)|celery)$/.test(module)) {
    return pythonTarget(project, { words: [module.startsWith('torch.') ? 'python' : module, ...rest], folder });
  }
  return moduleFile(project, module, folder);
}

function fileAt(project: Project, folder: string, word: string): string | undefined {
  if (!/\.(?:py|ipynb)$/.test(word)) return undefined;
  const inside = word.replace(/^\/(?:app|code|src|workspace|home\/\w+|opt\/\w+|usr\/src\/\w+|srv)\//, '');
  return [joinPath(folder, inside), joinPath(project.root, inside)].find(
    (path): path is string => path !== null && codeFile(project, path) !== undefined,
  );
}

/** `package.module:attribute` of the application servers. */
function servedModule(project: Project, folder: string, words: readonly string[]): string | undefined {
  for (const word of words) {
    const module = /^([A-Za-z_][\w.]*)(?::[\w.()'"=, -]*)?$/.exec(word)?.[1];
    if (module === undefined || !(word.includes(':') || word.includes('.') || word === words[0])) continue;
    const found = moduleFile(project, module, folder) ?? moduleFile(project, module, project.root);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An entry of `[project.scripts]` such as `churn-train = "churn.train:main"`. */
function consoleScript(project: Project, folder: string, name: string): string | undefined {
  for (const { facts, path } of project.documents('pyproject')) {
    const script = facts.scripts.find((entry) => entry.name === name);
    if (script !== undefined)
      return moduleFile(project, script.target.replace(/:.*$/, ''), path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : folder);
  }
  return undefined;
}

/** Whether a command reproduces a declared pipeline as a whole. */
export function runsDeclaredPipeline(project: Project, command: Command): boolean {
  const [, first = '', second = ''] = command.words;
  switch (programOf(command)) {
    case 'dvc':
      return (
        (first === 'repro' || (first === 'exp' && (second === 'run' || second === 'save'))) && project.documents('dvc-yaml').length > 0
      );
    case 'mlflow':
      return first === 'run' && project.documents('mlproject').length > 0;
    case 'kedro':
      return first === 'run';
    case 'zenml':
      return first === 'pipeline' && second === 'run';
    case 'argo':
      return first === 'submit';
    case 'dagster':
      return (first === 'job' || first === 'asset') && /^(?:execute|launch|materialize)$/.test(second);
    case 'python':
      return first === '-m' && second === 'dvc' && command.words[3] === 'repro' && project.documents('dvc-yaml').length > 0;
    default:
      return false;
  }
}

/** Whether a command trains a model: the declared pipeline, or Python code that leads to a `fit`. A dry run trains nothing that lasts. */
export function runsTraining(project: Project, command: Command): boolean {
  if (
    command.words.some((word) => /^--(?:smoke|smoke[-_]test|dry|dry[-_]run|fast[-_]dev[-_]run|help|debug|check|sanity)(?:=|$)/i.test(word))
  )
    return false;
  if (runsDeclaredPipeline(project, command)) return true;
  return targetFiles(project, command).some((path) => trains(project, path));
}

function trains(project: Project, path: string): boolean {
  const file = codeFile(project, path);
  return file !== undefined && !file.isTest && trainingCallOf(file.code) !== undefined;
}

/** Whether a command measures the model: the declared pipeline, or Python code that leads to a quality metric. */
export function runsEvaluation(project: Project, command: Command): boolean {
  if (runsDeclaredPipeline(project, command)) return true;
  return targetFiles(project, command).some((path) => {
    const file = codeFile(project, path);
    return file !== undefined && !file.isTest && scoringCallOf(file.code) !== undefined;
  });
}

/** The Python files that a command loads; empty for all that is no Python of the project. */
export function targetFiles(project: Project, command: Command): readonly string[] {
  const target = pythonTarget(project, command);
  return target === undefined ? [] : reachableFrom(project, target);
}

/** The text of a setting in pyproject.toml or its like; undefined where it is not said. */
export function pytestPaths(project: Project, folder: string): readonly string[] {
  const path = joinPath(folder, 'pyproject.toml');
  const options = path === null ? undefined : child(child(child(project.data(path), 'tool'), 'pytest'), 'ini_options');
  const written = child(options, 'testpaths');
  if (typeof written === 'string') return written.split(/\s+/);
  if (Array.isArray(written)) return written.filter((entry): entry is string => typeof entry === 'string');
  for (const name of ['pytest.ini', 'setup.cfg', 'tox.ini']) {
    const file = joinPath(folder, name);
    const text = file === null ? undefined : project.file(file)?.source.text;
    const line = text === undefined ? null : /^testpaths[ \t]*=[ \t]*([^\n]*(?:\n[ \t]+[^\n]+)*)/m.exec(text);
    if (line !== null) return (line[1] ?? '').split(/\s+/).filter((word) => word !== '');
  }
  return [];
}
