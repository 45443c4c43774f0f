import assert from 'node:assert/strict';
import fc from 'fast-check';
import { githubWorkflow } from '../../../../src/core/facts/ci/github-workflow.ts';
import { checkProblems, checkSpans, checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const path = '.github/workflows/retrain.yml';

const retrain = `name: Retrain
run-name: Retrain by @\${{ github.actor }}

on:
  schedule:
    - cron: "17 3 * * 1"   # Mondays
      timezone: "Europe/Warsaw"
  workflow_dispatch:
    inputs:
      reason:
        description: Why
        type: choice
        options: [drift, manual]
  push:
    branches: [main]
    paths: ['src/**', 'dvc.*']

permissions:
  contents: read
  id-token: write

concurrency:
  group: retrain
  cancel-in-progress: false

env:
  DVC_REMOTE: store
  PYTHONUNBUFFERED: 1

jobs:
  train:
    runs-on: [self-hosted, gpu]
    timeout-minutes: 90
    container:
      image: ghcr.io/org/train:1.2
    strategy:
      fail-fast: false
      matrix:
        region: [pl, de]
        include:
          - region: pl
            depth: 6
    steps:
      - uses: actions/checkout@v4
        with: {fetch-depth: 0}
      - uses: iterative/setup-dvc@v1
      - name: Train
        id: train
        if: \${{ always() }}
        working-directory: model
        env:
          DEPTH: \${{ matrix.depth }}
        run: |
          dvc pull
          dvc repro train
  test:
    needs: train
    runs-on: ubuntu-latest
    steps:
      - uses: ./.github/actions/prepare
      - uses: docker://alpine:3.20
      - run: pytest -q tests/model
        continue-on-error: true
  deploy:
    needs: [train, test]
    if: github.ref == 'refs/heads/main'
    uses: org/shared/.github/workflows/deploy.yml@v2
    with:
      stage: canary
    secrets: inherit
`;

describe('github-workflow', () => {
  it('reads a workflow as it is', () => {
    const { inspected, places, facts, source, recognised } = parseText(githubWorkflow, retrain, { path });
    assert.deepEqual(places, []);
    assert.equal(recognised, true);
    assert.deepEqual(inspected, {
      on: ['schedule', 'workflow_dispatch', 'push'],
      jobs: ['train', 'test', 'deploy'],
      uses: [
        'actions/checkout@v4',
        'iterative/setup-dvc@v1',
        './.github/actions/prepare',
        'docker://alpine:3.20',
        'org/shared/.github/workflows/deploy.yml@v2',
      ],
    });
    assert.equal(facts.name, 'Retrain');
    assert.deepEqual(
      facts.schedules.map((cron) => cron.value),
      ['17 3 * * 1'],
    );
    const [train, test, deploy] = facts.jobs;
    const step = train?.steps[2];
    assert.deepEqual(
      { name: step?.name, dir: step?.workingDirectory, condition: step?.condition, run: step?.run?.value },
      { name: 'Train', dir: 'model', condition: '${{ always() }}', run: 'dvc pull\ndvc repro train\n' },
    );
    assert.equal(test?.steps[2]?.continueOnError, true);
    assert.deepEqual(deploy?.needs, ['train', 'test']);
    assert.equal(deploy.condition, "github.ref == 'refs/heads/main'");
    const stepsEnd = test.stepsSpan?.end ?? 0;
    assert.match(source.text.slice(stepsEnd - 25, stepsEnd), /continue-on-error: true\s*$/);
  });

  const events: readonly (readonly [string, readonly string[]])[] = [
    ['on: push', ['push']],
    ['on: [push, pull_request]', ['push', 'pull_request']],
    ['"on":\n  pull_request:\n  release: {types: [published]}', ['pull_request', 'release']],
    ['"on": schedule', ['schedule']],
  ];
  for (const [head, expected] of events) {
    it(`reads ${JSON.stringify(head)}`, () => {
      const { inspected, places } = parseText(githubWorkflow, `${head}\njobs: {a: {runs-on: x, steps: [{run: ls}]}}\n`, { path });
      assert.deepEqual(inspected, { on: expected, jobs: ['a'], uses: [] });
      assert.deepEqual(places, []);
    });
  }

  it('reads the key true for on, as tools of YAML 1.1 write it, and says that GitHub refuses it', () => {
    const { inspected, places, problems, recognised } = parseText(
      githubWorkflow,
      'true:\n  push:\njobs: {a: {runs-on: x, steps: [{run: ls}]}}\n',
      { path: 'ci.yml' },
    );
    assert.equal(recognised, true);
    assert.deepEqual(inspected, { on: ['push'], jobs: ['a'], uses: [] });
    assert.deepEqual(places, ['1:1 Unknown key “true”.', '1:1 The key “on” is missing.']);
    assert.equal(problems.find((problem) => problem.suggestion !== undefined)?.suggestion, 'on');
  });

  it('reads aliases, CRLF and steps in a parallel block', () => {
    const text =
      'on: push\njobs:\n  a: &job\n    runs-on: x\n    steps:\n      - parallel:\n          - uses: a/b@v1\n          - run: ls\n  b: *job\n';
    const { inspected, places, facts, source } = parseText(githubWorkflow, text.replaceAll('\n', '\r\n'), { path });
    assert.deepEqual(inspected, { on: ['push'], jobs: ['a', 'b'], uses: ['a/b@v1', 'a/b@v1'] });
    assert.deepEqual(places, []);
    const uses = facts.jobs[0]?.steps[0]?.uses?.span;
    assert.equal(source.text.slice(uses?.start, uses?.end), 'a/b@v1');
  });

  it('knows a workflow elsewhere by its keys, and nothing else', () => {
    const recognised = (text: string, file: string) => parseText(githubWorkflow, text, { path: file }).recognised;
    assert.equal(recognised('on: push\njobs: {}\n', 'templates/ci.yml'), true);
    assert.equal(recognised('jobs: {}\n', 'config.yml'), false);
    assert.equal(recognised('on: true\nstages: {}\n', 'config.yml'), false);
    assert.equal(recognised('- 1\n', '.github/workflows/broken.yaml'), true);
    assert.equal(recognised('- 1\n', '.github/workflows/sub/x.yaml'), false);
  });

  it('survives every truncation of a workflow', () => {
    for (const text of truncations(retrain)) checkTotal(githubWorkflow, text, { path });
  }).timeout(30_000);

  it('survives any text and any tree', () => {
    const keys = fc.constantFrom(
      'on',
      'jobs',
      'a',
      'steps',
      'run',
      'uses',
      'needs',
      'schedule',
      'cron',
      'runs-on',
      'push',
      '<<',
      'parallel',
      'id',
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
    fc.assert(fc.property(fc.string(), (text) => checkTotal(githubWorkflow, text, { path })));
    fc.assert(
      fc.property(tree, (value) => {
        const result = parseText(githubWorkflow, JSON.stringify(value), { path });
        checkProblems(result);
        checkSpans(result.facts, result.source.text.length);
      }),
    );
  }).timeout(30_000);
});
