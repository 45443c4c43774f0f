import assert from 'node:assert/strict';
import fc from 'fast-check';
import { azurePipelines } from '../../../../src/core/facts/ci/azure-pipelines.ts';
import { readFile } from '../../../../src/core/facts/read-file.ts';
import { createSourceText } from '../../../../src/core/model/source-text.ts';
import { checkProblems, checkSpans, checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const path = 'azure-pipelines.yml';

const churn = `name: $(Date:yyyyMMdd)$(Rev:.r)

trigger:
  branches: {include: [main]}
pr: none

schedules:
  - cron: '0 3 * * 1'
    displayName: Weekly
    branches: {include: [main]}
    always: true

resources:
  pipelines:
    - pipeline: data
      source: data-pipeline
      trigger: true

parameters:
  - name: deploy
    type: boolean
    default: false

variables:
  - group: churn
  - name: image
    value: churn

pool: {vmImage: ubuntu-latest}

stages:
  - stage: Test
    jobs:
      - job: unit
        displayName: Unit tests
        strategy:
          matrix:
            py312: {python.version: '3.12'}
        steps:
          - checkout: self
            fetchDepth: 0
          - task: UsePythonVersion@0
            inputs: {versionSpec: $(python.version)}
          - script: |
              pip install -r requirements.txt
              pytest
            displayName: Tests
            workingDirectory: $(Build.SourcesDirectory)/model
          - template: ci/steps.yml
            parameters: {a: 1}
          - \${{ if eq(parameters.deploy, true) }}:
              - bash: dvc push
                continueOnError: true
  - stage: Deploy
    dependsOn: Test
    condition: succeeded()
    jobs:
      - deployment: release
        environment: production
        strategy:
          runOnce:
            deploy:
              steps:
                - task: Docker@2
                  inputs: {command: buildAndPush, repository: churn}
      - template: ci/jobs.yml@templates
`;

describe('azure-pipelines', () => {
  it('reads a pipeline as it is', () => {
    const { inspected, places, facts, recognised, source } = parseText(azurePipelines, churn, { path });
    assert.deepEqual(places, []);
    assert.equal(recognised, true);
    assert.deepEqual(inspected, {
      stages: ['Test', 'Deploy'],
      jobs: ['unit', 'release'],
      tasks: ['UsePythonVersion@0', 'Docker@2'],
      schedules: ['0 3 * * 1'],
    });
    assert.deepEqual(
      facts.schedules.map((cron) => cron.value),
      ['0 3 * * 1'],
    );
    assert.deepEqual([facts.startsOnChanges, facts.startsAfterOthers], [true, true]);
    const steps = facts.jobs.flatMap((job) => job.steps);
    assert.deepEqual(
      steps.map((item) => ('template' in item ? item.template.value : (item.step.task?.value ?? item.step.script?.value ?? null))),
      [null, 'UsePythonVersion@0', 'pip install -r requirements.txt\npytest\n', 'ci/steps.yml', 'dvc push', 'Docker@2'],
    );
    assert.deepEqual(
      facts.templates.map(({ span }) => source.text.slice(span.start, span.end)),
      ['ci/jobs.yml@templates'],
    );
  });

  const invalid: readonly (readonly [string, string, readonly string[]])[] = [
    ['a pipeline that does nothing', 'trigger: [main]\n', ['1:1 The pipeline has none of stages, jobs, steps and extends.']],
    ['an unknown key', 'triger: [main]\nsteps:\n  - script: ls\n', ['1:1 Unknown key “triger”. Did you mean “trigger”?']],
    [
      'an unknown key of a step',
      'steps:\n  - script: ls\n    displayNam: x\n',
      ['3:5 Unknown key “displayNam”. Did you mean “displayName”?'],
    ],
    ['a step of nothing', 'steps:\n  - displayName: x\n', ['2:5 The step names nothing to run, such as script or task.']],
    ['a task without a version', 'steps:\n  - task: Docker\n', ['2:11 The task Docker does not have the form Name@version.']],
    [
      'a wrong cron line',
      "schedules:\n  - cron: '0 3 * *'\nsteps:\n  - script: ls\n",
      ['2:11 The cron line 0 3 * * is not valid: five fields are expected (minute, hour, day of month, month, day of week).'],
    ],
    ['steps as a map', 'steps: {script: ls}\n', ['1:1 “steps” must be a list.']],
  ];
  for (const [title, text, expected] of invalid) {
    it(`refuses ${title}`, () => {
      const result = parseText(azurePipelines, text, { path });
      assert.deepEqual(result.places, expected);
      checkProblems(result);
    });
  }

  it('knows pipelines elsewhere by their steps and jobs', () => {
    const format = (file: string, text: string): string | null => readFile(createSourceText(file, text), { read: () => undefined }).format;
    assert.equal(format('ci/steps.yml', 'steps:\n  - task: Docker@2\n'), 'azure-pipelines');
    assert.equal(format('ci/jobs.yml', 'jobs:\n  - job: a\n    steps: [{script: ls}]\n'), 'azure-pipelines');
    assert.equal(format('cloudbuild.yaml', 'steps:\n  - name: gcr.io/x\n'), 'cloudbuild');
    assert.equal(format('.github/workflows/a.yml', 'on: push\njobs: {a: {runs-on: x, steps: [{run: ls}]}}\n'), 'github-workflow');
  });

  it('survives aliases that unfold into billions of steps', () => {
    const levels = Array.from(
      { length: 8 },
      (_, index) => `l${String(index + 1)}: &l${String(index + 1)}\n${`  - "\${{ if x }}": *l${String(index)}\n`.repeat(9)}`,
    );
    checkTotal(azurePipelines, `l0: &l0 [{script: ls}]\n${levels.join('')}steps: *l8\n`, { path });
  }).timeout(20_000);

  it('takes time in proportion to the length', () => {
    const timeOf = (count: number): number => {
      const text = `steps:\n${Array.from({ length: count }, (_, index) => `  - script: pytest ${String(index)}\n    displayName: x\n`).join('')}`;
      const start = performance.now();
      parseText(azurePipelines, text, { path });
      return performance.now() - start;
    };
    timeOf(500);
    const short = Math.min(timeOf(1000), timeOf(1000), timeOf(1000));
    const long = Math.min(timeOf(8000), timeOf(8000));
    assert.ok(long < Math.max(short, 5) * 8 * 4, `${String(short)} ms for 1,000 steps, ${String(long)} ms for 8,000`);
  }).timeout(30_000);

  it('survives truncations, any text and any tree', () => {
    for (const text of truncations(churn)) checkTotal(azurePipelines, text, { path });
    const keys = fc.constantFrom(
      'stages',
      'stage',
      'jobs',
      'job',
      'steps',
      'script',
      'task',
      'strategy',
      'template',
      'schedules',
      'cron',
      '${{ if x }}',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.string(),
        fc.constant(null),
        fc.boolean(),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(keys, tie('tree'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(fc.property(fc.string(), (text) => checkTotal(azurePipelines, text, { path })));
    fc.assert(
      fc.property(tree, (value) => {
        const result = parseText(azurePipelines, JSON.stringify(value), { path });
        checkProblems(result);
        checkSpans(result.facts, result.source.text.length);
      }),
    );
  }).timeout(30_000);
});
