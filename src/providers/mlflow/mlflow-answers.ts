/** What MLflow's REST API answers, as far as it is used here. Protocol buffers leave empty fields out, so that nearly all may be missing. */
import * as z from 'zod';

/** int64: a number today, a string from servers before 1.23. */
const int64 = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d{1,19}$/)
      .transform(Number),
  ])
  .refine(Number.isFinite);

/** A double: JSON has no words for three of its values. */
const double = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)]);

/** A list that is left out when empty. */
const list = <T extends z.ZodType>(of: T) =>
  z
    .array(of)
    .optional()
    .transform((items): readonly z.output<T>[] => items ?? []);

const pair = z.object({
  key: z.string(),
  value: z
    .string()
    .optional()
    .transform((value) => value ?? ''),
});

const version = z.union([z.string(), z.number().int().nonnegative().transform(String)]).pipe(z.string().regex(/^\d{1,19}$/));

const pageToken = z.string().optional();

const metric = z.object({ key: z.string(), value: double, timestamp: int64.optional(), step: int64.optional() });

const modelVersion = z.object({
  name: z.string(),
  version,
  creation_timestamp: int64.optional(),
  last_updated_timestamp: int64.optional(),
  user_id: z.string().optional(),
  current_stage: z.string().optional(),
  run_id: z.string().optional(),
  source: z.string().optional(),
  /** MLflow 3's logged model, `m-…`; its open-source server takes it and does not give it back, see `loggedModelOf`. */
  model_id: z.string().optional(),
  status: z.string().optional(),
  tags: list(pair),
  model_metrics: list(metric),
  model_params: list(pair),
});

const registeredModel = z.object({
  name: z.string(),
  tags: list(pair),
  aliases: list(z.object({ alias: z.string(), version })),
  latest_versions: list(modelVersion),
});

const run = z.object({
  info: z.object({
    run_id: z.string(),
    run_name: z.string().optional(),
    experiment_id: z.string().optional(),
    start_time: int64.optional(),
    status: z.string().optional(),
    lifecycle_stage: z.string().optional(),
  }),
  data: z.object({ metrics: list(metric), params: list(pair), tags: list(pair) }).optional(),
});

const loggedModel = z.object({
  info: z.object({ model_id: z.string(), source_run_id: z.string().optional(), tags: list(pair) }),
  data: z.object({ metrics: list(metric), params: list(pair) }).optional(),
});

/** A pair of a tag or a parameter. */
export type Pair = z.output<typeof pair>;
/** A value of a metric: where it stands with a run or a model its last one, in a history any. */
export type Metric = z.output<typeof metric>;
/** A version of a registered model. */
export type ModelVersion = z.output<typeof modelVersion>;
/** A registered model with its aliases. */
export type RegisteredModel = z.output<typeof registeredModel>;
/** A run. */
export type Run = z.output<typeof run>;
/** A logged model of MLflow 3. */
export type LoggedModel = z.output<typeof loggedModel>;

/** The id of the logged model behind a version of MLflow 3; empty where there is none. */
export function loggedModelOf({ model_id: id = '', source = '' }: ModelVersion): string {
  return id === '' ? (/^models:\/+(m-[\w-]+)$/.exec(source)?.[1] ?? '') : id;
}

/** The answers by what is asked. */
export const answers = {
  nothing: z.object({}),
  model: z.object({ registered_model: registeredModel }),
  models: z.object({ registered_models: list(registeredModel), next_page_token: pageToken }),
  version: z.object({ model_version: modelVersion }),
  versions: z.object({ model_versions: list(modelVersion), next_page_token: pageToken }),
  run: z.object({ run }),
  runs: z.object({ runs: list(run), next_page_token: pageToken }),
  experiments: z.object({ experiments: list(z.object({ experiment_id: z.string() })), next_page_token: pageToken }),
  history: z.object({ metrics: list(metric), next_page_token: pageToken }),
  loggedModel: z.object({ model: loggedModel }),
  error: z.object({ error_code: z.union([z.string(), z.number()]).transform(String), message: z.string().optional() }),
} as const;
