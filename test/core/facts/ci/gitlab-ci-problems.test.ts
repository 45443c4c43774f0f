import assert from 'node:assert/strict';
import { gitlabCi } from '../../../../src/core/facts/ci/gitlab-ci.ts';
import { checkProblems, parseText } from '../../../support/read-format.ts';

const path = '.gitlab-ci.yml';
const job = (rest: string): string => `a:\n  script: [ls]\n${rest}`;

describe('gitlab-ci problems', () => {
  const invalid: readonly (readonly [string, string, readonly string[]])[] = [
    ['an empty file', '', ['1:1 “pipeline” must be a mapping.']],
    ['no visible job', '.a:\n  script: [ls]\n', ['1:1 The pipeline has no jobs.']],
    ['an unknown key of a job', job('  stag: test\n'), ['3:3 Unknown key “stag”. Did you mean “stage”?']],
    ['an unknown key of default', `default:\n  script: [ls]\n${job('')}`, ['2:3 Unknown key “script”.']],
    ['a job without a script', 'a:\n  stage: test\n', ['1:1 The job a has none of script, run and trigger.']],
    ['a job of text', `b: ls\n${job('')}`, ['1:1 The job b has none of script, run and trigger.', '1:4 “b” must be a mapping.']],
    ['a template without a script', '.t:\n  image: x\na:\n  extends: .t\n', ['3:1 The job a has none of script, run and trigger.']],
    ['an empty script', 'a:\n  script: []\n', ['2:3 The script of the job a is empty.']],
    [
      'a script line that YAML reads as a mapping',
      'a:\n  script:\n    - \'echo "Result: ok"\'\n    - echo Result: ok\n',
      ['4:7 “script[2]” must be text or a list of texts.'],
    ],
    [
      'script and trigger',
      job('  trigger: group/other\n'),
      ['1:1 A job may have only one of script and trigger.', '3:3 Unknown key “trigger”.'],
    ],
    ['a trigger with an image', 'a:\n  trigger: group/other\n  image: x\n', ['3:3 Unknown key “image”.']],
    ['only beside rules', job('  rules: [{if: $X}]\n  only: [main]\n'), ['4:3 only may not be used together with rules.']],
    ['only as text', job('  only: main\n'), ['3:9 “only” must be a list or a mapping.']],
    [
      'an unknown stage',
      `stages: [build, check]\n${job('  stage: chek\n')}`,
      ['4:10 The job a chose the stage chek, which is not among the stages: build, check.'],
    ],
    [
      'the usual stage that is not declared',
      `stages: [build]\n${job('')}`,
      ['2:1 The job a chose the stage test, which is not among the stages: build.'],
    ],
    [
      'an unknown usual stage',
      job('  stage: train\n'),
      ['3:10 The job a chose the stage train, which is not among the stages: build, test, deploy.'],
    ],
    [
      'a stage of a template',
      `stages: [test]\n.t:\n  stage: tests\n${job('  extends: .t\n')}`,
      ['3:10 The job a chose the stage tests, which is not among the stages: test.'],
    ],
    ['an unknown need', job('b:\n  script: [ls]\n  needs: [aa]\n'), ['5:11 The job b needs the job aa, which does not exist.']],
    [
      'a need of a template',
      `.t: {script: [ls]}\n${job('  needs: [{job: .t}]\n')}`,
      ['4:17 The job a needs the job .t, which does not exist.'],
    ],
    ['an unknown dependency', job('  dependencies: [x]\n'), ['3:18 The job a needs the job x, which does not exist.']],
    ['needs as text', job('  needs: b\n'), ['3:10 “needs” must be a list or a mapping.']],
    ['an unknown base', 'a:\n  extends: .setpu\n.setup: {script: [ls]}\n', ['2:12 The job a extends .setpu, which does not exist.']],
    [
      'a ring of bases',
      'a:\n  extends: .b\n  script: [ls]\n.b: {extends: .c}\n.c: {extends: a}\n',
      ['2:12 The job a extends itself through .b.'],
    ],
    [
      'a wrong when',
      job('  when: allways\n'),
      ['3:9 The value “allways” is not allowed here. Allowed: on_success, on_failure, always, manual, delayed, never.'],
    ],
    ['an unknown key of a rule', job('  rules:\n    - if: $X\n      whn: never\n'), ['5:7 Unknown key “whn”. Did you mean “when”?']],
    ['a text for a flag', job('  interruptible: maybe\n'), ['3:18 “interruptible” must be true or false.']],
    ['stages as text', `stages: test\n${job('')}`, ['1:9 “stages” must be a list.']],
    ['an image without a name', job('  image: {entrypoint: [x]}\n'), ['3:3 The key “name” is missing.']],
    [
      'what two jobs take from one anchor, once',
      '.t: &t\n  scripts: [ls]\na: {<<: *t, script: [ls]}\nb: {<<: *t, script: [ls]}\n',
      ['2:3 Unknown key “scripts”.'],
    ],
  ];
  for (const [title, text, expected] of invalid) {
    it(`refuses ${title}`, () => {
      const result = parseText(gitlabCi, text, { path });
      assert.deepEqual(result.places, expected);
      checkProblems(result);
    });
  }

  const valid: readonly (readonly [string, string])[] = [
    ['nested scripts', 'a:\n  script:\n    - [ls, [pwd]]\n    - echo\n'],
    [
      'references in place of any value',
      job(
        '  image: !reference [.t, image]\n  cache: !reference [.t, cache]\n  rules: !reference [.t, rules]\n  variables: !reference [.t, variables]\n',
      ),
    ],
    ['empty keys', job('  before_script:\n  rules:\n  variables:\n')],
    ['two merges and doubled keys', '.a: &a {tags: [x]}\n.b: &b {image: x}\nc:\n  <<: *a\n  <<: *b\n  script: [ls]\n  script: [pwd]\n'],
    ['booleans of YAML 1.1', job('  allow_failure: yes\n  interruptible: off\n')],
    ['hidden keys with anything', `.list: [1, {a: b}]\n.text: x\n${job('')}`],
    ['jobs that only included files complete', 'include: ci/x.yml\na:\n  stage: scan\n  extends: .far\n  needs: [b]\n'],
    ['a need by the name of one parallel job', 'a:\n  parallel: 2\n  script: [ls]\nb:\n  needs: [a 1/2]\n  script: [ls]\n'],
    ['a job that waits for another pipeline', 'a:\n  needs: {pipeline: group/other}\n'],
    ['steps', 'a:\n  run:\n    - name: x\n      script: ls\n'],
    ['stages of the ends', `${job('  stage: .pre\n')}b:\n  stage: .post\n  script: [ls]\n`],
    ['the old names', 'types: [check]\na:\n  type: check\n  script: [ls]\n'],
  ];
  for (const [title, text] of valid) {
    it(`takes ${title}`, () => {
      const { places } = parseText(gitlabCi, text, { path });
      // Doubled keys are the parser's own finding, which the reader of files drops for this format.
      assert.deepEqual(
        places.filter((place) => !/twice|repeated|unique|already/i.test(place)),
        [],
      );
    });
  }
});
