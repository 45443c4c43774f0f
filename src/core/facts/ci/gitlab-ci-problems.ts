import { type Text, message } from '../../l10n/message.ts';
import type { SourceText } from '../../model/source-text.ts';
import type { Located } from '../../model/span.ts';
import type { Problem } from '../format.ts';
import { nearestWord } from '../nearest-word.ts';
import { checkShape, mostProblems, rootPlace, shorten } from '../yaml/shape.ts';
import type { YamlEntry, YamlView } from '../yaml/yaml-view.ts';
import type { GitlabCiFacts, GitlabJob } from './gitlab-ci-facts.ts';
import { pipelineShape } from './gitlab-ci-shape.ts';
import { gitlabKeywords, isReference } from './gitlab-ci-view.ts';
import { type GitlabJobs, inherited, jobsByName } from './gitlab-inherit.ts';

const texts = {
  noJobs: { en: 'The pipeline has no jobs.', pl: 'Potok nie ma żadnych zadań.' },
  nothingToRun: {
    en: 'The job {job} has none of script, run and trigger.',
    pl: 'Zadanie {job} nie ma ani script, ani run, ani trigger.',
  },
  emptyScript: { en: 'The script of the job {job} is empty.', pl: 'Skrypt zadania {job} jest pusty.' },
  twoKinds: { en: 'A job may have only one of script and trigger.', pl: 'Zadanie może mieć tylko jeden z kluczy script i trigger.' },
  withRules: { en: '{key} may not be used together with rules.', pl: 'Klucza {key} nie można używać razem z rules.' },
  unknownStage: {
    en: 'The job {job} chose the stage {stage}, which is not among the stages: {stages}.',
    pl: 'Zadanie {job} wybrało etap {stage}, którego nie ma wśród etapów: {stages}.',
  },
  unknownBase: {
    en: 'The job {job} extends {name}, which does not exist.',
    pl: 'Zadanie {job} rozszerza {name}, które nie istnieje.',
  },
  circular: { en: 'The job {job} extends itself through {name}.', pl: 'Zadanie {job} rozszerza samo siebie przez {name}.' },
  unknownNeed: {
    en: 'The job {job} needs the job {name}, which does not exist.',
    pl: 'Zadanie {job} wymaga zadania {name}, które nie istnieje.',
  },
} satisfies Record<string, Text>;

/** What GitLab's linter would refuse of a file. */
export function gitlabProblems(root: YamlView, source: SourceText, facts: GitlabCiFacts): readonly Problem[] {
  const setting = {
    // Inputs of components are put in before anything is checked.
    isPlaceholder: (text: string) => text.includes('$[['),
    isReference: (view: YamlView) => isReference(view, source),
  };
  const shape = checkShape(pipelineShape, root, rootPlace(root, 'pipeline'), setting);
  if (root.kind !== 'map' || isHeader(root)) return shape;
  const jobs = root.entries().filter(({ key, value }) => !gitlabKeywords.includes(key) && !key.startsWith('.') && value.kind === 'map');
  return distinct([...shape, ...jobs.flatMap(ownProblems), ...crossProblems(root, source, facts)]).slice(0, mostProblems);
}

/** The first document of a template may hold nothing but its inputs. */
function isHeader(root: YamlView): boolean {
  return root.get('spec') !== undefined && root.entries().length === 1;
}

/** What several jobs take from one anchor is told once. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ span, message: { en } }) => {
    const key = `${String(span.start)}:${String(span.end)}:${en}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** What is wrong with a job whatever the others are. */
function ownProblems({ key, keySpan, value }: YamlEntry): readonly Problem[] {
  const problems: Problem[] = [];
  const script = value.entries().find((entry) => entry.key === 'script');
  const isEmpty =
    script !== undefined && (script.value.scalar === '' || (script.value.kind === 'seq' && script.value.items().length === 0));
  if (isEmpty) problems.push({ message: message(texts.emptyScript, { job: shorten(key) }), span: script.keySpan });
  if (script !== undefined && value.get('trigger') !== undefined) {
    // The shape of a job with a script does not know `trigger`, and would only say so.
    problems.push({ message: message(texts.twoKinds), span: keySpan });
  }
  if (value.get('rules') === undefined || value.get('rules')?.kind === 'null') return problems;
  for (const entry of value.entries()) {
    if (/^(?:only|except|start_in)$/.test(entry.key) && entry.value.kind !== 'null') {
      problems.push({ message: message(texts.withRules, { key: entry.key }), span: entry.keySpan });
    }
  }
  return problems;
}

/**
 * What jobs say about each other. Only a whole pipeline can be judged so: what is included may bring any job and stage,
 * and an included file is a part of something else.
 */
function crossProblems(root: YamlView, source: SourceText, facts: GitlabCiFacts): readonly Problem[] {
  const isWhole = /(?:^|\/)\.gitlab-ci\.yml$/.test(source.path) && root.get('include') === undefined && !source.text.includes('$[[');
  if (!isWhole) return [];
  const visible = facts.jobs.filter((job) => !job.isHidden);
  if (visible.length === 0) return [{ message: message(texts.noJobs), span: rootPlace(root, '').span }];
  const jobs = jobsByName([{ path: source.path, facts }]);
  const names = facts.jobs.map((job) => job.id.value);
  const pipeline: Pipeline = { jobs, facts, names, visible: names.filter((name) => !name.startsWith('.')) };
  const problems: Problem[] = [];
  for (const job of visible) {
    // The nearest of thousands of names is looked for at each of them.
    if (problems.length >= mostProblems) break;
    const found = [baseProblems, scriptProblems, stageProblems, needProblems].flatMap((look) => look(job, pipeline));
    problems.push(...found);
  }
  return problems;
}

interface Pipeline {
  readonly jobs: GitlabJobs;
  readonly facts: GitlabCiFacts;
  /** All names, templates included. */
  readonly names: readonly string[];
  readonly visible: readonly string[];
}

function unknown(text: Text, job: GitlabJob, name: Located<string>, names: readonly string[]): Problem {
  const near = nearestWord(name.value, names);
  const problem = { message: message(text, { job: shorten(job.id.value), name: shorten(name.value) }), span: name.span };
  return near === undefined ? problem : { ...problem, suggestion: near };
}

function baseProblems(job: GitlabJob, { jobs, names }: Pipeline): readonly Problem[] {
  return job.extends.flatMap((base) => {
    if (!jobs.has(base.value)) return [unknown(texts.unknownBase, job, base, names)];
    if (!reaches(base.value, job.id.value, jobs)) return [];
    return [{ message: message(texts.circular, { job: shorten(job.id.value), name: shorten(base.value) }), span: base.span }];
  });
}

function reaches(from: string, target: string, jobs: GitlabJobs): boolean {
  const seen = new Set<string>();
  const next = [from];
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    if (name === target) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    next.push(...(jobs.get(name) ?? []).flatMap(({ job }) => job.extends.map(({ value }) => value)));
  }
  return false;
}

/** Whether all bases of a job are there. One that is not is told already, and might have brought the script. */
function isComplete(start: string, jobs: GitlabJobs): boolean {
  const seen = new Set<string>();
  const next = [start];
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    const definitions = jobs.get(name);
    if (definitions === undefined) return false;
    if (seen.has(name)) continue;
    seen.add(name);
    next.push(...definitions.flatMap(({ job }) => job.extends.map(({ value }) => value)));
  }
  return true;
}

function scriptProblems(job: GitlabJob, { jobs }: Pipeline): readonly Problem[] {
  const name = job.id.value;
  const runs = inherited(jobs, name, ({ script, runsOtherwise }) => (script !== null || runsOtherwise ? true : null));
  if (runs !== undefined || !isComplete(name, jobs)) return [];
  return [{ message: message(texts.nothingToRun, { job: shorten(name) }), span: job.id.span }];
}

const usualStages = ['build', 'test', 'deploy'];

function stageProblems(job: GitlabJob, { jobs, facts }: Pipeline): readonly Problem[] {
  const name = job.id.value;
  if (!isComplete(name, jobs) || (facts.stagesSpan !== null && facts.stages.length === 0)) return [];
  const stages = facts.stagesSpan === null ? usualStages : facts.stages.map(({ value }) => value);
  const all = ['.pre', ...stages, '.post'];
  const chosen = inherited(jobs, name, ({ stage }) => stage)?.value;
  // A job that chooses none is in the stage `test`.
  const stage = chosen?.value ?? 'test';
  if (all.includes(stage)) return [];
  const near = nearestWord(stage, stages);
  const args = { job: shorten(name), stage: shorten(stage), stages: shorten(stages.join(', ')) };
  const problem = { message: message(texts.unknownStage, args), span: chosen?.span ?? job.id.span };
  return [near === undefined || chosen === undefined ? problem : { ...problem, suggestion: near }];
}

/** Jobs that are needed, or whose artifacts are asked for. One of several that `parallel` makes is called by a longer name. */
function needProblems(job: GitlabJob, { jobs, visible }: Pipeline): readonly Problem[] {
  const isKnown = ({ value }: Located<string>): boolean => {
    const whole = value.replace(/ \d+\/\d+$|: \[.*\]$/, '');
    return [value, whole].some((name) => jobs.has(name) && !name.startsWith('.')) || value.includes('$');
  };
  const needs = job.needs.filter((need) => !need.isOptional);
  return [...needs, ...job.dependencies].filter((need) => !isKnown(need)).map((need) => unknown(texts.unknownNeed, job, need, visible));
}
