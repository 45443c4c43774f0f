import type { DocumentFacts } from '../core/facts/facts.ts';
import { readFile } from '../core/facts/read-file.ts';
import { createSourceText } from '../core/model/source-text.ts';
import type { GitRepository } from '../ports/git.ts';
import { readableText } from './content-at-commit.ts';

/** Files that name files that name files; more rounds than this would be a loop. */
const mostRounds = 8;

/** Reads files of a commit into facts, with the files of the commit that their templates name. What is too large has no documents. */
export async function documentsAt(
  repository: GitRepository,
  { commit, paths, tree }: { readonly commit: string; readonly paths: readonly string[]; readonly tree: ReadonlySet<string> },
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly DocumentFacts[]>> {
  const texts = new Map<string, string | null>();
  let wanted = new Set(paths);
  for (let round = 0; round < mostRounds && wanted.size > 0; round += 1) {
    const asked = [...wanted];
    const blobs = await repository.readBlobs(
      asked.map((path) => ({ commit, path })),
      signal,
    );
    for (const [index, path] of asked.entries()) {
      const bytes = blobs[index] ?? null;
      texts.set(path, bytes === null ? null : readableText(bytes));
    }
    wanted = new Set();
    read(paths, texts, (path) => {
      if (tree.has(path)) wanted.add(path);
    });
  }
  return read(paths, texts, () => undefined);
}

function read(
  paths: readonly string[],
  texts: ReadonlyMap<string, string | null>,
  onMissing: (path: string) => void,
): ReadonlyMap<string, readonly DocumentFacts[]> {
  const textOf = (path: string): string | undefined => {
    if (!texts.has(path)) onMissing(path);
    return texts.get(path) ?? undefined;
  };
  return new Map(
    paths.map((path) => {
      const text = textOf(path);
      return [path, text === undefined ? [] : readFile(createSourceText(path, text), { read: textOf }).documents];
    }),
  );
}
