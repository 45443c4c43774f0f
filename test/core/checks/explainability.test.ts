import { describeCheck } from '../../support/check-readiness.ts';
import { dvcYaml, evaluatePy, preparePy, trainPy } from '../../support/model-project.ts';

const shap =
  'import shap\n\n\ndef explain(model, rows):\n    return shap.TreeExplainer(model)(rows)\n\n\nif __name__ == "__main__":\n    explain(None, None)\n';
const notebook = JSON.stringify({
  cells: [{ cell_type: 'code', metadata: {}, outputs: [], execution_count: 1, source: ['import shap\n', 'shap.TreeExplainer(model)'] }],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

describeCheck('explainability', [
  {
    name: 'a stage that computes SHAP values',
    status: 'met',
    files: {
      'dvc.yaml': `${dvcYaml}  explain:\n    cmd: python explain.py\n    deps: [explain.py, models/model.pkl]\n    outs: [reports/shap.html]\n`,
      'explain.py': shap,
      'prepare.py': preparePy,
      'train.py': trainPy,
      'evaluate.py': evaluatePy,
    },
    at: 'explain.py:5',
  },
  {
    name: 'a KServe explainer',
    status: 'met',
    files: {
      'k8s/churn.yaml':
        'apiVersion: serving.kserve.io/v1beta1\nkind: InferenceService\nmetadata: { name: churn }\nspec:\n  predictor:\n    model: { modelFormat: { name: sklearn }, storageUri: "s3://m/1" }\n  explainer:\n    art: { type: SquareAttack }\n',
    },
  },
  { name: 'a script that nothing runs', status: 'partial', files: { 'explain.py': shap } },
  { name: 'a notebook', status: 'partial', files: { 'explain.ipynb': notebook } },
  {
    name: 'documented reasons',
    status: 'partial',
    files: {
      'docs/model-card.md':
        '# Model card\n\n## Explanations\nCustomer service sees the three inputs that moved the score most, as text in the order of their weight.\n\n## Limits\nNone known so far.\n',
    },
  },
  {
    name: 'a declared document that does not exist',
    status: 'missing',
    files: { 'airworthy.yaml': 'version: 1\ndecisions: { explainer: docs/explanations.md }\n' },
    at: 'airworthy.yaml:2',
  },
  { name: 'an import that is not used', status: 'missing', files: { 'train.py': 'import shap\nimport sklearn\n' } },
  { name: 'a dependency alone', status: 'missing', files: { 'requirements.txt': 'shap==0.46.0\n', 'train.py': 'import sklearn\n' } },
]);
