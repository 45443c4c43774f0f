/** The shape of a workflow and of a job, as GitHub's own workflow schema has it (2026); steps are looked at in `github-workflow-problems.ts`. */
import { eitherOf, listOf, mapOf, orNothing, record } from '../yaml/compound-shapes.ts';
import { anything, filledText as filled, flag, number as count, oneOf, scalarText } from '../yaml/scalar-shapes.ts';
import type { Shape } from '../yaml/shape.ts';
import { githubEvents } from './github-events.ts';

const words = (list: string): readonly string[] => list.split(' ');

const anyText = orNothing(scalarText);
const texts = listOf(filled);
const oneOrMany = eitherOf(filled, texts);
const environment = mapOf(anyText);
const levels = oneOf(['read', 'write', 'none']);

const scopes = words(
  'actions artifact-metadata attestations checks code-quality contents deployments discussions drives issues packages pages ' +
    'pull-requests repository-projects security-events statuses',
);

const permissions = eitherOf(
  oneOf(['read-all', 'write-all']),
  record({
    ...Object.fromEntries(scopes.map((scope) => [scope, levels])),
    'copilot-requests': oneOf(['write', 'none']),
    'id-token': oneOf(['write', 'none']),
    models: oneOf(['read', 'none']),
    'vulnerability-alerts': oneOf(['read', 'none']),
  }),
);

const concurrency = eitherOf(
  anyText,
  record({ group: filled, 'cancel-in-progress': flag, queue: oneOf(['single', 'max']) }, { required: ['group'] }),
);

const defaults = record({ run: record({ shell: filled, 'working-directory': filled }) });

const event = oneOf(Object.keys(githubEvents));

/** The document's own keys. `true` is what YAML 1.1 makes of `on`; GitHub does not know it. */
export const workflowShape: Shape = record(
  {
    on: eitherOf(event, listOf(event), record(githubEvents)),
    name: anyText,
    description: anyText,
    'run-name': anyText,
    defaults,
    env: environment,
    permissions,
    concurrency,
    jobs: anything,
  },
  { required: ['on', 'jobs'] },
);

const containerKeys: Readonly<Record<string, Shape>> = {
  image: anyText,
  options: anyText,
  env: environment,
  ports: texts,
  volumes: texts,
  credentials: record({ username: filled, password: filled }),
};

const matrix = record({ include: listOf(mapOf(anything)), exclude: listOf(mapOf(anything)) }, { others: listOf(anything) });

const sharedKeys: Readonly<Record<string, Shape>> = {
  name: anyText,
  needs: oneOrMany,
  if: anyText,
  permissions,
  concurrency,
  strategy: record({ 'fail-fast': flag, 'max-parallel': count, matrix }),
};

const runnerKeys: Readonly<Record<string, Shape>> = {
  ...sharedKeys,
  'runs-on': eitherOf(filled, texts, record({ group: filled, labels: oneOrMany })),
  'timeout-minutes': count,
  'cancel-timeout-minutes': count,
  'continue-on-error': flag,
  container: eitherOf(anyText, record(containerKeys, { required: ['image'] })),
  services: mapOf(eitherOf(filled, record({ ...containerKeys, entrypoint: anyText, command: anyText }))),
  env: environment,
  environment: eitherOf(anyText, record({ name: anyText, url: anyText, deployment: flag }, { required: ['name'] })),
  outputs: mapOf(anyText),
  defaults,
  steps: anything,
  snapshot: eitherOf(filled, record({ 'image-name': filled, if: anyText, version: filled }, { required: ['image-name'] })),
};

/** A job that runs steps on a runner. */
export const runnerJobShape: Shape = record(runnerKeys, { required: ['runs-on'] });

/** A job that says neither where it runs nor what it calls, which is told apart from its keys. */
export const unplacedJobShape: Shape = record(runnerKeys);

/** A job that calls a reusable workflow. */
export const callingJobShape: Shape = record(
  { ...sharedKeys, uses: filled, with: mapOf(anyText), secrets: eitherOf(oneOf(['inherit']), mapOf(anyText)) },
  { required: ['uses'] },
);

const stepKeys: Readonly<Record<string, Shape>> = { name: anyText, id: filled, 'continue-on-error': flag };
const runnableKeys: Readonly<Record<string, Shape>> = {
  ...stepKeys,
  if: anyText,
  'timeout-minutes': count,
  env: environment,
  background: flag,
};

/** The kinds of step by the key that makes them. */
export const stepShapes: Readonly<Record<string, Shape>> = {
  run: record({ ...runnableKeys, run: anyText, 'working-directory': anyText, shell: filled }),
  uses: record({ ...runnableKeys, uses: filled, with: mapOf(anyText) }),
  wait: record({ ...stepKeys, wait: oneOrMany }),
  'wait-all': record({ ...stepKeys, 'wait-all': orNothing(flag) }),
  cancel: record({ ...stepKeys, cancel: filled }),
  parallel: record({ parallel: anything }),
};
