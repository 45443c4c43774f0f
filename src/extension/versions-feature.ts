import * as vscode from 'vscode';
import { viewIds } from '../core/config/ids.ts';
import { registerCompareCommands } from './commands/compare-commands.ts';
import { askForVariable, registerCredentialCommands } from './commands/credential-commands.ts';
import { registerFetchCommands } from './commands/fetch-commands.ts';
import { registerHistoryCommands } from './commands/history-commands.ts';
import { registerRecoverCommands } from './commands/recover-commands.ts';
import { registerRegistryCommands } from './commands/registry-commands.ts';
import { registerReleaseCommands } from './commands/release-commands.ts';
import { followFilter, registerVersionViewCommands } from './commands/version-view-commands.ts';
import { GitDocuments } from './documents/git-documents.ts';
import { Pages } from './documents/pages.ts';
import { writePage } from './documents/write-page.ts';
import { AskedServers } from './host/asked-servers.ts';
import { EditorCredentials } from './host/credentials.ts';
import { guard } from './host/guard.ts';
import { folderVersionDetails, listFolderVersions } from './host/list-versions.ts';
import { registerModelReferences } from './references/model-references.ts';
import { type VersionItem, VersionsTree } from './tree/versions-tree.ts';
import type { WorkspaceSessions } from './workspace/workspace-sessions.ts';

/** What the versions view and its commands stand on. */
export interface VersionsFeatureDeps {
  readonly sessions: WorkspaceSessions;
  readonly log: vscode.LogOutputChannel;
  readonly context: Pick<vscode.ExtensionContext, 'secrets' | 'globalState'>;
}

/** All about versions: the view, its commands, and the read-only documents that they open. */
export class VersionsFeature implements vscode.Disposable {
  readonly #tree: VersionsTree;
  readonly #pages: Pages;
  readonly #disposables: vscode.Disposable;

  constructor(deps: VersionsFeatureDeps) {
    const { sessions, log, context } = deps;
    const credentials = new EditorCredentials({
      secrets: context.secrets,
      names: context.globalState,
      environment: process.env,
      mayUse: askForVariable,
    });
    const servers = new AskedServers(credentials);
    const tree = new VersionsTree({
      list: (state, options, signal) => listFolderVersions(servers, state, options, signal),
      details: (state, version) => folderVersionDetails(servers, state, version),
      firstRun: () => sessions.firstRun(),
    });
    const view = vscode.window.createTreeView(viewIds.versions, { treeDataProvider: tree, showCollapseAll: true });
    const pages = new Pages((subject, signal) => writePage({ sessions, servers }, subject, signal));
    const commandDeps = { sessions, log, tree, servers };
    this.#tree = tree;
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
