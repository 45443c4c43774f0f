import { format, message } from '../core/l10n/message.ts';
import { manifestPast, type ManifestPast } from '../core/release/serving/manifest-history.ts';
import type { RegistryError } from '../core/release/versions-report.ts';
import type { GitRepository } from '../ports/git.ts';
import { mapLimited } from './map-limited.ts';

/** Manifests changed more often than this show their newest changes only. */
const mostRevisions = 1000;

const texts = {
  cut: {
    en: 'The clone is shallow, so what was served before is not known of {paths}. Run git fetch --unshallow to know it.',
    pl: 'Klon jest płytki, więc nie wiadomo, co wcześniej serwowały: {paths}. Wykonaj git fetch --unshallow, aby to poznać.',
  },
  long: {
    en: 'Changed more than {count} times, of which only the newest are read: {paths}.',
    pl: 'Zmieniane ponad {count} razy, z czego odczytano tylko najnowsze: {paths}.',
  },
} as const;

/** The pasts of serving manifests in Git, by path: read here and nowhere else, so that all tell the same story. */
export async function readManifestPasts(
  repository: GitRepository,
  paths: Iterable<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ManifestPast>> {
  const pasts = await mapLimited([...new Set(paths)], 4, async (path) => {
    const history = await repository.fileHistory(path, { limit: mostRevisions }, signal);
    const decoder = new TextDecoder();
    const commits = history.map(({ commit, by, at, message: words, signed, bytes }) => {
      return { commit, by, at, message: words, signed, text: bytes === null ? null : decoder.decode(bytes) };
    });
    const start = history.at(-1)?.isCut === true ? 'cut' : history.length < mostRevisions ? 'made' : 'long';
    return manifestPast(path, commits, start);
  });
  return new Map(pasts.map((past) => [past.path, past]));
}

/** What is not known of pasts, and why. JSON is English. */
export function unknownPasts(pasts: ReadonlyMap<string, ManifestPast>): readonly RegistryError[] {
  return (['cut', 'long'] as const).flatMap((start) => {
    const paths = [...pasts.values()].filter((past) => past.start === start).map(({ path }) => path);
    if (paths.length === 0) return [];
    const said = message(texts[start], { paths: paths.join(', '), count: mostRevisions });
    return [{ registry: 'kubernetes', code: 'incomplete', message: format(said, 'en') } as const];
  });
}
