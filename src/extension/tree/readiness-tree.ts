import * as vscode from 'vscode';
import { commandIds } from '../../core/config/ids.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import { judgedProjects } from '../workspace/judged-projects.ts';
import type { WorkspaceSessions } from '../workspace/workspace-sessions.ts';
import { type ReadinessFilter, type ReadinessNode, projectNode, projectNodes } from './readiness-model.ts';
import { treeItem } from './tree-item.ts';

/** A node with the folder it belongs to. Menus hand items back as they were given. */
export class ReadinessItem {
  readonly node: ReadinessNode;
  readonly state: FolderState;

  constructor(node: ReadinessNode, state: FolderState) {
    this.node = node;
    this.state = state;
  }
}

/** More projects than these begin folded, so that all their verdicts are in sight. */
const mostOpen = 2;

/** The readiness view: turns the plain model into tree items. */
export class ReadinessTree implements vscode.TreeDataProvider<ReadinessItem>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #sessions: WorkspaceSessions;
  #filter: ReadinessFilter = { missingOnly: false };

  constructor(sessions: WorkspaceSessions) {
    this.#sessions = sessions;
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  setFilter(filter: ReadinessFilter): void {
    this.#filter = filter;
    this.refresh();
  }

  /** A single project's content stands at the top, several are listed by name. */
  async getChildren(item?: ReadinessItem): Promise<ReadinessItem[]> {
    if (item !== undefined) return item.node.children.map((node) => new ReadinessItem(node, item.state));
    // Before anything is known the view shows that it is loading; to say that nothing was found would be wrong.
    await this.#sessions.firstRun();
    const projects = judgedProjects(this.#sessions.states());
    if (projects.length > 1) {
      const view = { filter: this.#filter, isOpen: projects.length <= mostOpen };
      return projects.map(({ state, report }) => new ReadinessItem(projectNode(report, view), state));
    }
    return projects.flatMap(({ state, report }) => projectNodes(report, this.#filter).map((node) => new ReadinessItem(node, state)));
  }

  getTreeItem(element: ReadinessItem): vscode.TreeItem {
    const { node, state } = element;
    const item = treeItem(node, { scope: state.folder.uri.toString(), kind: node.kind, hasChildren: node.children.length > 0 });
    if (node.place !== null) item.command = { command: commandIds.openEvidence, title: '', arguments: [element] };
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
