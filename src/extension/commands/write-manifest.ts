import { posix } from 'node:path';
import * as vscode from 'vscode';
import { manifestNames } from '../../app/read-manifest.ts';
import type { Text } from '../../core/l10n/message.ts';
import type { Edit } from '../../core/model/finding.ts';
import { createSourceText } from '../../core/model/source-text.ts';
import type { ManifestTarget } from '../../core/start/manifest-edits.ts';
import { fileUri, workspaceEdit } from '../diagnostics/findings-store.ts';
import { type DriftProject, manifestPath } from '../drift-panel/drift-projects.ts';
import { sayText } from '../host/words.ts';

const texts = {
  notWritable: {
    en: 'This manifest is no plain mapping, so nothing can be added to it. Add the entries by hand.',
    pl: 'Ten manifest nie jest zwykłym odwzorowaniem, więc nie da się do niego nic dodać. Dodaj wpisy ręcznie.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/**
 * Writes entries into a project's manifest as the editor has it, unsaved changes included, and shows it beside. Nothing is saved, and all of
 * it can be undone. False where nothing could be added, which the person is told.
 */
export async function writeManifest(
  { state, root }: Pick<DriftProject, 'state' | 'root'>,
  editsFor: (target: ManifestTarget) => readonly Edit[] | null,
  signal: AbortSignal,
): Promise<boolean> {
  const existing = await manifestPath({ state, root }, signal);
  const path = existing ?? posix.join(root, manifestNames[0]);
  const uri = fileUri(state, path);
  const document = existing === null ? null : await vscode.workspace.openTextDocument(uri);
  const edits = editsFor({ path, source: document === null ? null : createSourceText(path, document.getText()) });
  if (edits === null) {
    await vscode.window.showTextDocument(uri);
    void vscode.window.showWarningMessage(sayText(texts.notWritable));
    return false;
  }
  await vscode.workspace.applyEdit(workspaceEdit([{ state, fix: { edits } }]));
  await vscode.window.showTextDocument(uri, { viewColumn: columnFor(uri) });
  return true;
}

/** Where the file is open already; else beside what is open, and in the middle where nothing is. */
function columnFor(uri: vscode.Uri): vscode.ViewColumn {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  const isOf = ({ input }: vscode.Tab): boolean => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
  const known = all.find(({ tabs }) => tabs.some(isOf));
  if (known !== undefined) return known.viewColumn;
  return activeTabGroup.activeTab === undefined ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
}
