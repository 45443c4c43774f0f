/** The histories of metrics, of runs and of the models that they made. */
import type { MetricValueAt, VersionHistory } from '../../core/charts/stage-lines.ts';
import { type Text, message } from '../../core/l10n/message.ts';
import { ProviderError } from '../../ports/version-registry.ts';
import { loggedModelOf, type Metric, type ModelVersion } from './mlflow-answers.ts';
import type { MetricHistory, MlflowClient } from './mlflow-client.ts';

const texts = {
  forbidden: { en: 'The server does not let the run {run} be read.', pl: 'Serwer nie pozwala odczytać przebiegu {run}.' },
  cut: {
    en: 'The run {run} has more than {limit} values of this metric: the oldest are shown, and the newest one.',
    pl: 'Przebieg {run} ma ponad {limit} wartości tej metryki: pokazano najstarsze i ostatnią.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** MLflow's databases hold no infinite numbers: it keeps and sends the greatest double for them. */
function withInfinity(value: number): number {
  return Math.abs(value) === Number.MAX_VALUE ? Math.sign(value) * Number.POSITIVE_INFINITY : value;
}

/** A value as charts have it. A time that is left out is 0, as protocol buffers have it. */
function valueAt({ value, timestamp = 0, step = 0 }: Metric): MetricValueAt {
  return { value: withInfinity(value), time: timestamp, step };
}

/**
 * What a run logged of a metric. A run that is gone has no values; one that may not be read says so; every other failure is thrown.
 * Of a history that is too long to be read whole the newest value is asked for by itself.
 */
export async function runHistory(client: MlflowClient, runId: string, metric: string, signal: AbortSignal): Promise<VersionHistory> {
  let history: MetricHistory;
  try {
    history = await client.history({ runId, metric }, signal);
  } catch (error) {
    if (!(error instanceof ProviderError) || error.code !== 'unauthorized') throw error;
    return { values: [], runId, problem: message(texts.forbidden, { run: runId }) };
  }
  const values = history.values.map(valueAt);
  if (history.isComplete) return { values, runId, problem: null };
  const run = await client.run(runId, signal);
  const newest = run?.data?.metrics.filter(({ key }) => key === metric).map(valueAt) ?? [];
  return { values: [...values, ...newest], runId, problem: message(texts.cut, { run: runId, limit: values.length }) };
}

/**
 * A version's metric: what MLflow 3 keeps with its logged model, which is of this very model; where it keeps none, what the version's run
 * logged. A version without either has no values.
 */
export async function versionHistory(
  client: MlflowClient,
  version: ModelVersion,
  metric: string,
  signal: AbortSignal,
): Promise<VersionHistory> {
  const { run_id: runId = '' } = version;
  const modelId = loggedModelOf(version);
  const model = modelId === '' ? null : await client.loggedModel(modelId, signal);
  const own = (model?.data?.metrics ?? version.model_metrics).filter(({ key }) => key === metric);
  if (own.length > 0) return { values: own.map(valueAt), runId, problem: null };
  return runId === '' ? { values: [], runId, problem: null } : runHistory(client, runId, metric, signal);
}
