import * as vscode from 'vscode';
import { contextKeys } from '../../core/config/ids.ts';
import type { VersionsReport } from '../../core/release/versions-report.ts';
import { say } from '../host/words.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import { type VersionNode, versionNodes } from './versions-model.ts';

/** A node with the folder whose repository it is about. */
export interface VersionItem {
  readonly node: VersionNode;
  readonly state: FolderState;
}

/** The versions view; reads a folder's versions after each judgement, for tags may have moved. */
export class VersionsTree implements vscode.TreeDataProvider<VersionItem> {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #list: (state: FolderState) => Promise<VersionsReport>;
  readonly #reports = new Map<string, { readonly state: FolderState; readonly report: VersionsReport }>();

  constructor(list: (state: FolderState) => Promise<VersionsReport>) {
    this.#list = list;
  }

  /** Reads a folder's versions anew; a folder of the same repository is listed once. */
  async update(state: FolderState): Promise<void> {
    const report = await this.#list(state);
    this.#reports.set(state.root, { state, report });
    this.#show();
  }

  remove(folder: vscode.WorkspaceFolder): void {
    for (const [root, { state }] of this.#reports) if (state.folder.uri.toString() === folder.uri.toString()) this.#reports.delete(root);
    this.#show();
  }

  getChildren(item?: VersionItem): VersionItem[] {
    if (item !== undefined) return item.node.children.map((node) => ({ node, state: item.state }));
    return [...this.#reports.values()].flatMap(({ state, report }) => versionNodes(report, Date.now()).map((node) => ({ node, state })));
  }

  getTreeItem({ node, state }: VersionItem): vscode.TreeItem {
    const { None, Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(say(node.label), node.children.length === 0 ? None : node.isOpen ? Expanded : Collapsed);
    item.id = `${state.root}#${node.id}`;
    item.contextValue = node.kind;
    item.iconPath = new vscode.ThemeIcon(node.icon.name, node.icon.colour === null ? undefined : new vscode.ThemeColor(node.icon.colour));
    if (node.description !== null) item.description = say(node.description);
    if (node.tooltip !== null) item.tooltip = say(node.tooltip);
    return item;
  }

  /** What is listed now, for the commands' choices. */
  reports(): readonly { readonly state: FolderState; readonly report: VersionsReport }[] {
    return [...this.#reports.values()];
  }

  #show(): void {
    const hasVersions = this.reports().some(({ report }) => report.models.some(({ versions, history }) => versions.length > 0 || history.length > 0));
    void vscode.commands.executeCommand('setContext', contextKeys.hasVersions, hasVersions);
    this.#changed.fire(undefined);
  }
}
