import * as vscode from 'vscode';
import { openReleases } from '../../app/release-context.ts';
import { commandIds, contextKeys, settingIds } from '../../core/config/ids.ts';
import type { Text } from '../../core/l10n/message.ts';
import { planVersionAt } from '../../core/release/serving/plan-manifest-edit.ts';
import { fileUri, workspaceEdit } from '../diagnostics/findings-store.ts';
import { showCommit } from '../documents/show-changes.ts';
import type { AskedServers } from '../host/asked-servers.ts';
import type { EditorCredentials } from '../host/credentials.ts';
import { registerCommands } from '../host/register-commands.ts';
import { releaseDependencies, releasePlace } from '../host/release-dependencies.ts';
import { say, sayText } from '../host/words.ts';
import { shortVersion, type FilePlace } from '../tree/version-node.ts';
import { pageSize } from '../tree/versions-model.ts';
import { VersionItem, type VersionsTree } from '../tree/versions-tree.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import type { WorkspaceSessions } from '../workspace/workspace-sessions.ts';
import { typeWantedCredential } from './credential-commands.ts';

/** What looking around in the versions view needs. */
export interface VersionViewDeps {
  readonly sessions: WorkspaceSessions;
  readonly tree: VersionsTree;
  readonly log: vscode.LogOutputChannel;
  readonly servers: AskedServers;
  readonly credentials: EditorCredentials;
}

const texts = {
  filter: {
    en: 'Text in a model, version, stage or author; empty shows everything',
    pl: 'Tekst w nazwie modelu, wersji, etapie lub autorze; pusty pokazuje wszystko',
  },
  filterTitle: { en: 'Filter Versions', pl: 'Filtruj wersje' },
  copied: { en: 'Copied: {text}', pl: 'Skopiowano: {text}' },
  commit: { en: '{model} {version} · commit {commit}', pl: '{model} {version} · commit {commit}' },
  gone: { en: 'This fix no longer applies: the file has changed.', pl: 'Ta poprawka jest już nieaktualna: plik się zmienił.' },
  untrusted: {
    en: 'Commits are not read in Restricted Mode: trust this workspace first.',
    pl: 'W trybie ograniczonym commity nie są czytane: najpierw zaufaj temu obszarowi roboczemu.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** Registers what only looks: filter, refresh, copy, open. */
export function registerVersionViewCommands(deps: VersionViewDeps): vscode.Disposable {
  const { log, tree, sessions } = deps;
  const onItem = (run: (item: VersionItem) => unknown) => (given: unknown) => (given instanceof VersionItem ? run(given) : undefined);
  return registerCommands(log, {
    [commandIds.refreshVersions]: () => refreshAll(sessions, tree, { online: false }),
    [commandIds.askRegistries]: () => askRegistries(deps),
    [commandIds.useTrackingServer]: onItem((item) => useTrackingServer(deps, item)),
    [commandIds.filterVersions]: (given) => (typeof given === 'string' ? tree.setFilter(given) : typeFilter(tree)),
    [commandIds.clearVersionFilter]: () => tree.setFilter(''),
    [commandIds.showMoreVersions]: onItem((item) => tree.showMore(item)),
    [commandIds.copyReference]: onItem(copyReference),
    [commandIds.openCommit]: onItem(openCommit),
    [commandIds.openVersionPlace]: onItem(({ node, state }) => (node.place === null ? undefined : openPlace(state, node.place))),
    [commandIds.fixDisagreement]: onItem(fixPlace),
  });
}

async function refreshAll(sessions: WorkspaceSessions, tree: VersionsTree, options: { readonly online: boolean }): Promise<void> {
  await Promise.all(sessions.states().map((state) => tree.refresh(state, options)));
  // Whoever asks for it sees the newest ages too.
  tree.show();
}

/** Asks the person about every server that a manifest or the setting names, then those servers. */
async function askRegistries({ sessions, tree, servers, credentials }: VersionViewDeps): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage(sayText(texts.untrusted));
    return;
  }
  const { signal } = new AbortController();
  const contexts = await Promise.all(
    sessions.states().map((state) => openReleases(releaseDependencies(state, servers), releasePlace(state), signal)),
  );
  const urls = contexts.flatMap((context) => context?.servers.map(({ url }) => url) ?? []);
  if (!(await servers.askFor(urls))) return;
  do await refreshAll(sessions, tree, { online: true });
  while (await logInto(servers.wantingLogin(urls), credentials));
}

/** Asks for the credentials of servers that let nobody in; whether any was given, so that asking again makes sense. */
async function logInto(origins: readonly string[], credentials: EditorCredentials): Promise<boolean> {
  for (const origin of origins) if (await typeWantedCredential(credentials, origin)) return true;
  return false;
}

/** Names an offered server in the workspace's settings, then asks for consent and for its versions. */
async function useTrackingServer(deps: VersionViewDeps, { node, state }: VersionItem): Promise<void> {
  if (node.kind !== 'offer' || node.reference === null) return;
  const settings = vscode.workspace.getConfiguration(undefined, state.folder.uri);
  await settings.update(settingIds.trackingUri, node.reference, vscode.ConfigurationTarget.Workspace);
  await askRegistries(deps);
}

/** The view narrows while the person types; Escape brings back what was. */
function typeFilter(tree: VersionsTree): void {
  const before = tree.filter;
  const input = vscode.window.createInputBox();
  input.title = sayText(texts.filterTitle);
  input.placeholder = sayText(texts.filter);
  input.value = before;
  let isAccepted = false;
  input.onDidChangeValue((text) => tree.setFilter(text));
  input.onDidAccept(() => {
    isAccepted = true;
    input.hide();
  });
  input.onDidHide(() => {
    if (!isAccepted) tree.setFilter(before);
    input.dispose();
  });
  input.show();
}

async function copyReference({ node }: VersionItem): Promise<void> {
  if (node.reference === null) return;
  await vscode.env.clipboard.writeText(node.reference);
  vscode.window.setStatusBarMessage(sayText(texts.copied, { text: node.reference }), 4000);
}

async function openCommit({ node, state }: VersionItem): Promise<void> {
  const { commit, model, version } = node;
  if (commit === null) return;
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage(sayText(texts.untrusted));
    return;
  }
  const title = sayText(texts.commit, { model: model ?? '', version: shortVersion(version ?? ''), commit: commit.slice(0, 10) });
  await showCommit({ root: state.root, commit, title });
}

async function openPlace(state: FolderState, { path, line }: FilePlace): Promise<void> {
  const start = line === null ? undefined : new vscode.Position(line - 1, 0);
  const options: vscode.TextDocumentShowOptions = {
    preview: true,
    ...(start === undefined ? {} : { selection: new vscode.Range(start, start) }),
  };
  await vscode.commands.executeCommand('vscode.open', fileUri(state, path), options);
}

/** Names in a serving manifest the version that the registry has in the stage: as an unsaved change, which the person looks at first. */
async function fixPlace({ node, state, parent }: VersionItem): Promise<void> {
  const { place } = node;
  const version = parent?.node.children(pageSize).find((one) => one.place === null)?.version ?? null;
  if (place === null || place.line === null || version === null) return;
  const document = await vscode.workspace.openTextDocument(fileUri(state, place.path));
  const planned = planVersionAt(document.getText(), place.path, { line: place.line, version });
  if (planned.kind === 'refused') {
    void vscode.window.showWarningMessage(say(planned.reason));
    return;
  }
  if (planned.kind === 'already' || !(await vscode.workspace.applyEdit(workspaceEdit([{ state, fix: planned }])))) {
    void vscode.window.showInformationMessage(sayText(texts.gone));
    return;
  }
  await openPlace(state, place);
}

/** Keeps the view's message and the keys of its menus in step with the filter. */
export function followFilter(view: vscode.TreeView<VersionItem>, tree: VersionsTree): vscode.Disposable {
  const follow = (): void => {
    const { filter } = tree;
    const { shown, all } = tree.shownVersions();
    const isFiltered = filter !== '';
    void vscode.commands.executeCommand('setContext', contextKeys.versionsFiltered, isFiltered);
    const message = isFiltered ? sayText(shown === 0 ? filterWords.none : filterWords.some, { filter, shown, all }) : '';
    if ((view.message ?? '') !== message) view.message = message;
  };
  return tree.onDidShow(follow);
}

const filterWords = {
  some: { en: 'Filter “{filter}”: {shown} of {all} versions.', pl: 'Filtr „{filter}”: {shown} z {all} wersji.' },
  none: { en: 'Filter “{filter}”: none of {all} versions.', pl: 'Filtr „{filter}”: żadna z {all} wersji.' },
} as const satisfies Readonly<Record<string, Text>>;
