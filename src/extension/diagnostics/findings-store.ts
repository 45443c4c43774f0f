import * as vscode from 'vscode';
import { join } from 'node:path';
import type { Edit, Finding, Fix } from '../../core/model/finding.ts';
import type { Range } from '../../core/model/span.ts';
import type { FolderState } from '../workspace/folder-session.ts';

/** A finding with the file it stands in. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly uri: vscode.Uri;
  readonly state: FolderState;
}

/**
 * The newest findings of all folders by file. VS Code keeps no data on a diagnostic, so what a quick fix needs is looked up here
 * by file, rule and range.
 */
export class FindingsStore {
  readonly #byFolder = new Map<string, ReadonlyMap<string, readonly PlacedFinding[]>>();

  /** Replaces what is known of a folder; gives the URIs whose findings may have changed. */
  update(state: FolderState): ReadonlySet<string> {
    const key = state.folder.uri.toString();
    const byFile = new Map<string, PlacedFinding[]>();
    for (const finding of state.reports.flatMap((report) => [...report.findings, ...report.checklist])) {
      const uri = fileUri(state, finding.path);
      const list = byFile.get(uri.toString()) ?? [];
      list.push({ finding, uri, state });
      byFile.set(uri.toString(), list);
    }
    const touched = new Set([...(this.#byFolder.get(key)?.keys() ?? []), ...byFile.keys()]);
    this.#byFolder.set(key, byFile);
    return touched;
  }

  /** Forgets a folder; gives the URIs that had findings. */
  remove(folder: vscode.WorkspaceFolder): ReadonlySet<string> {
    const key = folder.uri.toString();
    const touched = new Set(this.#byFolder.get(key)?.keys() ?? []);
    this.#byFolder.delete(key);
    return touched;
  }

  /** Findings in a file. Of two folders that hold it (a repository and a part of it), the first to see a finding tells it. */
  of(uri: string): readonly PlacedFinding[] {
    const told = new Set<string>();
    return [...this.#byFolder.values()].flatMap((byFile) => {
      const fresh = (byFile.get(uri) ?? []).filter(({ finding }) => !told.has(identityOf(finding)));
      for (const { finding } of fresh) told.add(identityOf(finding));
      return fresh;
    });
  }

  /** All files with findings. */
  files(): readonly string[] {
    return [...new Set([...this.#byFolder.values()].flatMap((byFile) => [...byFile.keys()]))];
  }
}

/** The same in every folder that holds the file. */
function identityOf({ ruleId, range }: Finding): string {
  return `${ruleId} ${JSON.stringify(range)}`;
}

/** The URI of a path of a report, as documents of the workspace have it. */
export function fileUri(state: Pick<FolderState, 'shownRoot'>, path: string): vscode.Uri {
  return vscode.Uri.file(join(state.shownRoot, path));
}

/** The editor's range of ours, which counts from 1. */
export function editorRange(range: Range): vscode.Range {
  return new vscode.Range(range.start.line - 1, range.start.column - 1, range.end.line - 1, range.end.column - 1);
}

/** Fixes as one undoable change of the workspace. */
export function workspaceEdit(
  fixes: readonly { readonly state: Pick<FolderState, 'shownRoot'>; readonly fix: Pick<Fix, 'edits'> }[],
): vscode.WorkspaceEdit {
  const result = new vscode.WorkspaceEdit();
  const seen = new Set<string>();
  for (const { state, edit } of fixes.flatMap(({ state, fix }) => fix.edits.map((edit) => ({ state, edit })))) {
    // Two findings may carry the same edit, such as a file that mends both.
    const key = `${state.shownRoot}\n${JSON.stringify(edit)}`;
    if (!seen.has(key)) addEdit(result, state, edit);
    seen.add(key);
  }
  return result;
}

function addEdit(target: vscode.WorkspaceEdit, state: Pick<FolderState, 'shownRoot'>, edit: Edit): void {
  const uri = fileUri(state, edit.path);
  if (edit.kind === 'replace') {
    target.replace(uri, editorRange(edit.range), edit.text);
    return;
  }
  // Contents given to `createFile` are lost where an action is fetched by a command, and could not be looked at before they are saved.
  target.createFile(uri, { overwrite: false, ignoreIfExists: false });
  target.insert(uri, new vscode.Position(0, 0), edit.text);
}
