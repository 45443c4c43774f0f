import { compiledPipelines } from '../../support/compiled-pipelines.ts';
import { describeCheck } from '../../support/check-readiness.ts';
import { pipelineFiles, preparePy, trainPy, workflow } from '../../support/model-project.ts';

const dag = (lines: string): string => `from airflow import DAG
from airflow.operators.bash import BashOperator
from airflow.operators.python import PythonOperator
${lines}`;

const { v1, v2, scheduled, small } = compiledPipelines;
const submit = 'import kfp\n\nkfp.Client().create_run_from_pipeline_package("pipelines/late.yaml", arguments={})\n';

describeCheck('pipeline-automation', [
  {
    name: 'a compiled Kubeflow pipeline that nothing starts',
    status: 'partial',
    files: { 'pipelines/late.yaml': v2 },
    at: 'pipelines/late.yaml:325',
  },
  {
    name: 'a compiled Kubeflow pipeline with its schedule',
    status: 'met',
    files: { 'pipelines/late.yaml': v2, 'k8s/weekly.yaml': scheduled('late-orders') },
    at: 'pipelines/late.yaml:325',
  },
  {
    name: 'a compiled Kubeflow pipeline with the schedule of another',
    status: 'partial',
    files: { 'pipelines/late.yaml': v2, 'k8s/weekly.yaml': scheduled('returns') },
  },
  {
    name: 'a compiled Kubeflow pipeline with a suspended schedule',
    status: 'partial',
    files: { 'pipelines/late.yaml': v2, 'k8s/weekly.yaml': scheduled('late-orders', { enabled: false }) },
  },
  {
    name: 'a compiled workflow of Kubeflow Pipelines 1 that CI submits',
    status: 'met',
    files: { 'pipelines/late.yaml': v1, '.github/workflows/train.yml': workflow('python submit.py'), 'submit.py': submit },
  },
  {
    name: 'a compiled pipeline that a person submits',
    status: 'partial',
    files: { 'pipelines/late.yaml': v1, 'submit.py': submit },
  },
  {
    name: 'a compiled pipeline that CI hands over by name',
    status: 'met',
    files: { 'pipelines/late.yaml': v2, '.github/workflows/train.yml': workflow('kfp run create -e orders -f pipelines/late.yaml') },
  },
  {
    name: 'a compiled pipeline with a recurring run in code',
    status: 'met',
    files: {
      'pipelines/late.yaml': v2,
      'schedule.py':
        'import kfp\n\nkfp.Client().create_recurring_run("e", "weekly", cron_expression="0 0 3 * * 1", pipeline_package_path="pipelines/late.yaml")\n',
    },
  },
  {
    name: 'a compiled pipeline that Kubeflow refuses',
    status: 'partial',
    files: { 'pipelines/late.yaml': v2.replace('- train-model', '- train-modle'), 'k8s/weekly.yaml': scheduled('late-orders') },
  },
  { name: 'a compiled pipeline that only splits a table', status: 'missing', files: { 'pipelines/a.yaml': small('train-test-split') } },
  { name: 'a compiled pipeline that moves tables', status: 'missing', files: { 'pipelines/a.yaml': small('publish') } },
  { name: 'a compiled pipeline of single steps', status: 'partial', files: { 'pipelines/a.yaml': small('train') } },
  { name: 'stages of dvc.yaml that depend on each other', status: 'met', files: pipelineFiles, at: 'dvc.yaml:2' },
  {
    name: 'a single stage',
    status: 'partial',
    files: { 'dvc.yaml': 'stages:\n  train:\n    cmd: python train.py\n    deps: [train.py]\n', 'train.py': trainPy },
  },
  {
    name: 'a stage whose script does not exist',
    status: 'partial',
    files: { ...pipelineFiles, 'dvc.yaml': pipelineFiles['dvc.yaml'].replaceAll('train.py', 'fit.py') },
  },
  {
    name: 'a Makefile that trains',
    status: 'partial',
    files: {
      Makefile: 'PY := python\ntrain: data\n\t$(PY) train.py\n\ndata:\n\tpython prepare.py\n',
      'train.py': trainPy,
      'prepare.py': preparePy,
    },
  },
  {
    name: 'a shell script that trains',
    status: 'partial',
    files: { 'run.sh': 'set -e\npython prepare.py\npython train.py\n', 'train.py': trainPy, 'prepare.py': preparePy },
    at: 'run.sh:3',
  },
  {
    name: 'CI that runs the training script',
    status: 'partial',
    files: { '.github/workflows/train.yml': workflow('python train.py'), 'train.py': trainPy },
  },
  {
    name: 'an Airflow DAG whose tasks lead to the training script',
    status: 'met',
    files: {
      'dags/churn.py': dag(
        'with DAG("churn", schedule="@weekly") as d:\n    a = BashOperator(task_id="prepare", bash_command="python prepare.py")\n    b = BashOperator(task_id="train", bash_command="python train.py")\n    a >> b\n',
      ),
      'train.py': trainPy,
      'prepare.py': preparePy,
    },
  },
  {
    name: 'a DAG that imports what does not exist',
    status: 'partial',
    files: {
      'churn/__init__.py': '',
      'churn/train.py': trainPy,
      'dags/churn.py': dag(
        'from churn.steps import prepare\nfrom churn import train\nwith DAG("churn") as d:\n    a = PythonOperator(task_id="a", python_callable=prepare)\n    b = PythonOperator(task_id="b", python_callable=train.train)\n',
      ),
    },
  },
  {
    name: 'a DAG that moves tables and trains nothing',
    status: 'missing',
    files: {
      'dags/copy.py': dag(
        'with DAG("copy") as d:\n    a = BashOperator(task_id="train_station_a", bash_command="psql -f a.sql")\n    b = BashOperator(task_id="b", bash_command="psql -f b.sql")\n',
      ),
    },
  },
  {
    name: 'Prefect tasks in a flow',
    status: 'met',
    files: {
      'flow.py':
        'from prefect import flow, task\nfrom train import train\n\n@task\ndef load():\n    return "data"\n\n@task\ndef fit(path):\n    return train(path)\n\n@flow\ndef churn():\n    fit(load())\n',
      'train.py': trainPy,
    },
  },
  {
    name: 'an MLproject with one entry point',
    status: 'partial',
    files: { MLproject: 'name: churn\nentry_points:\n  main:\n    command: "python train.py"\n', 'train.py': trainPy },
  },
  { name: 'a script that a person runs', status: 'missing', files: { 'train.py': trainPy } },
  { name: 'a commented-out pipeline', status: 'missing', files: { 'train.py': trainPy, 'run.sh': '# python train.py\necho done\n' } },
  {
    name: 'a DAG whose formatted lines start a tool that starts the training',
    status: 'met',
    files: {
      'dags/churn.py': dag(
        'with DAG("churn", schedule="@once") as d:\n    for m in ["a", "b"]:\n        a = BashOperator(task_id="train", bash_command=f"""\n            set +e\n            cd /opt/airflow\n            python /opt/airflow/cli/run.py train --model {m}\n        """)\n        b = BashOperator(task_id="eval", bash_command=f"python cli/run.py eval --model {m}")\n        a >> b\n',
      ),
      'cli/run.py':
        'import subprocess, sys\ndef train(model):\n    subprocess.run([sys.executable, "scripts/train.py", "--model", model], check=True)\n',
      'scripts/train.py': trainPy,
    },
  },
  {
    name: 'a DAG whose formatted line starts something else',
    status: 'missing',
    files: {
      'dags/copy.py': dag(
        'with DAG("copy") as d:\n    a = BashOperator(task_id="a", bash_command=f"python copy_rows.py {d}")\n    b = BashOperator(task_id="b", bash_command="true")\n',
      ),
      'copy_rows.py': 'import shutil\nshutil.copy("a", "b")\n',
      'scripts/train.py': trainPy,
    },
  },
]);
