import type { Located } from '../../model/span.ts';
import type { YamlFormat } from '../format.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { GithubWorkflowFacts, WorkflowJob, WorkflowStep } from './github-workflow-facts.ts';
import { workflowProblems } from './github-workflow-problems.ts';

const workflowPath = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/i;

/** Workflows of GitHub Actions: by path, and elsewhere any document with `on` and `jobs`, such as a workflow template. */
export const githubWorkflow: YamlFormat<'github-workflow', GithubWorkflowFacts> = {
  kind: 'yaml',
  id: 'github-workflow',
  ownsName: (path) => workflowPath.test(path),
  recognise: (root, path) => workflowPath.test(path) || (eventsOf(root) !== undefined && root.get('jobs')?.kind === 'map'),
  read: (root) => ({ facts: readFacts(root), problems: workflowProblems(root) }),
  inspect: (facts) => ({
    on: facts.on.map((event) => event.value),
    jobs: facts.jobs.map((job) => job.id.value),
    uses: facts.jobs.flatMap(usesOf),
  }),
};

function usesOf(job: WorkflowJob): readonly string[] {
  const all = [job.uses, ...job.steps.map((step) => step.uses)].filter((uses) => uses !== null);
  return all.sort((left, right) => left.span.start - right.span.start).map((uses) => uses.value);
}

/** `on`, or `true`: what a YAML 1.1 tool makes of it when it writes the file anew. */
function eventsOf(root: YamlView): YamlView | undefined {
  return root.get('on') ?? root.get('true');
}

function readFacts(root: YamlView): GithubWorkflowFacts {
  const on = eventsOf(root);
  return {
    name: root.get('name')?.text()?.value ?? null,
    on: on === undefined ? [] : eventNames(on),
    schedules: listOf(
      on
        ?.get('schedule')
        ?.items()
        .map((item) => item.get('cron')?.text()),
    ),
    jobs: (root.get('jobs')?.entries() ?? []).map(({ key, keySpan, value }) => readJob({ value: key, span: keySpan }, value)),
  };
}

function eventNames(on: YamlView): readonly Located<string>[] {
  if (on.kind === 'map') return on.entries().map(({ key, keySpan }) => ({ value: key, span: keySpan }));
  return listOf((on.kind === 'seq' ? on.items() : [on]).map((event) => event.text()));
}

function listOf<T>(values: readonly (T | undefined)[] | undefined): readonly T[] {
  return (values ?? []).filter((value) => value !== undefined);
}

function readJob(id: Located<string>, job: YamlView): WorkflowJob {
  const steps = job.get('steps');
  const needs = job.get('needs');
  return {
    id,
    uses: job.get('uses')?.text() ?? null,
    condition: textOf(job, 'if'),
    needs: listOf((needs?.kind === 'seq' ? needs.items() : [needs]).map((need) => need?.text()?.value)),
    steps: (steps?.items() ?? []).flatMap(readStep),
    stepsSpan: steps?.kind === 'seq' ? steps.span : null,
  };
}

/** One step, or the steps of a parallel block, which run all the same. */
function readStep(step: YamlView): readonly WorkflowStep[] {
  const parallel = step.get('parallel');
  return parallel?.kind === 'seq' ? parallel.items().map(readSingleStep) : [readSingleStep(step)];
}

function readSingleStep(step: YamlView): WorkflowStep {
  return {
    name: textOf(step, 'name'),
    uses: step.get('uses')?.text() ?? null,
    run: step.get('run')?.text() ?? null,
    workingDirectory: textOf(step, 'working-directory'),
    condition: textOf(step, 'if'),
    continueOnError: step.get('continue-on-error')?.boolean()?.value === true,
    span: step.span,
  };
}

function textOf(view: YamlView, key: string): string | null {
  return view.get(key)?.text()?.value ?? null;
}
