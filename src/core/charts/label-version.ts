/**
 * Labels that hold a model's version, the surest first: `model_version` (of the client metrics of Seldon Core v1), `mlflow_model_version`
 * (the registry's number, in metrics of teams that use MLflow), `modelVersion` (the same in camel case), `predictor_version` (of all
 * metrics of Seldon Core v1), `version` (what people call it in metrics of their own), `artifact_version` (GTO's and Seldon Core v2's word),
 * `model_revision` and `revision` (what a model hub calls it), and `revision_name` (of Knative, whose revisions a canary of KServe is made
 * of). `mlflow_version` is not among them: it is the version of MLflow itself.
 */
const versionLabels = [
  'model_version',
  'mlflow_model_version',
  'modelVersion',
  'predictor_version',
  'version',
  'artifact_version',
  'model_revision',
  'revision',
  'revision_name',
];

const longestVersion = 100;

/** The model version that a series' labels name; null where they name none. */
export function labelVersion(labels: Readonly<Record<string, string>>): string | null {
  const found = versionLabels.map((label) => labels[label]?.trim() ?? '').find((value) => value !== '');
  return found === undefined || found.length > longestVersion ? null : found;
}
