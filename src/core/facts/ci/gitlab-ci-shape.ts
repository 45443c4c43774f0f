/** The shape of a pipeline, as GitLab's own linter and its editor's schema have it (GitLab 18, and what older releases took). */
import { chosenBy, eitherOf, listOf, mapOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { anything, integer, oneOf, scalarText, text } from '../yaml/scalar-shapes.ts';
import type { Shape } from '../yaml/shape.ts';

/** GitLab reads YAML 1.1, where `yes` and `off` are booleans too. */
const flag: Shape = {
  expected: { en: 'true or false', pl: 'wartością true lub false' },
  accepts: (view) => typeof view.scalar === 'boolean' || (typeof view.scalar === 'string' && /^(?:yes|no|on|off)$/i.test(view.scalar)),
  inside: () => [],
};

/** A text, or a list of texts that may be nested. */
const script: Shape = {
  expected: { en: 'text or a list of texts', pl: 'tekstem lub listą tekstów' },
  accepts: (view) => typeof view.scalar === 'string' || view.kind === 'seq',
  inside: (view, place, check) => (view.kind === 'seq' ? listOf(script).inside(view, place, check) : []),
};

/** A map with known keys. A key without a value is as good as absent. */
function optional(keys: Readonly<Record<string, Shape>>): Shape {
  return record(Object.fromEntries(Object.entries(keys).map(([key, shape]) => [key, orNothing(shape)])));
}

const texts = listOf(scalarText);
const oneOrMany = eitherOf(scalarText, texts);
const open = mapOf(anything);

const variable = orNothing(eitherOf(scalarText, record({ value: anything, description: anything, options: anything, expand: flag })));
const variables = mapOf(variable);

const image = eitherOf(
  text,
  record(
    { name: text, entrypoint: oneOrMany, docker: open, kubernetes: open, pull_policy: oneOrMany, ports: anything },
    { required: ['name'] },
  ),
);

const service = eitherOf(
  text,
  record(
    {
      name: text,
      entrypoint: oneOrMany,
      command: oneOrMany,
      alias: scalarText,
      ports: anything,
      variables,
      pull_policy: oneOrMany,
      docker: open,
      kubernetes: open,
    },
    { required: ['name'] },
  ),
);

const nested = (shape: Shape): Shape => eitherOf(shape, listOf(anything));

const cache = optional({
  key: anything,
  untracked: flag,
  paths: texts,
  when: oneOf(['on_success', 'on_failure', 'always']),
  policy: scalarText,
  fallback_keys: texts,
  unprotect: flag,
});

const artifacts = optional({
  name: scalarText,
  untracked: flag,
  paths: listOf(nested(scalarText)),
  exclude: listOf(nested(scalarText)),
  reports: open,
  when: oneOf(['on_success', 'on_failure', 'always']),
  expire_in: scalarText,
  expose_as: scalarText,
  public: flag,
  access: oneOf(['none', 'developer', 'maintainer', 'all']),
});

const retry = eitherOf(integer, record({ max: integer, when: oneOrMany, exit_codes: anything }));

const sharedKeys: Readonly<Record<string, Shape>> = {
  before_script: script,
  after_script: script,
  image,
  services: listOf(nested(service)),
  cache: eitherOf(cache, listOf(nested(cache))),
};

const defaultKeys: Readonly<Record<string, Shape>> = {
  ...sharedKeys,
  artifacts,
  hooks: open,
  id_tokens: open,
  identity: anything,
  interruptible: flag,
  retry,
  tags: listOf(nested(scalarText)),
  timeout: scalarText,
};

const policy = eitherOf(listOf(nested(scalarText)), optional({ refs: texts, kubernetes: scalarText, variables: texts, changes: texts }));

const rule = optional({
  if: scalarText,
  changes: anything,
  exists: anything,
  when: oneOf(['on_success', 'on_failure', 'always', 'never', 'manual', 'delayed']),
  start_in: scalarText,
  allow_failure: anything,
  variables,
  needs: anything,
  interruptible: flag,
  auto_cancel: open,
});

const need = eitherOf(
  text,
  record({ job: text, artifacts: flag, optional: flag, parallel: anything, pipeline: text, project: text, ref: scalarText }),
);

/** Keys of jobs that run here and of those that start another pipeline. */
const anyJobKeys: Readonly<Record<string, Shape>> = {
  extends: oneOrMany,
  stage: text,
  type: text,
  only: policy,
  except: policy,
  rules: listOf(nested(rule)),
  variables,
  inherit: record({ default: anything, variables: anything }),
  allow_failure: eitherOf(flag, record({ exit_codes: anything })),
  when: oneOf(['on_success', 'on_failure', 'always', 'manual', 'delayed', 'never']),
  needs: eitherOf(listOf(nested(need)), record({ pipeline: text, job: text, artifacts: flag, project: text, ref: scalarText })),
  resource_group: scalarText,
  environment: eitherOf(
    scalarText,
    record({
      name: scalarText,
      url: scalarText,
      on_stop: scalarText,
      action: oneOf(['start', 'prepare', 'stop', 'verify', 'access']),
      auto_stop_in: scalarText,
      kubernetes: open,
      deployment_tier: scalarText,
    }),
  ),
  parallel: eitherOf(integer, record({ matrix: anything })),
  interruptible: flag,
  manual_confirmation: scalarText,
  inputs: open,
  start_in: scalarText,
};

const runningJob = optional({
  ...defaultKeys,
  ...anyJobKeys,
  script,
  run: listOf(anything),
  coverage: scalarText,
  dependencies: listOf(nested(scalarText)),
  dast_configuration: open,
  pages: eitherOf(flag, open),
  publish: scalarText,
  release: record({
    tag_name: scalarText,
    tag_message: scalarText,
    name: scalarText,
    description: scalarText,
    ref: scalarText,
    milestones: oneOrMany,
    released_at: scalarText,
    assets: open,
  }),
  secrets: open,
});

const triggeringJob = optional({
  ...anyJobKeys,
  trigger: eitherOf(
    scalarText,
    record({ project: scalarText, branch: scalarText, strategy: scalarText, include: anything, forward: open, inputs: open }),
  ),
});

const include = eitherOf(
  scalarText,
  record({
    local: scalarText,
    remote: scalarText,
    template: scalarText,
    project: scalarText,
    component: scalarText,
    artifact: scalarText,
    file: oneOrMany,
    ref: scalarText,
    job: scalarText,
    rules: anything,
    inputs: open,
    integrity: scalarText,
    cache: anything,
  }),
);

const workflow = optional({ name: scalarText, rules: listOf(nested(rule)), auto_cancel: open });
const header = record({ inputs: anything, component: anything, include: anything, description: anything });

/** The document. Its other entries are jobs; what begins with a dot may hold anything. */
export const pipelineShape: Shape = record(
  {
    ...Object.fromEntries(Object.entries(sharedKeys).map(([key, shape]) => [key, orNothing(shape)])),
    $schema: anything,
    spec: orNothing(header),
    default: orNothing(optional(defaultKeys)),
    include: orNothing(eitherOf(include, listOf(nested(include)))),
    variables: orNothing(variables),
    stages: orNothing(listOf(nested(text))),
    types: orNothing(listOf(nested(text))),
    workflow: orNothing(workflow),
  },
  {
    extension: /^\./,
    others: chosenBy((view) => (view.get('trigger') !== undefined && view.get('script') === undefined ? triggeringJob : runningJob)),
  },
);
