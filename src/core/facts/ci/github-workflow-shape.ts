/** The shape of a workflow and of a job, as GitHub's own workflow schema has it (2026); steps are looked at in `github-workflow-problems.ts`. */
import type { MapShape, Shape } from '../yaml/yaml-shape.ts';
import { githubEvents } from './github-events.ts';

const words = (list: string): readonly string[] => list.split(' ');

const anything: Shape = { kind: 'anything' };
const anyText: Shape = { kind: 'text' };
const filled: Shape = { kind: 'text', filled: true };
const texts: Shape = { kind: 'list', item: filled };
const oneOrMany: Shape = { kind: 'either', options: [filled, texts] };
const flag: Shape = { kind: 'boolean' };
const count: Shape = { kind: 'number' };
const environment: Shape = { kind: 'map', keys: {}, others: anyText };
const levels: Shape = { kind: 'text', values: ['read', 'write', 'none'] };

const scopes = words(
  'actions artifact-metadata attestations checks code-quality contents deployments discussions drives issues packages pages ' +
    'pull-requests repository-projects security-events statuses',
);

const permissions: Shape = {
  kind: 'either',
  options: [
    { kind: 'text', values: ['read-all', 'write-all'] },
    {
      kind: 'map',
      keys: {
        ...Object.fromEntries(scopes.map((scope) => [scope, levels])),
        'copilot-requests': { kind: 'text', values: ['write', 'none'] },
        'id-token': { kind: 'text', values: ['write', 'none'] },
        models: { kind: 'text', values: ['read', 'none'] },
        'vulnerability-alerts': { kind: 'text', values: ['read', 'none'] },
      },
    },
  ],
};

const concurrency: Shape = {
  kind: 'either',
  options: [
    anyText,
    {
      kind: 'map',
      keys: { group: filled, 'cancel-in-progress': flag, queue: { kind: 'text', values: ['single', 'max'] } },
      required: ['group'],
    },
  ],
};

const defaults: Shape = { kind: 'map', keys: { run: { kind: 'map', keys: { shell: filled, 'working-directory': filled } } } };

const event: Shape = { kind: 'text', values: Object.keys(githubEvents) };

/** The document's own keys. `true` is what YAML 1.1 makes of `on`; GitHub does not know it. */
export const workflowShape: Shape = {
  kind: 'map',
  keys: {
    on: { kind: 'either', options: [event, { kind: 'list', item: event }, { kind: 'map', keys: githubEvents }] },
    name: anyText,
    description: anyText,
    'run-name': anyText,
    defaults,
    env: environment,
    permissions,
    concurrency,
    jobs: anything,
  },
  required: ['on', 'jobs'],
};

const containerKeys: Readonly<Record<string, Shape>> = {
  image: anyText,
  options: anyText,
  env: environment,
  ports: texts,
  volumes: texts,
  credentials: { kind: 'map', keys: { username: filled, password: filled } },
};

const matrix: Shape = {
  kind: 'map',
  keys: {
    include: { kind: 'list', item: { kind: 'map', keys: {}, others: anything } },
    exclude: { kind: 'list', item: { kind: 'map', keys: {}, others: anything } },
  },
  others: { kind: 'list', item: anything },
};

const sharedKeys: Readonly<Record<string, Shape>> = {
  name: anyText,
  needs: oneOrMany,
  if: anyText,
  permissions,
  concurrency,
  strategy: { kind: 'map', keys: { 'fail-fast': flag, 'max-parallel': count, matrix } },
};

/** A job that runs steps on a runner. */
export const runnerJobShape: MapShape = {
  kind: 'map',
  keys: {
    ...sharedKeys,
    'runs-on': { kind: 'either', options: [filled, texts, { kind: 'map', keys: { group: filled, labels: oneOrMany } }] },
    'timeout-minutes': count,
    'cancel-timeout-minutes': count,
    'continue-on-error': flag,
    container: { kind: 'either', options: [anyText, { kind: 'map', keys: containerKeys, required: ['image'] }] },
    services: {
      kind: 'map',
      keys: {},
      others: { kind: 'either', options: [filled, { kind: 'map', keys: { ...containerKeys, entrypoint: anyText, command: anyText } }] },
    },
    env: environment,
    environment: {
      kind: 'either',
      options: [anyText, { kind: 'map', keys: { name: anyText, url: anyText, deployment: flag }, required: ['name'] }],
    },
    outputs: { kind: 'map', keys: {}, others: anyText },
    defaults,
    steps: anything,
    snapshot: {
      kind: 'either',
      options: [filled, { kind: 'map', keys: { 'image-name': filled, if: anyText, version: filled }, required: ['image-name'] }],
    },
  },
  required: ['runs-on'],
};

/** A job that calls a reusable workflow. */
export const callingJobShape: Shape = {
  kind: 'map',
  keys: {
    ...sharedKeys,
    uses: filled,
    with: { kind: 'map', keys: {}, others: anyText },
    secrets: {
      kind: 'either',
      options: [
        { kind: 'text', values: ['inherit'] },
        { kind: 'map', keys: {}, others: anyText },
      ],
    },
  },
  required: ['uses'],
};

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
  run: { kind: 'map', keys: { ...runnableKeys, run: anyText, 'working-directory': anyText, shell: filled } },
  uses: { kind: 'map', keys: { ...runnableKeys, uses: filled, with: { kind: 'map', keys: {}, others: anyText } } },
  wait: { kind: 'map', keys: { ...stepKeys, wait: oneOrMany } },
  'wait-all': { kind: 'map', keys: { ...stepKeys, 'wait-all': { kind: 'either', options: [{ kind: 'nothing' }, flag] } } },
  cancel: { kind: 'map', keys: { ...stepKeys, cancel: filled } },
  parallel: { kind: 'map', keys: { parallel: anything } },
};
