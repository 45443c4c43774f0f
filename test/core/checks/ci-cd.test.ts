import { describeCheck } from '../../support/check-readiness.ts';
import { trainPy, workflow, workflowOn } from '../../support/model-project.ts';

const tests = {
  'train.py': trainPy,
  'tests/test_train.py': 'from train import train\n\ndef test_it(tmp_path):\n    assert train(tmp_path) is not None\n',
};

const circle = (jobs: string): string => `version: 2.1
commands:
  check:
    parameters: { folder: { type: string, default: tests } }
    steps: [{ run: "pytest << parameters.folder >>" }]
jobs:
  test:
    docker: [{ image: cimg/python:3.12 }]
    steps: [checkout, check]
  deploy:
    docker: [{ image: cimg/base:2026.01 }]
    steps: [checkout, { run: docker push churn }]
workflows:
  all:
    jobs: ${jobs}
`;

const jenkins = (first: string, second: string): string =>
  `pipeline {\n  agent any\n  stages {\n    stage('Test') {\n      steps { ${first}\n }\n    }\n    stage('Deploy') {\n      steps { ${second}\n }\n    }\n  }\n}\n`;

const cloudbuild =
  "steps:\n  - { name: 'python:3.12', entrypoint: bash, args: ['-c', 'pip install -r requirements.txt && pytest'] }\n  - { name: gcr.io/cloud-builders/docker, args: [build, '-t', '${_IMAGE}', .] }\nimages: ['${_IMAGE}']\nsubstitutions: { _IMAGE: europe-docker.pkg.dev/p/churn }\n";
const taskclusterYaml = `version: 1
tasks:
  $let: { image: 'python:3.12' }
  in:
    - $if: 'tasks_for == "github-push"'
      then:
        - metadata: { name: test }
          payload:
            image: { $eval: image }
            command: [/bin/bash, -cx, 'pip install -r requirements.txt && pytest']
        - metadata: { name: image }
          payload: { command: [docker, push, churn] }
`;
const trigger = 'resource "google_cloudbuild_trigger" "main" {\n  filename = "cloudbuild.yaml"\n  push { branch = "main" }\n}\n';

describeCheck('ci-cd', [
  {
    name: 'tests and an image on each change',
    status: 'met',
    files: { ...tests, '.github/workflows/ci.yml': workflow('pytest', 'docker build -t churn .', 'docker push churn') },
    at: '.github/workflows/ci.yml:8',
  },
  {
    name: 'tests in one workflow, a build action in another',
    status: 'met',
    files: {
      ...tests,
      '.github/workflows/ci.yml': workflow('python -m pytest tests'),
      '.github/workflows/cd.yml':
        'on: { push: { branches: [main] } }\njobs:\n  b:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: docker/build-push-action@v6\n        with: { push: true }\n',
    },
  },
  {
    name: 'tests through make',
    status: 'partial',
    files: { ...tests, Makefile: 'test:\n\t@pytest -q\n', '.github/workflows/ci.yml': workflow('make test') },
  },
  { name: 'only an image', status: 'partial', files: { '.github/workflows/ci.yml': workflow('docker build .') } },
  { name: 'only a linter', status: 'partial', files: { '.github/workflows/ci.yml': workflow('ruff check .') } },
  {
    name: 'tests whose failure is ignored',
    status: 'partial',
    files: { ...tests, '.github/workflows/ci.yml': workflow('pytest || true', 'docker build .') },
  },
  {
    name: 'started by hand only',
    status: 'partial',
    files: { ...tests, '.github/workflows/ci.yml': workflowOn('workflow_dispatch', 'pytest', 'docker build .') },
  },
  {
    name: 'commands that are commented out',
    status: 'partial',
    files: { ...tests, '.github/workflows/ci.yml': workflow('"# pytest && docker build ."', 'echo hello') },
  },
  {
    name: 'jobs of GitLab that test and deliver',
    status: 'met',
    files: {
      ...tests,
      '.gitlab-ci.yml': 'test:\n  script: [pytest]\nship:\n  stage: deploy\n  script: [docker build -t churn ., docker push churn]\n',
    },
    at: '.gitlab-ci.yml:2',
  },
  {
    name: 'jobs of GitLab in included files, templates and child pipelines',
    status: 'met',
    files: {
      ...tests,
      '.gitlab-ci.yml':
        'include: ci/base*.yml\ntest:\n  extends: .test\nship:\n  stage: deploy\n  trigger: {include: [{local: /ci/ship.yml}]}\n',
      'ci/base-tests.yml': '.lines:\n  script: [make test]\n.test:\n  stage: test\n  script:\n    - !reference [.lines, script]\n',
      'ci/ship.yml': 'push:\n  stage: deploy\n  script: [docker push churn]\n  rules: [{if: $CI_PIPELINE_SOURCE == "parent_pipeline"}]\n',
      Makefile: 'test:\n\t@pytest -q\n',
    },
    at: 'ci/base-tests.yml:2',
  },
  {
    name: 'a job of GitLab whose failure is allowed',
    status: 'partial',
    files: { ...tests, '.gitlab-ci.yml': 'a:\n  script: [pytest]\n  allow_failure: true\nb:\n  script: [docker push churn]\n' },
  },
  {
    name: 'jobs of GitLab that only a button starts',
    status: 'partial',
    files: { ...tests, '.gitlab-ci.yml': 'a:\n  script: [pytest, docker push churn]\n  when: manual\n' },
  },
  {
    name: 'jobs of GitLab that never run',
    status: 'missing',
    files: { ...tests, '.gitlab-ci.yml': '.a:\n  script: [pytest, docker push churn]\nb:\n  extends: .a\n  rules: [{when: never}]\n' },
  },
  {
    name: 'a pipeline of GitLab that comes from elsewhere',
    status: 'partial',
    files: { ...tests, '.gitlab-ci.yml': 'include: [{template: Auto-DevOps.gitlab-ci.yml}]\n' },
    at: '.gitlab-ci.yml:1',
  },
  {
    name: 'steps of Azure Pipelines, some of them in a template',
    status: 'met',
    files: {
      ...tests,
      'azure-pipelines.yml': 'steps:\n  - template: ci/test.yml\n  - task: Docker@2\n    inputs: {command: buildAndPush}\n',
      'ci/test.yml': 'steps:\n  - task: UsePythonVersion@0\n  - script: pytest\n',
    },
    at: 'ci/test.yml:3',
  },
  {
    name: 'steps of Azure Pipelines that only a button starts',
    status: 'partial',
    files: { ...tests, 'azure-pipelines.yml': 'trigger: none\nsteps:\n  - script: pytest\n  - script: docker push churn\n' },
  },
  {
    name: 'jobs that a workflow of CircleCI runs, through a command of the file',
    status: 'met',
    files: { ...tests, '.circleci/config.yml': circle('[test, deploy]') },
    at: '.circleci/config.yml:5',
  },
  {
    name: 'a job of CircleCI that no workflow names',
    status: 'partial',
    files: { ...tests, '.circleci/config.yml': circle('[test]') },
  },
  {
    name: 'a workflow of CircleCI that someone must ask for',
    status: 'partial',
    files: { ...tests, '.circleci/config.yml': circle('[test, deploy]\n    when: << pipeline.parameters.release >>') },
  },
  {
    name: 'a delivery by CircleCI that a person must agree to',
    status: 'partial',
    files: { ...tests, '.circleci/config.yml': circle('[test, { hold: { type: approval } }, { deploy: { requires: [hold] } }]') },
  },
  {
    name: 'a delivery by CircleCI of tags only',
    status: 'met',
    files: {
      ...tests,
      '.circleci/config.yml': circle('[test, { deploy: { filters: { branches: { ignore: /.*/ }, tags: { only: /^v.*/ } } } }]'),
    },
  },
  {
    name: 'stages of a Jenkinsfile',
    status: 'met',
    files: { ...tests, Jenkinsfile: jenkins("sh 'pytest'", "sh 'docker push churn'") },
    at: 'Jenkinsfile:5',
  },
  {
    name: 'a Jenkinsfile whose tests are a comment',
    status: 'partial',
    files: { ...tests, Jenkinsfile: jenkins("// sh 'pytest'", "sh 'docker push churn'") },
  },
  {
    name: 'a Jenkinsfile whose delivery waits for a person',
    status: 'partial',
    files: { ...tests, Jenkinsfile: jenkins("sh 'pytest'", "input 'Go on?'\n        sh 'docker push churn'") },
  },
  {
    name: 'a build of Cloud Build that a trigger in Terraform starts',
    status: 'met',
    files: { ...tests, 'cloudbuild.yaml': cloudbuild, 'infra/ci.tf': trigger },
    at: 'cloudbuild.yaml:2',
  },
  {
    name: 'tasks of Taskcluster on each push',
    status: 'met',
    files: { ...tests, '.taskcluster.yml': taskclusterYaml },
    at: '.taskcluster.yml:10',
  },
  {
    name: 'tasks of Taskcluster in a folder where it does not look',
    status: 'missing',
    files: { ...tests, 'ci/.taskcluster.yml': taskclusterYaml },
  },
  {
    name: 'tasks of Taskcluster that only people start',
    status: 'partial',
    files: { ...tests, '.taskcluster.yml': taskclusterYaml.replaceAll('github-push', 'action') },
  },
  { name: 'a build of Cloud Build that nothing here starts', status: 'partial', files: { ...tests, 'cloudbuild.yaml': cloudbuild } },
  {
    name: 'a trigger for another build',
    status: 'partial',
    files: { ...tests, 'cloudbuild.yaml': cloudbuild, 'infra/ci.tf': trigger.replace('cloudbuild.yaml', 'other.yaml') },
  },
  {
    name: 'jobs of orbs alone',
    status: 'partial',
    files: { ...tests, '.circleci/config.yml': 'version: 2.1\nworkflows:\n  all:\n    jobs: [python/test, docker/publish]\n' },
  },
  {
    name: 'a pipeline of GitLab in a folder where GitLab does not look',
    status: 'missing',
    files: { ...tests, 'templates/x.gitlab-ci.yml': 'a:\n  script: [pytest, docker push churn]\n' },
  },
  {
    name: 'a workflow outside its folder',
    status: 'missing',
    files: { ...tests, 'ci/workflows/ci.yml': workflow('pytest', 'docker build .') },
  },
  {
    name: 'words in a README',
    status: 'missing',
    files: { 'README.md': '# CI/CD\n\nEvery change is tested and delivered by CI/CD with GitHub Actions.\n' },
  },
  {
    name: 'an image that is built and thrown away',
    status: 'partial',
    files: { ...tests, '.github/workflows/ci.yml': workflow('pytest', 'docker build .') },
  },
  {
    name: 'a delivery and a test command without tests',
    status: 'partial',
    files: { 'train.py': trainPy, '.github/workflows/ci.yml': workflow('pytest', 'docker push churn') },
  },
  {
    name: 'jobs that only a button starts',
    status: 'partial',
    files: {
      ...tests,
      '.github/workflows/ci.yml': workflow('pytest', 'docker push churn').replace(
        '    runs-on',
        "    if: github.event_name == 'workflow_dispatch'\n    runs-on",
      ),
    },
  },
]);
