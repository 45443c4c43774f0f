import * as vscode from 'vscode';
import { relative, sep } from 'node:path';
import { isManifest, isShared } from '../../core/project/discover.ts';
import { isSkipped } from '../../core/project/scan-scope.ts';
import type { RepositoryPlace } from '../../node/git/find-repository.ts';

/** What a folder's watchers tell. Paths are absolute, as the editor spells them. */
export interface FolderEvents {
  /** A file has other content. */
  changed(path: string): void;
  /** A file or folder has come or gone. */
  listed(path: string): void;
  /** Anything may be different now: ignore rules, a manifest's declarations, Git's refs or index. */
  unsettled(): void;
  /** Whether a project's files name a path, so that it counts wherever it lies. */
  isNamed(path: string): boolean;
}

/** Files that decide what belongs to a project, or which releases it has. */
function isRuleOfListing(path: string): boolean {
  return isManifest(path) || /(?:^|\/)\.(?:git|dvc)ignore$/.test(path);
}

/** Watches the files of a workspace folder; what lies where nothing is ever scanned is passed over unless it is named. */
export function watchFolder(folder: vscode.WorkspaceFolder, events: FolderEvents): vscode.Disposable {
  return watch({ base: folder.uri, pattern: '**/*' }, (kind, uri) => {
    const path = relative(folder.uri.fsPath, uri.fsPath).split(sep).join('/');
    if (isSkipped(path) && !events.isNamed(uri.fsPath)) return;
    if (isRuleOfListing(path)) events.unsettled();
    else events[kind](uri.fsPath);
  });
}

/**
 * Watches what of a repository lies outside the workspace folder or is never scanned: HEAD, index, branches, tags, and where the folder
 * is only a part of the work tree, the files at its root that all projects share.
 */
export function watchRepository(
  place: RepositoryPlace,
  { isWhole }: { readonly isWhole: boolean },
  events: FolderEvents,
): vscode.Disposable {
  const common = vscode.Uri.file(place.commonDirectory);
  const unsettled = (): void => events.unsettled();
  const watchers = [
    watch({ base: vscode.Uri.file(place.gitDirectory), pattern: '{HEAD,index}' }, unsettled),
    watch({ base: common, pattern: 'packed-refs' }, unsettled),
    watch({ base: vscode.Uri.joinPath(common, 'refs', 'tags'), pattern: '**' }, unsettled),
    watch({ base: vscode.Uri.joinPath(common, 'refs', 'heads'), pattern: '**' }, unsettled),
  ];
  if (!isWhole) {
    const root = vscode.Uri.file(place.root);
    watchers.push(
      watch({ base: root, pattern: '*' }, (kind, uri) => {
        if (isShared(relative(place.root, uri.fsPath).split(sep).join('/'))) events[kind](uri.fsPath);
      }),
      ...['.github', '.gitlab'].map((folder) =>
        watch({ base: vscode.Uri.joinPath(root, folder), pattern: '**' }, (kind, uri) => events[kind](uri.fsPath)),
      ),
    );
  }
  return vscode.Disposable.from(...watchers);
}

function watch(
  { base, pattern }: { readonly base: vscode.Uri; readonly pattern: string },
  onEvent: (kind: 'changed' | 'listed', uri: vscode.Uri) => void,
): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(base, pattern));
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange((uri) => onEvent('changed', uri)),
    watcher.onDidCreate((uri) => onEvent('listed', uri)),
    watcher.onDidDelete((uri) => onEvent('listed', uri)),
  );
}
