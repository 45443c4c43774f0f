/** Serving manifests as teams keep them in Git: comments on the very line, several documents, both styles of lists. */

/** KServe in Knative mode, with labels that carry the version and a Service beside it. */
export const knative = `# Owned by payments; reviewed by risk.
apiVersion: v1
kind: Service
metadata:
  name: decision-log
spec:
  selector: { app: decision-log }
  ports: [{ port: 80 }]
---
apiVersion: "serving.kserve.io/v1beta1"
kind: "InferenceService"
metadata:
  name: "fraud"
  namespace: payments
  labels:
    app.kubernetes.io/name: fraud
    app.kubernetes.io/version: "1.4.0"   # keep in step with storageUri
    model-version: v1.4.0
  annotations:
    serving.kserve.io/deploymentMode: Serverless
    autoscaling.knative.dev/target: "10"
spec:
  predictor:
    # Two, so that a node may fail.
    minReplicas: 2
    model:
      modelFormat: { name: sklearn, version: "1" }
      storageUri: "s3://ml-prod/fraud/v1.4.0/model.joblib"   # from the release of 3 November
      resources:
        limits: { cpu: "1", memory: 1Gi }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: decision-log }
spec: { minReplicas: 1, maxReplicas: 3 }
`;

/** KServe in Standard mode. */
export const standard = `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: fraud
  annotations:
    serving.kserve.io/deploymentMode: RawDeployment # no Knative here
spec:
  predictor:
    labels:
      version: v1.4.0
    model:
      modelFormat:
        name: mlflow
      args: [--workers, "2"] # measured
      storageUri: gs://ml-prod/fraud/v1.4.0

  transformer:
    containers:
      - name: kserve-container
        image: registry.example.com/features:3.2.1
`;

/** Seldon v1, with a container spec. */
export const seldon = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
  namespace: crm
spec:
  protocol: v2
  predictors:
    # The one that answers.
    - name: default
      replicas: 2
      graph:
        name: classifier
        implementation: MLFLOW_SERVER
        modelUri: s3://ml-prod/churn/7 # MLflow's number
        envSecretRefName: bucket
      componentSpecs:
        - spec:
            containers:
              - name: classifier
                resources:
                  requests: { memory: 1Gi }
      labels: { version: default }
`;

/** Seldon v1 with a canary and a shadow, in flow style. */
export const seldonSplit = `kind: SeldonDeployment
apiVersion: machinelearning.seldon.io/v1
metadata: { name: churn }
spec:
  predictors: [
    { name: main, traffic: 80, graph: { name: m, implementation: SKLEARN_SERVER, modelUri: 's3://m/churn/v7' } },
    { name: canary, traffic: 20, graph: { name: m, implementation: SKLEARN_SERVER, modelUri: 's3://m/churn/v8' } }, # since Monday
    { name: next, shadow: true, traffic: 50, graph: { name: m, implementation: SKLEARN_SERVER, modelUri: 's3://m/churn/v9' } }
  ]
`;

/** A Seldon v2 Model, with a pipeline that uses it. */
export const seldonModel = `# Churn, served by the shared MLServer.
apiVersion: mlops.seldon.io/v1alpha1
kind: Model
metadata:
  name: churn
  labels:
    model-version: "7"
spec:
  storageUri: "gs://ml-prod/churn"
  artifactVersion: 7 # the folder below
  requirements:
    - sklearn
---
apiVersion: mlops.seldon.io/v1alpha1
kind: Pipeline
metadata:
  name: flow
spec:
  steps:
    - name: churn
  output:
    steps: [churn]
`;

/** KServe that loads a version of MLflow's. */
export function mlflowManifest(version: string): string {
  return `apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: fraud
spec:
  predictor:
    model:
      modelFormat: { name: mlflow }
      storageUri: "s3://models/fraud/${version}" # moved by releases
`;
}
