import type { FileTree } from '../ports/file-tree.ts';
import type { GitRepository } from '../ports/git.ts';

/**
 * Those of the paths whose file differs from the one at the point where HEAD left a revision, as a pull request counts it; files that are
 * new, and changes that are not committed, count too. Line ends do not. Null where there is no such revision, or nothing in common with it.
 */
export async function changedSince(
  { repository, tree }: { readonly repository: GitRepository; readonly tree: FileTree },
  { revision, paths }: { readonly revision: string; readonly paths: readonly string[] },
  signal: AbortSignal,
): Promise<ReadonlySet<string> | null> {
  const commit = await repository.resolveCommit(revision, signal);
  const base = commit === null ? null : await repository.mergeBase(commit, signal);
  if (base === null) return null;
  const blobs = await repository.readBlobs(
    paths.map((path) => ({ commit: base, path })),
    signal,
  );
  const changed = new Set<string>();
  for (const [index, path] of paths.entries()) {
    signal.throwIfAborted();
    const before = blobs[index] ?? null;
    if (before === null || !(await isSame({ repository, tree }, { path, before }, signal))) changed.add(path);
  }
  return changed;
}

async function isSame(
  { repository, tree }: { readonly repository: GitRepository; readonly tree: FileTree },
  { path, before }: { readonly path: string; readonly before: Uint8Array },
  signal: AbortSignal,
): Promise<boolean> {
  const now = await tree.read(path, signal);
  if (now.kind === 'text') return plain(new TextDecoder().decode(before)) === plain(now.text);
  const { bytes } = now.kind === 'absent' ? { bytes: null } : await repository.fileState(path, signal);
  return bytes !== null && bytes.length === before.length && bytes.every((byte, at) => byte === before[at]);
}

function plain(text: string): string {
  return text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
}
