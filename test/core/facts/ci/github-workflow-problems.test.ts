import assert from 'node:assert/strict';
import { githubWorkflow } from '../../../../src/core/facts/ci/github-workflow.ts';
import { checkProblems, parseText } from '../../../support/read-format.ts';

const path = '.github/workflows/retrain.yml';

describe('github-workflow: what GitHub refuses', () => {
  const job = (text: string) => `on: push\njobs:\n${text}`;
  const steps = (text: string) => job(`  a:\n    runs-on: x\n    steps:\n${text}`);
  const invalid: readonly (readonly [string, string, readonly string[]])[] = [
    ['a list', '- on\n', ['1:1 “workflow” must be a mapping.']],
    ['no on', 'jobs: {a: {runs-on: x, steps: [{run: ls}]}}\n', ['1:1 The key “on” is missing.']],
    ['no jobs', 'on: push\n', ['1:1 The key “jobs” is missing.']],
    ['empty jobs', 'on: push\njobs: {}\n', ['2:7 The workflow has no jobs.']],
    ['null jobs', 'on: push\njobs:\n', ['2:6 “jobs” must be a mapping.']],
    ['an unknown top key', 'on: push\nstages: 1\njobs: {a: {runs-on: x, steps: [{run: ls}]}}\n', ['2:1 Unknown key “stages”.']],
    [
      'a misspelt top key',
      `${job('  a: {runs-on: x, steps: [{run: ls}]}\n')}permission: {}\n`,
      ['4:1 Unknown key “permission”. Did you mean “permissions”?'],
    ],
    ['an unknown event', 'on: pushed\njobs: {a: {runs-on: x, steps: [{run: ls}]}}\n', ['1:5 The value “pushed” is not known here.']],
    [
      'a misspelt event',
      'on:\n  pull_requests:\njobs: {a: {runs-on: x, steps: [{run: ls}]}}\n',
      ['2:3 Unknown key “pull_requests”. Did you mean “pull_request”?'],
    ],
    [
      'a misspelt filter',
      'on:\n  push:\n    branch: [main]\njobs: {a: {runs-on: x, steps: [{run: ls}]}}\n',
      ['3:5 Unknown key “branch”. Did you mean “branches”?'],
    ],
    [
      'two filters',
      'on:\n  push:\n    paths: [a]\n    paths-ignore: [b]\njobs: {a: {runs-on: x, steps: [{run: ls}]}}\n',
      ['4:5 Only one of paths and paths-ignore may be given for one event.'],
    ],
    [
      'a bad cron line',
      'on:\n  schedule:\n    - cron: "0 0 * *"\njobs: {a: {runs-on: x, steps: [{run: ls}]}}\n',
      ['3:13 The cron line 0 0 * * is not valid: five fields are expected (minute, hour, day of month, month, day of week).'],
    ],
    [
      'a schedule without cron',
      'on:\n  schedule:\n    - crn: "0 0 * * *"\njobs: {a: {runs-on: x, steps: [{run: ls}]}}\n',
      ['3:7 Unknown key “crn”. Did you mean “cron”?', '3:7 The key “cron” is missing.'],
    ],
    ['a job of neither kind', job('  a:\n    steps:\n      - run: ls\n'), ['3:3 The job a has neither runs-on nor uses.']],
    ['a job of both kinds', job('  a:\n    runs-on: x\n    uses: ./.github/workflows/b.yml\n'), ['5:5 Unknown key “uses”.']],
    ['a job without steps', job('  a:\n    runs-on: x\n'), ['3:3 The job a has no steps.']],
    [
      'a bad job id',
      job('  1a: {runs-on: x, steps: [{run: ls}]}\n'),
      ['3:3 The id 1a is not valid: it must start with a letter or _ and hold only letters, digits, - and _.'],
    ],
    ['an unknown job key', job('  a:\n    runs-on: x\n    step: []\n    steps: [{run: ls}]\n'), ['5:5 Unknown key “step”.']],
    [
      'an unknown need',
      job('  a: {runs-on: x, steps: [{run: ls}], needs: [b]}\n'),
      ['3:47 The job a needs the job b, which does not exist.'],
    ],
    [
      'a ring of needs',
      job('  a: {runs-on: x, steps: [{run: ls}], needs: b}\n  b: {runs-on: x, steps: [{run: ls}], needs: a}\n'),
      ['3:46 The job a waits for itself through the job b.', '4:46 The job b waits for itself through the job a.'],
    ],
    [
      'a bare reusable workflow',
      job('  a:\n    uses: org/repo/deploy.yml@v1\n'),
      ['4:11 The reusable workflow org/repo/deploy.yml@v1 must lie in .github/workflows and, unless it starts with ./, end with @ref.'],
    ],
    ['a reusable workflow with steps', job('  a:\n    uses: ./.github/workflows/b.yml\n    steps: []\n'), ['5:5 Unknown key “steps”.']],
    ['a step of neither kind', steps('      - name: x\n'), ['6:9 The step has neither run nor uses.']],
    ['a step of both kinds', steps('      - run: ls\n        uses: a/b@v1\n'), ['7:9 A step may have only one of run and uses.']],
    ['a misspelt step key', steps('      - use: a/b@v1\n'), ['6:9 Unknown key “use”. Did you mean “uses”?']],
    ['an unknown step key', steps('      - run: ls\n        retry: 3\n'), ['7:9 Unknown key “retry”.']],
    ['run with with', steps('      - run: ls\n        with: {a: 1}\n'), ['7:9 Unknown key “with”.']],
    [
      'an action without a version',
      steps('      - uses: actions/checkout\n'),
      ['6:15 The action actions/checkout does not have the form owner/repository@ref, ./path or docker://image.'],
    ],
    [
      'a repeated step id',
      steps('      - {id: a, run: ls}\n      - {id: A, run: ls}\n'),
      ['7:14 The step id A is used twice in this job.'],
    ],
    ['steps as a map', job('  a:\n    runs-on: x\n    steps: {run: ls}\n'), ['5:12 “steps” must be a list.']],
    ['a step that is text', steps('      - ls\n'), ['6:9 “steps” must be a mapping.']],
    ['empty env', `${steps('      - run: ls\n')}    env:\n`, ['7:9 “env” must be a mapping.']],
    ['a number for a flag', steps('      - {run: ls, continue-on-error: "yes"}\n'), ['6:38 “continue-on-error” must be true or false.']],
    [
      'a bad permission',
      'on: push\npermissions: {contents: admin}\njobs: {a: {runs-on: x, steps: [{run: ls}]}}\n',
      ['2:25 The value “admin” is not allowed here. Allowed: read, write, none.'],
    ],
    [
      'double quotes in an expression',
      steps('      - run: echo ${{ github.ref == "x" }}\n'),
      ['6:14 The expression ${{ github.ref == "x" }} has double quotes: GitHub knows single quotes only.'],
    ],
    ['an open expression', steps('      - run: echo ${{ github.ref }\n'), ['6:14 The expression ${{ github.ref } is not closed with }}.']],
    ['broken YAML', 'on: push\njobs:\n  a: [\n', ['2:6 A map of keys and values is expected here.']],
  ];
  for (const [title, text, expected] of invalid) {
    it(`refuses ${title}`, () => {
      const result = parseText(githubWorkflow, text, { path });
      if (title === 'broken YAML') assert.ok(result.places.length > 0);
      else assert.deepEqual(result.places, expected);
      checkProblems(result);
    });
  }

  const valid: readonly (readonly [string, string])[] = [
    [
      'expressions in place of other kinds',
      steps('      - {run: ls, continue-on-error: "${{ matrix.x }}", timeout-minutes: "${{ inputs.n }}"}\n'),
    ],
    [
      'an expression as matrix and runner',
      job('  a:\n    runs-on: ${{ matrix.os }}\n    strategy: {matrix: "${{ fromJSON(needs.x.outputs.m) }}"}\n    steps: [{run: ls}]\n'),
    ],
    ['a runner group', job('  a:\n    runs-on: {group: g, labels: [x]}\n    steps: [{run: ls}]\n')],
    ['a quote inside an expression’s text', steps('      - run: echo ${{ format(\'"{0}"\', github.ref) }}\n')],
    ['an environment with a URL', job('  a:\n    runs-on: x\n    environment: {name: prod, url: "https://x"}\n    steps: [{run: ls}]\n')],
    [
      'a reusable workflow’s own interface',
      'on:\n  workflow_call:\n    inputs:\n      stage: {type: string, required: true, default: x}\n    secrets: {token: {required: true}}\n    outputs: {v: {value: x}}\njobs: {a: {runs-on: x, steps: [{run: ls}]}}\n',
    ],
  ];
  for (const [title, text] of valid) {
    it(`takes ${title}`, () => assert.deepEqual(parseText(githubWorkflow, text, { path }).places, []));
  }
});
