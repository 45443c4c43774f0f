// What tests inside VS Code do again and again: start the extension, read its diagnostics, change files and put them back.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { VersionItem } from '../../src/extension/tree/versions-tree.ts';
import { format } from '../../src/core/l10n/message.ts';

/** What the extension exports. */
export interface Airworthy {
  settled(): Promise<void>;
  versionItems(item?: VersionItem): Promise<readonly VersionItem[]>;
}

/** The extension's exports, started and with nothing left to analyse. */
export async function airworthy(): Promise<Airworthy> {
  const extension = vscode.extensions.getExtension<Airworthy>('airworthy.airworthy');
  assert.ok(extension, 'airworthy.airworthy is not installed');
  const api = await extension.activate();
  await api.settled();
  return api;
}

/** The first folder of the workspace. */
export function folder(): string {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first, 'no folder is open');
  return first.uri.fsPath;
}

/** A file of the first folder. */
export function file(path: string): vscode.Uri {
  return vscode.Uri.file(join(folder(), path));
}

/** The id of the rule or check behind a diagnostic. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** The extension's diagnostics of a file; of one rule where it is named. */
export function ours(uri: vscode.Uri, rule?: string): readonly vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter((diagnostic) => diagnostic.source === 'Airworthy' && (rule === undefined || ruleOf(diagnostic) === rule));
}

/** The extension's diagnostics of all files, with the file's path as the editor has it. */
export function allOurs(rule?: string): readonly { readonly uri: vscode.Uri; readonly diagnostic: vscode.Diagnostic }[] {
  return vscode.languages.getDiagnostics().flatMap(([uri]) => ours(uri, rule).map((diagnostic) => ({ uri, diagnostic })));
}

/** Resolves when the condition holds; it is asked now and whenever the event fires. */
export async function untilEvent<Data>(event: vscode.Event<Data>, holds: () => boolean): Promise<void> {
  if (holds()) return;
  await new Promise<void>((resolve) => {
    const listener = event(() => {
      if (!holds()) return;
      listener.dispose();
      resolve();
    });
  });
}

/** Waits for diagnostics that come from outside, such as from a changed file, of which nobody knows when it is noticed. */
export async function until(holds: () => boolean): Promise<void> {
  await untilEvent(vscode.languages.onDidChangeDiagnostics, holds);
}

/** Opens a file in an editor of its own. */
export async function open(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file(path)), { preview: false });
}

/** Replaces the first occurrence of a text in an open document, unsaved. */
export async function replace({ document }: vscode.TextEditor, from: string, to: string): Promise<void> {
  const start = document.getText().indexOf(from);
  assert.notEqual(start, -1, `'${from}' is not in ${document.uri.fsPath}`);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(start + from.length)), to);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** Throws away what is unsaved, closes all editors and waits for the analysis. */
export async function putBack(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty, uri }) => isDirty && uri.scheme === 'file')) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await (await airworthy()).settled();
}

/** Changes settings of the user, waits for the analysis, and gives back what undoes it. */
export async function withSetting(name: string, value: unknown, test: () => Promise<void>): Promise<void> {
  const settings = vscode.workspace.getConfiguration();
  await settings.update(name, value, vscode.ConfigurationTarget.Global);
  try {
    await (await airworthy()).settled();
    await test();
  } finally {
    await settings.update(name, undefined, vscode.ConfigurationTarget.Global);
    await (await airworthy()).settled();
  }
}

/** The first node of the versions view that a test means, however deep, with all above it unfolded. */
export async function versionItem(isMeant: (node: VersionItem['node'], label: string) => boolean): Promise<VersionItem> {
  const found = await findItem(isMeant);
  assert.ok(found, 'the versions view shows no such item');
  return found;
}

/** The same; nothing where the view shows none. */
export async function findItem(
  isMeant: (node: VersionItem['node'], label: string) => boolean,
  below?: VersionItem,
): Promise<VersionItem | undefined> {
  const api = await airworthy();
  for (const item of await api.versionItems(below)) {
    if (isMeant(item.node, format(item.node.label, 'en'))) return item;
    const deeper = item.node.hasChildren && item.node.kind !== 'version' ? await findItem(isMeant, item) : undefined;
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}
