import * as vscode from 'vscode';
import type { LiveFacts } from '../../core/project/live-facts.ts';
import type { WorkerClient } from '../../node/worker-client.ts';
import { FolderSession, type FolderState } from './folder-session.ts';

/** All workspace folders' sessions and their newest states. */
export class WorkspaceSessions implements vscode.Disposable {
  readonly #sessions = new Map<string, FolderSession>();
  readonly #states = new Map<string, FolderState>();
  readonly #changed = new vscode.EventEmitter<FolderState>();
  readonly #removed = new vscode.EventEmitter<vscode.WorkspaceFolder>();
  readonly #disposables: { dispose(): unknown }[] = [];
  readonly #deps: { readonly worker: WorkerClient; readonly log: vscode.LogOutputChannel };
  /** Fires after each judgement of a folder. */
  readonly onDidJudge = this.#changed.event;
  /** Fires when a folder has left the workspace. */
  readonly onDidRemove = this.#removed.event;

  constructor(deps: { readonly worker: WorkerClient; readonly log: vscode.LogOutputChannel }) {
    this.#deps = deps;
    const documentChanged = (document: vscode.TextDocument): void => {
      for (const session of this.#sessions.values()) session.documentChanged(document);
    };
    this.#disposables.push(
      this.#changed,
      this.#removed,
      vscode.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const folder of removed) this.#remove(folder);
        for (const folder of added) this.#add(folder);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) documentChanged(document);
      }),
      // A window that comes back with unsaved text opens it without changing it.
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (document.isDirty) documentChanged(document);
      }),
      vscode.workspace.onDidCloseTextDocument(documentChanged),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.reload()),
      // A window left open over night is looked at again in the morning: reviews fall due by the day.
      vscode.window.onDidChangeWindowState(({ focused }) => {
        for (const session of this.#sessions.values()) if (focused && session.isOfYesterday()) session.rejudge();
      }),
    );
  }

  /** Begins to analyse the folders that are open. */
  start(): void {
    for (const folder of vscode.workspace.workspaceFolders ?? []) this.#add(folder);
  }

  /** The newest state of each folder that was judged, in the workspace's order. */
  states(): readonly FolderState[] {
    return (vscode.workspace.workspaceFolders ?? []).flatMap((folder) => this.#states.get(folder.uri.toString()) ?? []);
  }

  reload(): void {
    for (const session of this.#sessions.values()) session.reload();
  }

  /** The worker was lost with all it knew. */
  recover(): void {
    for (const session of this.#sessions.values()) session.recover();
  }

  rejudge(): void {
    for (const session of this.#sessions.values()) session.rejudge();
  }

  /** Takes over what declared servers answered, by the projects' ids; folders for whose checks it makes a difference are judged again. */
  setLive(facts: ReadonlyMap<string, LiveFacts>): void {
    for (const session of this.#sessions.values()) {
      const start = `${session.folder.uri.toString()}#`;
      session.setLive(Object.fromEntries([...facts].flatMap(([id, one]) => (id.startsWith(start) ? [[id.slice(start.length), one]] : []))));
    }
  }

  /** Resolves when every folder was judged once, or that failed. */
  async firstRun(): Promise<void> {
    await Promise.all([...this.#sessions.values()].map((session) => session.firstRun));
  }

  /** Resolves when the folders that hold a file (all of them without one) have nothing left to analyse. */
  async settled(uri?: vscode.Uri): Promise<void> {
    const sessions = [...this.#sessions.values()].filter((session) => uri === undefined || session.holds(uri));
    await Promise.all(sessions.map((session) => session.settled()));
  }

  dispose(): void {
    for (const session of this.#sessions.values()) session.dispose();
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #add(folder: vscode.WorkspaceFolder): void {
    if (folder.uri.scheme !== 'file') return;
    const key = folder.uri.toString();
    const session = new FolderSession(folder, {
      ...this.#deps,
      onState: (state) => {
        this.#states.set(key, state);
        this.#changed.fire(state);
      },
    });
    this.#sessions.set(key, session);
  }

  #remove(folder: vscode.WorkspaceFolder): void {
    const key = folder.uri.toString();
    this.#sessions.get(key)?.dispose();
    this.#sessions.delete(key);
    this.#states.delete(key);
    this.#removed.fire(folder);
  }
}
