import { type Text, message } from '../../l10n/message.ts';
import type { Located } from '../../model/span.ts';
import type { Problem, YamlFormat } from '../format.ts';
import { checkShape, rootPlace, shorten } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { AzureJob, AzurePipelinesFacts, AzureStep, AzureStepOrTemplate } from './azure-pipelines-facts.ts';
import { azurePipelineShape, azureStepKinds } from './azure-pipelines-shape.ts';
import { isGithubCron } from './cron.ts';

const texts = {
  nothing: {
    en: 'The pipeline has none of stages, jobs, steps and extends.',
    pl: 'Potok nie ma żadnego z kluczy stages, jobs, steps i extends.',
  },
  stepKind: { en: 'The step names nothing to run, such as script or task.', pl: 'Krok nie podaje, co uruchomić, np. script lub task.' },
  task: {
    en: 'The task {task} does not have the form Name@version.',
    pl: 'Zadanie {task} nie ma postaci Nazwa@wersja.',
  },
  cron: {
    en: 'The cron line {cron} is not valid: five fields are expected (minute, hour, day of month, month, day of week).',
    pl: 'Wiersz cron {cron} jest nieprawidłowy: oczekiwanych jest pięć pól (minuta, godzina, dzień miesiąca, miesiąc, dzień tygodnia).',
  },
} satisfies Record<string, Text>;

const pipelinePath = /(?:^|\/)\.?azure-pipelines?(?:[-._][^/]*)?\.ya?ml$/i;

/** Pipelines of Azure Pipelines by name, and elsewhere documents with its kinds of stages, jobs or steps, such as templates. */
export const azurePipelines: YamlFormat<'azure-pipelines', AzurePipelinesFacts> = {
  kind: 'yaml',
  id: 'azure-pipelines',
  ownsName: (path) => pipelinePath.test(path),
  isSingle: true,
  recognise: (root, path) => pipelinePath.test(path) || isPipeline(root),
  read: (root, source) => {
    const facts = readFacts(root);
    return { facts, problems: pipelinePath.test(source.path) ? problemsOf(root, facts) : [] };
  },
  inspect: (facts) => ({
    stages: facts.stages.map((stage) => stage.value),
    jobs: facts.jobs.flatMap((job) => (job.id === null ? [] : [job.id.value])),
    tasks: facts.jobs.flatMap((job) =>
      job.steps.flatMap((item) => ('step' in item && item.step.task !== null ? [item.step.task.value] : [])),
    ),
    schedules: facts.schedules.map((cron) => cron.value),
  }),
};

/** Whether a document has stages, jobs or steps in the way that only Azure writes them. */
function isPipeline(root: YamlView): boolean {
  const has = (key: string, names: readonly string[]): boolean =>
    (root.get(key)?.items() ?? []).some((item) => names.some((name) => item.get(name) !== undefined));
  const hasTask = (root.get('steps')?.items() ?? []).some((step) => isTask(step.get('task')?.text()?.value ?? ''));
  return hasTask || has('jobs', ['job', 'deployment']) || (has('stages', ['stage']) && has('stages', ['jobs']));
}

function isTask(name: string): boolean {
  return /^[\w.-]+@\d+(?:\.\d+)*$/.test(name);
}

/** How many values may still be looked at: aliases can unfold a short file into billions of them. */
interface Budget {
  left: number;
}

const mostValues = 50_000;
const deepest = 8;

/** Values behind template expressions: `- ${{ if … }}:` holds a list of what stands there where the condition is true. */
function itemsOf(list: YamlView | undefined, budget: Budget, depth = 0): readonly YamlView[] {
  if (depth > deepest) return [];
  return (list?.items() ?? []).flatMap((item) => {
    budget.left -= 1;
    if (budget.left < 0) return [];
    const conditional = item.entries().filter(({ key }) => key.trimStart().startsWith('${{'));
    return conditional.length === 0 ? [item] : conditional.flatMap(({ value }) => itemsOf(value, budget, depth + 1));
  });
}

function readFacts(root: YamlView): AzurePipelinesFacts {
  const budget = { left: mostValues };
  const stages = itemsOf(root.get('stages'), budget);
  const jobs = [...itemsOf(root.get('jobs'), budget), ...stages.flatMap((stage) => itemsOf(stage.get('jobs'), budget))];
  const own = root.get('steps') === undefined ? [] : [readJob(root, budget)];
  return {
    stages: textsAt(stages, 'stage'),
    jobs: [...own, ...jobs.filter((job) => job.get('template') === undefined).map((job) => readJob(job, budget))],
    templates: [...textsAt([...stages, ...jobs], 'template'), ...textsAt([root.get('extends') ?? root], 'template')],
    startsOnChanges: startsOn(root.get('trigger'), true) || startsOn(root.get('pr'), false),
    schedules: textsAt(root.get('schedules')?.items() ?? [], 'cron'),
    startsAfterOthers: (root.at('resources', 'pipelines')?.items() ?? []).some((pipeline) => startsOn(pipeline.get('trigger'), false)),
  };
}

function textsAt(views: readonly YamlView[], key: string): readonly Located<string>[] {
  return views.map((view) => view.get(key)?.text()).filter((text) => text !== undefined);
}

function startsOn(view: YamlView | undefined, usual: boolean): boolean {
  if (view === undefined) return usual;
  return view.text()?.value !== 'none' && view.scalar !== false && !(view.kind === 'seq' && view.items().length === 0);
}

/** The steps of a deployment stand under what happens when, such as `runOnce.deploy`. */
function readJob(view: YamlView, budget: Budget): AzureJob {
  const phases = (view.get('strategy')?.entries() ?? []).flatMap(({ value }) => value.entries().map((phase) => phase.value.get('steps')));
  return {
    id: (view.get('job') ?? view.get('deployment'))?.text() ?? null,
    condition: view.get('condition')?.text()?.value ?? null,
    steps: [view.get('steps'), ...phases].flatMap((steps) => itemsOf(steps, budget).map(readStep)),
  };
}

function readStep(view: YamlView): AzureStepOrTemplate {
  const template = view.get('template')?.text();
  return template === undefined ? { step: readOwnStep(view) } : { template };
}

function readOwnStep(view: YamlView): AzureStep {
  const task = view.get('task')?.text() ?? null;
  const inputs = view.get('inputs');
  const isScript = /^(?:Bash|CmdLine|PowerShell|ShellScript|AzureCLI|PythonScript)@/i.test(task?.value ?? '');
  const script = view.get('script') ?? view.get('bash') ?? view.get('pwsh') ?? view.get('powershell');
  const inline = isScript && !/^PythonScript/i.test(task?.value ?? '') ? (inputs?.get('script') ?? inputs?.get('inlineScript')) : undefined;
  return {
    name: view.get('displayName')?.text()?.value ?? null,
    script: (script ?? inline)?.text() ?? null,
    task,
    inputs: new Map((inputs?.entries() ?? []).map(({ key, value }) => [key, value.text()?.value ?? ''])),
    workingDirectory: (view.get('workingDirectory') ?? inputs?.get('workingDirectory'))?.text()?.value ?? null,
    continueOnError: view.get('continueOnError')?.boolean()?.value === true,
    off: view.get('enabled')?.boolean()?.value === false || view.get('condition')?.text()?.value === 'false',
    span: view.span,
  };
}

function problemsOf(root: YamlView, facts: AzurePipelinesFacts): readonly Problem[] {
  const setting = { isPlaceholder: (text: string) => text.includes('${{') };
  const place = rootPlace(root, 'pipeline');
  const budget = { left: mostValues };
  const problems = [...checkShape(azurePipelineShape, root, place, setting)];
  if (root.kind !== 'map') return problems;
  const isEmpty = ['stages', 'jobs', 'steps', 'extends'].every((key) => root.get(key) === undefined);
  if (isEmpty && !root.entries().some(({ key }) => key.includes('${{')))
    problems.push({ message: message(texts.nothing), span: place.span });
  for (const cron of facts.schedules) {
    if (cron.value.includes('${{') || isGithubCron(cron.value)) continue;
    problems.push({ message: message(texts.cron, { cron: shorten(cron.value) }), span: cron.span });
  }
  const lists = [
    root,
    ...itemsOf(root.get('jobs'), budget),
    ...itemsOf(root.get('stages'), budget).flatMap((stage) => itemsOf(stage.get('jobs'), budget)),
  ];
  return [...problems, ...lists.flatMap((job) => itemsOf(job.get('steps'), budget).flatMap(stepProblems))].slice(0, 200);
}

function stepProblems(step: YamlView): readonly Problem[] {
  if (step.kind !== 'map') return [];
  const start = step.entries()[0]?.keySpan ?? { start: step.span.start, end: step.span.start };
  if (Object.keys(azureStepKinds).every((key) => step.get(key) === undefined)) return [{ message: message(texts.stepKind), span: start }];
  const task = step.get('task')?.text();
  if (task === undefined || isTask(task.value) || task.value.includes('$')) return [];
  return [{ message: message(texts.task, { task: shorten(task.value) }), span: task.span }];
}
