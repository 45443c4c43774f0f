import type { PythonCall } from '../../facts/python/python-facts.ts';
import type { Project } from '../project.ts';
import { automaticCommands } from './ci-commands.ts';
import type { Place } from './offer.ts';
import { perProject } from './per-project.ts';
import { type CodeFile, callsTo, codeFile, codeFiles, importOf, placeOfCall, scoringCallOf } from './python-code.ts';
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

/** Scripts and tests that read or compute a quality metric and fail below a limit, in path order. */
export const thresholds = perProject((project): readonly Threshold[] => [...scripts(project), ...assertions(project)]);

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
    return [{ place: placeOfCall(file, call), runBy: run ?? null }];
  });
}

/** The Python files that the stages of dvc.yaml run. */
export function stageFiles(project: Project): readonly string[] {
  return project.documents('dvc-yaml').flatMap(({ path, facts }) =>
    facts.stages.flatMap((stage) =>
      stage.commands.flatMap((command) => {
        const folder = project.resolve(path, stage.wdir ?? '.') ?? '';
        return runCommands(project, { text: command.value, folder, place: { path, span: command.span }, offset: null }).flatMap(
          (run) => pythonTarget(project, run) ?? [],
        );
      }),
    ),
  );
}

/** Computes a metric, or reads a file that is named after metrics. */
function readsMetric(file: CodeFile): boolean {
  if (scoringCallOf(file.code) !== undefined) return true;
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
    if (file === undefined || !readsMetric(file)) return [];
    const test = module.tests.find((found) =>
      /accura|recall|precision|f1|auc|metric|quality|thresh|perform|score|rmse|mae|error|better|baseline|worse|fallen/i.test(found.name),
    );
    return test === undefined ? [] : [{ place: { path: module.path, span: test.nameSpan }, runBy: module.runBy }];
  });
}

/** Whether a module validates data or models with a library made for it. */
export function usesValidation(file: CodeFile): boolean {
  return importOf(file.code, /^(?:pandera|great_expectations|deepchecks|tensorflow_data_validation|pydeequ|soda)(?:\.|$)/) !== undefined;
}
