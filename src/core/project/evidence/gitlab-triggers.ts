/** What starts a job of GitLab CI, by its rules, `only` and `when`. Schedules themselves stand on the server; only the jobs for them are here. */
import type { GitlabPolicy, GitlabRule, OrReference } from '../../facts/ci/gitlab-ci-facts.ts';
import { type GitlabJobs, type Inherited, inherited, resolved } from '../../facts/ci/gitlab-inherit.ts';
import type { CiTrigger } from './ci-trigger.ts';
import type { Place } from './offer.ts';

/** When a job runs. */
export interface GitlabTriggers {
  readonly triggers: ReadonlySet<CiTrigger>;
  /** Where the job says that it is for scheduled pipelines, with the words; null where it does not. */
  readonly schedule: { readonly place: Place; readonly words: string } | null;
}

/** What `$CI_PIPELINE_SOURCE` may be. */
const sources: Readonly<Record<string, CiTrigger>> = {
  push: 'change',
  merge_request_event: 'change',
  external_pull_request_event: 'change',
  schedule: 'schedule',
  trigger: 'event',
  pipeline: 'event',
  api: 'event',
  external: 'event',
  web: 'hand',
  webide: 'hand',
  chat: 'hand',
};

/** What names under `only` mean; all others are branches or patterns. */
const refs: Readonly<Record<string, CiTrigger>> = {
  schedules: 'schedule',
  tags: 'release',
  triggers: 'event',
  pipelines: 'event',
  api: 'event',
  external: 'event',
  web: 'hand',
  chat: 'hand',
};

/** A condition that is nothing but a question for the source. */
const wholeSource = /^\s*\$CI_PIPELINE_SOURCE\s*==\s*["'](\w+)["']\s*$/;
const scheduleOnly = /\$CI_PIPELINE_SCHEDULE_DESCRIPTION\b/;

interface Found {
  readonly triggers: Set<CiTrigger>;
  schedule: GitlabTriggers['schedule'];
}

/** When a job of a pipeline runs; `base` is what starts the pipeline where nothing says more. */
export function jobTriggers(jobs: GitlabJobs, name: string, base: ReadonlySet<CiTrigger>): GitlabTriggers {
  const found: Found = { triggers: new Set(), schedule: null };
  const when = inherited(jobs, name, (job) => job.when)?.value ?? null;
  const rules = inherited(jobs, name, (job) => job.rules);
  const only = inherited(jobs, name, (job) => job.only);
  if (rules !== undefined) addRules(resolved<GitlabRule>(jobs, rules, 'rules'), { found, base, when });
  else if (only !== undefined) addPolicy(only, found, base);
  else for (const trigger of base) found.triggers.add(trigger);
  const except = inherited(jobs, name, (job) => job.except)?.value;
  for (const { value } of except?.refs ?? []) {
    const trigger = Object.hasOwn(refs, value) ? refs[value] : undefined;
    if (trigger !== undefined) found.triggers.delete(trigger);
  }
  if (rules === undefined && when === 'manual' && found.triggers.size > 0) return { triggers: new Set(['hand']), schedule: null };
  return { triggers: found.triggers, schedule: found.triggers.has('schedule') ? found.schedule : null };
}

/** What starts a pipeline as a whole: changes, and what its `workflow` names beside them. */
export function pipelineTriggers(jobs: GitlabJobs, workflow: readonly Inherited<readonly OrReference<GitlabRule>[]>[]): GitlabTriggers {
  const [rules] = workflow.slice(-1);
  if (rules === undefined) return { triggers: new Set(['change']), schedule: null };
  const found: Found = { triggers: new Set(), schedule: null };
  addRules(resolved<GitlabRule>(jobs, rules, 'rules'), { found, base: new Set(['change']), when: null });
  return found;
}

interface RuleSetting {
  readonly found: Found;
  readonly base: ReadonlySet<CiTrigger>;
  readonly when: string | null;
}

function addRules(rules: readonly Inherited<GitlabRule>[], { found, base, when }: RuleSetting): void {
  const never = new Set<CiTrigger>();
  for (const { path, value: rule } of rules) {
    const effect = rule.when ?? when;
    const condition = rule.condition?.value ?? null;
    if (effect === 'never') {
      // A source may be one of several that mean the same here, so that changes are never taken out.
      const source = sourceTrigger(wholeSource.exec(condition ?? '')?.[1]);
      if (source !== undefined && source !== 'change') never.add(source);
      // The first rule that holds decides: nothing after this one is reached.
      if (condition === null) return;
      continue;
    }
    for (const trigger of condition === null ? base : conditionTriggers(condition, base)) {
      if (never.has(trigger)) continue;
      found.triggers.add(effect === 'manual' ? 'hand' : trigger);
      if (trigger === 'schedule' && effect !== 'manual' && rule.condition !== null) {
        found.schedule ??= { place: { path, span: rule.condition.span }, words: rule.condition.value };
      }
    }
    if (condition === null) return;
  }
}

function sourceTrigger(source: string | undefined): CiTrigger | undefined {
  return source !== undefined && Object.hasOwn(sources, source) ? sources[source] : undefined;
}

/** The triggers that a condition asks for; what it asks besides, such as the branch, narrows them but does not change their kind. */
function conditionTriggers(condition: string, base: ReadonlySet<CiTrigger>): ReadonlySet<CiTrigger> {
  return new Set(condition.split('||').flatMap((part) => [...partTriggers(part, base)]));
}

function partTriggers(part: string, base: ReadonlySet<CiTrigger>): Iterable<CiTrigger> {
  const named = [...part.matchAll(/\$CI_PIPELINE_SOURCE\s*==\s*["'](\w+)["']/g)].map((match) => match[1] ?? '');
  if (named.includes('parent_pipeline')) return base;
  const matched = /\$CI_PIPELINE_SOURCE\s*=~\s*\/([^/]+)\//.exec(part)?.[1];
  const all = [...named, ...Object.keys(sources).filter((source) => matched?.split(/[^\w]+/).includes(source) === true)];
  const triggers = all.map(sourceTrigger).filter((trigger) => trigger !== undefined);
  if (triggers.length > 0) return triggers;
  if (scheduleOnly.test(part)) return ['schedule'];
  if (/\$CI_COMMIT_TAG\b(?!\s*==\s*null)/.test(part)) return ['release'];
  const unwanted = sourceTrigger(/\$CI_PIPELINE_SOURCE\s*!=\s*["'](\w+)["']/.exec(part)?.[1]);
  return [...base].filter((trigger) => trigger === 'change' || trigger !== unwanted);
}

function addPolicy({ path, value: policy }: Inherited<GitlabPolicy>, found: Found, base: ReadonlySet<CiTrigger>): void {
  for (const ref of policy.refs) {
    const name = ref.value.replace(/@.*$/, '');
    const trigger = Object.hasOwn(refs, name) ? refs[name] : undefined;
    for (const meant of trigger === undefined ? base : [trigger]) found.triggers.add(meant);
    if (trigger === 'schedule') found.schedule ??= { place: { path, span: ref.span }, words: ref.value };
  }
  if (policy.refs.length === 0 && policy.variables.length === 0) for (const trigger of base) found.triggers.add(trigger);
  for (const condition of policy.refs.length === 0 ? policy.variables : []) {
    for (const trigger of conditionTriggers(condition.value, base)) {
      found.triggers.add(trigger);
      if (trigger === 'schedule') found.schedule ??= { place: { path, span: condition.span }, words: condition.value };
    }
  }
}
