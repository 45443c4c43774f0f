import * as vscode from 'vscode';
import { applyRelease, type Receipt } from '../../app/apply-release.ts';
import { prepareRelease, type PreparedRelease, type ReadyRelease } from '../../app/prepare-release.ts';
import { type ReleaseContext, openReleases } from '../../app/release-context.ts';
import { commandIds } from '../../core/config/ids.ts';
import type { Text } from '../../core/l10n/message.ts';
import { outcomeMessages, releaseWords } from '../../core/release/release-words.ts';
import { cancellable } from '../host/cancellable.ts';
import { guard } from '../host/guard.ts';
import { releaseDependencies, releasePlace } from '../host/release-dependencies.ts';
import { say, sayText } from '../host/words.ts';
import { VersionItem, type VersionsTree } from '../tree/versions-tree.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import type { WorkspaceSessions } from '../workspace/workspace-sessions.ts';
import { chooseHeldStage, chooseModel, chooseStage, chooseVersion, declaredStages } from './release-choices.ts';
import { confirmRelease } from './release-dialog.ts';

/** What the commands of the versions view need. */
export interface ReleaseCommandDeps {
  readonly sessions: WorkspaceSessions;
  readonly tree: VersionsTree;
  readonly log: vscode.LogOutputChannel;
}

const texts = {
  reading: { en: 'Reading versions and gates', pl: 'Odczyt wersji i bramek' },
  writing: { en: 'Releasing', pl: 'Wydawanie' },
} as const satisfies Readonly<Record<string, Text>>;

/** Registers promote, roll back and refresh. */
export function registerReleaseCommands(deps: ReleaseCommandDeps): vscode.Disposable {
  const { log, tree, sessions } = deps;
  const commands: Readonly<Record<string, (item: VersionItem | undefined) => Promise<void>>> = {
    [commandIds.promoteVersion]: (item) => promote(deps, item),
    [commandIds.rollBack]: (item) => rollBack(deps, item),
    [commandIds.refreshVersions]: async () => {
      for (const state of sessions.states()) await tree.refresh(state);
    },
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, run]) =>
      vscode.commands.registerCommand(id, (argument?: unknown) =>
        guard(log, id, () => run(argument instanceof VersionItem ? argument : undefined)),
      ),
    ),
  );
}

async function promote(deps: ReleaseCommandDeps, item: VersionItem | undefined): Promise<void> {
  const target = await chooseModel(deps.tree, item);
  if (target === undefined) return;
  const { state, model } = target;
  const version = item?.node.version ?? (await chooseVersion(model));
  if (version === undefined) return;
  const declared = await cancellable(sayText(texts.reading), (signal) => declaredStages(target, signal));
  const stage = await chooseStage(target, declared);
  if (stage === undefined) return;
  await release(deps, state, (context, signal) =>
    prepareRelease(
      releaseDependencies(state),
      { context, request: { action: 'promote', model: model.model, version, stage, remote: null } },
      signal,
    ),
  );
}

async function rollBack(deps: ReleaseCommandDeps, item: VersionItem | undefined): Promise<void> {
  const chosen = await chooseHeldStage(deps.tree, item);
  if (chosen === undefined) return;
  const { state, model } = chosen.target;
  await release(deps, state, (context, signal) =>
    prepareRelease(
      releaseDependencies(state),
      { context, request: { action: 'rollback', model: model.model, stage: chosen.stage, to: null, remote: null } },
      signal,
    ),
  );
}

/** Plan, gates, confirmation, apply, read back. */
async function release(
  { sessions, tree }: ReleaseCommandDeps,
  state: FolderState,
  prepare: (context: ReleaseContext, signal: AbortSignal) => Promise<PreparedRelease>,
): Promise<void> {
  const prepared = await cancellable(sayText(texts.reading), async (signal) => {
    const context = await openReleases(releaseDependencies(state), releasePlace(state), signal);
    return context === null ? undefined : prepare(context, signal);
  });
  if (prepared === undefined) return;
  if (prepared.kind === 'refused') {
    void vscode.window.showWarningMessage(say(prepared.reason));
    return;
  }
  if (prepared.kind === 'already') {
    void vscode.window.showInformationMessage(
      sayText(releaseWords.already, { model: prepared.model, version: prepared.holder.version, stage: prepared.stage }),
    );
    return;
  }
  const reason = await confirmRelease(prepared);
  if (reason === undefined) return;
  // From here on nothing is called off: half a release would be worse than one to roll back.
  const receipt = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: sayText(texts.writing) }, () =>
    applyRelease(releaseDependencies(state), { release: prepared, words: { reason, goesOnWithout: false } }, new AbortController().signal),
  );
  tellReceipt(prepared, receipt);
  sessions.reload();
  await tree.refresh(state);
}

function tellReceipt({ plan }: ReadyRelease, receipt: Receipt): void {
  const words = outcomeMessages(plan, receipt).map(say);
  const show = receipt.verified ? vscode.window.showInformationMessage : vscode.window.showErrorMessage;
  void show(words.join(' '));
}
