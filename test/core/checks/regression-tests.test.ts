import { type CheckCase, describeCheck } from '../../support/check-readiness.ts';
import { preparePy, trainPy, workflow } from '../../support/model-project.ts';

const code =
  'import pandas as pd\nfrom prepare import clean\n\ndef test_clean():\n    assert len(clean(pd.DataFrame({"a": [1, None]}))) == 1\n';
const model =
  'import joblib\n\ndef test_model_beats_the_baseline():\n    model = joblib.load("models/model.pkl")\n    assert model.predict([[3]])[0] == 1\n';
const project = { 'prepare.py': preparePy, 'train.py': trainPy };
const ci = { '.github/workflows/ci.yml': workflow('pytest tests') };

describeCheck('regression-tests', [
  {
    name: 'tests of code and model in CI',
    status: 'met',
    files: { ...project, ...ci, 'tests/test_prepare.py': code, 'tests/test_model.py': model },
    at: 'tests/test_model.py:3',
  },
  {
    name: 'tests of code and data in CI',
    status: 'met',
    files: {
      ...project,
      ...ci,
      'data/raw.csv': 'a\n1\n',
      'tests/test_prepare.py': code,
      'tests/test_data.py': 'import pandas as pd\n\ndef test_raw():\n    assert not pd.read_csv("data/raw.csv").isna().any().any()\n',
    },
  },
  {
    name: 'tests of code and model in a job of GitLab',
    status: 'met',
    files: {
      ...project,
      '.gitlab-ci.yml':
        'default:\n  before_script: [pip install -r requirements.txt]\ntest:\n  script:\n    - cd $CI_PROJECT_DIR/tests\n    - cd ..\n    - pytest tests\n',
      'tests/test_prepare.py': code,
      'tests/test_model.py': model,
    },
    at: 'tests/test_model.py:3',
  },
  { name: 'tests of one kind in CI', status: 'partial', files: { ...project, ...ci, 'tests/test_prepare.py': code } },
  { name: 'tests that nobody runs', status: 'partial', files: { ...project, 'tests/test_prepare.py': code, 'tests/test_model.py': model } },
  {
    name: 'CI that runs another folder',
    status: 'partial',
    files: {
      ...project,
      '.github/workflows/ci.yml': workflow('pytest integration'),
      'tests/test_prepare.py': code,
      'tests/test_model.py': model,
    },
  },
  {
    name: 'CI that only collects',
    status: 'partial',
    files: {
      ...project,
      '.github/workflows/ci.yml': workflow('pytest --collect-only'),
      'tests/test_prepare.py': code,
      'tests/test_model.py': model,
    },
  },
  {
    name: 'tests run by tox',
    status: 'met',
    files: {
      ...project,
      'tox.ini': '[testenv]\ncommands =\n    pytest {posargs:tests}\n',
      '.github/workflows/ci.yml': workflow('tox -e py312'),
      'tests/test_prepare.py': code,
      'tests/test_model.py': model,
    },
  },
  ...(
    [
      ['a local hook of pre-commit', 'met', 'pre-commit run --all-files', ''],
      ['the local hook that pre-commit is asked for', 'met', 'pre-commit run tests --all-files', ''],
      ['another hook of pre-commit', 'partial', 'pre-commit run lint -a', ''],
      ['a hook that only runs when asked', 'partial', 'pre-commit run -a', '        stages: [manual]\n'],
      ['a hook of the stage that is asked for', 'met', 'pre-commit run -a --hook-stage manual', '        stages: [manual]\n'],
      ['pre-commit that is only installed', 'partial', 'pre-commit install', ''],
    ] as const
  ).map(([name, status, command, stages]): CheckCase => ({
    name: `tests by ${name}`,
    status,
    files: {
      ...project,
      '.pre-commit-config.yaml': `repos:\n  - repo: https://github.com/astral-sh/ruff-pre-commit\n    rev: v0.8.0\n    hooks: [{ id: ruff }]\n  - repo: local\n    hooks:\n      - id: tests\n        name: Tests\n        entry: pytest\n        args: [tests]\n        language: system\n${stages}      - id: lint\n        name: Lint\n        entry: flake8\n        language: system\n`,
      '.github/workflows/ci.yml': workflow(command),
      'tests/test_prepare.py': code,
      'tests/test_model.py': model,
    },
  })),
  ...(
    [
      ['nox with all default sessions', 'met', 'nox', ''],
      ['nox with the session that tests', 'met', 'nox -s tests-3.12', ''],
      ['nox with a session that only lints', 'partial', 'nox -s lint', ''],
      ['nox with defaults that leave the tests out', 'partial', 'nox', 'nox.options.sessions = ["lint"]\n'],
      ['nox with a session of another name', 'met', 'nox --session=unit', '#'],
    ] as const
  ).map(([name, status, command, option]): CheckCase => ({
    name,
    status,
    files: {
      ...project,
      'noxfile.py': `import nox\n\n${option === '#' ? '' : option}\ndef run_all(session):\n    session.install("pytest")\n    session.run("pytest", "tests")\n\n\n@nox.session${option === '#' ? '(name="unit")' : '(python=["3.11", "3.12"])'}\ndef tests(session):\n    run_all(session)\n\n\n@nox.session\ndef lint(session):\n    session.run("ruff", "check", ".")\n`,
      '.github/workflows/ci.yml': workflow(command),
      'tests/test_prepare.py': code,
      'tests/test_model.py': model,
    },
  })),
  {
    name: 'tox with an environment that only lints',
    status: 'partial',
    files: {
      ...project,
      'tox.ini': '[tox]\nenv_list = py312, lint\n[testenv]\ncommands = pytest\n[testenv:lint]\ncommands = ruff check .\n',
      '.github/workflows/ci.yml': workflow('tox -e lint'),
      'tests/test_prepare.py': code,
      'tests/test_model.py': model,
    },
  },
  {
    name: 'tests in an environment of tox that is not in its list',
    status: 'partial',
    files: {
      ...project,
      'tox.ini': '[tox]\nenv_list = lint\n[testenv:lint]\ncommands = ruff check .\n[testenv:unit]\ncommands = pytest\n',
      '.github/workflows/ci.yml': workflow('tox'),
      'tests/test_prepare.py': code,
      'tests/test_model.py': model,
    },
  },
  {
    name: 'tests that tox runs for other factors',
    status: 'partial',
    files: {
      ...project,
      'tox.ini': '[tox]\nenv_list = py{311,312}-lint\n[testenv]\ncommands =\n    lint: ruff check .\n    unit: pytest\n',
      '.github/workflows/ci.yml': workflow('tox'),
      'tests/test_prepare.py': code,
      'tests/test_model.py': model,
    },
  },
  {
    name: 'tests in the default environments of tox',
    status: 'met',
    files: {
      ...project,
      'tox.ini':
        '[tox]\nenvlist =\n    # all Pythons\n    py{311,312}-unit\n    lint\n[testenv]\ncommands =\n    unit: pytest {posargs}\n    lint: ruff check .\n',
      '.github/workflows/ci.yml': workflow('tox'),
      'tests/test_prepare.py': code,
      'tests/test_model.py': model,
    },
  },
  {
    name: 'tests whose failure tox forgives',
    status: 'partial',
    files: {
      ...project,
      'tox.ini': '[testenv]\ncommands =\n    - pytest\n',
      '.github/workflows/ci.yml': workflow('tox'),
      'tests/test_prepare.py': code,
      'tests/test_model.py': model,
    },
  },
  {
    name: 'commands of tox that refer to another section',
    status: 'met',
    files: {
      ...project,
      'tox.ini': '[testenv]\ncommands = pytest\n[testenv:ci]\ncommands = {[testenv]commands}\n',
      '.github/workflows/ci.yml': workflow('tox run --env=ci'),
      'tests/test_prepare.py': code,
      'tests/test_model.py': model,
    },
  },
  {
    name: 'tests run by poetry in a script',
    status: 'met',
    files: {
      ...project,
      'scripts/test.sh': '#!/bin/sh\nset -e\npoetry run pytest\n',
      '.github/workflows/ci.yml': workflow('bash scripts/test.sh'),
      'tests/test_prepare.py': code,
      'tests/test_model.py': model,
    },
  },
  {
    name: 'the configured test folder',
    status: 'met',
    files: {
      ...project,
      'pyproject.toml': '[tool.pytest.ini_options]\ntestpaths = ["tests"]\n',
      '.github/workflows/ci.yml': workflow('uv run pytest -q'),
      'tests/test_prepare.py': code,
      'tests/test_model.py': model,
    },
  },
  {
    name: 'tests that cannot fail',
    status: 'missing',
    files: {
      ...project,
      ...ci,
      'tests/test_model.py': 'import joblib\n\ndef test_model():\n    joblib.load("models/model.pkl")\n    assert True\n',
    },
  },
  {
    name: 'tests that look at nothing of the project',
    status: 'missing',
    files: { ...project, ...ci, 'tests/test_math.py': 'def test_math():\n    x = 1\n    assert x + 1 == 2\n' },
  },
  {
    name: 'a linter',
    status: 'missing',
    files: { ...project, '.github/workflows/ci.yml': workflow('ruff check . # runs regression tests of data and model') },
  },
  {
    name: 'one test of two things',
    status: 'partial',
    files: {
      ...project,
      ...ci,
      'tests/test_train.py':
        'import pandas as pd\nfrom train import train\n\ndef test_train(tmp_path):\n    assert train(tmp_path).predict(pd.DataFrame({"a": [1]}))[0] == 1\n',
    },
  },
]);
