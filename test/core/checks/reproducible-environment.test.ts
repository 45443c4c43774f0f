import { describeCheck } from '../../support/check-readiness.ts';

const image = 'FROM python:3.12.7-slim\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCMD ["python", "serve.py"]\n';

describeCheck('reproducible-environment', [
  {
    name: 'exact versions and a tagged image',
    status: 'met',
    files: { 'requirements.txt': 'pandas==2.2.3\nscikit-learn==1.5.2\n', Dockerfile: image },
    at: 'Dockerfile:1',
  },
  {
    name: 'a lock file and a digest',
    status: 'met',
    files: {
      'pyproject.toml': '[project]\nname = "churn"\ndependencies = ["pandas>=2"]\n',
      'uv.lock': 'version = 1\n\n[[package]]\nname = "pandas"\nversion = "2.2.3"\n',
      Dockerfile: `FROM python@sha256:${'a'.repeat(64)}\nRUN pip install uv==0.5.1 && uv sync --frozen\n`,
    },
  },
  { name: 'exact versions without an image', status: 'partial', files: { 'requirements.txt': 'pandas==2.2.3\n' } },
  {
    name: 'a moving image',
    status: 'partial',
    files: { 'requirements.txt': 'pandas==2.2.3\n', Dockerfile: image.replace('3.12.7-slim', 'latest') },
    at: 'Dockerfile:1',
  },
  { name: 'a tagged image over ranges', status: 'partial', files: { 'requirements.txt': 'pandas>=2\n', Dockerfile: image } },
  {
    name: 'an image that installs past the pins',
    status: 'partial',
    files: { 'requirements.txt': 'pandas==2.2.3\n', Dockerfile: `${image}RUN pip install torch\n` },
    at: 'Dockerfile:5',
  },
  {
    name: 'ranges and a moving image',
    status: 'missing',
    files: { 'requirements.txt': 'pandas>=2\nscikit-learn\n', Dockerfile: image.replace(':3.12.7-slim', '') },
  },
  { name: 'pins in a comment', status: 'missing', files: { 'requirements.txt': '# pandas==2.2.3\npandas\n' } },
  {
    name: 'a lock in the form of requirements',
    status: 'met',
    files: {
      'requirements-serving.lock': 'pandas==2.2.3\n',
      Dockerfile: `${image}RUN pip install -c requirements-serving.lock ".[serving]"\n`,
    },
  },
]);
