import { describeCheck } from '../../support/check-readiness.ts';
import { serviceFiles } from '../../support/model-project.ts';

const kserve = (logger: string): Record<string, string> => ({
  'k8s/churn.yaml': `apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: { name: churn }\nspec:\n  predictor:\n${logger}    model:\n      modelFormat: { name: sklearn }\n      storageUri: s3://m/1\n`,
});
const storing = {
  ...serviceFiles,
  'serving/store.py':
    'import psycopg\n\ndef save(connection, row, score):\n    connection.execute("INSERT INTO predictions (row, score) VALUES (%s, %s)", (row, score))\n',
  'serving/app.py': serviceFiles['serving/app.py'].replace('import joblib', 'import joblib\nfrom serving.store import save'),
};

describeCheck('decision-log', [
  {
    name: 'a KServe logger',
    status: 'met',
    files: kserve('    logger: { mode: all, url: "http://log.example.com" }\n'),
    at: 'k8s/churn.yaml:6',
  },
  { name: 'a table that the service writes', status: 'met', files: storing, at: 'serving/store.py:4' },
  { name: 'a table that code writes which nothing starts', status: 'partial', files: { 'serving/store.py': storing['serving/store.py'] } },
  {
    name: 'a described log',
    status: 'partial',
    files: {
      'docs/decision-log.md':
        '# Where decisions are kept\n\nThe service logs the customer, the score, the version and the time as one line; it ends in the table churn.decisions and is kept for thirteen months.\n',
    },
  },
  {
    name: 'a declared log that does not exist',
    status: 'missing',
    files: { 'airworthy.yaml': 'version: 1\ndecisions: { log: docs/decision-log.md }\n' },
    at: 'airworthy.yaml:2',
  },
  { name: 'a model server without a logger', status: 'missing', files: kserve('') },
  {
    name: 'a service that stores something else',
    status: 'missing',
    files: {
      ...serviceFiles,
      'serving/app.py': serviceFiles['serving/app.py'].replace(
        'import joblib',
        'import joblib\nimport redis\n\n\ndef warm(cache):\n    cache.add("key")\n',
      ),
    },
  },
  {
    name: 'a row added by an ORM',
    status: 'met',
    files: {
      ...serviceFiles,
      'serving/app.py': `${serviceFiles['serving/app.py']}\nfrom sqlalchemy.orm import Session\nfrom serving.tables import Prediction\n\n\ndef keep(session: Session, score):\n    session.add(Prediction(score=score))\n`,
    },
  },
  {
    name: 'a set and an answer that are named alike',
    status: 'missing',
    files: {
      ...serviceFiles,
      'serving/app.py': serviceFiles['serving/app.py']
        .replace('import joblib', 'import joblib\nimport boto3\n\nseen = set()')
        .replace('    return {"score": score}', '    seen.add(score)\n    return {"predictions": [score]}'),
    },
  },
]);
