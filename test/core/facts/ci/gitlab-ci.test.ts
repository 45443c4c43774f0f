import assert from 'node:assert/strict';
import fc from 'fast-check';
import { gitlabCi } from '../../../../src/core/facts/ci/gitlab-ci.ts';
import { readFile } from '../../../../src/core/facts/read-file.ts';
import { createSourceText } from '../../../../src/core/model/source-text.ts';
import { checkProblems, checkSpans, checkTotal, parseText, truncations } from '../../../support/read-format.ts';

const path = '.gitlab-ci.yml';

const churn = `image: python:3.12

stages: [prepare, test, train, deploy]

variables:
  DVC_REMOTE: store
  TARGET:
    value: staging
    description: Where to deploy
    options: [staging, production]

default:
  tags: [gpu]
  interruptible: yes
  retry:
    max: 2
    when: [runner_system_failure]

workflow:
  name: 'Churn $CI_COMMIT_BRANCH'
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
    - if: $CI_PIPELINE_SOURCE == "schedule"

.setup:
  before_script:
    - pip install uv
    - uv sync --frozen

.on-changes: &on-changes
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
      when: never
    - when: on_success

.cache: &cache
  key: {files: [uv.lock]}
  paths: [.venv/]

unit tests:
  <<: *on-changes
  extends: .setup
  stage: test
  cache: *cache
  script:
    - uv run pytest -q
  coverage: '/TOTAL.*? (\\d+%)$/'
  artifacts:
    when: always
    expire_in: 1 week
    reports:
      junit: report.xml

data tests:
  stage: test
  image:
    name: registry.example.com/data:2
    entrypoint: ['']
  services:
    - postgres:16
    - name: redis:7
      alias: cache
  before_script:
    - !reference [.setup, before_script]
    - dvc pull
  script: |
    dvc repro prepare
    pytest tests/data
  allow_failure: true
  parallel:
    matrix:
      - REGION: [pl, de]

retrain:
  stage: train
  extends: [.setup]
  needs:
    - unit tests
    - job: 'data tests: [pl]'
      artifacts: false
    - {job: optional one, optional: true}
    - {project: group/data, job: publish, ref: main, artifacts: true}
  script:
    - dvc repro train
  after_script:
    - dvc push
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
    - !reference [.on-changes, rules]

deploy:
  stage: deploy
  environment: {name: production, url: 'https://example.com'}
  dependencies: [retrain]
  trigger:
    include:
      - local: ci/deploy.yml
    strategy: depend
  when: manual

pages:
  stage: .post
  script: [mkdocs build]
  only:
    refs: [main]
    changes: [docs/**/*]
`.replace('  dependencies: [retrain]\n', '');

describe('gitlab-ci', () => {
  it('reads a pipeline as it is', () => {
    const { inspected, places, facts, source, recognised } = parseText(gitlabCi, churn, { path });
    assert.deepEqual(places, []);
    assert.equal(recognised, true);
    assert.deepEqual(inspected, {
      stages: ['prepare', 'test', 'train', 'deploy'],
      jobs: ['unit tests', 'data tests', 'retrain', 'deploy', 'pages'],
    });
    const byName = new Map(facts.jobs.map((job) => [job.id.value, job]));
    assert.deepEqual(
      facts.jobs.filter((job) => job.isHidden).map((job) => job.id.value),
      ['.setup', '.on-changes', '.cache'],
    );
    const data = byName.get('data tests');
    assert.equal(data?.image?.value, 'registry.example.com/data:2');
    assert.deepEqual(
      data.services?.map((service) => service.value),
      ['postgres:16', 'redis:7'],
    );
    assert.deepEqual(
      data.beforeScript?.map((entry) => ('own' in entry ? entry.own.value : entry.reference.value)),
      [['.setup', 'before_script'], 'dvc pull'],
    );
    assert.equal(data.allowsFailure, true);
    const unit = byName.get('unit tests');
    assert.equal(unit?.rules?.length, 2);
    const line = unit.script?.[0];
    assert.ok(line !== undefined && 'own' in line);
    assert.equal(source.text.slice(line.own.span.start, line.own.span.end), 'uv run pytest -q');
    assert.deepEqual(
      byName.get('retrain')?.needs.map((need) => need.value),
      ['unit tests', 'data tests: [pl]', 'optional one'],
    );
    assert.deepEqual(
      byName.get('deploy')?.trigger?.map(({ kind, target }) => [kind, target.value]),
      [['local', 'ci/deploy.yml']],
    );
    assert.equal(facts.defaults[0]?.image?.value, 'python:3.12');
  });

  it('reads includes of all kinds', () => {
    const text = `include:
  - /ci/test.yml
  - https://example.com/ci.yml
  - local: 'ci/*.yml'
  - {project: group/ci, ref: v1, file: [/a.yml, /b.yml]}
  - template: Jobs/SAST.gitlab-ci.yml
  - component: $CI_SERVER_FQDN/group/lint/lint@1
    inputs: {stage: test}
`;
    const { facts, places } = parseText(gitlabCi, text, { path });
    assert.deepEqual(places, []);
    assert.deepEqual(
      facts.includes.map(({ kind }) => kind),
      ['local', 'remote', 'local', 'project', 'template', 'component'],
    );
  });

  it('owns its names, and knows jobs elsewhere by their keys', () => {
    const format = (file: string, text: string): string | null => readFile(createSourceText(file, text), { read: () => undefined }).format;
    assert.equal(format('.gitlab-ci.yml', ''), 'gitlab-ci');
    assert.equal(format('templates/Build.gitlab-ci.yml', 'a: 1\n'), 'gitlab-ci');
    assert.equal(format('ci/test.yml', 'lint:\n  stage: test\n  script: [ruff check]\n'), 'gitlab-ci');
    assert.equal(format('ci/test.yml', 'lint:\n  description: x\n  script: [ruff check]\n'), null);
    assert.equal(format('.travis.yml', 'language: python\njob:\n  stage: test\n  script: pytest\n'), null);
    assert.equal(format('docker-compose.yml', 'services:\n  web: {image: x}\n'), 'compose');
  });

  it('judges only files that GitLab takes by name', () => {
    const text = 'a:\n  stage: test\n  script: [ls]\n  retries: 3\n';
    assert.deepEqual(parseText(gitlabCi, text, { path: 'ci/a.yml' }).places, []);
    assert.deepEqual(parseText(gitlabCi, text, { path: '.gitlab/ci/a.yml' }).places, ['4:3 Unknown key “retries”.']);
  });

  it('reads the second document behind the inputs of a template', () => {
    const text =
      'spec:\n  inputs:\n    stage: {default: test}\n---\nscan-$[[ inputs.stage ]]:\n  stage: $[[ inputs.stage ]]\n  parallel: $[[ inputs.n ]]\n  script: [scan]\n';
    const file = readFile(createSourceText('templates/scan.gitlab-ci.yml', text), { read: () => undefined });
    assert.deepEqual(file.problems, []);
    assert.equal(file.documents.length, 2);
  });

  it('survives every truncation of a pipeline', () => {
    for (const text of truncations(churn)) checkTotal(gitlabCi, text, { path });
  }).timeout(30_000);

  it('survives aliases that unfold into billions of lines', () => {
    const levels = Array.from(
      { length: 12 },
      (_, index) => `.l${String(index + 1)}: &l${String(index + 1)} [${`*l${String(index)}, `.repeat(9)}]\n`,
    );
    const text = `.l0: &l0 [ls]\n${levels.join('')}job:\n  script: *l12\n  rules: *l12\n`;
    const start = performance.now();
    checkTotal(gitlabCi, text, { path });
    assert.ok(performance.now() - start < 5000);
  }).timeout(30_000);

  it('takes time in proportion to the length', () => {
    const jobs = (count: number): string =>
      `stages: [test]\n${Array.from({ length: count }, (_, index) => `job ${String(index)}:\n  stage: test\n  needs: [job ${String(Math.max(0, index - 1))}]\n  script:\n    - pytest ${String(index)}\n`).join('')}`;
    const timeOf = (count: number): number => {
      const text = jobs(count);
      const start = performance.now();
      parseText(gitlabCi, text, { path });
      return performance.now() - start;
    };
    timeOf(500);
    const short = Math.min(timeOf(1000), timeOf(1000), timeOf(1000));
    const long = Math.min(timeOf(8000), timeOf(8000));
    assert.ok(long < Math.max(short, 5) * 8 * 4, `${String(short)} ms for 1,000 jobs, ${String(long)} ms for 8,000`);
  }).timeout(60_000);

  it('survives any text and any tree', () => {
    const keys = fc.constantFrom(
      ...['stages', 'a', '.b', 'script', 'stage', 'extends', 'needs', 'job', 'rules', 'if', 'when', 'only', 'refs', 'include', 'local'],
      ...['default', 'image', 'name', 'services', 'trigger', 'workflow', '<<', 'variables', 'cache', 'parallel', 'dependencies'],
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.string(),
        fc.constantFrom('a', '.b', 'test'),
        fc.constant(null),
        fc.boolean(),
        fc.integer(),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(keys, tie('tree'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(fc.property(fc.string(), (text) => checkTotal(gitlabCi, text, { path })));
    fc.assert(
      fc.property(tree, (value) => {
        const result = parseText(gitlabCi, JSON.stringify(value), { path });
        checkProblems(result);
        checkSpans(result.facts, result.source.text.length);
      }),
    );
  }).timeout(30_000);
});
