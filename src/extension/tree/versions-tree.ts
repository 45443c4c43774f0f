import * as vscode from 'vscode';
import { contextKeys } from '../../core/config/ids.ts';
import type { VersionsReport } from '../../core/release/versions-report.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import { treeItem } from './tree-item.ts';
import { type VersionNode, versionNodes } from './versions-model.ts';

/** A node with the folder whose repository it is about. Menus hand items back as they were given. */
export class VersionItem {
  readonly node: VersionNode;
  readonly state: FolderState;

  constructor(node: VersionNode, state: FolderState) {
    this.node = node;
    this.state = state;
  }
}

/** A folder's versions as they were last listed. */
export interface ListedVersions {
  readonly state: FolderState;
  readonly report: VersionsReport;
}

/** How versions are listed, and when it is known that there may be some. */
export interface VersionSource {
  list(state: FolderState, signal: AbortSignal): Promise<VersionsReport>;
  firstRun(): Promise<void>;
}

/** The versions view: what is listed of each repository, once. */
export class VersionsTree implements vscode.TreeDataProvider<VersionItem>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #source: VersionSource;
  /** By workspace folder. */
  readonly #listed = new Map<string, ListedVersions>();
  readonly #listings = new Map<string, { readonly loads: number; readonly abort: AbortController; readonly done: Promise<void> }>();

  constructor(source: VersionSource) {
    this.#source = source;
  }

  /** Lists a folder's versions anew if anything was read anew since; an older listing under way is called off. */
  async update(state: FolderState): Promise<void> {
    const key = state.folder.uri.toString();
    const known = this.#listed.get(key);
    if (this.#listings.get(key)?.loads !== state.loads) return this.refresh(state);
    // What gates ask of the readiness checks is answered from the newest judgement.
    if (known !== undefined) this.#listed.set(key, { state, report: known.report });
    return undefined;
  }

  /** Lists a folder's versions anew. */
  async refresh(state: FolderState): Promise<void> {
    const key = state.folder.uri.toString();
    this.#listings.get(key)?.abort.abort();
    const abort = new AbortController();
    const done = this.#list(state, abort.signal);
    this.#listings.set(key, { loads: state.loads, abort, done });
    await done;
  }

  remove(folder: vscode.WorkspaceFolder): void {
    const key = folder.uri.toString();
    this.#listings.get(key)?.abort.abort();
    this.#listings.delete(key);
    this.#listed.delete(key);
    this.show();
  }

  async getChildren(item?: VersionItem): Promise<VersionItem[]> {
    if (item !== undefined) return item.node.children.map((node) => new VersionItem(node, item.state));
    // Before anything is known the view shows that it is loading; to say that there are no versions would be wrong.
    await this.#source.firstRun();
    await Promise.allSettled([...this.#listings.values()].map(({ done }) => done));
    return this.reports().flatMap(({ state, report }) => versionNodes(report, Date.now()).map((node) => new VersionItem(node, state)));
  }

  getTreeItem({ node, state }: VersionItem): vscode.TreeItem {
    return treeItem(node, { scope: state.folder.uri.toString(), kind: node.kind });
  }

  /** What is listed now, each repository once, for the commands' choices. */
  reports(): readonly ListedVersions[] {
    const byRoot = new Map<string, ListedVersions>();
    for (const listed of this.#listed.values()) if (!byRoot.has(listed.state.root)) byRoot.set(listed.state.root, listed);
    return [...byRoot.values()];
  }

  /** Draws the view anew, in another language for example. */
  show(): void {
    const hasVersions = this.reports().some(({ report }) =>
      report.models.some(({ versions, history }) => versions.length > 0 || history.length > 0),
    );
    void vscode.commands.executeCommand('setContext', contextKeys.hasVersions, hasVersions);
    this.#changed.fire(undefined);
  }

  dispose(): void {
    for (const { abort } of this.#listings.values()) abort.abort();
    this.#changed.dispose();
  }

  async #list(state: FolderState, signal: AbortSignal): Promise<void> {
    const report = await this.#source.list(state, signal);
    if (signal.aborted) return;
    this.#listed.set(state.folder.uri.toString(), { state, report });
    this.show();
  }
}
