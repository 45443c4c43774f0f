import type { PythonCall } from '../../facts/python/python-facts.ts';
import type { Project } from '../project.ts';
import { automaticCommands } from './ci-commands.ts';
import type { Place } from './offer.ts';
import { perProject } from './per-project.ts';
import { pipelines } from './pipelines.ts';
import { type CodeFile, callsTo, codeFile, codeFiles, importOf, isScoring, modelUseOf, placeOfCall, scoringCallOf } from './python-code.ts';
import { importedFiles } from './python-imports.ts';
import { scheduledRuns } from './scheduled-runs.ts';
import { pythonTarget, runsDeclaredPipeline } from './run-targets.ts';
import { testModules } from './test-suite.ts';
import { runCommands } from './run-commands.ts';

/** Code that stops when the model is not good enough. */
export interface Threshold {
  readonly place: Place;
  /** What runs it by itself; null where a person has to. */
  readonly runBy: Place | null;
}

const failing =
  /^(?:sys\.exit|exit|quit|os\._exit|SystemExit|AssertionError|ValueError|RuntimeError|Exception|click\.exceptions\.Exit|typer\.Exit)$|(?:^|\.)\w*(?:Error|Exception|Failed|NotMet)$/;
const gateWords =
  /thresh?old|below|above|worse|gate|minimum|not good enough|too low|too high|degrad|regress|quality|did not (?:pass|meet)|próg|poniżej/i;
const validatingCall = /^mlflow\.(?:\w+\.)*(?:MetricThreshold|validate_evaluation_results)$|(?:^|\.)MetricThreshold$/;

/** Scripts, tests and orchestrators' branches that read or compute a quality metric and stop below a limit, in path order by kind. */
export const thresholds = perProject((project): readonly Threshold[] => [
  ...scripts(project),
  ...assertions(project),
  ...branches(project),
]);

function scripts(project: Project): readonly Threshold[] {
  const runs = [...automaticCommands(project), ...scheduledRuns(project).flatMap((run) => (run.suspended ? [] : run.commands))].filter(
    (command) => !command.forgiven,
  );
  const pipeline = runs.find((command) => runsDeclaredPipeline(project, command));
  const stageTargets = new Set(pipeline === undefined ? [] : stageFiles(project));
  return codeFiles(project).flatMap((file) => {
    if (file.isTest || file.isNotebook || !readsMetric(file)) return [];
    const call = failingCall(file);
    if (call === undefined) return [];
    const run =
      runs.find((command) => pythonTarget(project, command) === file.path)?.place ??
      (stageTargets.has(file.path) ? pipeline?.place : undefined);
    // A function of a library that refuses its arguments is no gate; a script that stops is one, even where a person starts it.
    if (run === undefined && !file.code.isScript && call.within !== null && !/exit$/i.test(call.callee)) return [];
    return [{ place: placeOfCall(file, call), runBy: run ?? null }];
  });
}

/** The Python files that the stages of dvc.yaml run. */
export const stageFiles = perProject((project: Project): readonly string[] =>
  project.documents('dvc-yaml').flatMap(({ path, facts }) =>
    facts.stages.flatMap((stage) =>
      stage.commands.flatMap((command) => {
        const folder = project.resolve(path, stage.wdir ?? '.') ?? '';
        return runCommands(project, { text: command.value, folder, place: { path, span: command.span }, offset: null }).flatMap(
          (run) => pythonTarget(project, run) ?? [],
        );
      }),
    ),
  ),
);

/** Computes a metric, or reads a file that is named after metrics. */
function readsMetric(file: CodeFile): boolean {
  return scoringCallOf(file.code) !== undefined || readsRecorded(file);
}

function readsRecorded(file: CodeFile): boolean {
  const reads =
    callsTo(
      file.code,
      /^(?:json\.loads?|yaml\.safe_load|open|pandas\.read_\w+|mlflow\.\w*get_run\w*)$|(?:^|\.)(?:get_run|get_metric_history|search_runs|read_text)$/,
    ).length > 0;
  return (
    reads &&
    file.code.strings.some(({ value }) =>
      /(?:^|\/|_)(?:metrics?|eval(?:uation)?|scores?|results?)[\w.-]*\.(?:json|ya?ml|csv)$/i.test(value),
    )
  );
}

/** A call that ends the program and says that a limit was missed. */
function failingCall(file: CodeFile): PythonCall | undefined {
  const [validated] = callsTo(file.code, validatingCall);
  if (validated !== undefined) return validated;
  const named =
    file.code.strings.some(({ value }) => gateWords.test(value)) || file.code.functions.some((found) => gateWords.test(found.name));
  if (!named) return undefined;
  return file.code.calls.find((call) => {
    if (!failing.test(call.callee)) return false;
    const [first] = call.positional;
    if (/exit$/i.test(call.callee)) return first !== 0 && call.positional.length > 0;
    return typeof first === 'string' ? gateWords.test(first) : gateWords.test(call.within ?? '');
  });
}

/** Tests of the model that can fail on a metric: they compute one, or read a recorded one. */
function assertions(project: Project): readonly Threshold[] {
  return testModules(project).flatMap((module) => {
    const file = codeFile(project, module.path);
    if (file === undefined || !(readsRecorded(file) || judgesOwnModel(project, file))) return [];
    const others = new Set(file.code.functions.filter((found) => /^test/.test(found.name)).map((found) => found.qualifiedName));
    const scores = file.code.calls.filter(isScoring);
    const test = module.tests.find(
      (found) =>
        /accura|recall|precision|f1|auc|metric|quality|thresh|perform|score|rmse|mae|error|better|baseline|worse|fallen/i.test(
          found.name,
        ) &&
        (readsRecorded(file) || scores.some(({ within }) => within === null || within === found.qualifiedName || !others.has(within))),
    );
    return test === undefined ? [] : [{ place: { path: module.path, span: test.nameSpan }, runBy: module.runBy }];
  });
}

const library = /^(?:sklearn|xgboost|lightgbm|catboost|torch|tensorflow|keras|transformers|statsmodels|prophet|joblib|numpy|pandas)\./;

/**
 * Whether a test measures the project's own model: it loads one, or calls the project's code for it. Tests of a library's algorithms on
 * made-up rows measure no model that is released.
 */
function judgesOwnModel(project: Project, file: CodeFile): boolean {
  if (scoringCallOf(file.code) === undefined || callsTo(file.code, /^sklearn\.datasets\.make_\w+$/).length > 0) return false;
  const use = modelUseOf(file.code);
  if (use !== undefined && /load|from_pretrained|InferenceSession|^bentoml\./.test(use.callee)) return true;
  const own = file.code.imports.filter((entry) => importedFiles(project, file.path, entry).length > 0);
  return file.code.calls.some(({ callee }) => !library.test(callee) && own.some((entry) => callee.startsWith(`${entry.module}.`)));
}

const branching = /(?:^|\.)(?:task\.(?:short_circuit|branch)|ShortCircuitOperator|BranchPythonOperator)$/;
const qualityWords = /gate|quality|thresh?old|metric|accura|better|improv|eval/i;
const dataWords = /data|schema|input|rows?\b|fresh|file/i;

/** Steps of an orchestrator that go on, to the release, only with a good model: Airflow's short circuits and branches. */
function branches(project: Project): readonly Threshold[] {
  const paths = new Set(pipelines(project).flatMap(({ place, state }) => (state === 'broken' ? [] : [place.path])));
  return codeFiles(project).flatMap((file): readonly Threshold[] => {
    if (!paths.has(file.path) || file.isTest || file.isNotebook) return [];
    const text = project.file(file.path)?.source.text ?? '';
    const decorated = file.code.functions.filter((found) => found.decorators.some((name) => branching.test(name)) && isQuality(found.name));
    const operators = file.code.calls.filter(
      ({ callee, argumentsSpan }) => branching.test(callee) && isQuality(text.slice(argumentsSpan.start, argumentsSpan.end)),
    );
    const run = scheduledRuns(project).find((entry) => entry.file === file.path && !entry.suspended);
    return [...decorated.map((found) => found.nameSpan), ...operators.map((call) => call.calleeSpan)].map((span) => ({
      place: { path: file.path, span },
      runBy: run?.place ?? null,
    }));
  });
}

function isQuality(words: string): boolean {
  return qualityWords.test(words) && !dataWords.test(words);
}

/** Whether a module validates data or models with a library made for it. */
export function usesValidation(file: CodeFile): boolean {
  return importOf(file.code, /^(?:pandera|great_expectations|deepchecks|tensorflow_data_validation|pydeequ|soda)(?:\.|$)/) !== undefined;
}
