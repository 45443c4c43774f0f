import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { VersionDetails } from '../../app/version-details.ts';
import { commandIds, contextKeys } from '../../core/config/ids.ts';
import type { TrackingCandidate } from '../../core/project/tracking-candidates.ts';
import type { ModelState } from '../../core/release/model-state.ts';
import type { VersionsReport } from '../../core/release/versions-report.ts';
import type { JournalEntry } from '../../ports/release-journal.ts';
import { say } from '../host/words.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import { treeItem } from './tree-item.ts';
import { detailNodes } from './version-details-model.ts';
import { filterReport } from './version-filter.ts';
import { menuWords, type VersionNode } from './version-node.ts';
import { hasContent, pageSize, versionNodes } from './versions-model.ts';

/** A node with the folder whose repository it is about. Menus hand items back as they were given. */
export class VersionItem {
  readonly node: VersionNode;
  readonly state: FolderState;
  /** What it stands below; undefined at the top. */
  readonly parent: VersionItem | undefined;

  constructor(node: VersionNode, state: FolderState, parent?: VersionItem) {
    this.node = node;
    this.state = state;
    this.parent = parent;
  }
}

/** What a repository's registries say, and whether a release was left in the middle. */
export interface FolderVersions {
  readonly report: VersionsReport;
  /** What registries on servers said when they were last asked; empty where nobody asked them. */
  readonly serverModels: readonly ModelState[];
  readonly interrupted: JournalEntry | null;
  /** MLflow servers that files or the environment name, and that nobody chose yet. */
  readonly offers: readonly TrackingCandidate[];
}

/** A folder's versions as they were last listed. */
export interface ListedVersions extends FolderVersions {
  readonly state: FolderState;
}

/** How versions are listed and looked into, and when it is known that there may be some. */
export interface VersionSource {
  list(state: FolderState, options: { readonly online: boolean }, signal: AbortSignal): Promise<FolderVersions>;
  details(state: FolderState, version: { readonly model: string; readonly version: string }): Promise<VersionDetails | null>;
  firstRun(): Promise<void>;
}

/** How many versions a filter leaves. */
export interface ShownVersions {
  readonly shown: number;
  readonly all: number;
}

interface Listing {
  readonly loads: number;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/** The versions view: what is listed of each repository, once. */
export class VersionsTree implements vscode.TreeDataProvider<VersionItem>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<VersionItem | undefined>();
  readonly #shown = new vscode.EventEmitter<undefined>();
  readonly #newlyListed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  /** Fires when other versions are listed or left by the filter. */
  readonly onDidShow = this.#shown.event;
  /** Fires when a repository was listed again. */
  readonly onDidList = this.#newlyListed.event;
  readonly #source: VersionSource;
  /** By workspace folder. */
  readonly #listed = new Map<string, ListedVersions>();
  readonly #listings = new Map<string, Listing>();
  /** How much of a long list is shown where it is more than a page, by the item's id. */
  readonly #pages = new Map<string, number>();
  /** What the person folded or unfolded, by the item's id: a node that a filter takes away comes back as it was left. */
  readonly #folds = new Map<string, boolean>();
  readonly #details = new Map<string, Promise<VersionDetails | null>>();
  #filter = '';

  constructor(source: VersionSource) {
    this.#source = source;
  }

  /** What the view is narrowed to; empty where it is not. */
  get filter(): string {
    return this.#filter;
  }

  /** Lists a folder's versions anew if anything was read anew since; an older listing under way is called off. */
  async update(state: FolderState): Promise<void> {
    const key = state.folder.uri.toString();
    const known = this.#listed.get(key);
    if (this.#listings.get(key)?.loads !== state.loads) return this.refresh(state);
    // What gates ask of the readiness checks is answered from the newest judgement.
    if (known !== undefined) this.#listed.set(key, { ...known, state });
    return undefined;
  }

  /** Lists a folder's versions anew, and waits until no listing is under way; servers are asked only where the person allowed that. */
  async refresh(state: FolderState, { online = false }: { readonly online?: boolean } = {}): Promise<void> {
    const key = state.folder.uri.toString();
    this.#listings.get(key)?.abort.abort();
    const abort = new AbortController();
    const done = this.#list(state, online, abort.signal);
    this.#listings.set(key, { loads: state.loads, abort, done });
    await this.#settled(key);
  }

  /** Waits for a folder's newest listing: one that was called off shows nothing, and another has taken its place. */
  async #settled(key: string): Promise<void> {
    const listing = this.#listings.get(key);
    if (listing === undefined) return;
    try {
      await listing.done;
    } catch (error) {
      if (!listing.abort.signal.aborted) throw error;
    }
    if (this.#listings.get(key) !== listing) await this.#settled(key);
  }

  remove(folder: vscode.WorkspaceFolder): void {
    const key = folder.uri.toString();
    this.#listings.get(key)?.abort.abort();
    this.#listings.delete(key);
    this.#listed.delete(key);
    this.show();
  }

  /** Narrows the view; an empty text shows everything. */
  setFilter(text: string): void {
    this.#filter = text.trim();
    this.#pages.clear();
    this.show();
  }

  /** How many versions the filter leaves, over all repositories. */
  shownVersions(): ShownVersions {
    const counts = this.reports().map(({ report }) => filterReport(report, this.#filter));
    return { shown: counts.reduce((sum, { shown }) => sum + shown, 0), all: counts.reduce((sum, { all }) => sum + all, 0) };
  }

  /** Keeps whether an item is unfolded. */
  fold(item: VersionItem, isOpen: boolean): void {
    this.#folds.set(idOf(item), isOpen);
  }

  /** Shows the next page of the list that the item ends. */
  showMore({ parent }: VersionItem): void {
    if (parent === undefined) return;
    this.#pages.set(idOf(parent), this.#pageOf(parent) + pageSize);
    this.#changed.fire(parent);
  }

  async getChildren(item?: VersionItem): Promise<VersionItem[]> {
    if (item !== undefined) return (await this.#nodesBelow(item)).map((node) => new VersionItem(node, item.state, item));
    // Before anything is known the view shows that it is loading; to say that there are no versions would be wrong.
    await this.#source.firstRun();
    // What is known is drawn at once: while the editor waits, its menus have nothing to act on.
    if (this.#listed.size === 0) await Promise.allSettled([...this.#listings.values()].map(({ done }) => done));
    const [isFiltered, now] = [this.#filter !== '', Date.now()];
    return this.reports().flatMap(({ state, report, interrupted, offers }) => {
      const { report: left } = filterReport(report, this.#filter);
      return versionNodes({ report: left, interrupted, offers, isFiltered, now }).map((node) => new VersionItem(node, state));
    });
  }

  getTreeItem(element: VersionItem): vscode.TreeItem {
    const { node, state } = element;
    const isOpen = this.#folds.get(idOf(element)) ?? node.isOpen;
    const item = treeItem(
      { ...node, isOpen },
      { scope: state.folder.uri.toString(), kind: menuWords(node), hasChildren: node.hasChildren },
    );
    const command = node.kind === 'more' ? commandIds.showMoreVersions : node.kind === 'commit' ? commandIds.openCommit : null;
    const opens = command ?? (node.place === null ? null : commandIds.openVersionPlace);
    if (opens !== null) item.command = { command: opens, title: '', arguments: [element] };
    // What was said of a version is read when somebody points at it.
    if (isDetailed(node)) delete item.tooltip;
    return item;
  }

  async resolveTreeItem(item: vscode.TreeItem, { node, state }: VersionItem): Promise<vscode.TreeItem> {
    if (!isDetailed(node)) return item;
    const words = (await this.#detailsOf(node, state).catch(() => null))?.message ?? '';
    const facts = node.tooltip === null ? '' : say(node.tooltip);
    item.tooltip = [words, facts].filter((part) => part !== '').join('\n\n');
    return item;
  }

  /** Needed to reveal an item. */
  getParent(item: VersionItem): VersionItem | undefined {
    return item.parent;
  }

  /** What is listed now, each repository once, for the commands' choices. */
  reports(): readonly ListedVersions[] {
    const byRoot = new Map<string, ListedVersions>();
    for (const listed of this.#listed.values()) if (!byRoot.has(listed.state.root)) byRoot.set(listed.state.root, listed);
    return [...byRoot.values()];
  }

  /** Draws the view anew, in another language for example. */
  show(): void {
    const listed = this.reports();
    const models = listed.flatMap(({ report }) => report.models.filter(hasContent));
    const keys = {
      [contextKeys.hasVersions]: models.length > 0,
      [contextKeys.hasMlflowVersions]: models.some(({ registry }) => registry === 'mlflow'),
      [contextKeys.hasInterrupted]: listed.some(({ interrupted }) => interrupted !== null),
    };
    for (const [key, holds] of Object.entries(keys)) void vscode.commands.executeCommand('setContext', key, holds);
    this.#shown.fire(undefined);
    this.#changed.fire(undefined);
  }

  dispose(): void {
    for (const { abort } of this.#listings.values()) abort.abort();
    this.#changed.dispose();
    this.#shown.dispose();
    this.#newlyListed.dispose();
  }

  async #nodesBelow(item: VersionItem): Promise<readonly VersionNode[]> {
    const { node, state } = item;
    if (!isDetailed(node)) return node.children(this.#pageOf(item));
    return detailNodes(node, await this.#detailsOf(node, state), Date.now());
  }

  #pageOf(item: VersionItem): number {
    return this.#pages.get(idOf(item)) ?? pageSize;
  }

  #detailsOf({ model, version }: VersionNode, state: FolderState): Promise<VersionDetails | null> {
    const key = `${state.root}\n${model ?? ''}\n${version ?? ''}`;
    const known = this.#details.get(key) ?? this.#source.details(state, { model: model ?? '', version: version ?? '' });
    this.#details.set(key, known);
    return known;
  }

  async #list(state: FolderState, online: boolean, signal: AbortSignal): Promise<void> {
    const versions = await this.#source.list(state, { online }, signal);
    if (signal.aborted) return;
    const key = state.folder.uri.toString();
    const known = this.#listed.get(key);
    this.#listed.set(key, { state, ...versions });
    // A view that is drawn anew drops what a menu is open on, so that it is left alone where nothing is new.
    if (known !== undefined && isSame(known, versions)) return;
    this.#details.clear();
    this.#newlyListed.fire(undefined);
    this.show();
  }
}

/** To compare thousands of events would hold up the editor longer than drawing the view again. */
const mostCompared = 1000;

/** What is drawn: what servers said is in the report, and is kept apart only for references to it. */
function drawnOf({ report, interrupted, offers }: FolderVersions): Omit<FolderVersions, 'serverModels'> {
  return { report, interrupted, offers };
}

function isSame(one: FolderVersions, other: FolderVersions): boolean {
  const events = one.report.models.reduce((sum, { history }) => sum + history.length, 0);
  return events <= mostCompared && isDeepStrictEqual(drawnOf(one), drawnOf(other));
}

function idOf({ node, state }: VersionItem): string {
  return `${state.folder.uri.toString()}#${node.id}`;
}

/** A version whose details are read when it is opened. */
function isDetailed({ kind, hasChildren }: VersionNode): boolean {
  return kind === 'version' && hasChildren;
}
