import { type Text, message } from '../../l10n/message.ts';
import type { Located } from '../../model/span.ts';
import type { Problem, YamlFormat } from '../format.ts';
import { rootPlace, shorten } from '../yaml/shape.ts';
import type { YamlEntry, YamlView } from '../yaml/yaml-view.ts';
import type { CircleciFacts, CirclePart, CircleRun, CircleStart, CircleStep, CircleWorkflow } from './circleci-facts.ts';
import { isGithubCron } from './cron.ts';

const texts = {
  noVersion: {
    en: 'CircleCI wants version: 2.1 (or 2) at the top.',
    pl: 'CircleCI wymaga na początku version: 2.1 (lub 2).',
  },
  notMap: { en: '{key} must be a mapping by name.', pl: '{key} musi być mapą z nazwami.' },
  unknownJob: {
    en: 'There is no job {job} in this file, and it is none of an orb.',
    pl: 'W tym pliku nie ma zadania {job} i nie pochodzi ono z żadnego orba.',
  },
  unknownRequired: { en: 'The workflow runs no job {job}.', pl: 'Ten przepływ nie uruchamia zadania {job}.' },
  cron: {
    en: 'The cron line {cron} is not valid: five fields are expected (minute, hour, day of month, month, day of week).',
    pl: 'Wiersz cron {cron} jest nieprawidłowy: oczekiwanych jest pięć pól (minuta, godzina, dzień miesiąca, miesiąc, dzień tygodnia).',
  },
} satisfies Record<string, Text>;

const configPath = /(?:^|\/)\.circleci\/[^/]+\.ya?ml$/;

/** Configurations of CircleCI: the files of `.circleci`, and elsewhere what has its version and its jobs or workflows. */
export const circleci: YamlFormat<'circleci', CircleciFacts> = {
  kind: 'yaml',
  id: 'circleci',
  ownsName: (path) => configPath.test(path),
  isSingle: true,
  recognise: (root, path) => configPath.test(path) || isConfig(root),
  read: (root, source) => {
    const facts = readFacts(root);
    return { facts, problems: configPath.test(source.path) ? problemsOf(root, facts) : [] };
  },
  inspect: (facts) => ({
    version: facts.version?.value ?? null,
    orbs: facts.orbs.map(({ name, source }) => ({ name: name.value, source })),
    jobs: facts.jobs.map(({ id }) => id.value),
    workflows: facts.workflows.map(({ name }) => name.value),
    schedules: facts.workflows.flatMap(({ schedules }) => schedules.map((cron) => cron.value)),
  }),
};

function isConfig(root: YamlView): boolean {
  const hasSteps = (root.get('jobs')?.entries() ?? []).some(({ value }) => value.get('steps')?.kind === 'seq');
  return /^2(?:\.[01])?$/.test(root.get('version')?.text()?.value ?? '') && (hasSteps || root.get('workflows')?.kind === 'map');
}

/** How many values may still be looked at: aliases can unfold a short file into billions of them. */
interface Budget {
  left: number;
}

const mostValues = 50_000;
const deepest = 8;

function readFacts(root: YamlView): CircleciFacts {
  const budget = { left: mostValues };
  const version = root.get('version')?.text() ?? null;
  const parts = (key: string): readonly CirclePart[] =>
    entriesOf(root.get(key), budget).map((entry) => ({
      id: keyOf(entry),
      defaults: textsOf(entry.value.get('parameters'), (parameter) => parameter.get('default')),
      workingDirectory: entry.value.get('working_directory')?.text()?.value ?? null,
      steps: stepsIn(entry.value.get('steps'), { budget, conditional: false, depth: 0 }),
    }));
  return {
    version,
    orbs: entriesOf(root.get('orbs'), budget).map((entry) => ({ name: keyOf(entry), source: entry.value.text()?.value ?? null })),
    jobs: parts('jobs'),
    commands: parts('commands'),
    workflows: entriesOf(root.get('workflows'), budget)
      // Files of version 2 have a version of their workflows among them.
      .filter(({ key, value }) => key !== 'version' || value.kind === 'map')
      .map((entry) => readWorkflow(entry, budget)),
    isSetup: root.get('setup')?.boolean()?.value === true,
  };
}

function entriesOf(view: YamlView | undefined, budget: Budget): readonly YamlEntry[] {
  return (view?.entries() ?? []).filter(() => (budget.left -= 1) >= 0);
}

function itemsOf(view: YamlView | undefined, budget: Budget): readonly YamlView[] {
  return (view?.items() ?? []).filter(() => (budget.left -= 1) >= 0);
}

function keyOf({ key, keySpan }: YamlEntry): Located<string> {
  return { value: key, span: keySpan };
}

/** Values by key, those that are no plain values left out. */
function textsOf(
  view: YamlView | undefined,
  valueOf: (value: YamlView) => YamlView | undefined = (value) => value,
): ReadonlyMap<string, string> {
  return new Map(
    (view?.entries() ?? []).flatMap(({ key, value }) => {
      const text = valueOf(value)?.text()?.value;
      return text === undefined ? [] : [[key, text] as const];
    }),
  );
}

interface Below {
  readonly budget: Budget;
  readonly conditional: boolean;
  readonly depth: number;
}

function stepsIn(list: YamlView | undefined, below: Below): readonly CircleStep[] {
  if (below.depth > deepest) return [];
  return itemsOf(list, below.budget).flatMap((item) => stepOf(item, below));
}

function stepOf(item: YamlView, below: Below): readonly CircleStep[] {
  const plain = { workingDirectory: null, given: new Map<string, string>(), conditional: below.conditional, span: item.span };
  const called = item.text();
  if (called !== undefined) return [{ ...plain, run: null, calls: called }];
  const [entry] = item.entries();
  if (entry === undefined) return [];
  const { key, value } = entry;
  if (key === 'when' || key === 'unless') {
    return stepsIn(value.get('steps'), { ...below, conditional: true, depth: below.depth + 1 });
  }
  if (key !== 'run') return [{ ...plain, run: null, calls: keyOf(entry), given: textsOf(value) }];
  const run = value.text() ?? value.get('command')?.text() ?? null;
  return [
    {
      ...plain,
      run,
      calls: null,
      workingDirectory: value.get('working_directory')?.text()?.value ?? null,
      conditional: below.conditional || value.get('when')?.text()?.value === 'on_fail',
    },
  ];
}

function readWorkflow(entry: YamlEntry, budget: Budget): CircleWorkflow {
  const { value } = entry;
  const triggers = itemsOf(value.get('triggers'), budget);
  return {
    name: keyOf(entry),
    starts: startOf(value),
    schedules: triggers.map((trigger) => trigger.at('schedule', 'cron')?.text()).filter((cron) => cron !== undefined),
    runs: itemsOf(value.get('jobs'), budget).flatMap(runOf),
  };
}

/** `unless` a parameter is set, a workflow starts as usual; `when` one is, only where that is asked for. */
function startOf(workflow: YamlView): CircleStart {
  const condition = workflow.get('when');
  if (condition === undefined) return workflow.get('unless')?.boolean()?.value === true ? 'never' : 'always';
  const plain = condition.boolean()?.value;
  if (plain !== undefined) return plain ? 'always' : 'never';
  const written = JSON.stringify(condition.toJson());
  if (written.includes('scheduled_pipeline') || written.includes('pipeline.schedule.name')) return 'scheduled';
  // Which branch or tag it is decides most conditions on Git; each change of that branch starts it.
  return written.includes('pipeline.git.') ? 'always' : 'asked';
}

function runOf(item: YamlView): readonly CircleRun[] {
  const named = item.text();
  const [entry] = item.entries();
  const job = named ?? (entry === undefined ? undefined : keyOf(entry));
  if (job === undefined) return [];
  const view = named === undefined ? entry?.value : undefined;
  const branches = view?.at('filters', 'branches');
  return [
    {
      job,
      name: view?.get('name')?.text()?.value ?? job.value,
      requires: (view?.get('requires')?.items() ?? []).map((one) => one.text() ?? firstKey(one)).filter((one) => one !== undefined),
      isApproval: view?.get('type')?.text()?.value === 'approval',
      onTagsOnly: view?.at('filters', 'tags') !== undefined && ignoresAll(branches?.get('ignore')),
      given: textsOf(view),
    },
  ];
}

/** `requires` may name a job with the statuses that do: `- build: [failed]`. */
function firstKey(view: YamlView): Located<string> | undefined {
  const [entry] = view.entries();
  return entry === undefined ? undefined : keyOf(entry);
}

function ignoresAll(ignored: YamlView | undefined): boolean {
  const patterns = ignored === undefined ? [] : [ignored.text()?.value, ...ignored.items().map((one) => one.text()?.value)];
  return patterns.some((pattern) => pattern === '/.*/');
}

function problemsOf(root: YamlView, facts: CircleciFacts): readonly Problem[] {
  const problems: Problem[] = [];
  const { span } = rootPlace(root, 'configuration');
  if (root.kind !== 'map') return problems;
  if (facts.version === null) problems.push({ message: message(texts.noVersion), span });
  for (const key of ['jobs', 'workflows', 'commands', 'orbs']) {
    const view = root.get(key);
    if (view?.kind === 'seq' || view?.kind === 'scalar') problems.push({ message: message(texts.notMap, { key }), span: view.span });
  }
  const jobs = new Set(facts.jobs.map(({ id }) => id.value));
  const isOpen = (name: string): boolean => /[/<]/.test(name) || name.includes('matrix');
  for (const { runs, schedules } of facts.workflows) {
    const names = new Set(runs.map(({ name }) => name));
    for (const { job, requires, isApproval } of runs) {
      if (!jobs.has(job.value) && !isApproval && !isOpen(job.value))
        problems.push({ message: message(texts.unknownJob, { job: shorten(job.value) }), span: job.span });
      for (const required of requires) {
        if (!names.has(required.value) && !isOpen(required.value) && !hasMadeNames(runs))
          problems.push({ message: message(texts.unknownRequired, { job: shorten(required.value) }), span: required.span });
      }
    }
    for (const cron of schedules) {
      if (!cron.value.includes('<<') && !isGithubCron(cron.value))
        problems.push({ message: message(texts.cron, { cron: shorten(cron.value) }), span: cron.span });
    }
  }
  return problems.slice(0, 200);
}

/** A matrix makes names of jobs out of its values. */
function hasMadeNames(runs: readonly CircleRun[]): boolean {
  return runs.some(({ name, given }) => name.includes('<<') || given.has('matrix') || /[/]/.test(name));
}
