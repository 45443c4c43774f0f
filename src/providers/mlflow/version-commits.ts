import { ProviderError } from '../../ports/version-registry.ts';
import { loggedModelOf, type ModelVersion, type Pair } from './mlflow-answers.ts';
import { groupBy } from './group-by.ts';
import { inParallel } from './in-parallel.ts';
import type { MlflowClient } from './mlflow-client.ts';

const mostRequests = 6;

/**
 * The commits that versions were made from, by version: what MLflow tagged the version's run with, or in MLflow 3 its logged model. A run that
 * is gone, or that one may not read, leaves the commit unknown.
 */
export async function commitsOf(
  client: MlflowClient,
  versions: readonly ModelVersion[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  // Versions of one run are asked for once.
  const sources = groupBy(versions, (version) => `${version.run_id ?? ''} ${loggedModelOf(version)}`);
  const found = await inParallel([...sources.values()], mostRequests, async (same) => {
    const [first] = same;
    const commit = first === undefined ? null : await commitOf(client, first, signal);
    return commit === null ? [] : same.map(({ version }) => [version, commit] as const);
  });
  return new Map(found.flat());
}

async function commitOf(client: MlflowClient, version: ModelVersion, signal: AbortSignal): Promise<string | null> {
  const { run_id: runId = '' } = version;
  const modelId = loggedModelOf(version);
  const run = runId === '' ? null : await orUnknown(client.run(runId, signal));
  const ofRun = commitIn(run?.data?.tags ?? []);
  if (ofRun !== null || modelId === '') return ofRun;
  const model = await orUnknown(client.loggedModel(modelId, signal));
  return commitIn(model?.info.tags ?? []);
}

/** A full commit id, and nothing else that a server might send: it becomes an argument of Git. */
function commitIn(tags: readonly Pair[]): string | null {
  const value = tags.find(({ key }) => key === 'mlflow.source.git.commit')?.value ?? '';
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value) ? value : null;
}

async function orUnknown<T>(asked: Promise<T | null>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ProviderError && (error.code === 'unauthorized' || error.code === 'not-found')) return null;
    throw error;
  }
}
