import { mlflowError } from './mlflow-failures.ts';
import { loggedModelOf, type Metric, type Pair } from './mlflow-answers.ts';
import type { MlflowClient, VersionOf } from './mlflow-client.ts';

/** The numbers of a version, and where they came from. */
export interface VersionMetrics {
  /** Empty where the version names none. */
  readonly runId: string;
  /** MLflow 3's logged model; empty where the version names none. */
  readonly modelId: string;
  /** The last value of each metric; NaN and infinities as they are. */
  readonly metrics: ReadonlyMap<string, number>;
  readonly params: ReadonlyMap<string, string>;
}

/**
 * The metrics and parameters of a version: those of its run, and over them those that MLflow 3 keeps of the logged model itself, which are of
 * this very model and not of another one of the same run. Rejects with `not-found` where the version is not there.
 */
export async function versionMetrics(client: MlflowClient, of: VersionOf, signal: AbortSignal): Promise<VersionMetrics> {
  const version = await client.version(of, signal);
  if (version === null) throw mlflowError('missing', { server: client.url, what: `${of.name} ${of.version}` });
  const { run_id: runId = '' } = version;
  const modelId = loggedModelOf(version);
  const [run, model] = await Promise.all([
    runId === '' ? null : client.run(runId, signal),
    modelId === '' ? null : client.loggedModel(modelId, signal),
  ]);
  const own = model?.data ?? { metrics: version.model_metrics, params: version.model_params };
  return {
    runId,
    modelId,
    metrics: new Map([...newestValues(run?.data?.metrics ?? []), ...newestValues(own.metrics)]),
    params: new Map([...pairs(run?.data?.params ?? []), ...pairs(own.params)]),
  };
}

/** One value a key: a logged model has one for each dataset, and the one that was logged last counts. */
function newestValues(metrics: readonly Metric[]): readonly (readonly [string, number])[] {
  const order = ({ timestamp = 0, step = 0 }: Metric): number => timestamp || step;
  return metrics.toSorted((one, other) => order(one) - order(other)).map(({ key, value }) => [key, value]);
}

function pairs(list: readonly Pair[]): readonly (readonly [string, string])[] {
  return list.map(({ key, value }) => [key, value]);
}
