import * as vscode from 'vscode';
import { commandIds } from '../../core/config/ids.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import { say } from '../host/words.ts';
import { type ReadinessFilter, type ReadinessNode, readinessNodes } from './readiness-model.ts';

/** A node with the folder it belongs to. */
export interface ReadinessItem {
  readonly node: ReadinessNode;
  readonly state: FolderState;
}

/** The readiness view: turns the plain model into tree items. */
export class ReadinessTree implements vscode.TreeDataProvider<ReadinessItem> {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #states: () => readonly FolderState[];
  #filter: ReadinessFilter = { missingOnly: false };

  constructor(states: () => readonly FolderState[]) {
    this.#states = states;
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  setFilter(filter: ReadinessFilter): void {
    this.#filter = filter;
    this.refresh();
  }

  getChildren(item?: ReadinessItem): ReadinessItem[] {
    if (item !== undefined) return item.node.children.map((node) => ({ node, state: item.state }));
    return this.#states().flatMap((state) => readinessNodes(state.reports, this.#filter).map((node) => ({ node, state })));
  }

  getTreeItem({ node, state }: ReadinessItem): vscode.TreeItem {
    const item = new vscode.TreeItem(say(node.label), collapsibleState(node));
    item.id = `${state.folder.uri.toString()}#${node.id}`;
    item.contextValue = node.kind;
    item.iconPath = new vscode.ThemeIcon(node.icon.name, node.icon.colour === null ? undefined : new vscode.ThemeColor(node.icon.colour));
    if (node.description !== null) item.description = say(node.description);
    if (node.tooltip !== null) item.tooltip = say(node.tooltip);
    if (node.place !== null) item.command = { command: commandIds.openEvidence, title: '', arguments: [{ node, state }] };
    return item;
  }
}

function collapsibleState(node: ReadinessNode): vscode.TreeItemCollapsibleState {
  if (node.children.length === 0) return vscode.TreeItemCollapsibleState.None;
  return node.isOpen ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}
