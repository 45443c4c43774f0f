import assert from 'node:assert/strict';
import { format } from '../../../src/core/l10n/message.ts';
import { createSourceText } from '../../../src/core/model/source-text.ts';
import { trackingAddress } from '../../../src/core/project/tracking-address.ts';
import { trackingCandidates, type TrackingSources } from '../../../src/core/project/tracking-candidates.ts';
import { readPython } from '../../../src/core/facts/python/read-python.ts';

/** `path:line url` of each candidate. */
function offered(sources: Partial<TrackingSources>): readonly string[] {
  const { candidates } = trackingCandidates({ texts: [], python: [], environment: {}, ...sources });
  return candidates.map(({ url, from }) => `${from.kind === 'file' ? `${from.path}:${String(from.line)}` : `$${from.name}`} ${url}`);
}

const inText = (path: string, text: string): readonly string[] => offered({ texts: [createSourceText(path, text)] });

describe('tracking addresses', () => {
  it('are servers, or are named for what they are', () => {
    const servers: readonly (readonly [string, string, boolean])[] = [
      ['http://127.0.0.1:5000', 'http://127.0.0.1:5000', false],
      [' HTTPS://MLflow.Example/Base// ', 'https://mlflow.example/Base', false],
      ['https://ana:hunter2@mlflow.example/?x=1#y', 'https://mlflow.example', true],
    ];
    for (const [uri, url, hadCredentials] of servers) assert.deepEqual(trackingAddress(uri), { kind: 'server', url, hadCredentials });
    const others: readonly (readonly [string, RegExp])[] = [
      ['databricks', /is Databricks/],
      ['databricks://profile', /is Databricks/],
      ['databricks-uc', /is Databricks/],
      ['sqlite:///mlflow.db', /is a database/],
      ['postgresql+psycopg2://ana:hunter2@db/mlflow', /^postgresql\+psycopg2:\/\/db\/mlflow is a database/],
      ['./mlruns', /is a folder/],
      ['mlruns', /is a folder/],
      ['file:///srv/mlruns', /is a folder/],
      ['C:\\mlruns', /is a folder/],
      ['ftp://x', /is no http or https address/],
      ['http://', /is no http or https address/],
      ['', /is no http or https address/],
    ];
    for (const [uri, words] of others) {
      const address = trackingAddress(uri);
      assert.ok(address.kind === 'unsupported', uri);
      assert.match(format(address.why, 'en'), words);
      assert.doesNotMatch(format(address.why, 'pl'), /hunter2|\{/);
    }
  });
});

describe('tracking candidates', () => {
  it('come from .env-style files', () => {
    const env = '# MLFLOW_TRACKING_URI=http://old:1\nOTHER=1\nexport MLFLOW_TRACKING_URI="http://a:5000/" # ours\n';
    assert.deepEqual(inText('.env', env), ['.env:3 http://a:5000']);
    assert.deepEqual(inText('deploy/.env.local', "MLFLOW_TRACKING_URI='http://b:5000'\r\n"), ['deploy/.env.local:1 http://b:5000']);
    assert.deepEqual(inText('.env', 'MLFLOW_TRACKING_URI=http://c:5000/x#y\n'), ['.env:1 http://c:5000/x']);
    assert.deepEqual(inText('.env', 'MLFLOW_TRACKING_URI=\nMY_MLFLOW_TRACKING_URI=http://d\n'), []);
  });

  it('come from the ways other files set the variable', () => {
    const cases: readonly (readonly [string, string])[] = [
      ['compose.yaml', 'services:\n  a:\n    environment:\n      MLFLOW_TRACKING_URI: http://a:5000\n'],
      ['compose.yaml', 'services:\n  a:\n    environment:\n      - MLFLOW_TRACKING_URI=http://a:5000\n'],
      ['MLproject', 'name: x\ndocker_env:\n  image: i\n  environment: [["MLFLOW_TRACKING_URI", "http://a:5000"]]\n'],
      ['Dockerfile', 'FROM x\n\n\nENV MLFLOW_TRACKING_URI http://a:5000\n'],
      ['Dockerfile', 'FROM x\n\n\nENV MLFLOW_TRACKING_URI="http://a:5000"\n'],
      ['Makefile', 'train:\n\n\n\tMLFLOW_TRACKING_URI=http://a:5000 python train.py\n'],
    ];
    for (const [path, text] of cases) assert.deepEqual(inText(path, text), [`${path}:4 http://a:5000`]);
    const unknown = 'MLFLOW_TRACKING_URI: ${{ secrets.URI }}\nMLFLOW_TRACKING_URI: $URI\nMLFLOW_TRACKING_URI: <your server>\n';
    assert.deepEqual(inText('.github/workflows/a.yml', unknown), []);
  });

  it('come from Python code, not from its comments', () => {
    const source = createSourceText(
      'train.py',
      'import mlflow\nfrom mlflow import MlflowClient\n# mlflow.set_tracking_uri("http://no")\nmlflow.set_tracking_uri("http://a:5000")\nMlflowClient(tracking_uri="http://b:5000")\nmlflow.set_tracking_uri(uri)\n',
    );
    assert.deepEqual(offered({ python: [{ source, facts: readPython(source.text) }] }), [
      'train.py:4 http://a:5000',
      'train.py:5 http://b:5000',
    ]);
  });

  it('are offered once each, those of the environment first, without passwords', () => {
    const texts = [
      createSourceText('.env', 'MLFLOW_TRACKING_URI=http://a:5000\n'),
      createSourceText('b.env', 'MLFLOW_TRACKING_URI=sqlite:///x.db\n'),
    ];
    const environment = { MLFLOW_TRACKING_URI: 'http://ana:hunter2@a:5000/' };
    assert.deepEqual(offered({ texts, environment }), ['$MLFLOW_TRACKING_URI http://a:5000']);
    const { unsupported } = trackingCandidates({ texts, python: [], environment });
    assert.deepEqual(
      unsupported.map(({ from }) => from),
      [{ kind: 'file', path: 'b.env', line: 1 }],
    );
  });
});
