import * as vscode from 'vscode';
import { viewIds } from '../core/config/ids.ts';
import { registerCompareCommands } from './commands/compare-commands.ts';
import { registerCredentialCommands } from './commands/credential-commands.ts';
import { registerFetchCommands } from './commands/fetch-commands.ts';
import { registerHistoryCommands } from './commands/history-commands.ts';
import { registerRecoverCommands } from './commands/recover-commands.ts';
import { registerRegistryCommands } from './commands/registry-commands.ts';
import type { HeldBy } from './commands/release-choices.ts';
import { registerReleaseCommands, rollBackHeld, rollbackTarget, type RollbackTarget } from './commands/release-commands.ts';
import type { ReleaseCause, ReleaseCommandDeps } from './commands/release-flow.ts';
import { followFilter, registerVersionViewCommands } from './commands/version-view-commands.ts';
import { GitDocuments } from './documents/git-documents.ts';
import { Pages } from './documents/pages.ts';
import { writePage } from './documents/write-page.ts';
import type { AskedServers } from './host/asked-servers.ts';
import type { EditorCredentials } from './host/credentials.ts';
import { guard } from './host/guard.ts';
import { folderVersionDetails, listFolderVersions } from './host/list-versions.ts';
import { registerModelReferences } from './references/model-references.ts';
import { type VersionItem, VersionsTree } from './tree/versions-tree.ts';
import type { WorkspaceSessions } from './workspace/workspace-sessions.ts';

/** What the versions view and its commands stand on. */
export interface VersionsFeatureDeps {
  readonly sessions: WorkspaceSessions;
  readonly log: vscode.LogOutputChannel;
  readonly credentials: EditorCredentials;
  readonly servers: AskedServers;
}

/** All about versions: the view, its commands, and the read-only documents that they open. */
export class VersionsFeature implements vscode.Disposable {
  readonly #tree: VersionsTree;
  readonly #view: vscode.TreeView<VersionItem>;
  readonly #pages: Pages;
  readonly #commandDeps: ReleaseCommandDeps;
  readonly #disposables: vscode.Disposable;

  constructor(deps: VersionsFeatureDeps) {
    const { sessions, log, credentials, servers } = deps;
    const tree = new VersionsTree({
      list: (state, options, signal) => listFolderVersions(servers, state, options, signal),
      details: (state, version) => folderVersionDetails(servers, state, version),
      firstRun: () => sessions.firstRun(),
    });
    const view = vscode.window.createTreeView(viewIds.versions, { treeDataProvider: tree, showCollapseAll: true });
    const pages = new Pages((subject, signal) => writePage({ sessions, servers }, subject, signal));
    const commandDeps = { sessions, log, tree, servers };
    this.#commandDeps = commandDeps;
    this.#tree = tree;
    this.#view = view;
    this.#pages = pages;
    this.#disposables = vscode.Disposable.from(
      tree,
      view,
      pages,
      new GitDocuments(),
      followFilter(view, tree),
      tree.onDidList(() => pages.refresh()),
      registerModelReferences(() => tree.reports().flatMap(({ serverModels }) => serverModels)),
      view.onDidExpandElement(({ element }) => tree.fold(element, true)),
      view.onDidCollapseElement(({ element }) => tree.fold(element, false)),
      sessions.onDidJudge((state) => void guard(log, 'Versions', () => tree.update(state))),
      sessions.onDidRemove((folder) => tree.remove(folder)),
      registerVersionViewCommands({ ...deps, tree, servers, credentials }),
      registerReleaseCommands(commandDeps),
      registerRecoverCommands(commandDeps),
      registerCompareCommands(commandDeps),
      registerFetchCommands(commandDeps),
      registerHistoryCommands(commandDeps),
      registerRegistryCommands(commandDeps),
      registerCredentialCommands(log, credentials),
    );
  }

  /** Plans, asks and carries out a rollback, of a model of a repository where one is named, for a cause that is recorded with it. */
  rollBack({ cause, ...meant }: HeldBy & { readonly cause: ReleaseCause | null }): Promise<void> {
    return rollBackHeld(this.#commandDeps, meant, cause);
  }

  /** What a rollback of a model leads to, in the stage that most people meet; null where there is nothing to go back to. */
  rollbackTarget({ root, model }: { readonly root: string; readonly model: string }): Promise<RollbackTarget | null> {
    return rollbackTarget(this.#commandDeps, { root, model });
  }

  /** Shows a number on the view's icon; 0 for none. */
  badge(count: number, tooltip: string): void {
    this.#view.badge = count === 0 ? undefined : { value: count, tooltip };
  }

  /** Says everything anew, in another language. */
  show(): void {
    this.#tree.show();
    this.#pages.refresh();
  }

  /** What the view shows below an item, or at its top. */
  items(item?: VersionItem): Promise<readonly VersionItem[]> {
    return this.#tree.getChildren(item);
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
