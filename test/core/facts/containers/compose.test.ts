import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compose } from '../../../../src/core/facts/containers/compose.ts';
import { checkProblems, checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const path = 'deploy/docker-compose.yml';

const stack = `version: "3.8"

x-logging: &logging
  driver: json-file
  options: {max-size: 10m}
x-service: &service
  restart: unless-stopped
  logging: *logging

services:
  mlflow:
    <<: *service
    image: ghcr.io/mlflow/mlflow:\${MLFLOW_VERSION:-v2.14.1}
    command: mlflow server --host 0.0.0.0
    ports: ["5000:5000", 9000]
    environment:
      - MLFLOW_TRACKING_URI
      - PORT=5000
    volumes:
      - ./mlruns:/mlruns
      - type: volume
        source: artifacts
        target: /artifacts
    healthcheck:
      test: ["CMD", "curl", "-f", "http://localhost:5000/health"]
      interval: 30s
      retries: 3
  api:
    <<: *service
    build:
      context: ./api
      dockerfile: serve.Dockerfile
      args: {PYTHON: "3.11"}
    image: registry:5000/team/api:\${TAG}
    command: [uvicorn, "app:api"]
    depends_on:
      mlflow: {condition: service_healthy}
    deploy:
      replicas: 2
      resources:
        reservations:
          devices: [{driver: nvidia, count: 1, capabilities: [gpu]}]
  worker:
    build: ./worker
    scale: 3
    healthcheck: {disable: true}
    networks: [backend]
volumes:
  artifacts:
networks:
  backend: {driver: bridge}
`;

describe('compose', () => {
  it('reads a stack as it is', () => {
    const { inspected, places, facts, recognised, source } = parseText(compose, stack, { path });
    assert.equal(recognised, true);
    assert.deepEqual(places, []);
    assert.deepEqual(inspected, {
      services: [
        { name: 'mlflow', image: 'ghcr.io/mlflow/mlflow:v2.14.1' },
        { name: 'api', image: 'registry:5000/team/api:${TAG}' },
        { name: 'worker', image: null },
      ],
    });
    const [mlflow, api, worker] = facts.services;
    assert.deepEqual(
      mlflow?.volumes.map(({ value }) => value),
      ['./mlruns:/mlruns', 'artifacts:/artifacts'],
    );
    assert.equal(source.text.slice(mlflow.healthcheck?.start, (mlflow.healthcheck?.start ?? 0) + 5), 'test:');
    assert.deepEqual([api?.build, api?.command, api?.replicas, api?.reference?.unresolved], ['./api', 'uvicorn app:api', 2, true]);
    assert.deepEqual([worker?.build, worker?.healthcheck, worker?.replicas], ['./worker', null, 3]);
    const span = mlflow.image?.span;
    assert.equal(source.text.slice(span?.start, span?.end), 'ghcr.io/mlflow/mlflow:${MLFLOW_VERSION:-v2.14.1}');
  });

  it('fills variables in from the .env file beside it', () => {
    const text = 'services:\n  a: {image: "app:${TAG}"}\n  b: {image: "b:$$x${NAME-d}"}\n';
    const files = { 'deploy/.env': '# versions\nexport TAG="1.2" # pinned\r\nNAME=\n' };
    assert.deepEqual(parseText(compose, text, { path, files }).inspected, {
      services: [
        { name: 'a', image: 'app:1.2' },
        { name: 'b', image: 'b:$x' },
      ],
    });
  });

  it('reads the first layout, which had the services at the top', () => {
    const { inspected, places } = parseText(compose, 'web:\n  image: nginx:1\n  net: host\ndb: {build: .}\n', { path });
    assert.deepEqual(inspected, {
      services: [
        { name: 'web', image: 'nginx:1' },
        { name: 'db', image: null },
      ],
    });
    assert.deepEqual(places, []);
  });

  const recognition: readonly (readonly [string, string, boolean])[] = [
    ['compose.yaml', 'services: {a: {image: x}}\n', true],
    ['compose.prod.yml', 'services: {a: {ports: [1]}}\n', true],
    ['docker-compose.override.yml', 'x: 1\n', true],
    ['stack.yml', 'services: {a: {build: .}}\n', true],
    ['conf/compose.yaml', 'defaults: [model]\n', false],
    ['stack.yml', 'services: [postgres]\n', false],
    ['service.yaml', 'apiVersion: v1\nservices: {a: {image: x}}\n', false],
    ['ci.yml', 'services: {a: {variables: 1}}\n', false],
  ];
  for (const [name, text, expected] of recognition) {
    it(`${expected ? 'takes' : 'leaves'} ${name} with ${JSON.stringify(text)}`, () => {
      assert.equal(parseText(compose, text, { path: name }).recognised, expected);
    });
  }

  const service = (text: string) => `services:\n  a:\n    image: x:1\n${text}`;
  const invalid: readonly (readonly [string, string, readonly string[]])[] = [
    ['no services', 'version: "3"\n', ['1:1 The key “services” is missing.']],
    ['empty services', 'services:\n', ['1:10 “services” must be a mapping.']],
    ['a service that is text', 'services:\n  a: nginx\n', ['2:3 The service a must be a map of keys and values.']],
    ['an empty service', 'services:\n  a:\n', ['2:3 The service a must be a map of keys and values.']],
    ['an unknown top key', `${service('')}service: {}\n`, ['4:1 Unknown key “service”.']],
    ['an unknown service key', service('    enviroment: {}\n'), ['4:5 Unknown key “enviroment”. Did you mean “environment”?']],
    ['a version that is a number', 'version: 3.8\nservices: {a: {image: x}}\n', ['1:10 “version” must be text.']],
    ['an image that is a number', 'services: {a: {image: 1}}\n', ['1:23 “image” must be text.']],
    ['a bad service name', 'services:\n  "a b": {image: x}\n', ['2:3 The service name a b has characters that are not allowed.']],
    ['neither image nor build', 'services:\n  a: {ports: ["1:1"]}\n', ['2:3 The service a has neither image nor build.']],
    ['an unknown dependency', service('    depends_on: [db]\n'), ['4:18 The service a depends on db, which does not exist.']],
    [
      'an undeclared volume',
      service('    volumes: ["data:/data", "./x:/x", "/y:/y", "C:\\\\z:/z"]\n'),
      ['4:15 The volume data is not declared under volumes.'],
    ],
    ['an undeclared network', service('    networks: [default, backend]\n'), ['4:25 The network backend is not declared under networks.']],
    [
      'a bad condition',
      service('    depends_on: {a: {condition: healthy}}\n'),
      ['4:33 The value “healthy” is not allowed here. Allowed: service_started, service_healthy, service_completed_successfully.'],
    ],
    ['ports as text', service('    ports: "80:80"\n'), ['4:12 “ports” must be a list.']],
    ['an unknown healthcheck key', service('    healthcheck: {tests: x}\n'), ['4:19 Unknown key “tests”. Did you mean “test”?']],
    ['an unknown deploy key', service('    deploy: {replica: 2}\n'), ['4:14 Unknown key “replica”. Did you mean “replicas”?']],
    ['a list', '- a\n', ['1:1 “compose.yaml” must be a mapping.']],
  ];
  for (const [title, text, expected] of invalid) {
    it(`refuses ${title}`, () => {
      const result = parseText(compose, text, { path });
      assert.deepEqual(result.places, expected);
      checkProblems(result);
    });
  }

  const valid: readonly (readonly [string, string, string])[] = [
    [
      'an override file with half a service',
      'docker-compose.override.yml',
      'services:\n  a: {ports: ["1:1"], depends_on: [b], volumes: ["d:/d"]}\n',
    ],
    ['include instead of services', 'compose.yaml', 'include: [infra.yaml]\n'],
    [
      'variables in place of numbers and flags',
      path,
      service('    cpus: ${CPUS}\n    init: ${INIT:-true}\n    deploy: {replicas: "${N:-2}"}\n'),
    ],
    ['extensions anywhere', path, `${service('    x-note: 1\n    build: {x-a: 1, context: .}\n')}x-top: [1]\n`],
    ['an extended service', path, 'services:\n  a: {extends: {file: base.yml, service: a}}\n'],
    ['null in an environment', path, service('    environment: {A: , B: 1, C: true}\n')],
  ];
  for (const [title, name, text] of valid) {
    it(`takes ${title}`, () => assert.deepEqual(parseText(compose, text, { path: name }).places, []));
  }

  it('survives every truncation', () => {
    for (const text of truncations(stack)) checkTotal(compose, text, { path });
  }).timeout(30_000);

  it('survives any tree', () => {
    const keys = fc.constantFrom(
      'services',
      'a',
      'image',
      'build',
      'volumes',
      'healthcheck',
      'deploy',
      'depends_on',
      'networks',
      '<<',
      'x-y',
      'test',
      'command',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.string(),
        fc.constant(null),
        fc.boolean(),
        fc.integer(),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(keys, tie('tree'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(fc.property(tree, (value) => checkTotal(compose, JSON.stringify(value), { path: 'compose.yaml' })));
    fc.assert(fc.property(fc.string(), (text) => checkTotal(compose, text, { path })));
  }).timeout(30_000);
});
