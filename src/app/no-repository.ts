import { message } from '../core/l10n/message.ts';
import { GitError, type GitRepository } from '../ports/git.ts';

const texts = {
  text: { en: 'This folder is not in a Git repository.', pl: 'Ten folder nie należy do repozytorium Git.' },
  hint: { en: 'Open a folder of a Git repository.', pl: 'Otwórz folder repozytorium Git.' },
} as const;

/** A folder without Git, for models that a server keeps: it has no tags and no commits, and nothing can be written to it. */
export function noRepository(directory: string): GitRepository {
  const refuse = () => Promise.reject(new GitError('not-a-repository', { text: message(texts.text), hint: message(texts.hint) }));
  const none = () => Promise.resolve([]);
  const nothing = () => Promise.resolve(null);
  return {
    root: directory,
    gitDirectory: '',
    isShallow: false,
    head: () => Promise.resolve({ commit: null, branch: null }),
    listing: () => Promise.resolve({ tracked: [], untracked: [] }),
    ignored: () => Promise.resolve(new Set()),
    filesContaining: none,
    tags: none,
    tag: nothing,
    refs: none,
    resolveCommit: nothing,
    filesNamed: () => Promise.resolve([]),
    readBlobs: (files) => Promise.resolve(files.map(() => null)),
    commitTimes: () => Promise.resolve(new Map()),
    identity: nothing,
    remotes: none,
    fileHistory: none,
    changedFiles: none,
    mergeBase: () => Promise.resolve(null),
    unfinishedOperation: nothing,
    fileState: () => Promise.resolve({ committed: null, staged: null, bytes: null }),
    pushAddress: refuse,
    createTag: refuse,
    deleteTag: refuse,
    push: refuse,
    commitFile: refuse,
    moveBranch: refuse,
    putFile: refuse,
    remoteRefs: refuse,
    remoteTags: refuse,
  };
}
