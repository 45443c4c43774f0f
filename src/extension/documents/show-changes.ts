import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Text } from '../../core/l10n/message.ts';
import { createGit } from '../../node/git/git-repository.ts';
import type { ChangedFile } from '../../ports/git.ts';
import { sayText } from '../host/words.ts';
import { gitDocumentUri } from './git-documents.ts';

/** Two commits of a repository; `from` null shows all files of `to` as new. */
export interface CommitPair {
  readonly root: string;
  readonly from: string | null;
  readonly to: string;
  readonly title: string;
}

/** More files than these would make an editor that nobody can read. */
const mostFiles = 200;

const texts = {
  same: { en: 'No file differs between these commits.', pl: 'Te commity nie różnią się żadnym plikiem.' },
  many: { en: 'Showing {shown} of {all} changed files.', pl: 'Pokazano {shown} z {all} zmienionych plików.' },
} as const satisfies Readonly<Record<string, Text>>;

/** Shows what a commit changed against the one before it. */
export async function showCommit({
  root,
  commit,
  title,
}: {
  readonly root: string;
  readonly commit: string;
  readonly title: string;
}): Promise<void> {
  const { signal } = new AbortController();
  const repository = await createGit().open(root, signal);
  const from = (await repository?.resolveCommit(`${commit}^`, signal)) ?? null;
  await showChanges({ root, from, to: commit, title });
}

/** Shows what differs between two commits, all files in one editor. */
export async function showChanges(pair: CommitPair): Promise<void> {
  const { root, from, to, title } = pair;
  const { signal } = new AbortController();
  const repository = await createGit().open(root, signal);
  // A made-up commit may hold paths that lead out of the repository.
  const changed = ((await repository?.changedFiles(from, to, signal)) ?? []).filter(({ path }) => !path.split('/').includes('..'));
  if (changed.length === 0) {
    void vscode.window.showInformationMessage(sayText(texts.same));
    return;
  }
  const shown = changed.slice(0, mostFiles);
  if (shown.length < changed.length) {
    void vscode.window.showInformationMessage(sayText(texts.many, { shown: shown.length, all: changed.length }));
  }
  await vscode.commands.executeCommand(
    'vscode.changes',
    title,
    shown.map((file) => sidesOf(file, pair)),
  );
}

function sidesOf({ path, status }: ChangedFile, { root, from, to }: CommitPair): readonly (vscode.Uri | undefined)[] {
  const before = status === 'added' || from === null ? undefined : gitDocumentUri({ root, commit: from, path });
  const after = status === 'removed' ? undefined : gitDocumentUri({ root, commit: to, path });
  return [vscode.Uri.file(join(root, path)), before, after];
}
