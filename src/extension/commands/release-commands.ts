import type * as vscode from 'vscode';
import { openReleases } from '../../app/release-context.ts';
import { prepareRelease } from '../../app/prepare-release.ts';
import { commandIds } from '../../core/config/ids.ts';
import type { Text } from '../../core/l10n/message.ts';
import { cancellable } from '../host/cancellable.ts';
import { releaseDependencies, releasePlace } from '../host/release-dependencies.ts';
import { registerCommands } from '../host/register-commands.ts';
import { sayText } from '../host/words.ts';
import { holdersOf } from '../tree/stage-holders.ts';
import { VersionItem } from '../tree/versions-tree.ts';
import { chooseHeldStage, chooseModel, chooseStage, chooseVersion, declaredModel, hasVersions, type HeldBy } from './release-choices.ts';
import { chooseCommit, chooseModelToRegister, typeVersion } from './register-choices.ts';
import { type ReleaseCause, type ReleaseCommandDeps, runRelease, undoRelease } from './release-flow.ts';
import { chooseShare } from './traffic-choices.ts';

const texts = {
  reading: { en: 'Reading versions', pl: 'Odczyt wersji' },
  rollBackWhich: { en: 'Roll back which stage?', pl: 'Który etap wycofać?' },
  unassignWhich: { en: 'Which stage to leave empty?', pl: 'Który etap opróżnić?' },
} as const satisfies Readonly<Record<string, Text>>;

/** Registers what changes registries: each is planned, shown, confirmed, carried out and read back. */
export function registerReleaseCommands(deps: ReleaseCommandDeps): vscode.Disposable {
  const onItem = (run: (deps: ReleaseCommandDeps, item: VersionItem | undefined) => Promise<void>) => (given: unknown) =>
    run(deps, given instanceof VersionItem ? given : undefined);
  return registerCommands(deps.log, {
    [commandIds.promoteVersion]: onItem((all, item) => bringIn('promote', all, item)),
    [commandIds.deployVersion]: onItem((all, item) => bringIn('deploy', all, item)),
    [commandIds.startShadow]: onItem(startShadow),
    [commandIds.shiftTraffic]: onItem(shiftTraffic),
    [commandIds.rollBack]: onItem(rollBack),
    [commandIds.unassignStage]: onItem(unassign),
    [commandIds.undoRelease]: onItem(undo),
    [commandIds.registerVersion]: onItem(register),
  });
}

/** A version comes into a stage: by the registry alone, or with the stage's manifest and commands. */
async function bringIn(action: 'promote' | 'deploy', deps: ReleaseCommandDeps, item: VersionItem | undefined): Promise<void> {
  const target = await chooseModel(deps.tree, item, hasVersions);
  if (target === undefined) return;
  const { state, model } = target;
  const version = item?.node.version ?? (await chooseVersion(model));
  if (version === undefined) return;
  const declared = await cancellable(sayText(texts.reading), (signal) => declaredModel(target, signal));
  const stage = await chooseStage(target, { declared: declared?.stages ?? [], without: action === 'deploy' ? null : version });
  if (stage === undefined) return;
  await runRelease(deps, state, { action, model: model.model, version, stage, remote: null });
}

async function startShadow(deps: ReleaseCommandDeps, item: VersionItem | undefined): Promise<void> {
  const target = await chooseModel(deps.tree, item, hasVersions);
  if (target === undefined) return;
  const version = item?.node.version ?? (await chooseVersion(target.model));
  if (version === undefined) return;
  await runRelease(deps, target.state, { action: 'shadow', model: target.model.model, version, stage: null, remote: null });
}

async function shiftTraffic(deps: ReleaseCommandDeps, item: VersionItem | undefined): Promise<void> {
  const target = await chooseModel(deps.tree, item, hasVersions);
  if (target === undefined) return;
  const declared = await cancellable(sayText(texts.reading), (signal) => declaredModel(target, signal));
  const listed = deps.tree.reports().find(({ state }) => state.root === target.state.root)?.report.models ?? [];
  const percent = declared === null ? undefined : await chooseShare(declared, listed);
  if (percent === undefined) return;
  await runRelease(deps, target.state, { action: 'canary', model: target.model.model, percent, stage: null, remote: null });
}

async function rollBack(deps: ReleaseCommandDeps, item: VersionItem | undefined): Promise<void> {
  await rollBackHeld(deps, heldBy(item), null);
}

/** Rolls a stage back that the person picks among those that are meant, for a cause that is recorded where there is one. */
export async function rollBackHeld(deps: ReleaseCommandDeps, meant: HeldBy | undefined, cause: ReleaseCause | null): Promise<void> {
  const chosen = await chooseHeldStage(deps.tree, meant, texts.rollBackWhich);
  if (chosen === undefined) return;
  const { target, stage } = chosen;
  const request = { action: 'rollback' as const, model: target.model.model, stage, to: null, remote: null, goesOnWithout: true };
  await runRelease(deps, target.state, request, cause);
}

/** What a rollback of a model would lead to. */
export interface RollbackTarget {
  readonly stage: string;
  readonly version: string;
}

/** What a rollback would lead to in the stage that most people meet, without asking anybody; null where there is nothing to go back to. */
export async function rollbackTarget(
  { tree, servers }: ReleaseCommandDeps,
  { root, model }: { readonly root: string; readonly model: string },
): Promise<RollbackTarget | null> {
  const listed = tree.reports().find(({ state }) => state.root === root);
  const stage = listed?.report.models
    .filter((one) => one.model === model)
    .flatMap(holdersOf)
    .at(0)?.stage;
  if (listed === undefined || stage === undefined) return null;
  const dependencies = releaseDependencies(listed.state, servers);
  const signal = new AbortController().signal;
  const context = await openReleases(dependencies, releasePlace(listed.state), signal);
  if (context === null) return null;
  const prepared = await prepareRelease(
    dependencies,
    { context, request: { action: 'rollback', model, stage, to: null, remote: null } },
    signal,
  );
  return prepared.kind === 'ready' && prepared.plan.to !== null ? { stage, version: prepared.plan.to } : null;
}

function heldBy(item: VersionItem | undefined): HeldBy | undefined {
  return item === undefined ? undefined : { root: item.state.root, model: item.node.model, stage: item.node.stage };
}

async function unassign(deps: ReleaseCommandDeps, item: VersionItem | undefined): Promise<void> {
  const chosen = await chooseHeldStage(deps.tree, heldBy(item), texts.unassignWhich);
  if (chosen === undefined) return;
  const { target, stage } = chosen;
  await runRelease(deps, target.state, { action: 'unassign', model: target.model.model, stage, remote: null });
}

async function undo(deps: ReleaseCommandDeps, item: VersionItem | undefined): Promise<void> {
  const target = await chooseModel(deps.tree, item, ({ history }) => history.length > 0);
  if (target === undefined) return;
  await undoRelease(deps, target.state, { model: target.model.model, stage: item?.node.stage ?? null });
}

async function register(deps: ReleaseCommandDeps, item: VersionItem | undefined): Promise<void> {
  const target =
    item === undefined
      ? await chooseModelToRegister(deps.tree, deps.sessions.states())
      : await chooseModel(deps.tree, item, ({ registry }) => registry === 'git');
  if (target === undefined) return;
  const version = await typeVersion(target.model);
  if (version === undefined) return;
  const revision = await chooseCommit(target.state);
  if (revision === undefined) return;
  await runRelease(deps, target.state, { action: 'register', model: target.model.model, version, revision, remote: null });
}
