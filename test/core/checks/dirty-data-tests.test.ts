import { describeCheck } from '../../support/check-readiness.ts';
import { dvcYaml, evaluatePy, preparePy, trainPy, workflow } from '../../support/model-project.ts';

const test = (name: string): string =>
  `import pandas as pd\nfrom prepare import clean\n\ndef ${name}():\n    assert len(clean(pd.DataFrame({"a": [1, None]}))) == 1\n`;
const ci = { '.github/workflows/ci.yml': workflow('pytest') };
const checked = `import pandera as pa\nimport pandas as pd\n\nschema = pa.DataFrameSchema({"a": pa.Column(float, pa.Check.ge(0))})\nschema.validate(pd.read_csv("data/raw.csv"))\n`;

describeCheck('dirty-data-tests', [
  {
    name: 'a test of missing values in CI',
    status: 'met',
    files: { 'prepare.py': preparePy, ...ci, 'tests/test_prepare.py': test('test_missing_values_are_dropped') },
    at: 'tests/test_prepare.py:4',
  },
  {
    name: 'a property test in CI',
    status: 'met',
    files: {
      'prepare.py': preparePy,
      ...ci,
      'tests/test_prepare.py':
        'from hypothesis import given, strategies as st\nfrom prepare import clean\n\n@given(st.floats())\ndef test_clean(x):\n    assert clean(x) is not None\n',
    },
  },
  {
    name: 'a schema that the pipeline in CI checks',
    status: 'met',
    files: {
      'dvc.yaml': dvcYaml,
      'prepare.py': checked,
      'train.py': trainPy,
      'evaluate.py': evaluatePy,
      '.github/workflows/ci.yml': workflow('dvc repro'),
    },
    at: 'prepare.py:4',
  },
  {
    name: 'a test that nobody runs',
    status: 'partial',
    files: { 'prepare.py': preparePy, 'tests/test_prepare.py': test('test_unseen_categories') },
  },
  { name: 'a schema that nobody checks', status: 'partial', files: { 'schema.py': checked } },
  {
    name: 'a test by name alone, without an assertion',
    status: 'missing',
    files: {
      'prepare.py': preparePy,
      ...ci,
      'tests/test_prepare.py':
        'from prepare import clean\n\ndef test_missing_values():\n    """Tests nulls, ranges and schema."""\n    pass\n',
    },
  },
  {
    name: 'a test of something else',
    status: 'missing',
    files: { 'prepare.py': preparePy, ...ci, 'tests/test_prepare.py': test('test_clean') },
  },
  {
    name: 'a forecast without extreme events',
    status: 'partial',
    files: {
      'airworthy.yaml': 'version: 1\nscenario: demand-forecasting\n',
      'prepare.py': preparePy,
      ...ci,
      'tests/test_prepare.py': test('test_missing_values'),
    },
  },
  {
    name: 'a test of broken settings',
    status: 'missing',
    files: {
      'prepare.py': preparePy,
      ...ci,
      'tests/test_settings.py': 'from prepare import clean\n\ndef test_invalid_config_is_refused():\n    assert clean is not None\n',
    },
  },
]);
