import { compiledPipelines } from '../../support/compiled-pipelines.ts';
import { describeCheck } from '../../support/check-readiness.ts';
import { pipelineFiles, trainPy, workflow, workflowOn } from '../../support/model-project.ts';

const weekly = (...lines: readonly string[]): string => workflowOn('{ schedule: [{ cron: "0 3 * * 1" }] }', ...lines);
const cron = (command: string, suspend = false): string => `apiVersion: batch/v1
kind: CronJob
metadata: { name: retrain }
spec:
  schedule: "0 3 * * 1"
  suspend: ${String(suspend)}
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: train
              image: churn:1.0
              command: ["python", "${command}"]
`;
const manifest = (workflowPath?: string): string =>
  `version: 1\nretraining:\n  trigger: schedule\n  cadence: 30d\n  decides: data team\n${workflowPath === undefined ? '' : `  workflow: ${workflowPath}\n`}`;

const { v2, scheduled, small, inlined } = compiledPipelines;
const recurring = (enabled: string): string =>
  `import kfp\n\nkfp.Client().create_recurring_run(experiment_id="e", job_name="weekly", cron_expression="0 0 3 * * 1", pipeline_package_path="pipelines/late.yaml", enabled=${enabled})\n`;

describeCheck('retraining', [
  {
    name: 'a ScheduledWorkflow that names a pipeline which trains',
    status: 'met',
    files: { 'pipelines/late.yaml': v2, 'k8s/weekly.yaml': scheduled('late-orders') },
    at: 'k8s/weekly.yaml:10',
  },
  {
    name: 'a workflow of CircleCI that trains by the clock',
    status: 'met',
    files: {
      ...pipelineFiles,
      '.circleci/config.yml':
        'version: 2.1\njobs:\n  train:\n    docker: [{ image: cimg/python:3.12 }]\n    steps: [checkout, { run: dvc repro }]\nworkflows:\n  weekly:\n    triggers: [{ schedule: { cron: "0 3 * * 1", filters: { branches: { only: main } } } }]\n    jobs: [train]\n',
    },
    at: '.circleci/config.yml:8',
  },
  {
    name: 'a ScheduledWorkflow by an interval',
    status: 'met',
    files: {
      'pipelines/late.yaml': v2,
      'k8s/weekly.yaml': scheduled('late-orders', { trigger: 'periodicSchedule: {intervalSecond: 604800}' }),
    },
    at: 'k8s/weekly.yaml:10',
  },
  {
    name: 'a ScheduledWorkflow that is switched off',
    status: 'partial',
    files: { 'pipelines/late.yaml': v2, 'k8s/weekly.yaml': scheduled('late-orders', { enabled: false }) },
  },
  {
    name: 'a ScheduledWorkflow of a pipeline that trains nothing',
    status: 'missing',
    files: { 'train.py': trainPy, 'pipelines/a.yaml': small('publish'), 'k8s/weekly.yaml': scheduled('small') },
  },
  { name: 'a ScheduledWorkflow that carries a workflow', status: 'met', files: { 'k8s/weekly.yaml': inlined('object') } },
  { name: 'a ScheduledWorkflow that carries a workflow as JSON', status: 'met', files: { 'k8s/weekly.yaml': inlined('text') } },
  {
    name: 'a recurring run that code sets up',
    status: 'met',
    files: { 'pipelines/late.yaml': v2, 'schedule.py': recurring('True') },
  },
  {
    name: 'a recurring run that is switched off',
    status: 'partial',
    files: { 'pipelines/late.yaml': v2, 'schedule.py': recurring('False') },
  },
  {
    name: 'a schedule that reproduces the pipeline',
    status: 'met',
    files: { ...pipelineFiles, '.github/workflows/retrain.yml': weekly('dvc repro') },
    at: '.github/workflows/retrain.yml:2',
  },
  {
    name: 'a CronJob that runs the training script',
    status: 'met',
    files: { 'train.py': trainPy, 'k8s/retrain.yaml': cron('train.py') },
    at: 'k8s/retrain.yaml:5',
  },
  {
    name: 'a drift alert that starts the training',
    status: 'met',
    files: {
      'train.py': trainPy,
      '.github/workflows/retrain.yml': workflowOn('{ repository_dispatch: { types: [drift] } }', 'python train.py'),
    },
  },
  {
    name: 'a procedure with command and trigger',
    status: 'met',
    files: {
      ...pipelineFiles,
      'docs/retraining.md':
        '# Retraining\n\nWhen recall on confirmed cases falls below 0.6, or once a quarter, the data team runs\n\n    dvc repro\n\nand the gates decide whether the new version is released.\n',
    },
  },
  {
    name: 'a job of GitLab for scheduled pipelines',
    status: 'met',
    files: {
      ...pipelineFiles,
      '.gitlab-ci.yml': 'retrain:\n  script: [dvc repro]\n  rules:\n    - if: $CI_PIPELINE_SOURCE == "schedule"\n',
    },
    at: '.gitlab-ci.yml:4',
  },
  {
    name: 'a job of GitLab with only: schedules',
    status: 'met',
    files: { 'train.py': trainPy, '.gitlab-ci.yml': 'retrain:\n  script:\n    - python train.py\n  only: [schedules, web]\n' },
    at: '.gitlab-ci.yml:4',
  },
  {
    name: 'a whole pipeline of GitLab for schedules',
    status: 'met',
    files: {
      'train.py': trainPy,
      '.gitlab-ci.yml':
        'workflow:\n  rules:\n    - if: $CI_PIPELINE_SOURCE == "schedule"\nretrain:\n  before_script: [cd src, cd ..]\n  script: [python train.py]\n',
    },
    at: '.gitlab-ci.yml:3',
  },
  {
    name: 'rules and lines of GitLab that are lists by themselves',
    status: 'met',
    files: {
      'train.py': trainPy,
      '.gitlab-ci.yml':
        '.weekly:\n  - if: $CI_PIPELINE_SOURCE == "schedule" || $FORCE\n.lines: [python train.py]\nretrain:\n  script: [!reference [.lines]]\n  rules: [!reference [.weekly]]\n',
    },
    at: '.gitlab-ci.yml:2',
  },
  {
    name: 'a schedule of Azure Pipelines',
    status: 'met',
    files: {
      'train.py': trainPy,
      'azure-pipelines.yml':
        'trigger: none\nschedules:\n  - cron: "0 3 * * 1"\n    branches: {include: [main]}\nsteps:\n  - bash: python train.py\n',
    },
    at: 'azure-pipelines.yml:3',
  },
  {
    name: 'a job of GitLab for triggers from outside',
    status: 'met',
    files: {
      'train.py': trainPy,
      '.gitlab-ci.yml': 'retrain:\n  script: [python train.py]\n  rules: [{if: $CI_PIPELINE_SOURCE == "trigger"}]\n',
    },
  },
  {
    name: 'a job of GitLab that leaves schedules out',
    status: 'partial',
    files: {
      'train.py': trainPy,
      '.gitlab-ci.yml':
        'retrain:\n  script: [python train.py]\n  rules:\n    - if: $CI_PIPELINE_SOURCE == "schedule"\n      when: never\n    - when: on_success\n',
    },
  },
  {
    name: 'a scheduled job of GitLab that does something else',
    status: 'missing',
    files: { 'train.py': trainPy, '.gitlab-ci.yml': 'audit:\n  script: [pip-audit]\n  only: [schedules]\n' },
  },
  { name: 'a suspended CronJob', status: 'partial', files: { 'train.py': trainPy, 'k8s/retrain.yaml': cron('train.py', true) } },
  {
    name: 'a CronJob that does something else',
    status: 'missing',
    files: { 'train.py': trainPy, 'backup.py': 'import shutil\nshutil.copy("a", "b")\n', 'k8s/backup.yaml': cron('backup.py') },
  },
  {
    name: 'a schedule that lints',
    status: 'missing',
    files: { 'train.py': trainPy, '.github/workflows/weekly.yml': weekly('ruff check train.py') },
  },
  {
    name: 'training on changes',
    status: 'partial',
    files: { 'train.py': trainPy, '.github/workflows/train.yml': workflow('python train.py') },
  },
  {
    name: 'training by a button',
    status: 'partial',
    files: { 'train.py': trainPy, '.github/workflows/train.yml': workflowOn('workflow_dispatch', 'python train.py') },
  },
  {
    name: 'a schedule outside its folder',
    status: 'missing',
    files: { 'train.py': trainPy, 'workflows/retrain.yml': weekly('python train.py') },
  },
  { name: 'a declaration alone', status: 'partial', files: { 'airworthy.yaml': manifest() } },
  {
    name: 'a declared workflow that does not exist',
    status: 'missing',
    files: { 'airworthy.yaml': manifest('.github/workflows/retrain.yml') },
    at: 'airworthy.yaml:6',
  },
  {
    name: 'a declared workflow that trains',
    status: 'met',
    files: {
      'train.py': trainPy,
      'airworthy.yaml': manifest('.github/workflows/retrain.yml'),
      '.github/workflows/retrain.yml': weekly('python train.py'),
    },
  },
  {
    name: 'a forecast without a cadence',
    status: 'partial',
    files: {
      'train.py': trainPy,
      'airworthy.yaml': 'version: 1\nscenario: demand-forecasting\n',
      '.github/workflows/retrain.yml': weekly('python train.py'),
    },
  },
  {
    name: 'a mention in the README',
    status: 'missing',
    files: { 'train.py': trainPy, 'README.md': '# Churn\n\nThe model is retrained weekly.\n' },
  },
  {
    name: 'a dry run on a schedule',
    status: 'missing',
    files: { 'train.py': trainPy, '.github/workflows/nightly.yml': weekly('python train.py --dry-run') },
  },
  {
    name: 'a DAG that a decorator schedules',
    status: 'met',
    files: {
      'train.py': trainPy,
      'dags/retrain.py':
        'from airflow.sdk import dag, task\n@dag(schedule="@weekly", catchup=False)\ndef retrain():\n    @task\n    def fit():\n        from train import train\n        train("data/train.csv")\n    fit()\nretrain()\n',
    },
    at: 'dags/retrain.py:2',
  },
  {
    name: 'a DAG that runs once',
    status: 'missing',
    files: {
      'train.py': trainPy,
      'dags/retrain.py':
        'from airflow.sdk import dag, task\n@dag(schedule="@once")\ndef retrain():\n    @task\n    def fit():\n        from train import train\n        train("data/train.csv")\n    fit()\nretrain()\n',
    },
  },
]);
