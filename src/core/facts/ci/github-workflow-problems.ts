import { type Text, message } from '../../l10n/message.ts';
import type { Span } from '../../model/span.ts';
import type { Problem } from '../format.ts';
import type { YamlEntry, YamlView } from '../yaml/yaml-view.ts';
import { listOf, record } from '../yaml/compound-shapes.ts';
import { anything } from '../yaml/scalar-shapes.ts';
import { type Shape, type ShapeSetting, checkShape, valuePlace } from '../yaml/shape.ts';
import { nearestWord } from '../nearest-word.ts';
import { isGithubCron } from './cron.ts';
import { exclusiveFilters } from './github-events.ts';
import { callingJobShape, runnerJobShape, stepShapes, unplacedJobShape, workflowShape } from './github-workflow-shape.ts';

const texts = {
  cron: {
    en: 'The cron line {cron} is not valid: five fields are expected (minute, hour, day of month, month, day of week).',
    pl: 'Wiersz cron {cron} jest nieprawidłowy: oczekiwanych jest pięć pól (minuta, godzina, dzień miesiąca, miesiąc, dzień tygodnia).',
  },
  filters: {
    en: 'Only one of {first} and {second} may be given for one event.',
    pl: 'Dla jednego zdarzenia można podać tylko jeden z kluczy {first} i {second}.',
  },
  noJobs: { en: 'The workflow has no jobs.', pl: 'Workflow nie ma żadnych zadań.' },
  jobId: {
    en: 'The id {id} is not valid: it must start with a letter or _ and hold only letters, digits, - and _.',
    pl: 'Identyfikator {id} jest nieprawidłowy: musi zaczynać się od litery lub _ i składać się wyłącznie z liter, cyfr, - i _.',
  },
  repeatedId: { en: 'The step id {id} is used twice in this job.', pl: 'Identyfikator kroku {id} występuje w tym zadaniu dwa razy.' },
  jobKind: { en: 'The job {job} has neither runs-on nor uses.', pl: 'Zadanie {job} nie ma ani runs-on, ani uses.' },
  noSteps: { en: 'The job {job} has no steps.', pl: 'Zadanie {job} nie ma żadnych kroków.' },
  unknownJob: {
    en: 'The job {job} needs the job {need}, which does not exist.',
    pl: 'Zadanie {job} wymaga zadania {need}, które nie istnieje.',
  },
  cycle: { en: 'The job {job} waits for itself through the job {need}.', pl: 'Zadanie {job} czeka samo na siebie przez zadanie {need}.' },
  stepKind: { en: 'The step has neither run nor uses.', pl: 'Krok nie ma ani run, ani uses.' },
  twoKinds: { en: 'A step may have only one of {first} and {second}.', pl: 'Krok może mieć tylko jeden z kluczy {first} i {second}.' },
  action: {
    en: 'The action {uses} does not have the form owner/repository@ref, ./path or docker://image.',
    pl: 'Akcja {uses} nie ma postaci właściciel/repozytorium@ref, ./ścieżka ani docker://obraz.',
  },
  reusable: {
    en: 'The reusable workflow {uses} must lie in .github/workflows and, unless it starts with ./, end with @ref.',
    pl: 'Workflow wielokrotnego użytku {uses} musi leżeć w .github/workflows i kończyć się @ref, o ile nie zaczyna się od ./.',
  },
  unclosed: { en: 'The expression {expression} is not closed with }}.', pl: 'Wyrażenie {expression} nie jest zamknięte znakami }}.' },
  quotes: {
    en: 'The expression {expression} has double quotes: GitHub knows single quotes only.',
    pl: 'Wyrażenie {expression} zawiera cudzysłowy podwójne: GitHub zna tylko pojedyncze.',
  },
} satisfies Record<string, Text>;

const setting = { isPlaceholder: (text: string) => text.includes('${{'), marks: 'values' } satisfies ShapeSetting;

function shapeProblems(shape: Shape, view: YamlView, name: string): readonly Problem[] {
  return checkShape(shape, view, valuePlace(view, name), setting);
}

/** What GitHub would refuse of a workflow. */
export function workflowProblems(root: YamlView): readonly Problem[] {
  const problems = shapeProblems(workflowShape, root, 'workflow');
  if (root.kind !== 'map') return problems;
  const jobs = root.get('jobs');
  return [
    ...problems.map(suggestOn),
    ...eventProblems(root.get('on')),
    ...(jobs === undefined ? [] : jobsProblems(jobs)),
    ...expressionProblems(root, { nodes: mostNodes }),
  ];
}

const mostNodes = 20_000;

/**
 * Expressions whose syntax GitHub's lexer refuses. Names and types inside them are not looked at.
 * Aliases can unfold a short document into billions of nodes, so the nodes are counted.
 */
function expressionProblems(view: YamlView, left: { nodes: number }): readonly Problem[] {
  left.nodes -= 1;
  if (left.nodes < 0) return [];
  if (view.kind === 'map') return view.entries().flatMap(({ value }) => expressionProblems(value, left));
  if (view.kind === 'seq') return view.items().flatMap((item) => expressionProblems(item, left));
  const text = view.string();
  if (text === undefined) return [];
  return [...text.value.matchAll(/\$\{\{((?:'[^']*'|(?!\}\})[^'])*)(\}\}|'?)/g)].flatMap(([whole, inside = '', end]) => {
    const problem = end === '}}' ? (inside.replace(/'[^']*'/g, '').includes('"') ? texts.quotes : undefined) : texts.unclosed;
    return problem === undefined ? [] : [{ message: message(problem, { expression: whole.slice(0, 60) }), span: text.span }];
  });
}

/** YAML 1.1 tools write `on` as `true`; GitHub refuses it. */
function suggestOn(problem: Problem): Problem {
  return problem.message.args['key'] === 'true' ? { ...problem, suggestion: 'on' } : problem;
}

function eventProblems(on: YamlView | undefined): readonly Problem[] {
  const problems: Problem[] = [];
  for (const { key, value } of on?.entries() ?? []) {
    if (key === 'schedule') problems.push(...cronProblems(value));
    const given = new Map(value.entries().map((entry) => [entry.key, entry.keySpan]));
    for (const [first, second] of exclusiveFilters) {
      const span = given.get(second);
      if (given.has(first) && span !== undefined) problems.push({ message: message(texts.filters, { first, second }), span });
    }
  }
  return problems;
}

function cronProblems(schedule: YamlView): readonly Problem[] {
  return schedule
    .items()
    .map((item) => item.get('cron')?.text())
    .filter((cron) => cron !== undefined && cron.value !== '' && !isGithubCron(cron.value))
    .flatMap((cron) => (cron === undefined ? [] : [{ message: message(texts.cron, { cron: cron.value.slice(0, 60) }), span: cron.span }]));
}

function jobsProblems(jobs: YamlView): readonly Problem[] {
  if (jobs.kind !== 'map') return checkShape(record({}), jobs, valuePlace(jobs, 'jobs'));
  const entries = jobs.entries();
  if (entries.length === 0) return [{ message: message(texts.noJobs), span: jobs.span }];
  return [...entries.flatMap(jobProblems), ...needsProblems(entries)];
}

function jobProblems({ key, keySpan, value }: YamlEntry): readonly Problem[] {
  const problems: Problem[] = idProblems(key, keySpan);
  if (value.kind !== 'map') return [...problems, ...shapeProblems(runnerJobShape, value, key)];
  const uses = value.get('uses');
  const runsOn = value.get('runs-on');
  if (uses === undefined && runsOn === undefined) {
    problems.push({ message: message(texts.jobKind, { job: key }), span: keySpan });
    problems.push(...shapeProblems(unplacedJobShape, value, key));
  } else {
    problems.push(...shapeProblems(runsOn === undefined ? callingJobShape : runnerJobShape, value, key));
  }
  const reference = uses?.text();
  if (reference !== undefined && !isReusable(reference.value)) {
    problems.push({ message: message(texts.reusable, { uses: reference.value.slice(0, 100) }), span: reference.span });
  }
  if (uses === undefined) problems.push(...stepsProblems(value.get('steps'), key, keySpan));
  return problems;
}

function idProblems(id: string, span: Span): Problem[] {
  const isValid = /^[A-Za-z_][A-Za-z0-9_-]*$/.test(id) && id.length <= 100 && !id.startsWith('__');
  return isValid ? [] : [{ message: message(texts.jobId, { id: id.slice(0, 60) }), span }];
}

function isReusable(uses: string): boolean {
  return (
    uses.includes('${{') ||
    (/^(?:[.$]\/|[^/\s@]+\/[^/\s@]+\/)\.github\/workflows\/[^/@]+\.ya?ml(?:@\S+)?$/.test(uses) &&
      uses.includes('@') !== /^[.$]\//.test(uses))
  );
}

function stepsProblems(steps: YamlView | undefined, job: string, jobSpan: Span): readonly Problem[] {
  if (steps === undefined) return [{ message: message(texts.noSteps, { job }), span: jobSpan }];
  if (steps.kind !== 'seq') return checkShape(listOf(anything), steps, valuePlace(steps, 'steps'));
  if (steps.items().length === 0) return [{ message: message(texts.noSteps, { job }), span: steps.span }];
  return [...steps.items().flatMap((step) => stepProblems(step)), ...repeatedIds(steps)];
}

function repeatedIds(steps: YamlView): readonly Problem[] {
  const seen = new Set<string>();
  const problems: Problem[] = [];
  for (const step of steps.items()) {
    const id = step.get('id')?.text();
    if (id === undefined || id.value === '') continue;
    problems.push(...idProblems(id.value, id.span));
    const folded = id.value.toLowerCase();
    if (seen.has(folded)) problems.push({ message: message(texts.repeatedId, { id: id.value }), span: id.span });
    seen.add(folded);
  }
  return problems;
}

function stepProblems(step: YamlView, isNested = false): readonly Problem[] {
  const entries = step.entries();
  const kinds = entries.filter(({ key }) => Object.hasOwn(stepShapes, key));
  const [first, second] = kinds;
  if (second !== undefined && first !== undefined) {
    return [{ message: message(texts.twoKinds, { first: first.key, second: second.key }), span: second.keySpan }];
  }
  if (first === undefined) return step.kind === 'map' ? noKind(step, entries) : checkShape(record({}), step, valuePlace(step, 'steps'));
  const problems = [...shapeProblems(stepShapes[first.key] ?? anything, step, first.key)];
  const uses = first.key === 'uses' ? first.value.text() : undefined;
  if (uses !== undefined && uses.value !== '' && !isAction(uses.value)) {
    problems.push({ message: message(texts.action, { uses: uses.value.slice(0, 100) }), span: uses.span });
  }
  // GitHub allows no parallel block inside another, so one level is all there is to look at.
  if (first.key === 'parallel' && !isNested) problems.push(...first.value.items().flatMap((inner) => stepProblems(inner, true)));
  return problems;
}

/** A step without a kind often has its key misspelt. */
function noKind(step: YamlView, entries: readonly YamlEntry[]): readonly Problem[] {
  const known = Object.keys(stepShapes);
  const misspelt = entries.find(({ key }) => nearestWord(key, known) !== undefined);
  if (misspelt !== undefined) return checkShape(anyStepShape, step, valuePlace(step, 'steps'));
  return [{ message: message(texts.stepKind), span: { start: step.span.start, end: step.span.start } }];
}

const anyStepShape = record(
  Object.fromEntries(
    'name id if env with shell working-directory continue-on-error timeout-minutes background run uses'
      .split(' ')
      .map((key) => [key, anything]),
  ),
);

function isAction(uses: string): boolean {
  return uses.includes('${{') || /^(?:\.[/\\]|\$\/|docker:\/\/.)/.test(uses) || uses === '.' || /^[^/\s@]+\/[^\s@]+@\S+$/.test(uses);
}

/** Needs that name no job, and rings of needs, each told at the need that closes it. */
function needsProblems(jobs: readonly YamlEntry[]): readonly Problem[] {
  const known = new Set(jobs.map(({ key }) => key.toLowerCase()));
  const problems: Problem[] = [];
  for (const { key, value } of jobs) {
    for (const need of needsOf(value)) {
      if (need.value.includes('${{') || need.value === '' || known.has(need.value.toLowerCase())) continue;
      problems.push({
        message: message(texts.unknownJob, { job: key, need: need.value }),
        span: need.span,
        ...suggestJob(need.value, jobs),
      });
    }
  }
  return [...problems, ...cycleProblems(jobs, known)];
}

function suggestJob(need: string, jobs: readonly YamlEntry[]): { readonly suggestion?: string } {
  const suggestion = nearestWord(
    need,
    jobs.map(({ key }) => key),
  );
  return suggestion === undefined ? {} : { suggestion };
}

function needsOf(job: YamlView) {
  const needs = job.get('needs');
  const views = needs?.kind === 'seq' ? needs.items() : needs === undefined ? [] : [needs];
  return views.map((view) => view.text()).filter((need) => need !== undefined);
}

function cycleProblems(jobs: readonly YamlEntry[], known: ReadonlySet<string>): readonly Problem[] {
  const waiting = new Map(jobs.map((job) => [job.key.toLowerCase(), job]));
  for (let before = -1; before !== waiting.size;) {
    before = waiting.size;
    for (const [id, job] of [...waiting]) {
      if (!needsOf(job.value).some((need) => waiting.has(need.value.toLowerCase()))) waiting.delete(id);
    }
  }
  return [...waiting.values()].flatMap((job) => {
    const need = needsOf(job.value).find(
      ({ value }) => known.has(value.toLowerCase()) && reaches(value.toLowerCase(), job.key.toLowerCase(), waiting),
    );
    return need === undefined ? [] : [{ message: message(texts.cycle, { job: job.key, need: need.value }), span: need.span }];
  });
}

function reaches(from: string, target: string, jobs: ReadonlyMap<string, YamlEntry>): boolean {
  const seen = new Set<string>();
  const next = [from];
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    if (id === target) return true;
    const job = jobs.get(id);
    if (seen.has(id) || job === undefined) continue;
    seen.add(id);
    next.push(...needsOf(job.value).map((need) => need.value.toLowerCase()));
  }
  return false;
}
