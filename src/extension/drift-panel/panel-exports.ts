import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { joinPath } from '../../core/project/paths.ts';
import type { Text } from '../../core/l10n/message.ts';
import type { ToHost } from '../../protocol/drift-panel.ts';
import { fileUri } from '../diagnostics/findings-store.ts';
import { sayText } from '../host/words.ts';
import { chartsCsv } from './chart-csv.ts';
import { driftMarkdown } from './chart-markdown.ts';
import type { BoardProject } from './drift-board.ts';
import { panelProject, type ShowContext } from './snapshot.ts';

const texts = {
  save: { en: 'Export', pl: 'Eksportuj' },
  saved: { en: '{file} written.', pl: 'Zapisano {file}.' },
  open: { en: 'Open', pl: 'Otwórz' },
  noPicture: { en: 'The page sent no picture.', pl: 'Strona nie przesłała obrazu.' },
} as const satisfies Readonly<Record<string, Text>>;

type ExportMessage = Extract<ToHost, { readonly type: 'export' }>;

/** A picture larger than this, in bytes, is none that a page of ours draws. */
const largestPicture = 64 * 1024 * 1024;
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Writes the charts where the person says. */
export async function exportCharts({ project, look }: BoardProject, message: ExportMessage, context: ShowContext): Promise<void> {
  const shown = panelProject(look.model(), context);
  const charts = message.charts.flatMap((id) => shown.charts.find((chart) => chart.id === id) ?? []);
  const picture = pictureOf(message.png);
  const day = new Date(context.now).toISOString().slice(0, 10);
  const name = `${shown.name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}-drift-${day}`;
  const at = (path: string): vscode.Uri => fileUri(project.state, joinPath(project.root, path) ?? path);
  if (message.kind === 'csv') {
    await save(await ask(at(`${name}.csv`), { CSV: ['csv'] }), new TextEncoder().encode(chartsCsv(charts)));
    return;
  }
  if (message.kind === 'png') {
    if (picture === null) void vscode.window.showWarningMessage(sayText(texts.noPicture));
    else await save(await ask(at(`${name}.png`), { PNG: ['png'] }), picture);
    return;
  }
  const page = await ask(await freeName(at('docs/drift'), day, ['md', 'png']), { Markdown: ['md'] });
  if (page === undefined) return;
  // The picture gets a name that nothing has: only what the dialog was about may be written over.
  const folder = vscode.Uri.file(dirname(page.fsPath));
  const pictureUri = picture === null ? null : await freeName(folder, baseOf(page), ['png']);
  if (picture !== null && pictureUri !== null) await vscode.workspace.fs.writeFile(pictureUri, picture);
  const pictureName = pictureUri === null ? null : lastOf(pictureUri);
  const text = driftMarkdown({ project: shown, charts, picture: pictureName, ...context });
  await save(page, new TextEncoder().encode(text));
}

function ask(proposed: vscode.Uri, filters: Readonly<Record<string, string[]>>): Thenable<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({ defaultUri: proposed, filters: { ...filters }, saveLabel: sayText(texts.save) });
}

async function save(uri: vscode.Uri | undefined, bytes: Uint8Array): Promise<void> {
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, bytes);
  const open = sayText(texts.open);
  const said = sayText(texts.saved, { file: lastOf(uri) });
  void vscode.window.showInformationMessage(said, open).then((chosen) => {
    if (chosen === open) void vscode.commands.executeCommand('vscode.open', uri);
  });
}

/** `NAME.EXT`, or with a number behind the name where one of the files is there. */
async function freeName(folder: vscode.Uri, name: string, extensions: readonly [string, ...string[]]): Promise<vscode.Uri> {
  for (let number = 1; ; number++) {
    const base = number === 1 ? name : `${name}-${String(number)}`;
    const uris = extensions.map((extension) => vscode.Uri.joinPath(folder, `${base}.${extension}`));
    const [first] = uris;
    const taken = await Promise.all(uris.map(isThere));
    if (first !== undefined && !taken.includes(true)) return first;
  }
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

function baseOf(uri: vscode.Uri): string {
  return lastOf(uri).replace(/\.md$/i, '');
}

function lastOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The bytes of a picture; null for what is no PNG. */
function pictureOf(base64: string | null): Uint8Array | null {
  if (base64 === null || base64.length > largestPicture) return null;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.subarray(0, pngSignature.length).equals(pngSignature) ? bytes : null;
}
