import { posix } from 'node:path';
import * as vscode from 'vscode';
import { type LoadedManifest, manifestNames, readManifest } from '../../app/read-manifest.ts';
import { createFileTree } from '../../node/file-tree.ts';
import { fileUri } from '../diagnostics/findings-store.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import { judgedProjects } from '../workspace/judged-projects.ts';

/** A model project of the window. */
export interface DriftProject {
  /** Tells projects apart, in one window and after its restart. */
  readonly id: string;
  readonly state: FolderState;
  /** Relative to the repository. */
  readonly root: string;
  readonly name: string;
}

/** The folders and their newest states. */
export interface DriftFolders {
  states(): readonly FolderState[];
  /** Resolves when they have been analysed. */
  settled(): Promise<void>;
}

/** The model projects of all folders, each once. */
export function driftProjects(folders: DriftFolders): readonly DriftProject[] {
  return judgedProjects(folders.states()).map(({ id, state, report: { root, name } }) => ({
    id,
    state,
    root,
    name,
  }));
}

/** Its manifest as it is on disk; null where there is none that can be read. */
export function manifestOf({ state, root }: DriftProject, signal: AbortSignal): Promise<LoadedManifest | null> {
  return readManifest(createFileTree(state.root), root, signal);
}

/** The path of a manifest that is there, readable or not; null where there is none. */
export async function manifestPath({ state, root }: Pick<DriftProject, 'state' | 'root'>, signal: AbortSignal): Promise<string | null> {
  const tree = createFileTree(state.root);
  for (const name of manifestNames) {
    const path = posix.join(root, name);
    if ((await tree.stat(path, signal))?.kind === 'file') return path;
  }
  return null;
}

/** Shows a file of a project beside the panel, at a line (from 1) where one is named. */
export async function openBeside({ state }: Pick<DriftProject, 'state'>, path: string, line: number | null): Promise<void> {
  const start = new vscode.Position(Math.max(0, (line ?? 1) - 1), 0);
  await vscode.commands.executeCommand('vscode.open', fileUri(state, path), {
    viewColumn: vscode.ViewColumn.Beside,
    preview: true,
    ...(line === null ? {} : { selection: new vscode.Range(start, start) }),
  });
}
