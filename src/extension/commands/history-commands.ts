import * as vscode from 'vscode';
import { commandIds } from '../../core/config/ids.ts';
import type { Text } from '../../core/l10n/message.ts';
import { trailCsv } from '../../core/release/trail-csv.ts';
import { openPage, pageOf } from '../documents/pages.ts';
import { readHistory } from '../documents/write-page.ts';
import { registerCommands } from '../host/register-commands.ts';
import { say, sayText } from '../host/words.ts';
import { VersionItem } from '../tree/versions-tree.ts';
import { chooseModel } from './release-choices.ts';
import type { ReleaseCommandDeps } from './release-flow.ts';

const texts = {
  title: { en: 'Release history of {model}', pl: 'Historia wydań {model}' },
  noPage: { en: 'Open a release history first: Show Release History.', pl: 'Najpierw otwórz historię wydań.' },
  save: { en: 'Export', pl: 'Eksportuj' },
  saved: { en: '{count} {count|entry|entries} written.', pl: 'Zapisano {count} {count|wpis|wpisy|wpisów}.' },
  open: { en: 'Open File', pl: 'Otwórz plik' },
} as const satisfies Readonly<Record<string, Text>>;

/** Registers the page of a model's releases, and its export. */
export function registerHistoryCommands(deps: ReleaseCommandDeps): vscode.Disposable {
  return registerCommands(deps.log, {
    [commandIds.showReleaseHistory]: (given) => show(deps, given instanceof VersionItem ? given : undefined),
    [commandIds.exportReleaseHistory]: (given) => exportCsv(deps, given),
  });
}

async function show({ tree }: ReleaseCommandDeps, item: VersionItem | undefined): Promise<void> {
  const target = await chooseModel(tree, item, ({ history }) => history.length > 0);
  if (target === undefined) return;
  const { model } = target.model;
  await openPage(sayText(texts.title, { model }), { kind: 'history', root: target.state.root, model });
}

async function exportCsv({ sessions }: ReleaseCommandDeps, given: unknown): Promise<void> {
  const subject = pageOf(given);
  if (subject?.kind !== 'history') {
    void vscode.window.showInformationMessage(sayText(texts.noPage));
    return;
  }
  const read = await readHistory(sessions, subject, new AbortController().signal);
  if ('why' in read) {
    void vscode.window.showWarningMessage(say(read.why));
    return;
  }
  const { entries } = read.value;
  const proposed = vscode.Uri.joinPath(vscode.Uri.file(subject.root), `${subject.model.replaceAll(/[/:\\]/g, '-')}-releases.csv`);
  const uri = await vscode.window.showSaveDialog({ defaultUri: proposed, filters: { CSV: ['csv'] }, saveLabel: sayText(texts.save) });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(trailCsv(entries)));
  const open = sayText(texts.open);
  if ((await vscode.window.showInformationMessage(sayText(texts.saved, { count: entries.length }), open)) === open) {
    await vscode.commands.executeCommand('vscode.open', uri);
  }
}
