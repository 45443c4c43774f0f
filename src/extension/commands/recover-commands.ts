import * as vscode from 'vscode';
import { placeOf, type CarryOutDependencies } from '../../app/carry-out.ts';
import { findLeftRelease, finishRelease, forgetRelease, whatStays, undoLeftRelease, type LeftRelease } from '../../app/recover-release.ts';
import { openReleases } from '../../app/release-context.ts';
import { commandIds } from '../../core/config/ids.ts';
import type { Text } from '../../core/l10n/message.ts';
import type { AskedServers } from '../host/asked-servers.ts';
import { registerCommands } from '../host/register-commands.ts';
import { releaseDependencies, releasePlace } from '../host/release-dependencies.ts';
import { say, sayText } from '../host/words.ts';
import { interruptedNode } from '../tree/attention-nodes.ts';
import { VersionItem } from '../tree/versions-tree.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import { saysTrusted } from './release-choices.ts';
import type { ReleaseCommandDeps } from './release-flow.ts';

const texts = {
  none: { en: 'No release was interrupted.', pl: 'Żadne wydanie nie zostało przerwane.' },
  done: { en: '✓ {place}: written', pl: '✓ {place}: zapisane' },
  missing: { en: '• {place}: not written', pl: '• {place}: niezapisane' },
  other: { en: '⚠ {place}: changed by someone else', pl: '⚠ {place}: zmienione przez kogoś innego' },
  unknown: { en: '⚠ {place}: cannot be asked', pl: '⚠ {place}: nie można zapytać' },
  public: {
    en: 'It was pushed already, so it can be finished, not undone.',
    pl: 'Zostało już wysłane, więc można je dokończyć, ale nie cofnąć.',
  },
  finish: { en: 'Finish', pl: 'Dokończ' },
  undo: { en: 'Undo', pl: 'Cofnij' },
  forget: { en: 'Forget…', pl: 'Porzuć…' },
  stays: {
    en: 'Forgotten, these stay as they are:',
    pl: 'Po porzuceniu bez zmian pozostaną:',
  },
  nothingStays: {
    en: 'Forgotten, it leaves nothing behind: none of it was written.',
    pl: 'Po porzuceniu nic po nim nie zostanie: niczego nie zapisano.',
  },
  rest: { en: 'The rest of it was written, and stays.', pl: 'Resztę zapisano i tak pozostanie.' },
  lookAgain: {
    en: 'Nothing more will be written or taken back. Look at the versions before you release again.',
    pl: 'Nic więcej nie zostanie zapisane ani cofnięte. Zanim wydasz ponownie, sprawdź wersje.',
  },
  forgetNow: { en: 'Forget', pl: 'Porzuć' },
  finished: { en: 'The interrupted release is finished.', pl: 'Przerwane wydanie zostało dokończone.' },
  undone: { en: 'The interrupted release is undone.', pl: 'Przerwane wydanie zostało cofnięte.' },
  forgotten: {
    en: 'The interrupted release is forgotten, neither finished nor undone.',
    pl: 'Przerwane wydanie zostało porzucone: ani dokończone, ani cofnięte.',
  },
  working: { en: 'Recovering the release', pl: 'Przywracanie wydania' },
} as const satisfies Readonly<Record<string, Text>>;

type Way = 'finish' | 'undo' | 'forget';

const end = { finish: finishRelease, undo: undoLeftRelease, forget: forgetRelease };
const ended = { finish: texts.finished, undo: texts.undone, forget: texts.forgotten } as const;

/** Registers what ends a release that was left in the middle: finished, undone or given up, after asking. */
export function registerRecoverCommands(deps: ReleaseCommandDeps): vscode.Disposable {
  const recoverBy = (ways: readonly Way[]) => (given: unknown) => recover(deps, given instanceof VersionItem ? given : undefined, ways);
  return registerCommands(deps.log, {
    [commandIds.recoverRelease]: recoverBy(['finish', 'undo', 'forget']),
    [commandIds.finishInterrupted]: recoverBy(['finish']),
    [commandIds.undoInterrupted]: recoverBy(['undo']),
  });
}

interface Found {
  readonly state: FolderState;
  readonly place: CarryOutDependencies;
  readonly left: LeftRelease;
}

async function recover(deps: ReleaseCommandDeps, item: VersionItem | undefined, ways: readonly Way[]): Promise<void> {
  if (!saysTrusted()) return;
  const found = await findLeft(deps.servers, item === undefined ? deps.sessions.states() : [item.state]);
  if (found === null) {
    void vscode.window.showInformationMessage(sayText(texts.none));
    await refresh(deps);
    return;
  }
  const way = await ask(found.left, ways);
  if (way === undefined || (way === 'forget' && !(await isSure(found.left)))) return;
  try {
    await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: sayText(texts.working) }, () =>
      end[way](found.place, found.left),
    );
    void vscode.window.showInformationMessage(sayText(ended[way]));
  } finally {
    await refresh(deps);
  }
}

/** The first release that was left in the middle, with what stands at each of its places now. */
async function findLeft(servers: AskedServers, states: readonly FolderState[]): Promise<Found | null> {
  const { signal } = new AbortController();
  for (const state of states) {
    const dependencies = releaseDependencies(state, servers);
    const context = await openReleases(dependencies, releasePlace(state), signal);
    if (context === null) continue;
    const left = await context.journal.read();
    if (left.kind === 'left' && left.entry.writes.some(({ kind }) => kind === 'alias' || kind === 'version-tag')) {
      await servers.askFor(context.servers.map(({ url }) => url));
    }
    const place = { writers: dependencies.writers(context.repository, context.servers), journal: context.journal };
    const found = await findLeftRelease(place, signal);
    if (found !== null) return { state, place, left: found };
  }
  return null;
}

async function ask(left: LeftRelease, ways: readonly Way[]): Promise<Way | undefined> {
  const lines = left.writes.map(({ write, state }) =>
    sayText(state === 'after' ? texts.done : state === 'before' ? texts.missing : texts[state], { place: placeOf(write) }),
  );
  const detail = [...lines, ...(left.isPublic ? [sayText(texts.public)] : [])].join('\n');
  const buttons = new Map(ways.filter((way) => way !== 'undo' || !left.isPublic).map((way) => [sayText(texts[way]), way]));
  const title = say(interruptedNode(left.entry, 0).label);
  return buttons.get((await vscode.window.showWarningMessage(title, { modal: true, detail }, ...buttons.keys())) ?? '');
}

/** Asks once more, with what would stay half done. */
async function isSure(left: LeftRelease): Promise<boolean> {
  const places = whatStays(left).map(({ write }) => `• ${placeOf(write)}`);
  // Of a release that waits for a server, the journal holds only what waits.
  const rest = left.entry.state === 'pending' ? [sayText(texts.rest)] : [];
  const stays = places.length > 0 ? [sayText(texts.stays), ...places] : rest.length > 0 ? [] : [sayText(texts.nothingStays)];
  const detail = [...stays, ...rest, '', sayText(texts.lookAgain)];
  const forget = sayText(texts.forgetNow);
  const title = say(interruptedNode(left.entry, 0).label);
  return (await vscode.window.showWarningMessage(title, { modal: true, detail: detail.join('\n') }, forget)) === forget;
}

async function refresh({ sessions, tree }: ReleaseCommandDeps): Promise<void> {
  sessions.reload();
  await Promise.all(sessions.states().map((state) => tree.refresh(state)));
}
