/**
 * The schema of `airworthy.yaml`: what a project declares because its files cannot show it.
 * The JSON Schema under `schemas/` is generated from here, descriptions included: editors show them while a person types.
 * Objects are strict; the reader turns unknown keys into findings. A format's `error` is the id of the reader's own words for it.
 */
import * as z from 'zod';
import { durationPattern } from './duration-pattern.ts';

const words = z.string().min(1);

/** A date such as 2026-10-01; YAML 1.2 reads it as a string. */
const date = z.iso.date({ error: 'date' });

const duration = z.string().regex(durationPattern, { error: 'duration' });

/** A path relative to the manifest; that it stays inside the repository is checked by the reader and, links followed, where files are known. */
const path = words;
/** A path, or an http(s) URL that is never fetched. */
const document = words;

/** The environments' names follow GTO's rule for stages. */
const stage = z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9/_-]*[A-Za-z0-9])?$/, { error: 'stage' });

const direction = z.enum(['above', 'below']);

const stagesOfGate = z.array(stage).describe('Stages this gate guards; all stages where left out.').optional();

const metricGate = z.strictObject({
  metric: words.describe('Name of the metric, as people know it.'),
  from: words.describe('Where its value stands: FILE#/json/pointer, mlflow:SOURCE#METRIC, or prometheus:SOURCE with query and window.'),
  query: words
    .describe(
      'PromQL for a prometheus gate; between quotes {{version}} stands for the version being promoted, {{model}} for the name of the model.',
    )
    .optional(),
  window: duration.describe('How far back every sample must pass, such as 1h.').optional(),
  better: z.enum(['higher', 'lower']).describe('Which way is better; lower where only max is given, else higher.').optional(),
  min: z.number().describe('The least value that passes.').optional(),
  max: z.number().describe('The greatest value that passes.').optional(),
  noWorseThan: z
    .strictObject({
      stage: stage.describe('Stage whose current version is the champion.'),
      by: z.number().describe('How much worse the challenger may be, as an absolute difference; 0 where left out.').optional(),
    })
    .describe('Compare with the version that is in a stage now.')
    .optional(),
  stages: stagesOfGate,
});

const checkGate = z.strictObject({ check: words.describe('Id of a readiness check that must be met.'), stages: stagesOfGate });

const driftGate = z.strictObject({
  drift: words.describe('Title of a drift entry that must be below its alert threshold.'),
  stages: stagesOfGate,
});

/** A condition that a version must fulfil before it is promoted. */
export const gateSchema = z
  .union([metricGate, checkGate, driftGate])
  .describe(
    'What a version must fulfil before it is promoted: a metric within limits, a readiness check that is met, or drift below its threshold.',
  );

const deployTarget = z
  .strictObject({
    manifest: path.describe('Serving manifest that names the version, relative to this file.').optional(),
    object: words.describe('Name of the object inside the manifest, where it holds several.').optional(),
    via: z.enum(['commit', 'branch']).describe('Whether a promotion commits to the current branch or to a branch of its own.').optional(),
    strategy: z.enum(['direct', 'shadow', 'canary']).describe('How traffic reaches the new version.').optional(),
    steps: z
      .array(z.number().min(0).max(100))
      .describe('Percentages of traffic that a canary walks through, such as [10, 50, 100].')
      .optional(),
    apply: z
      .enum(['kubectl'])
      .describe(
        'How the changed manifest reaches the cluster: kubectl adds a kubectl apply of it to the plan, run only by the person’s choice.',
      )
      .optional(),
    command: words
      .describe(
        'Command that deploys, shown in the plan. It runs in the folder of this file, and gets AIRWORTHY_MODEL, AIRWORTHY_STAGE, AIRWORTHY_FROM, AIRWORTHY_VERSION and AIRWORTHY_MANIFEST (as written above) as environment variables.',
      )
      .optional(),
  })
  .describe('Where and how a version is deployed.');

/** The keys that make a `deploy` one target for every stage; else its keys are stages. */
const deployKeys = new Set(Object.keys(deployTarget.shape));

/** Whether a `deploy` value is a single target, by its keys. */
export function isSingleDeployTarget(value: object): boolean {
  return Object.keys(value).some((key) => deployKeys.has(key));
}

/** A `deploy` that has a target for each stage. */
export const deployByStageSchema = z.record(stage, deployTarget);

const deploy = z.union([deployTarget, deployByStageSchema]).describe('One target for every stage, or a target for each stage by its name.');

const model = z
  .strictObject({
    name: words.describe('The name people and commands use for this model.'),
    registry: z
      .enum(['git', 'mlflow', 'kubernetes'])
      .describe('Where its versions are kept: Git tags (GTO), the MLflow registry, or Kubernetes manifests.')
      .optional(),
    path: path.describe('The model file or folder, relative to this file.').optional(),
    artifact: words.describe('Its name in Git tags, where that differs from name.').optional(),
    mlflow: z
      .strictObject({
        source: words.describe('Name of an entry of sources with type mlflow.').optional(),
        name: words.describe('Name of the registered model.').optional(),
        aliases: z.record(stage, words).describe('Which MLflow alias stands for which stage, as STAGE: ALIAS.').optional(),
      })
      .describe('Its place in an MLflow registry.')
      .optional(),
    stages: z.array(stage).describe('Its stages in the order of promotion, such as [shadow, canary, production].').optional(),
    protected: z.array(stage).describe('Stages that ask for the name of the model before they change.').optional(),
    gates: z.array(gateSchema).describe('What a version must fulfil before it is promoted.').optional(),
    deploy: deploy.optional(),
  })
  .describe('A model this project releases.');

const credential = z.string().regex(/^(?:secret|env:[A-Za-z_][A-Za-z0-9_]*)$/, { error: 'credential' });

const source = z
  .strictObject({
    type: z.enum(['prometheus', 'alertmanager', 'mlflow', 'files', 'reports']).describe('What answers there.'),
    url: words.describe('Base URL, without credentials.').optional(),
    auth: z
      .union([
        z.strictObject({ token: credential.describe('env:NAME, or secret for the secret store of the editor.') }),
        z.strictObject({
          user: words.describe('User name.'),
          password: credential.describe('env:NAME, or secret for the secret store of the editor.'),
        }),
      ])
      .describe('Where the credential is found; the credential itself never stands here.')
      .optional(),
    reference: path.describe('Data the model was trained on, for a files source.').optional(),
    current: path.describe('Batches to compare with the reference; a glob, one batch a file.').optional(),
    path: path.describe('Folder or glob of reports.').optional(),
    time: words
      .describe('Column that holds the time of a batch; else the date in the name of the file, else its modification time.')
      .optional(),
    exclude: z.array(words).describe('Columns or files to leave out.').optional(),
  })
  .describe('An endpoint or data that charts and gates read.');

const chart = z
  .strictObject({
    title: words.describe('Title of the chart; a gate names it by this.'),
    source: words.describe('Name of an entry of sources.'),
    query: words.describe('PromQL, for a prometheus source.').optional(),
    column: words
      .describe(
        'Column, for a files or reports source: its drift, or how much of it the expectations of Great Expectations did not expect.',
      )
      .optional(),
    metric: words
      .describe(
        'For an mlflow source the metric of the runs. For a reports source a metric of Evidently (MeanValue, MissingValueCount.share, DatasetMissingValuesMetric.current.share_of_missing_values), tests, the type of an expectation of Great Expectations, or success_percent; without metric and column the share of drifted columns, else what passed.',
      )
      .optional(),
    model: words
      .describe(
        'Name of the model it is about, one of models. For an mlflow source: the metric of the version in each stage while it was there; without it, of the newest runs.',
      )
      .optional(),
    group: z
      .enum(['quality', 'traffic', 'operations'])
      .describe('Where the panel shows it, for an entry of charts; quality where left out.')
      .optional(),
    unit: words.describe('Unit of the values, such as ms or %.').optional(),
    method: words
      .describe(
        'Statistic, for a files source: psi, ks, chiSquare, zTest, jensenShannon, wassersteinNormed; for a reports source the test of Evidently by its id or name, the newest report’s where left out.',
      )
      .optional(),
    warn: z.number().describe('Threshold of a warning.').optional(),
    alert: z.number().describe('Threshold of an alert.').optional(),
    direction: direction
      .describe(
        'On which side of its thresholds a value is bad; where left out below for p-values, for shares of what passed and for metrics that are known to be better when higher, else above.',
      )
      .optional(),
    for: duration.describe('How long a value must be bad before it counts, such as 30m.').optional(),
    minRows: z.int().min(0).describe('The least number of rows for a verdict.').optional(),
  })
  .describe('A series to watch, with its thresholds.');

const waiver = z
  .strictObject({
    check: words.describe('Id of the readiness check that is waived.').optional(),
    rule: words.describe('Id of the rule that is waived, together with path.').optional(),
    path: path.describe('File the rule is waived in, relative to this file.').optional(),
    reason: words.describe('Why this is acceptable.'),
    owner: words.describe('Who answers for it.').optional(),
    until: date.describe('Last day of the waiver, such as 2027-01-01.').optional(),
  })
  .describe('A check or a rule that is set aside on purpose.');

/** The whole file. */
export const manifestSchema = z.strictObject({
  version: z.literal(1).describe('Version of this format.'),
  project: words.describe('Name of the project; the name of its folder where left out.').optional(),
  stage: z
    .enum(['prototype', 'pilot', 'production', 'critical'])
    .describe('How much depends on this project; guessed where left out.')
    .optional(),
  scenario: z
    .enum(['fraud-detection', 'demand-forecasting', 'personalization'])
    .describe('Profile that raises weights and what met needs.')
    .optional(),
  goal: z
    .strictObject({
      statement: words.describe('What the business wants to reach.').optional(),
      decision: words.describe('The decision that the model supports.').optional(),
      metric: words.describe('The metric that shows success.').optional(),
      target: words.describe('The value to reach, such as ">= 0.85".').optional(),
      owner: words.describe('The business owner.').optional(),
      accepted: date.describe('When the owner accepted the goal, such as 2026-10-01.').optional(),
    })
    .describe('The measurable business goal.')
    .optional(),
  owners: z
    .strictObject({
      business: words.describe('Who answers for the result.').optional(),
      data: words.describe('Who answers for the data.').optional(),
      platform: words.describe('Who answers for operation.').optional(),
      decides: z
        .strictObject({
          retrain: words.describe('Who decides to retrain.').optional(),
          rollback: words.describe('Who decides to roll back.').optional(),
          crisis: words.describe('Who leads in a crisis.').optional(),
        })
        .describe('Who decides what.')
        .optional(),
    })
    .describe('People or teams that own the result together.')
    .optional(),
  models: z.array(model).describe('The models this project releases.').optional(),
  sources: z.record(words, source).describe('Endpoints and data by a name of your own; credentials never stand here.').optional(),
  drift: z.array(chart).describe('Input drift to watch.').optional(),
  charts: z.array(chart).describe('Other series for the drift panel, such as online quality.').optional(),
  retraining: z
    .strictObject({
      trigger: z.enum(['schedule', 'drift', 'quality', 'manual']).describe('What starts a retraining.').optional(),
      cadence: duration.describe('The longest time between two trainings, such as 30d.').optional(),
      decides: words.describe('Who decides.').optional(),
      validates: words.describe('How the new version is tested.').optional(),
      workflow: path.describe('The workflow that retrains, relative to this file.').optional(),
    })
    .describe('When the model is retrained and how the new version is tested.')
    .optional(),
  runbooks: z
    .strictObject({
      incident: document.describe('What to do in an incident: a path or an http(s) URL.').optional(),
      alerts: document.describe('What to do on an alert: a path or an http(s) URL.').optional(),
      rollback: document.describe('How to roll back: a path or an http(s) URL.').optional(),
    })
    .describe('Procedures for people on call.')
    .optional(),
  compliance: z
    .strictObject({
      dpia: document.describe('The data protection impact assessment: a path or an http(s) URL.').optional(),
      personalData: z.boolean().describe('Whether personal data are processed.').optional(),
      owner: words.describe('Who answers for compliance.').optional(),
      reviewed: date.describe('Date of the last review, such as 2026-09-01.').optional(),
      reviewEvery: duration.describe('How long a review holds, such as 365d.').optional(),
    })
    .describe('The legal record: GDPR and other law.')
    .optional(),
  decisions: z
    .strictObject({
      log: words.describe('Where predictions are stored with their context.').optional(),
      explainer: words.describe('Where explanations of decisions come from.').optional(),
    })
    .describe('How decisions can be explained later.')
    .optional(),
  reviews: z
    .array(
      z
        .strictObject({
          what: words.describe('What is reviewed.'),
          document: document.describe('Its dated record: a path or an http(s) URL.').optional(),
          every: duration.describe('How often, such as 90d.').optional(),
        })
        .describe('A regular review.'),
    )
    .describe('Regular reviews, such as error analyses.')
    .optional(),
  attest: z
    .record(
      words,
      z
        .strictObject({ by: words.describe('Who attests it.'), until: date.describe('Last day it holds, such as 2027-01-01.').optional() })
        .describe('An attestation.'),
    )
    .describe('What only people can know, by check id; it lifts a check to partial.')
    .optional(),
  waive: z.array(waiver).describe('Checks and rules that are set aside on purpose.').optional(),
  weights: z.record(words, z.number().min(0)).describe('Weight of a check in the score, by check id.').optional(),
});

/** A manifest that fits the schema. */
export type Manifest = z.infer<typeof manifestSchema>;
/** One of its models. */
export type ManifestModel = NonNullable<Manifest['models']>[number];
/** One of its gates. */
export type ManifestGate = z.infer<typeof gateSchema>;
/** One of its drift entries. */
export type ManifestChart = NonNullable<Manifest['drift']>[number];
/** One of its sources. */
export type ManifestSource = NonNullable<Manifest['sources']>[string];
/** Where and how a stage is deployed. */
export type DeployTarget = z.infer<typeof deployTarget>;
