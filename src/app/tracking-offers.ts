import { readFile } from '../core/facts/read-file.ts';
import { createSourceText } from '../core/model/source-text.ts';
import { isForeignPath } from '../core/project/evidence/own-path.ts';
import { isSkipped } from '../core/project/scan-scope.ts';
import { trackingCandidates, type TrackingCandidate } from '../core/project/tracking-candidates.ts';
import { foldersUpwards } from './release-config-loader.ts';
import type { ManifestPlace } from './serving-manifests.ts';

/** Where MLflow servers are looked for. */
export interface TrackingSearch {
  /** Relative to the repository; files of the folders above it count too. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Files of environments, which Git ignores as a rule and which are therefore read by name. */
const environmentFiles = ['.env', '.env.local', '.env.development', '.env.production', '.envrc', '.flaskenv'];

/** Endings of files that set variables for programs. */
const kinds = ['yaml', 'yml', 'toml', 'env', 'sh', 'cfg', 'ini', 'json'];

/**
 * MLflow servers that the environment and the project's files name, for a person to choose one. Nothing is asked of them: that a file names
 * a server does not say that anybody wants it asked.
 */
export async function trackingOffers(
  { repository, tree }: ManifestPlace,
  { folder, environment }: TrackingSearch,
  signal: AbortSignal,
): Promise<readonly TrackingCandidate[]> {
  const [settings, scripts] = await Promise.all([
    repository.filesContaining(['MLFLOW_TRACKING_URI'], kinds, signal),
    repository.filesContaining(['set_tracking_uri'], ['py'], signal),
  ]);
  const byName = foldersUpwards(folder).flatMap((at) => environmentFiles.map((name) => (at === '' ? name : `${at}/${name}`)));
  const read = async (paths: readonly string[]) => {
    const own = [...new Set(paths)].filter((path) => !isSkipped(path) && !isForeignPath(path));
    const files = await Promise.all(own.map(async (path) => ({ path, file: await tree.read(path, signal) })));
    return files.flatMap(({ path, file }) => (file.kind === 'text' ? [createSourceText(path, file.text)] : []));
  };
  const texts = await read([...byName, ...settings]);
  const python = (await read(scripts)).flatMap((source) =>
    readFile(source, { read: () => undefined }).documents.flatMap((document) =>
      document.format === 'python' ? [{ source, facts: document.facts }] : [],
    ),
  );
  return trackingCandidates({ texts, python, environment }).candidates;
}
