import type { PythonFunction } from '../../facts/python/python-facts.ts';
import { isInside, joinPath } from '../paths.ts';
import type { Project } from '../project.ts';
import { ciSteps } from './ci-commands.ts';
import type { CiTrigger } from './ci-trigger.ts';
import { isDataPath } from './data-paths.ts';
import type { Place } from './offer.ts';
import { perProject } from './per-project.ts';
import { type CodeFile, callsTo, codeFile, codeFiles, dataUseOf, importOf, modelUseOf, trainingCallOf } from './python-code.ts';
import { importedFiles, reachableFrom } from './python-imports.ts';
import type { RunCommand } from './run-commands.ts';
import { programOf, pytestPaths } from './run-targets.ts';

/** What a test looks at. A test may be of several kinds. */
export type TestKind = 'code' | 'data' | 'model';

/** A test module that can fail and that looks at the project's code, data or model. */
export interface TestModule {
  readonly path: string;
  /** Test functions with an assertion that depends on something. */
  readonly tests: readonly PythonFunction[];
  readonly kinds: ReadonlySet<TestKind>;
  /** The CI step that runs it and whose failure stops something; null where none does. */
  readonly runBy: Place | null;
}

/** The test modules of the project in path order. */
export const testModules = perProject((project): readonly TestModule[] => {
  const runs = testRuns(project, ['change', 'schedule', 'event', 'release']);
  return codeFiles(project)
    .filter((file) => file.isTest && !file.isNotebook)
    .flatMap((file): readonly TestModule[] => {
      const tests = file.code.functions.filter((found) => isTestName(found) && canFail(file, found));
      const kinds = tests.length === 0 ? new Set<TestKind>() : kindsOf(project, file);
      if (kinds.size === 0) return [];
      const run = runs.find((candidate) => collects(candidate, file.path));
      return [{ path: file.path, tests, kinds, runBy: run?.place ?? null }];
    });
});

function isTestName(found: PythonFunction): boolean {
  return /^test/.test(found.name);
}

/** An assertion in the test itself, or in a function of the same module that it calls. */
function canFail(file: CodeFile, test: PythonFunction): boolean {
  if (test.assertions > 0) return true;
  const called = new Set(
    file.code.calls.filter((call) => call.within === test.qualifiedName).map((call) => call.callee.slice(call.callee.lastIndexOf('.') + 1)),
  );
  return file.code.functions.some((other) => other !== test && other.assertions > 0 && called.has(other.name)) || validates(file, test);
}

const validators = /(?:^|\.)(?:validate|expect_[a-z_]+|run_checkpoint|assert_[a-z_]+)$/;

/** Calls that raise by themselves: schema validation, numpy's and pandas' testing functions. */
function validates(file: CodeFile, test: PythonFunction): boolean {
  return file.code.calls.some((call) => call.within === test.qualifiedName && validators.test(call.callee));
}

const validationLibrary =
  /^(?:pandera|great_expectations|great_expectations_experimental|deepchecks|tensorflow_data_validation|pydeequ|soda|dataprofiler)(?:\.|$)/;

function kindsOf(project: Project, file: CodeFile): ReadonlySet<TestKind> {
  const kinds = new Set<TestKind>();
  const own = ownFiles(project, file.path);
  if (own.length > 0) kinds.add('code');
  if (importOf(file.code, validationLibrary) !== undefined || readsProjectData(project, file)) kinds.add('data');
  if (own.some((path) => validatesData(project, path))) kinds.add('data');
  if (isModelTest(project, file, own)) kinds.add('model');
  return kinds;
}

/** The project's own modules that a test imports, other tests left out. */
function ownFiles(project: Project, path: string): readonly string[] {
  const direct = codeFile(project, path)?.code.imports.flatMap((entry) => importedFiles(project, path, entry)) ?? [];
  const fixtures = direct.filter((other) => codeFile(project, other)?.isTest === true).flatMap((other) => reachableFrom(project, other));
  return [...new Set([...direct, ...fixtures])].filter(
    (other) => codeFile(project, other)?.isTest === false && !other.endsWith('/__init__.py'),
  );
}

function validatesData(project: Project, path: string): boolean {
  const code = codeFile(project, path)?.code;
  return code !== undefined && importOf(code, validationLibrary) !== undefined;
}

/** A literal path of a data set that is there (or in DVC), read by the test. */
function readsProjectData(project: Project, file: CodeFile): boolean {
  // A test that moves to a folder of its own reads what it has just written there.
  if (callsTo(file.code, /(?:^|\.)chdir$/).length > 0) return false;
  if (dataUseOf(file.code) === undefined && callsTo(file.code, /^(?:open|json\.loads?|csv\.\w*reader)$/i).length === 0) return false;
  return file.code.strings.some(
    ({ value }) =>
      isDataPath(value) && [joinPath('', value), joinPath(project.root, value)].some((path) => path !== null && project.exists(path)),
  );
}

/** Loads or asks a model itself, or calls project code that trains one. */
function isModelTest(project: Project, file: CodeFile, own: readonly string[]): boolean {
  if (modelUseOf(file.code) !== undefined || trainingCallOf(file.code) !== undefined) return true;
  return own.some((path) => {
    const code = codeFile(project, path)?.code;
    return code !== undefined && (trainingCallOf(code) !== undefined || modelUseOf(code) !== undefined) && callsInto(project, file, path);
  });
}

/** Whether the test calls a function of that module whose name says that it trains, loads or predicts. */
function callsInto(project: Project, file: CodeFile, path: string): boolean {
  const names = new Set(codeFile(project, path)?.code.functions.map((found) => found.name));
  return file.code.calls.some((call) => {
    const name = call.callee.slice(call.callee.lastIndexOf('.') + 1);
    return names.has(name) && /train|fit|predict|score|infer|evaluat|load_?model|classify/i.test(name);
  });
}

/** A command of CI that runs tests: where it stands and which paths it collects. */
export interface TestRun {
  readonly place: Place;
  readonly command: RunCommand;
  readonly collected: readonly string[];
  readonly ignored: readonly string[];
}

/** The test runs of the workflows with one of these triggers. Runs whose failure stops nothing are left out. */
export function testRuns(project: Project, triggers: readonly CiTrigger[]): readonly TestRun[] {
  return ciSteps(project)
    .filter((step) => !step.off && triggers.some((trigger) => step.triggers.has(trigger)))
    .flatMap((step) => step.commands)
    .filter((command) => !command.forgiven)
    .flatMap((command) => testRunOf(project, command) ?? []);
}

function testRunOf(project: Project, command: RunCommand): TestRun | undefined {
  const words = testerWords(command);
  if (words === undefined || words.some((word) => /^--(?:collect-only|co|help|version)$/.test(word))) return undefined;
  const named: string[] = [];
  const ignored: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const ignore = /^--ignore(?:-glob)?(?:=(.*))?$/.exec(word);
    if (ignore !== null) ignored.push(joinPath(command.folder, ignore[1] ?? words[(index += 1)] ?? '') ?? '');
    else if (
      /^-[kmnpcoWx]$|^--(?:cov|cov-report|cov-config|durations|maxfail|junitxml|rootdir|timeout|dist|numprocesses|pattern|top-level-directory|tb)$/.test(
        word,
      )
    )
      index += word === '-x' ? 0 : isOptionValue(words[index + 1]) ? 1 : 0;
    else if (/^-s$/.test(word) && programOf(command) === 'python') named.push(joinPath(command.folder, words[(index += 1)] ?? '') ?? '');
    else if (!word.startsWith('-') && word !== 'discover')
      named.push(joinPath(command.folder, word.replace(/::.*$/, '').replace(/\/+$/, '')) ?? '');
  }
  const configured = named.length > 0 ? [] : pytestPaths(project, command.folder).map((path) => joinPath(command.folder, path) ?? '');
  const collected = named.length > 0 ? named : configured.length > 0 ? configured : [command.folder];
  return { place: command.place, command, collected, ignored };
}

function isOptionValue(word: string | undefined): boolean {
  return word !== undefined && !word.startsWith('-');
}

/** The arguments of pytest, unittest or `setup.py test`; undefined for other commands. */
function testerWords(command: RunCommand): readonly string[] | undefined {
  const { words } = command;
  const program = programOf(command);
  if (program === 'pytest' || program === 'py.test' || program === 'nosetests') return words.slice(1);
  if (program !== 'python') return undefined;
  const module = words.indexOf('-m');
  if (module > 0 && /^(?:pytest|unittest|nose2?|green)$/.test(words[module + 1] ?? '')) return words.slice(module + 2);
  return words[1] === 'setup.py' && words[2] === 'test' ? [] : undefined;
}

function collects(run: TestRun, path: string): boolean {
  const isIn = (folders: readonly string[]): boolean => folders.some((folder) => isInside(folder, path) || matchesGlob(folder, path));
  return isIn(run.collected) && !run.ignored.some((folder) => folder !== '' && isInside(folder, path));
}

function matchesGlob(glob: string, path: string): boolean {
  if (!glob.includes('*')) return false;
  const pattern = glob
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]*');
  return new RegExp(`^${pattern}(?:/|$)`).test(path);
}
