import assert from 'node:assert/strict';
import fc from 'fast-check';
import { circleci } from '../../../../src/core/facts/ci/circleci.ts';
import { inspectFile, readFile } from '../../../../src/core/facts/read-file.ts';
import { createSourceText } from '../../../../src/core/model/source-text.ts';
import { checkAnyTree, checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const path = '.circleci/config.yml';

const churn = `version: 2.1

orbs:
  python: circleci/python@2.1.1

parameters:
  retrain: {type: boolean, default: false}

defaults: &defaults
  working_directory: ~/churn
  docker:
    - image: cimg/python:3.12

commands:
  run-tests:
    parameters:
      folder: {type: string, default: tests}
    steps:
      - run:
          name: Tests
          command: pytest << parameters.folder >>

jobs:
  test:
    <<: *defaults
    steps:
      - checkout
      - python/install-packages:
          pkg-manager: pip
      - run-tests:
          folder: tests/unit
      - when:
          condition: << pipeline.parameters.retrain >>
          steps:
            - run: python train.py
  deploy:
    <<: *defaults
    steps:
      - checkout
      - run: {command: docker push churn, working_directory: deploy}
      - run: {command: echo failed, when: on_fail}

workflows:
  version: 2
  build:
    jobs:
      - test
      - hold: {type: approval, requires: [test]}
      - deploy:
          requires: [hold]
          filters:
            branches: {ignore: /.*/}
            tags: {only: /^v.*/}
  nightly:
    triggers:
      - schedule:
          cron: "0 3 * * 1"
          filters: {branches: {only: [main]}}
    jobs: [test]
  asked:
    when: << pipeline.parameters.retrain >>
    jobs: [test]
  usual:
    unless: << pipeline.parameters.retrain >>
    jobs: [test]
`;

const read = (text: string) => parseText(circleci, text, { path });

describe('circleci', () => {
  it('reads jobs, commands, workflows and what starts them', () => {
    const { facts, problems } = read(churn);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      facts.workflows.map(({ name, starts }) => [name.value, starts]),
      [
        ['build', 'always'],
        ['nightly', 'always'],
        ['asked', 'asked'],
        ['usual', 'always'],
      ],
    );
    assert.deepEqual(
      facts.workflows[0]?.runs.map((run) => [run.name, run.onTagsOnly, run.isApproval]),
      [
        ['test', false, false],
        ['hold', false, true],
        ['deploy', true, false],
      ],
    );
    assert.deepEqual(
      facts.jobs.flatMap(({ steps }) => steps.map((step) => [step.calls?.value ?? step.run?.value, step.conditional])),
      [
        ['checkout', false],
        ['python/install-packages', false],
        ['run-tests', false],
        ['python train.py', true],
        ['checkout', false],
        ['docker push churn', false],
        ['echo failed', true],
      ],
    );
  });

  it('shows its facts', () => {
    assert.deepEqual(inspectFile(readFile(createSourceText(path, churn), { read: () => undefined }), path), {
      path,
      format: 'circleci',
      valid: true,
      errors: [],
      facts: {
        version: '2.1',
        orbs: [{ name: 'python', source: 'circleci/python@2.1.1' }],
        jobs: ['test', 'deploy'],
        workflows: ['build', 'nightly', 'asked', 'usual'],
        schedules: ['0 3 * * 1'],
      },
    });
  });

  it('is known by its content elsewhere', () => {
    const source = createSourceText('ci/circle.yml', churn);
    assert.equal(readFile(source, { read: () => undefined }).format, 'circleci');
  });

  it('says what CircleCI would refuse, at its place', () => {
    const broken = churn
      .replace('jobs: [test]', 'jobs: [tset]')
      .replace('requires: [hold]', 'requires: [wait]')
      .replace('0 3 * * 1', '0 3 * *');
    const places = read(broken).problems.map(({ span }) => broken.slice(span.start, span.end));
    assert.deepEqual(places.sort(), ['"0 3 * *"', 'tset', 'wait']);
    assert.equal(read('jobs: {}\n').problems.length, 1);
    assert.equal(read('version: 2\njobs: [build]\n').problems.length, 1);
  });

  it('survives truncations, any text, any tree and aliases that unfold', () => {
    for (const text of truncations(churn)) checkTotal(circleci, text, { path });
    const levels = Array.from(
      { length: 8 },
      (_, level) => `l${String(level + 1)}: &l${String(level + 1)} [${`{when: {steps: *l${String(level)}}},`.repeat(9)}]\n`,
    );
    checkTotal(circleci, `version: 2.1\nl0: &l0 [checkout]\n${levels.join('')}jobs: {build: {steps: *l8}}\n`, { path });
    fc.assert(fc.property(fc.string(), (text) => checkTotal(circleci, text, { path })));
    checkAnyTree(
      circleci,
      [
        'version',
        'orbs',
        'jobs',
        'commands',
        'workflows',
        'steps',
        'run',
        'when',
        'triggers',
        'schedule',
        'cron',
        'filters',
        'requires',
        'a',
      ],
      { path },
    );
  }).timeout(30_000);
});
