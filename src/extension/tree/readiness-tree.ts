import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import { commandIds } from '../../core/config/ids.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import { judgedProjects } from '../workspace/judged-projects.ts';
import type { WorkspaceSessions } from '../workspace/workspace-sessions.ts';
import { problemNodeId, problemsNodeId } from './problem-nodes.ts';
import { type ReadinessFilter, projectNode, projectNodes } from './readiness-model.ts';
import type { ReadinessNode } from './readiness-node.ts';
import { treeItem } from './tree-item.ts';

/** A node with the folder it belongs to. Menus hand items back as they were given. */
export class ReadinessItem {
  readonly node: ReadinessNode;
  readonly state: FolderState;
  /** What it stands below; undefined at the top. */
  readonly parent: ReadinessItem | undefined;

  constructor(node: ReadinessNode, state: FolderState, parent?: ReadinessItem) {
    this.node = node;
    this.state = state;
    this.parent = parent;
  }
}

/** A problem of a project: the folder's URI, the project's root in its repository, and the row of the table. */
export interface ProblemPlace {
  readonly folder: string;
  readonly root: string;
  readonly problem: string;
}

/** Charts that drift now, by the id of the project as `judgedProjects` gives it. */
export type DriftingCharts = ReadonlyMap<string, readonly string[]>;

/** More projects than these begin folded, so that all their verdicts are in sight. */
const mostOpen = 2;

/** The readiness view: turns the plain model into tree items. */
export class ReadinessTree implements vscode.TreeDataProvider<ReadinessItem>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #sessions: WorkspaceSessions;
  #filter: ReadinessFilter = { missingOnly: false };
  #drifting: DriftingCharts = new Map();

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

  /** Titles of a project's charts that drift now. */
  drifting(project: string): readonly string[] {
    return this.#drifting.get(project) ?? [];
  }

  /** Takes over which charts drift; the view is drawn anew only where that has changed. */
  setDrifting(drifting: DriftingCharts): void {
    if (isDeepStrictEqual(drifting, this.#drifting)) return;
    this.#drifting = drifting;
    this.refresh();
  }

  /** A single project's content stands at the top, several are listed by name. */
  async getChildren(item?: ReadinessItem): Promise<ReadinessItem[]> {
    if (item !== undefined) return item.node.children.map((node) => new ReadinessItem(node, item.state, item));
    // Before anything is known the view shows that it is loading; to say that nothing was found would be wrong.
    await this.#sessions.firstRun();
    const projects = judgedProjects(this.#sessions.states());
    const view = { filter: this.#filter, isOpen: projects.length <= mostOpen };
    return projects.flatMap(({ id, state, report }) => {
      const scope = { ...view, drifting: this.drifting(id) };
      const nodes = projects.length > 1 ? [projectNode(report, scope)] : projectNodes(report, scope);
      return nodes.map((node) => new ReadinessItem(node, state));
    });
  }

  /** Needed to reveal an item. */
  getParent(item: ReadinessItem): ReadinessItem | undefined {
    return item.parent;
  }

  /** The item of a problem of a project; undefined where it does not apply there, or a filter leaves it out. */
  async problemItem({ folder, root, problem }: ProblemPlace): Promise<ReadinessItem | undefined> {
    const id = problemNodeId(root, problem);
    let level = (await this.getChildren()).filter(({ state }) => state.folder.uri.toString() === folder);
    while (level.length > 0) {
      const found = level.find(({ node }) => node.id === id);
      if (found !== undefined) return found;
      const ways = level.filter(({ node }) => node.id === `project:${root}` || node.id === problemsNodeId(root));
      level = (await Promise.all(ways.map((item) => this.getChildren(item)))).flat();
    }
    return undefined;
  }

  getTreeItem(element: ReadinessItem): vscode.TreeItem {
    const { node, state } = element;
    const item = treeItem(node, { scope: state.folder.uri.toString(), kind: node.kind, hasChildren: node.children.length > 0 });
    if (node.runs !== null) item.command = { command: node.runs, title: '' };
    else if (node.place !== null) item.command = { command: commandIds.openEvidence, title: '', arguments: [element] };
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
