import * as vscode from 'vscode';
import { basename, relative, sep } from 'node:path';
import { realpath } from 'node:fs/promises';
import { openRepository } from '../../app/open-repository.ts';
import { type LoadedFiles, loadRepository, refreshFiles } from '../../app/repository-session.ts';
import type { ProjectReport } from '../../core/engine/judge-project.ts';
import { createFileTree } from '../../node/file-tree.ts';
import { createGit } from '../../node/git/git-repository.ts';
import { readRepositoryFiles } from '../../node/git/refs-from-files.ts';
import { today } from '../../node/today.ts';
import type { WorkerClient } from '../../node/worker-client.ts';
import type { Analyser } from '../../ports/analyser.ts';
import type { FileTree } from '../../ports/file-tree.ts';
import type { GitRepository } from '../../ports/git.ts';
import { guard, isAbort } from '../host/guard.ts';
import { judgeOptions } from '../host/settings.ts';

/** A workspace folder with its state after the newest judgement. */
export interface FolderState {
  readonly folder: vscode.WorkspaceFolder;
  /** Absolute path that reports' paths are relative to. */
  readonly root: string;
  readonly reports: readonly ProjectReport[];
  readonly repository: GitRepository | null;
  /** Versions of open documents that the reports were made from, by URI. */
  readonly versions: ReadonlyMap<string, number>;
}

/** What a session needs. */
export interface SessionDeps {
  readonly worker: WorkerClient;
  readonly log: vscode.LogOutputChannel;
  onState(state: FolderState): void;
}

/** Waiting time after the last change before anything is analysed, in milliseconds. */
const typingPause = 250;
const diskPause = 400;
/** More changed files than this at once (a branch switch) are read by a full reload. */
const manyChanges = 100;

interface Loaded {
  readonly tree: FileTree;
  readonly repository: GitRepository | null;
  readonly analyser: Analyser;
  readonly files: LoadedFiles;
}

/** Keeps one workspace folder analysed: loads it, follows changes on disk, in Git and in editors, and publishes each judgement. */
export class FolderSession implements vscode.Disposable {
  readonly folder: vscode.WorkspaceFolder;
  readonly #deps: SessionDeps;
  readonly #disposables: vscode.Disposable[] = [];
  readonly #abort = new AbortController();
  readonly #changed = new Set<string>();
  readonly #settled = new Set<() => void>();
  #loaded: Loaded | null = null;
  #needsReload = true;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;

  constructor(folder: vscode.WorkspaceFolder, deps: SessionDeps) {
    this.folder = folder;
    this.#deps = deps;
    this.#watchFiles();
    this.#schedule(0);
  }

  /** Loads everything anew. */
  reload(): void {
    this.#needsReload = true;
    this.#schedule(0);
  }

  /** Judges again with new settings; nothing is read. */
  rejudge(): void {
    this.#schedule(0);
  }

  /** A document of this folder was edited, opened or closed. */
  documentChanged(document: vscode.TextDocument): void {
    this.#changed.add(document.uri.fsPath);
    this.#schedule(typingPause);
  }

  /** Resolves when no analysis is due or under way. */
  async settled(): Promise<void> {
    if (this.#timer === undefined && this.#running === null) return;
    await new Promise<void>((resolve) => this.#settled.add(resolve));
  }

  dispose(): void {
    this.#abort.abort();
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#disposables).dispose();
    this.#finish();
    void this.#deps.worker.close(this.folder.uri.toString()).catch(() => undefined);
  }

  #watchFiles(): void {
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(this.folder, '**/*'));
    const isNoise = (uri: vscode.Uri): boolean => /[\\/](?:\.git|node_modules|__pycache__)(?:[\\/]|$)/.test(uri.fsPath);
    const changed = (uri: vscode.Uri): void => {
      if (isNoise(uri)) return;
      this.#changed.add(uri.fsPath);
      this.#schedule(diskPause);
    };
    const listChanged = (uri: vscode.Uri): void => {
      if (isNoise(uri)) return;
      this.#needsReload = true;
      this.#schedule(diskPause);
    };
    this.#disposables.push(watcher, watcher.onDidChange(changed), watcher.onDidCreate(listChanged), watcher.onDidDelete(listChanged));
  }

  /** Tags, branches and the index lie outside what the editor watches by itself. */
  #watchGit(gitDirectory: string): void {
    const base = vscode.Uri.file(gitDirectory);
    for (const [place, pattern] of [
      [base, '{HEAD,packed-refs,index}'],
      [vscode.Uri.joinPath(base, 'refs', 'tags'), '*'],
      [vscode.Uri.joinPath(base, 'refs', 'heads'), '*'],
    ] as const) {
      const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(place, pattern));
      const changed = (): void => {
        this.#needsReload = true;
        this.#schedule(diskPause);
      };
      this.#disposables.push(watcher, watcher.onDidChange(changed), watcher.onDidCreate(changed), watcher.onDidDelete(changed));
    }
  }

  #schedule(delay: number): void {
    if (this.#abort.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#start();
    }, delay);
  }

  #start(): void {
    // One run at a time: what changes meanwhile is taken up by the next.
    if (this.#running !== null) {
      this.#schedule(50);
      return;
    }
    this.#running = guard(this.#deps.log, 'Airworthy', () => this.#run()).finally(() => {
      this.#running = null;
      if (this.#timer === undefined) this.#finish();
    });
  }

  #finish(): void {
    for (const resolve of this.#settled) resolve();
    this.#settled.clear();
  }

  async #run(): Promise<void> {
    const { signal } = this.#abort;
    try {
      const versions = this.#openVersions();
      const loaded = await this.#takeChanges(signal);
      const { reports } = await loaded.analyser.judge(judgeOptions(this.folder.uri));
      signal.throwIfAborted();
      for (const failure of reports.flatMap((report) => report.failures)) this.#deps.log.error(`${failure.ruleId}: ${failure.error}`);
      this.#deps.onState({ folder: this.folder, root: loaded.tree.root, reports, repository: loaded.repository, versions });
    } catch (error) {
      if (!isAbort(error)) throw error;
    }
  }

  async #takeChanges(signal: AbortSignal): Promise<Loaded> {
    const changed = [...this.#changed];
    this.#changed.clear();
    if (this.#loaded === null || this.#needsReload || changed.length > manyChanges) {
      this.#needsReload = false;
      this.#loaded = await this.#load(this.#loaded, signal);
      return this.#loaded;
    }
    const { root } = this.#loaded.tree;
    const paths = changed.map((path) => relative(root, path).split(sep).join('/'));
    const files = await refreshFiles(this.#loaded, this.#loaded.files, { paths, unsaved: this.#unsaved(root) }, signal);
    this.#loaded = { ...this.#loaded, files };
    return this.#loaded;
  }

  async #load(previous: Loaded | null, signal: AbortSignal): Promise<Loaded> {
    const place = await realpath(this.folder.uri.fsPath);
    // In Restricted Mode no process starts: what a repository's files say without Git has to do.
    const git = vscode.workspace.isTrusted ? createGit() : null;
    const { repository, facts, root } = await openRepository({ git, readFiles: readRepositoryFiles }, place, signal);
    if (previous === null && repository !== null) this.#watchGit(repository.gitDirectory);
    const tree = createFileTree(root);
    const analyser = this.#deps.worker.analyser(this.folder.uri.toString());
    const folder = relative(root, place).split(sep).join('/');
    const request = { folder, folderName: basename(place), today: today(), facts, unsaved: this.#unsaved(root) };
    const files = await loadRepository({ tree, repository, analyser }, request, signal, previous?.files);
    return { tree, repository, analyser, files };
  }

  #unsaved(root: string): ReadonlyMap<string, string> {
    const texts = new Map<string, string>();
    for (const document of vscode.workspace.textDocuments) {
      if (document.uri.scheme !== 'file' || !document.isDirty) continue;
      texts.set(relative(root, document.uri.fsPath).split(sep).join('/'), document.getText());
    }
    return texts;
  }

  #openVersions(): ReadonlyMap<string, number> {
    return new Map(vscode.workspace.textDocuments.map((document) => [document.uri.toString(), document.version]));
  }
}
