import * as vscode from 'vscode';
import { openReleases } from '../../app/release-context.ts';
import { commandIds } from '../../core/config/ids.ts';
import type { Text } from '../../core/l10n/message.ts';
import { serverOfReported } from '../../core/release/model-servers.ts';
import { registryProblem } from '../../core/release/registry-words.ts';
import { trailCsv } from '../../core/release/trail-csv.ts';
import { openPage, pageOf } from '../documents/pages.ts';
import { readHistory } from '../documents/write-page.ts';
import { guard } from '../host/guard.ts';
import { registerCommands } from '../host/register-commands.ts';
import { releaseDependencies, releasePlace } from '../host/release-dependencies.ts';
import { say, sayText } from '../host/words.ts';
import { VersionItem } from '../tree/versions-tree.ts';
import { chooseModel, type ReleaseTarget } from './release-choices.ts';
import type { ReleaseCommandDeps } from './release-flow.ts';

const texts = {
  title: { en: 'Release history of {model}', pl: 'Historia wydań {model}' },
  noPage: { en: 'Open a release history first: Show Release History.', pl: 'Najpierw otwórz historię wydań.' },
  save: { en: 'Export', pl: 'Eksportuj' },
  saved: { en: '{count} {count|entry|entries} written.', pl: 'Zapisano {count} {count|wpis|wpisy|wpisów}.' },
  missing: { en: 'The file is incomplete: {problem}.', pl: 'Plik jest niepełny: {problem}.' },
  open: { en: 'Open File', pl: 'Otwórz plik' },
} as const satisfies Readonly<Record<string, Text>>;

/** Registers the page of a model's releases, and its export. */
export function registerHistoryCommands(deps: ReleaseCommandDeps): vscode.Disposable {
  return registerCommands(deps.log, {
    [commandIds.showReleaseHistory]: (given) => show(deps, given instanceof VersionItem ? given : undefined),
    [commandIds.exportReleaseHistory]: (given) => exportCsv(deps, given),
  });
}

async function show(deps: ReleaseCommandDeps, item: VersionItem | undefined): Promise<void> {
  // What a server keeps is not known before it is asked.
  const target = await chooseModel(deps.tree, item, ({ history, registry }) => history.length > 0 || registry === 'mlflow');
  if (target === undefined) return;
  if (target.model.registry === 'mlflow') await askForServer(deps, target);
  const { model } = target.model;
  await openPage(sayText(texts.title, { model }), { kind: 'history', root: target.state.root, model });
}

/** Who says no gets the page all the same, which tells what is missing. */
async function askForServer({ servers, tree, log }: ReleaseCommandDeps, { state, model }: ReleaseTarget): Promise<void> {
  const dependencies = releaseDependencies(state, servers);
  const context = await openReleases(dependencies, releasePlace(state), new AbortController().signal);
  const server = context === null ? null : serverOfReported(context.config, model.model, dependencies.trackingServer);
  if (server === null || 'failure' in server || servers.mayAsk(server.url)) return;
  // What the view lists comes later; the page need not wait for it.
  if (await servers.askFor([server.url])) void guard(log, 'Versions', () => tree.refresh(state));
}

async function exportCsv({ sessions, servers }: ReleaseCommandDeps, given: unknown): Promise<void> {
  const subject = pageOf(given);
  if (subject?.kind !== 'history') {
    void vscode.window.showInformationMessage(sayText(texts.noPage));
    return;
  }
  const read = await readHistory({ sessions, servers }, subject, new AbortController().signal);
  if ('why' in read) {
    void vscode.window.showWarningMessage(say(read.why));
    return;
  }
  const { entries, errors } = read.value;
  const proposed = vscode.Uri.joinPath(vscode.Uri.file(subject.root), `${subject.model.replaceAll(/[/:\\]/g, '-')}-releases.csv`);
  const uri = await vscode.window.showSaveDialog({ defaultUri: proposed, filters: { CSV: ['csv'] }, saveLabel: sayText(texts.save) });
  if (uri === undefined) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(trailCsv(entries)));
  const open = sayText(texts.open);
  const gaps = errors.map((error) => sayText(texts.missing, { problem: say(registryProblem(error)) }));
  const told = [sayText(texts.saved, { count: entries.length }), ...gaps].join(' ');
  const tell = gaps.length === 0 ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  if ((await tell(told, open)) === open) {
    await vscode.commands.executeCommand('vscode.open', uri);
  }
}
