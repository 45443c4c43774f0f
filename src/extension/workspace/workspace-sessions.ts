import * as vscode from 'vscode';
import type { WorkerClient } from '../../node/worker-client.ts';
import { FolderSession, type FolderState } from './folder-session.ts';

/** All workspace folders' sessions and their newest states. */
export class WorkspaceSessions implements vscode.Disposable {
  readonly #sessions = new Map<string, FolderSession>();
  readonly #states = new Map<string, FolderState>();
  readonly #changed = new vscode.EventEmitter<FolderState>();
  readonly #removed = new vscode.EventEmitter<vscode.WorkspaceFolder>();
  readonly #disposables: vscode.Disposable[] = [];
  readonly #deps: { readonly worker: WorkerClient; readonly log: vscode.LogOutputChannel };
  /** Fires after each judgement of a folder. */
  readonly onDidJudge = this.#changed.event;
  /** Fires when a folder has left the workspace. */
  readonly onDidRemove = this.#removed.event;

  constructor(deps: { readonly worker: WorkerClient; readonly log: vscode.LogOutputChannel }) {
    this.#deps = deps;
    this.#disposables.push(
      this.#changed,
      this.#removed,
      vscode.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const folder of removed) this.#remove(folder);
        for (const folder of added) this.#add(folder);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#sessionOf(document.uri)?.documentChanged(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => this.#sessionOf(document.uri)?.documentChanged(document)),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.reload()),
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

  rejudge(): void {
    for (const session of this.#sessions.values()) session.rejudge();
  }

  /** Resolves when the folder that holds a file (every folder without one) has nothing left to analyse. */
  async settled(uri?: vscode.Uri): Promise<void> {
    const session = uri === undefined ? undefined : this.#sessionOf(uri);
    if (uri !== undefined) return session?.settled();
    await Promise.all([...this.#sessions.values()].map((each) => each.settled()));
  }

  dispose(): void {
    for (const session of this.#sessions.values()) session.dispose();
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #sessionOf(uri: vscode.Uri): FolderSession | undefined {
    const folder = uri.scheme === 'file' ? vscode.workspace.getWorkspaceFolder(uri) : undefined;
    return folder === undefined ? undefined : this.#sessions.get(folder.uri.toString());
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
