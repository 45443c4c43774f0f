import * as vscode from 'vscode';
import { basename, join, relative, sep } from 'node:path';
import { realpath } from 'node:fs/promises';
import { openRepository } from '../../app/open-repository.ts';
import { type LoadedFiles, loadRepository, refreshFiles } from '../../app/repository-session.ts';
import type { ProjectReport } from '../../core/engine/judge-project.ts';
import { largestText } from '../../core/project/scan-scope.ts';
import { createFileTree } from '../../node/file-tree.ts';
import { findRepository } from '../../node/git/find-repository.ts';
import { createGit } from '../../node/git/git-repository.ts';
import { readRepositoryFiles } from '../../node/git/refs-from-files.ts';
import { today } from '../../node/today.ts';
import type { WorkerClient } from '../../node/worker-client.ts';
import type { Analyser } from '../../ports/analyser.ts';
import type { FileTree } from '../../ports/file-tree.ts';
import type { GitRepository } from '../../ports/git.ts';
import { isAbort, tellFailure } from '../host/guard.ts';
import { type LiveFacts, isAlike } from '../../core/project/live-facts.ts';
import { judgeOptions } from '../host/settings.ts';
import { type FolderEvents, watchFolder, watchRepository } from './folder-watch.ts';
import { WorkQueue, type WorkRequest } from './work-queue.ts';

/** A workspace folder with its state after the newest judgement. */
export interface FolderState {
  readonly folder: vscode.WorkspaceFolder;
  /** Absolute path that reports' paths are relative to, links resolved. */
  readonly root: string;
  /** The same place as the workspace spells it, which the URIs of its documents begin with. */
  readonly shownRoot: string;
  readonly reports: readonly ProjectReport[];
  readonly repository: GitRepository | null;
  /** Holds the files that the reports were made from. */
  readonly analyser: Analyser;
  /** Versions of open documents that the reports were made from, by URI. */
  readonly versions: ReadonlyMap<string, number>;
  /** Counts how often everything was read: while it stays, no tag, commit or manifest has changed on disk. */
  readonly loads: number;
  /** True where nothing but the answers of servers was new. */
  readonly isOfAnswers: boolean;
}

/** What a session needs. */
export interface SessionDeps {
  readonly worker: WorkerClient;
  readonly log: vscode.LogOutputChannel;
  onState(state: FolderState): void;
}

/** Milliseconds without a further key before anything is analysed. */
const afterTyping = { after: 250 };
/** Programs write many files at once (a branch switch), and some never stop (a training run). */
const afterDisk = { after: 400, atLatest: 3000 };
const atOnce = { after: 0 };
/** More changed files than this are read by a full load. */
const manyChanges = 100;
/** A file that ends the worker would end the next one too. */
const mostRecoveries = 2;

interface Loaded {
  readonly tree: FileTree;
  readonly shownRoot: string;
  readonly repository: GitRepository | null;
  readonly analyser: Analyser;
  readonly files: LoadedFiles;
  readonly today: string;
}

/** Keeps one workspace folder analysed: loads it, follows changes on disk, in Git and in editors, and tells each judgement. */
export class FolderSession implements vscode.Disposable {
  readonly folder: vscode.WorkspaceFolder;
  readonly #deps: SessionDeps;
  readonly #abort = new AbortController();
  readonly #queue = new WorkQueue(() => this.#run());
  readonly #folderWatch: vscode.Disposable;
  #gitWatch: { readonly directory: string; readonly watcher: vscode.Disposable } | null = null;
  /** Paths with other content, and paths that came or went, since the last run. */
  readonly #changed = new Set<string>();
  readonly #listed = new Set<string>();
  #loaded: Loaded | null = null;
  #needsLoad = true;
  #loads = 0;
  /** Whether something besides servers' answers asked for the next run. */
  #hasOwnReason = false;
  #live: Readonly<Record<string, LiveFacts>> = {};
  #recoveries = 0;
  /** One failure is told once, until something works again. */
  #hasFailed = false;
  #endFirstRun: () => void = () => undefined;
  /** Resolves when the folder was judged for the first time, or that failed. */
  readonly firstRun = new Promise<void>((resolve) => (this.#endFirstRun = resolve));

  constructor(folder: vscode.WorkspaceFolder, deps: SessionDeps) {
    this.folder = folder;
    this.#deps = deps;
    this.#folderWatch = watchFolder(folder, this.#events());
    this.#request(atOnce);
  }

  /** Loads everything anew. */
  reload(): void {
    this.#needsLoad = true;
    this.#request(atOnce);
  }

  /** Loads everything anew after the worker was lost, unless that has been tried in vain. */
  recover(): void {
    this.#needsLoad = true;
    this.#recoveries += 1;
    if (this.#recoveries <= mostRecoveries) this.#request(atOnce);
  }

  /** Judges again with new settings or on a new day. */
  rejudge(): void {
    this.#request(atOnce);
  }

  /** Takes over what declared servers answered, by the projects' roots, and judges again where that makes a difference. */
  setLive(live: Readonly<Record<string, LiveFacts>>): void {
    const isNew = !isAlike(live, this.#live);
    this.#live = live;
    // Not as another request: what servers answered is no reason to ask them again.
    if (isNew) this.#queue.request(atOnce);
  }

  /** Whether the day has changed since what is known was judged. */
  isOfYesterday(): boolean {
    return this.#loaded !== null && this.#loaded.today !== today();
  }

  /** Whether a document's changes may matter here. */
  holds(uri: vscode.Uri): boolean {
    return uri.scheme === 'file' && !isOutside(pathIn(this.#loaded?.shownRoot ?? this.folder.uri.fsPath, uri.fsPath));
  }

  /** A document was edited, or was closed with or without its changes. */
  documentChanged({ uri }: vscode.TextDocument): void {
    if (!this.holds(uri)) return;
    // While something is under way, what is listed may be about to change.
    if (!this.#queue.isBusy && this.#loaded !== null && !this.#isKnown(this.#loaded, uri.fsPath)) return;
    this.#changed.add(uri.fsPath);
    this.#request(afterTyping);
  }

  /** Resolves when no analysis is due or under way. */
  settled(): Promise<void> {
    return this.#queue.settled();
  }

  dispose(): void {
    this.#abort.abort();
    this.#folderWatch.dispose();
    this.#gitWatch?.watcher.dispose();
    // What a run under way still sends would bring the analysis back to life in the worker.
    const close = (): Promise<void> => this.#deps.worker.close(this.folder.uri.toString());
    void this.#queue
      .dispose()
      .then(close)
      .catch(() => undefined);
    this.#endFirstRun();
  }

  #events(): FolderEvents {
    return {
      changed: (path) => {
        this.#changed.add(path);
        this.#request(afterDisk);
      },
      listed: (path) => {
        this.#listed.add(path);
        this.#request(afterDisk);
      },
      unsettled: () => {
        this.#needsLoad = true;
        this.#request(afterDisk);
      },
      isNamed: (path) => this.#loaded !== null && this.#loaded.files.named.has(pathOf(this.#loaded, path)),
    };
  }

  #request(request: WorkRequest): void {
    this.#hasOwnReason = true;
    this.#queue.request(request);
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    const isOfAnswers = !this.#hasOwnReason;
    this.#hasOwnReason = false;
    try {
      const versions = new Map(vscode.workspace.textDocuments.map((document) => [document.uri.toString(), document.version]));
      const { tree, shownRoot, repository, analyser } = (this.#loaded = await this.#takeChanges(signal));
      const options = judgeOptions(this.folder.uri);
      const hasAnswers = Object.keys(this.#live).length > 0;
      const { reports } = await analyser.judge(hasAnswers ? { ...options, live: this.#live } : options);
      signal.throwIfAborted();
      for (const failure of reports.flatMap((report) => report.failures)) this.#deps.log.error(`${failure.ruleId}: ${failure.error}`);
      this.#recoveries = 0;
      this.#hasFailed = false;
      const place = { folder: this.folder, root: tree.root, shownRoot, repository, analyser };
      this.#deps.onState({ ...place, reports, versions, loads: this.#loads, isOfAnswers });
    } catch (error) {
      // What was being taken in is lost, so the next run begins anew.
      this.#needsLoad = true;
      if (isAbort(error) || signal.aborted) return;
      tellFailure(this.#deps.log, { what: `Analysis of ${this.folder.name}`, error, isQuiet: this.#hasFailed });
      this.#hasFailed = true;
    } finally {
      this.#endFirstRun();
    }
  }

  async #takeChanges(signal: AbortSignal): Promise<Loaded> {
    const [changed, listed] = [[...this.#changed], [...this.#listed]];
    this.#changed.clear();
    this.#listed.clear();
    const loaded = this.#loaded;
    if (
      loaded === null ||
      this.#needsLoad ||
      this.isOfYesterday() ||
      changed.length > manyChanges ||
      (await this.#changesListing(loaded, listed, signal))
    ) {
      this.#needsLoad = false;
      return this.#load(loaded, signal);
    }
    const paths = changed.map((path) => pathOf(loaded, path));
    const files = await refreshFiles(loaded, loaded.files, { paths, unsaved: unsavedTexts(loaded.shownRoot) }, signal);
    return { ...loaded, files };
  }

  /** What Git ignores and nothing names may come and go, as a training run's files do. */
  async #changesListing(loaded: Loaded, listed: readonly string[], signal: AbortSignal): Promise<boolean> {
    if (listed.length === 0) return false;
    if (loaded.repository === null || listed.length > manyChanges || listed.some((path) => this.#isKnown(loaded, path))) return true;
    const paths = listed.map((path) => pathOf(loaded, path)).filter((path) => !isOutside(path));
    const ignored = await loaded.repository.ignored(paths, signal);
    return paths.some((path) => !ignored.has(path));
  }

  async #load(previous: Loaded | null, signal: AbortSignal): Promise<Loaded> {
    const place = await realpath(this.folder.uri.fsPath);
    // In Restricted Mode no process starts: what a repository's files say without Git has to do.
    const git = vscode.workspace.isTrusted ? createGit() : null;
    this.#watchGit(place);
    const opened = await openRepository({ git, readFiles: readRepositoryFiles }, place, signal);
    const { repository, root } = opened;
    const facts = await opened.facts;
    const tree = createFileTree(root);
    const analyser = this.#deps.worker.analyser(this.folder.uri.toString());
    const folder = pathIn(root, place);
    const shownRoot = shownRootOf(this.folder.uri.fsPath, { root, folder });
    const day = today();
    const request = { folder, folderName: basename(place), today: day, facts, unsaved: unsavedTexts(shownRoot) };
    const files = await loadRepository({ tree, repository, analyser }, request, signal, previous?.files);
    this.#loads += 1;
    return { tree, shownRoot, repository, analyser, files, today: day };
  }

  /** A repository may come, go or move while the folder is open. */
  #watchGit(place: string): void {
    const found = findRepository(place);
    if (found?.gitDirectory === this.#gitWatch?.directory) return;
    this.#gitWatch?.watcher.dispose();
    this.#gitWatch =
      found === null
        ? null
        : { directory: found.gitDirectory, watcher: watchRepository(found, { isWhole: found.root === place }, this.#events()) };
  }

  #isKnown(loaded: Loaded, absolute: string): boolean {
    const path = pathOf(loaded, absolute);
    return loaded.files.listed.has(path) || loaded.files.named.has(path);
  }
}

/** Texts of editors with changes, by path. One that is too large to be read from disk is too large here. */
function unsavedTexts(shownRoot: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const document of vscode.workspace.textDocuments) {
    if (document.uri.scheme !== 'file' || !document.isDirty) continue;
    const text = document.getText();
    if (text.length <= largestText) texts.set(pathIn(shownRoot, document.uri.fsPath), text);
  }
  return texts;
}

/** Watchers outside the workspace folder name places with links resolved. */
function pathOf({ shownRoot, tree }: Loaded, absolute: string): string {
  const path = pathIn(shownRoot, absolute);
  return isOutside(path) ? pathIn(tree.root, absolute) : path;
}

function isOutside(path: string): boolean {
  return path === '..' || path.startsWith('../');
}

function pathIn(root: string, absolute: string): string {
  return relative(root, absolute).split(sep).join('/');
}

/** The root as the workspace spells it: a folder that is opened through a link has documents whose paths begin with the link's. */
function shownRootOf(opened: string, { root, folder }: { readonly root: string; readonly folder: string }): string {
  if (folder === '') return opened;
  const inside = `${sep}${folder.split('/').join(sep)}`;
  return opened.endsWith(inside) ? opened.slice(0, -inside.length) || join(root, '/') : root;
}
