import * as vscode from 'vscode';
import { planFetch, type FetchPlan } from '../../app/fetch-plan.ts';
import { chosenArtefacts, fetchVersion, type FetchChoice, type FetchReceipt } from '../../app/fetch-version.ts';
import { findModel, openReleases, type ReleaseContext } from '../../app/release-context.ts';
import { resolveVersion } from '../../app/resolve-version.ts';
import { commandIds } from '../../core/config/ids.ts';
import { type ArtefactPlace, isAvailable } from '../../core/fetch/fetch-plan.ts';
import type { Text } from '../../core/l10n/message.ts';
import { createDvcStores } from '../../node/dvc/dvc-stores.ts';
import { openFileDrop } from '../../node/file-drop.ts';
import { cancellable } from '../host/cancellable.ts';
import { registerCommands } from '../host/register-commands.ts';
import { releaseDependencies, releasePlace } from '../host/release-dependencies.ts';
import { say, sayText } from '../host/words.ts';
import { VersionItem } from '../tree/versions-tree.ts';
import { chooseModel, chooseVersion, hasVersions } from './release-choices.ts';
import type { ReleaseCommandDeps } from './release-flow.ts';

const texts = {
  looking: { en: 'Looking for the files of {version}', pl: 'Szukanie plików wersji {version}' },
  fetching: { en: 'Fetching {version}', pl: 'Pobieranie {version}' },
  folder: { en: 'Fetch Here', pl: 'Pobierz tutaj' },
  where: { en: 'Fetch {model} {version} into which folder?', pl: 'Do którego folderu pobrać {model} {version}?' },
  title: { en: 'Fetch {model} {version} into {directory}?', pl: 'Pobrać {model} {version} do {directory}?' },
  git: { en: '✓ {path}: from Git', pl: '✓ {path}: z Git' },
  cache: { en: '✓ {path}: from the DVC cache', pl: '✓ {path}: z pamięci podręcznej DVC' },
  remote: { en: '✓ {path}: from the remote {name} ({location})', pl: '✓ {path}: ze zdalnego magazynu {name} ({location})' },
  asked: { en: '• {path}: asks the remote {name} ({location})', pl: '• {path}: zapyta zdalny magazyn {name} ({location})' },
  dvc: { en: '✗ {path}: only by {command}', pl: '✗ {path}: tylko przez {command}' },
  nowhere: { en: '✗ {path}: {why}', pl: '✗ {path}: {why}' },
  unknown: {
    en: 'What the model is made of is not known: give it a path in airworthy.yaml.',
    pl: 'Nie wiadomo, z czego składa się model: podaj jego path w airworthy.yaml.',
  },
  more: { en: '{n} further {n|file|files} of data can come along.', pl: 'Można też pobrać dodatkowe dane, liczba plików: {n}.' },
  model: { en: 'Fetch the Model', pl: 'Pobierz model' },
  withData: { en: 'Model and Data', pl: 'Model i dane' },
  withFiles: { en: 'All Files of the Commit', pl: 'Wszystkie pliki commita' },
  done: { en: '{count} {count|file|files} written to {directory}.', pl: 'Zapisano {count} {count|plik|pliki|plików} w {directory}.' },
  skipped: { en: 'Not written: {paths}.', pl: 'Niezapisane: {paths}.' },
  open: { en: 'Show Folder', pl: 'Pokaż folder' },
  nothing: { en: 'Nothing of it can be had from here.', pl: 'Niczego z tego nie można stąd pobrać.' },
} as const satisfies Readonly<Record<string, Text>>;

/** Registers fetching the files of a version into a folder. */
export function registerFetchCommands(deps: ReleaseCommandDeps): vscode.Disposable {
  return registerCommands(deps.log, {
    [commandIds.fetchVersion]: (given) => fetch(deps, given instanceof VersionItem ? given : undefined),
  });
}

interface PlannedFetch {
  readonly context: ReleaseContext;
  readonly plan: FetchPlan;
}

async function fetch(deps: ReleaseCommandDeps, item: VersionItem | undefined): Promise<void> {
  const target = await chooseModel(deps.tree, item, hasVersions);
  if (target === undefined) return;
  const version = item?.node.version ?? (await chooseVersion(target.model));
  if (version === undefined) return;
  const folders = await vscode.window.showOpenDialog({
    canSelectFolders: true,
    canSelectFiles: false,
    title: sayText(texts.where, { model: target.model.model, version }),
    openLabel: sayText(texts.folder),
  });
  const directory = folders?.[0]?.fsPath;
  if (directory === undefined) return;
  const found = await cancellable(sayText(texts.looking, { version }), async (signal): Promise<PlannedFetch | null> => {
    const dependencies = releaseDependencies(target.state);
    const context = await openReleases(dependencies, releasePlace(target.state), signal);
    if (context === null) return null;
    const { model, state } = findModel(context, target.model.model);
    const resolved = await resolveVersion({ repository: context.repository, model: model.name, state }, version, signal);
    if (resolved.kind === 'refused') {
      void vscode.window.showWarningMessage(say(resolved.reason));
      return null;
    }
    const tools = { openTree: (root: string) => dependencies.openTree(root), dvcStores: createDvcStores() };
    return { context, plan: await planFetch(tools, { context, model, version: resolved.at, directory }, signal) };
  });
  if (found === null) return;
  const choice = await choose(found.plan);
  if (choice === undefined) return;
  const tools = { repository: found.context.repository, dvcStores: createDvcStores(), openDrop: openFileDrop };
  const receipt = await cancellable(sayText(texts.fetching, { version }), (signal) =>
    fetchVersion(tools, { plan: found.plan, ...choice }, signal),
  );
  await tell(receipt, directory);
}

/** What to fetch, after seeing where each part comes from. */
async function choose(plan: FetchPlan): Promise<FetchChoice | undefined> {
  const own = chosenArtefacts(plan, { withData: false });
  const all = chosenArtefacts(plan, { withData: true });
  const further = all.length - own.length;
  const detail = [
    ...own.map(({ path, place }) => placeLine(path, place)),
    ...(own.length === 0 ? [sayText(texts.unknown)] : []),
    ...(further === 0 ? [] : [sayText(texts.more, { n: further })]),
  ].join('\n');
  const choices = new Map<string, FetchChoice>();
  if (own.some(({ place }) => isAvailable(place))) choices.set(sayText(texts.model), { withData: false, withFiles: false });
  if (further > 0) choices.set(sayText(texts.withData), { withData: true, withFiles: false });
  choices.set(sayText(texts.withFiles), { withData: false, withFiles: true });
  const { model, version, directory } = plan;
  const title = sayText(texts.title, { model, version: version.version, directory });
  return choices.get((await vscode.window.showInformationMessage(title, { modal: true, detail }, ...choices.keys())) ?? '');
}

function placeLine(path: string, place: ArtefactPlace): string {
  switch (place.kind) {
    case 'remote':
      return sayText(place.isAsked ? texts.remote : texts.asked, { path, name: place.name, location: place.location });
    case 'dvc':
      return sayText(texts.dvc, { path, command: place.command });
    case 'nowhere':
      return sayText(texts.nowhere, { path, why: say(place.why) });
    case 'git':
    case 'cache':
      return sayText(texts[place.kind], { path });
  }
}

async function tell({ written, skipped }: FetchReceipt, directory: string): Promise<void> {
  const paths = skipped.map(({ path, why }) => `${path} (${say(why)})`).join(', ');
  const left = skipped.length === 0 ? [] : [sayText(texts.skipped, { paths })];
  if (written.length === 0) {
    void vscode.window.showWarningMessage([sayText(texts.nothing), ...left].join(' '));
    return;
  }
  const open = sayText(texts.open);
  const words = [sayText(texts.done, { count: written.length, directory }), ...left].join(' ');
  const show = skipped.length === 0 ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  if ((await show(words, open)) === open) await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(directory));
}
