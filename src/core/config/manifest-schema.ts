/**
 * The schema of `airworthy.yaml`: what a project declares because its files cannot show it.
 * The JSON Schema under `schemas/` is generated from here. Objects are strict; the reader turns unknown keys into findings.
 */
import * as z from 'zod';

const words = z.string().min(1);

/** A date such as 2026-10-01; YAML 1.2 reads it as a string. */
const date = z.iso.date();

/** A duration as Prometheus writes it: units y w d h m s ms, each once, in that order. */
export const durationPattern = /^(?=\d)(?:\d+y)?(?:\d+w)?(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?(?:\d+ms)?$/;
const duration = z.string().regex(durationPattern);

/** A path relative to the manifest; that it stays inside the repository is checked where files are known. */
const path = words.describe('Path relative to this file, inside the repository.');
const document = words.describe('Path relative to this file, or an http(s) URL.');

/** The environments' names follow GTO's rule for stages. */
const stage = z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9/_-]*[A-Za-z0-9])?$/);

const direction = z.enum(['above', 'below']);

const gateLimits = {
  better: z.enum(['higher', 'lower']).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  noWorseThan: z.strictObject({ stage, by: z.number().optional() }).optional(),
  stages: z.array(stage).optional(),
};

/** A condition that a version must fulfil before it is promoted. */
export const gateSchema = z.union([
  z.strictObject({ metric: words, from: words, query: words.optional(), window: duration.optional(), ...gateLimits }),
  z.strictObject({ check: words, stages: z.array(stage).optional() }),
  z.strictObject({ drift: words, stages: z.array(stage).optional() }),
]);

const deployTarget = z.strictObject({
  manifest: path.optional(),
  object: words.optional(),
  via: z.enum(['commit', 'branch']).optional(),
  strategy: z.enum(['direct', 'shadow', 'canary']).optional(),
  steps: z.array(z.number().min(0).max(100)).optional(),
  apply: z.enum(['kubectl']).optional(),
  command: words.optional(),
});

/** The keys that make a `deploy` one target for every stage; else its keys are stages. */
const deployKeys = new Set(Object.keys(deployTarget.shape));

/** Whether a `deploy` value is a single target, by its keys. */
export function isSingleDeployTarget(value: object): boolean {
  return Object.keys(value).some((key) => deployKeys.has(key));
}

const deploy = z.union([deployTarget, z.record(stage, deployTarget)]);

const model = z.strictObject({
  name: words,
  registry: z.enum(['git', 'mlflow', 'kubernetes']).optional(),
  path: path.optional(),
  artifact: words.optional(),
  mlflow: z.strictObject({ source: words.optional(), name: words.optional(), aliases: z.record(stage, words).optional() }).optional(),
  stages: z.array(stage).optional(),
  protected: z.array(stage).optional(),
  gates: z.array(gateSchema).optional(),
  deploy: deploy.optional(),
});

const credential = z.union([z.string().regex(/^env:[A-Za-z_][A-Za-z0-9_]*$/), z.literal('secret')]);

const source = z.strictObject({
  type: z.enum(['prometheus', 'alertmanager', 'mlflow', 'files', 'reports']),
  url: words.optional(),
  auth: z.union([z.strictObject({ token: credential }), z.strictObject({ user: words, password: credential })]).optional(),
  reference: path.optional(),
  current: path.optional(),
  path: path.optional(),
  time: words.optional(),
  exclude: z.array(words).optional(),
});

const chart = z.strictObject({
  title: words,
  source: words,
  query: words.optional(),
  column: words.optional(),
  method: words.optional(),
  warn: z.number().optional(),
  alert: z.number().optional(),
  direction: direction.optional(),
  for: duration.optional(),
  minRows: z.int().min(0).optional(),
});

const waiver = z.strictObject({
  check: words.optional(),
  rule: words.optional(),
  path: path.optional(),
  reason: words,
  owner: words.optional(),
  until: date.optional(),
});

/** The whole file. */
export const manifestSchema = z.strictObject({
  version: z.literal(1),
  project: words.optional(),
  stage: z.enum(['prototype', 'pilot', 'production', 'critical']).optional(),
  scenario: z.enum(['fraud-detection', 'demand-forecasting', 'personalization']).optional(),
  goal: z
    .strictObject({
      statement: words.optional(),
      decision: words.optional(),
      metric: words.optional(),
      target: words.optional(),
      owner: words.optional(),
      accepted: date.optional(),
    })
    .optional(),
  owners: z
    .strictObject({
      business: words.optional(),
      data: words.optional(),
      platform: words.optional(),
      decides: z.strictObject({ retrain: words.optional(), rollback: words.optional(), crisis: words.optional() }).optional(),
    })
    .optional(),
  models: z.array(model).optional(),
  sources: z.record(words, source).optional(),
  drift: z.array(chart).optional(),
  charts: z.array(chart).optional(),
  retraining: z
    .strictObject({
      trigger: z.enum(['schedule', 'drift', 'quality', 'manual']).optional(),
      cadence: duration.optional(),
      decides: words.optional(),
      validates: words.optional(),
      workflow: path.optional(),
    })
    .optional(),
  runbooks: z.strictObject({ incident: document.optional(), alerts: document.optional(), rollback: document.optional() }).optional(),
  compliance: z
    .strictObject({
      dpia: document.optional(),
      personalData: z.boolean().optional(),
      owner: words.optional(),
      reviewed: date.optional(),
      reviewEvery: duration.optional(),
    })
    .optional(),
  decisions: z.strictObject({ log: words.optional(), explainer: words.optional() }).optional(),
  reviews: z.array(z.strictObject({ what: words, document: document.optional(), every: duration.optional() })).optional(),
  attest: z.record(words, z.strictObject({ by: words, until: date.optional() })).optional(),
  waive: z.array(waiver).optional(),
  weights: z.record(words, z.number().min(0)).optional(),
});

/** A manifest that fits the schema. */
export type Manifest = z.infer<typeof manifestSchema>;
/** One of its models. */
export type ManifestModel = NonNullable<Manifest['models']>[number];
/** One of its gates. */
export type ManifestGate = z.infer<typeof gateSchema>;
/** One of its sources. */
export type ManifestSource = NonNullable<Manifest['sources']>[string];
/** One of its drift entries. */
export type ManifestChart = NonNullable<Manifest['drift']>[number];
