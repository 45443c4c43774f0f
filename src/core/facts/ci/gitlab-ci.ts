import type { Located } from '../../model/span.ts';
import type { SourceText } from '../../model/source-text.ts';
import type { YamlFormat } from '../format.ts';
import type { YamlEntry, YamlView } from '../yaml/yaml-view.ts';
import type { GitlabCiFacts, GitlabInclude, GitlabJob, GitlabPolicy, GitlabRule, GitlabScript, GitlabSection } from './gitlab-ci-facts.ts';
import { gitlabProblems } from './gitlab-ci-problems.ts';
import { type ReadBudget, flatItems, gitlabKeywords, textsOf } from './gitlab-ci-view.ts';

const pipelinePath = /(?:^|\/)[^/]*\.gitlab-ci\.ya?ml$/i;
const pipelineFolder = /(?:^|\/)\.gitlab\/.+\.ya?ml$/i;

/**
 * Pipelines of GitLab CI: `.gitlab-ci.yml` and names that end in it, and elsewhere documents with jobs such as local includes.
 * Only what GitLab would take for its own by name is judged: a document that merely looks like jobs may belong to somebody else.
 */
export const gitlabCi: YamlFormat<'gitlab-ci', GitlabCiFacts> = {
  kind: 'yaml',
  id: 'gitlab-ci',
  ownsName: (path) => pipelinePath.test(path),
  // GitLab's loader (Ruby's Psych) takes the last of two equal keys.
  takesDoubledKeys: true,
  recognise: (root, path) => pipelinePath.test(path) || hasJobs(root),
  read: (root, source) => {
    const facts = readFacts(root, { source, budget: { left: mostValues } });
    const isJudged = pipelinePath.test(source.path) || pipelineFolder.test(source.path);
    return { facts, problems: isJudged ? gitlabProblems(root, source, facts) : [] };
  },
  inspect: (facts) => ({
    stages: facts.stages.map((stage) => stage.value),
    jobs: facts.jobs.filter((job) => !job.isHidden).map((job) => job.id.value),
  }),
};

const mostValues = 100_000;

interface Reading {
  readonly source: SourceText;
  readonly budget: ReadBudget;
}

/** Keys that jobs of GitLab have and those of other tools lack. */
const jobKeys = ['stage', 'rules', 'only', 'except', 'extends', 'before_script', 'after_script', 'allow_failure', 'tags', 'artifacts'];
const foreignKeys = ['apiVersion', 'jobs', 'language', 'pipelines', 'steps', 'on', 'scripts', 'outputs', 'parameters'];

/** Whether a document's own entries are jobs: a script of lines, and a key that only GitLab's jobs have. */
function hasJobs(root: YamlView): boolean {
  if (root.kind !== 'map' || foreignKeys.some((key) => root.get(key) !== undefined)) return false;
  return root.entries().some(({ key, value }) => {
    if (gitlabKeywords.includes(key) || value.kind !== 'map') return false;
    const script = value.get('script');
    return (script?.kind === 'seq' || script?.kind === 'scalar') && jobKeys.some((name) => value.get(name) !== undefined);
  });
}

function readFacts(root: YamlView, reading: Reading): GitlabCiFacts {
  const stages = root.get('stages') ?? root.get('types');
  const byDefault = root.get('default');
  const rules = root.at('workflow', 'rules');
  return {
    stages: stages === undefined ? [] : ownOf(flatItems(stages, (item) => item.text(), reading)),
    stagesSpan: stages === undefined || stages.kind === 'null' ? null : stages.span,
    jobs: jobEntries(root).map((entry) => readJob(entry, reading)),
    includes: readIncludes(root.get('include')),
    defaults: [readSection(root, reading), ...(byDefault === undefined ? [] : [readSection(byDefault, reading)])],
    workflowRules: rules === undefined ? null : flatItems(rules, readRule, reading),
  };
}

function jobEntries(root: YamlView): readonly YamlEntry[] {
  return root
    .entries()
    .filter(({ key, value }) => !gitlabKeywords.includes(key) && (!key.startsWith('.') || value.kind === 'map' || value.kind === 'seq'));
}

function ownOf<T extends object>(items: readonly ({ readonly own: T } | object)[]): readonly T[] {
  return items.flatMap((item) => ('own' in item ? [item.own] : []));
}

function readJob({ key, keySpan, value }: YamlEntry, reading: Reading): GitlabJob {
  // A template may be nothing but a list of lines or of rules, for references to take it whole.
  const whole = value.kind === 'seq' ? value : undefined;
  const rules = value.get('rules') ?? whole;
  const trigger = value.get('trigger');
  const needs = value.get('needs');
  return {
    ...readSection(value, reading),
    ...(whole === undefined ? {} : { script: readScript(whole, reading) }),
    id: { value: key, span: keySpan },
    isHidden: key.startsWith('.'),
    extends: textsOf(value.get('extends')),
    stage: (value.get('stage') ?? value.get('type'))?.text() ?? null,
    needs: needs === undefined || needs.kind === 'scalar' ? [] : ownOf(flatItems(needs, readNeed, reading)),
    dependencies: textsOf(value.get('dependencies')),
    rules: rules === undefined || rules.kind === 'null' ? null : flatItems(rules, readRule, reading),
    only: readPolicy(value.get('only')),
    except: readPolicy(value.get('except')),
    when: value.get('when')?.text()?.value ?? null,
    allowsFailure: readAllowance(value.get('allow_failure')),
    trigger: trigger === undefined ? null : readIncludes(trigger.get('include')),
    runsOtherwise: trigger !== undefined || value.get('run') !== undefined || value.at('needs', 'pipeline') !== undefined || waits(needs),
  };
}

function waits(needs: YamlView | undefined): boolean {
  return needs?.items().some((need) => need.get('pipeline') !== undefined) === true;
}

/** `exit_codes` lets some failures pass only, so the job counts as one that can fail. */
function readAllowance(view: YamlView | undefined): boolean | null {
  if (view === undefined) return null;
  return view.scalar === true || /^(?:yes|on)$/i.test(String(view.scalar));
}

function readSection(view: YamlView, reading: Reading): GitlabSection {
  const image = view.get('image');
  const services = view.get('services');
  return {
    beforeScript: readScript(view.get('before_script'), reading),
    script: readScript(view.get('script'), reading),
    afterScript: readScript(view.get('after_script'), reading),
    image: (image?.get('name') ?? image)?.text() ?? null,
    services: services === undefined ? null : ownOf(flatItems(services, (item) => (item.get('name') ?? item).text(), reading)),
  };
}

function readScript(view: YamlView | undefined, reading: Reading): GitlabScript | null {
  return view === undefined || view.kind === 'null' ? null : flatItems(view, (item) => item.text(), reading);
}

function readNeed(view: YamlView): GitlabJob['needs'][number] | undefined {
  const name = (view.get('job') ?? view).text();
  const isElsewhere = view.get('pipeline') !== undefined || view.get('project') !== undefined;
  return name === undefined || isElsewhere ? undefined : { ...name, isOptional: view.get('optional')?.scalar === true };
}

function readRule(view: YamlView): GitlabRule | undefined {
  if (view.kind !== 'map') return undefined;
  return { condition: view.get('if')?.text() ?? null, when: view.get('when')?.text()?.value ?? null };
}

function readPolicy(view: YamlView | undefined): GitlabPolicy | null {
  if (view === undefined || view.kind === 'null') return null;
  if (view.kind === 'map') return { refs: textsOf(view.get('refs')), variables: textsOf(view.get('variables')) };
  return { refs: textsOf(view), variables: [] };
}

const includeKinds = ['local', 'remote', 'template', 'project', 'component', 'artifact'] as const;

function readIncludes(view: YamlView | undefined): readonly GitlabInclude[] {
  const items = view === undefined ? [] : view.kind === 'seq' ? view.items() : [view];
  return items.flatMap((item) => {
    const written = item.text();
    if (written !== undefined)
      return [{ kind: /^https?:/i.test(written.value) ? ('remote' as const) : ('local' as const), target: written }];
    return includeKinds.flatMap((kind) => {
      const target: Located<string> | undefined = item.get(kind)?.text();
      return target === undefined ? [] : [{ kind, target }];
    });
  });
}
