import * as vscode from 'vscode';
import { applyRelease, type Receipt } from '../../app/apply-release.ts';
import type { ReleaseRequest } from '../../app/plan-release.ts';
import { prepareRelease, type PreparedRelease, type ReadyRelease } from '../../app/prepare-release.ts';
import { prepareUndo } from '../../app/undo-release.ts';
import { findModel, openReleases, type ReleaseContext, type ReleaseDependencies } from '../../app/release-context.ts';
import type { Text } from '../../core/l10n/message.ts';
import { gatesOf, sourceOf } from '../../core/release/gate-outcome.ts';
import { declaredServer } from '../../core/release/gate-source.ts';
import type { ReleaseModel } from '../../core/release/release-config.ts';
import type { ReleaseAlert } from '../../core/release/release-message.ts';
import type { ReleasePlan } from '../../core/release/release-steps.ts';
import { outcomeMessages, releaseWords } from '../../core/release/release-words.ts';
import { ProviderError } from '../../ports/version-registry.ts';
import type { AskedServers } from '../host/asked-servers.ts';
import { cancellable } from '../host/cancellable.ts';
import { guard } from '../host/guard.ts';
import { releaseDependencies, releasePlace } from '../host/release-dependencies.ts';
import { say, sayText } from '../host/words.ts';
import type { VersionsTree } from '../tree/versions-tree.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import type { WorkspaceSessions } from '../workspace/workspace-sessions.ts';
import { agreesToGoOn, confirmRelease, type Decision } from './release-dialog.ts';
import { runCommands } from './run-commands.ts';

/** What the commands of the versions view need. */
export interface ReleaseCommandDeps {
  readonly sessions: WorkspaceSessions;
  readonly tree: VersionsTree;
  readonly log: vscode.LogOutputChannel;
  readonly servers: AskedServers;
}

const texts = {
  reading: { en: 'Reading versions and gates', pl: 'Odczyt wersji i bramek' },
  noGit: { en: 'This folder is not in a Git repository.', pl: 'Ten folder nie należy do repozytorium Git.' },
  undo: { en: 'Undo…', pl: 'Cofnij…' },
  notPushed: {
    en: 'Not pushed: only this clone knows it so far.',
    pl: 'Nic nie wysłano: na razie wie o tym tylko ten klon.',
  },
  writing: { en: 'Releasing', pl: 'Wydawanie' },
} as const satisfies Readonly<Record<string, Text>>;

/** What a release answers: where the person comes from an alert or a chart, they need not type it. */
export interface ReleaseCause {
  /** Recorded with the release, unless the person gives another one. */
  readonly reason: string;
  /** Null where nothing was past a threshold. */
  readonly alert: ReleaseAlert | null;
}

/** Plan, gates, confirmation, apply, read back. What the person picks instead is planned and asked about in the same way. */
export async function runRelease(
  deps: ReleaseCommandDeps,
  state: FolderState,
  request: ReleaseRequest,
  cause: ReleaseCause | null = null,
): Promise<void> {
  const decision = await carryOut(deps, state, {
    urls: (context) => serversOf(context, request),
    prepare: (dependencies, context, signal) => prepareRelease(dependencies, { context, request }, signal),
    cause,
  });
  if (decision?.kind === 'other' && request.action === 'rollback') await runRelease(deps, state, { ...request, to: decision.to }, cause);
}

/** Takes the last release of a model back: of one stage where it is named. */
export async function undoRelease(
  deps: ReleaseCommandDeps,
  state: FolderState,
  { model, stage }: { readonly model: string; readonly stage: string | null },
): Promise<void> {
  const decision = await carryOut(deps, state, {
    urls: (context) => serversOf(context, { action: 'promote', model, version: '', stage: stage ?? '', remote: null }),
    prepare: (dependencies, context, signal) => prepareUndo(dependencies, { context, model, stage, remote: null }, signal),
    cause: null,
  });
  if (decision?.kind === 'other' && stage !== null) {
    await runRelease(deps, state, { action: 'rollback', model, stage, to: decision.to, remote: null, goesOnWithout: true });
  }
}

/** What tells one way of releasing from another. */
interface ReleaseWay {
  /** Addresses of the servers that it needs. */
  readonly urls: (context: ReleaseContext) => readonly string[];
  readonly prepare: (dependencies: ReleaseDependencies, context: ReleaseContext, signal: AbortSignal) => Promise<PreparedRelease>;
  readonly cause: ReleaseCause | null;
}

/** Gives the decision, undefined where there was nothing to decide. */
async function carryOut(deps: ReleaseCommandDeps, state: FolderState, way: ReleaseWay): Promise<Decision | undefined> {
  const planned = await plan(deps, state, way);
  if (planned === undefined) return undefined;
  const { prepared, remotes } = planned;
  if (prepared.kind === 'refused') {
    void vscode.window.showWarningMessage(say(prepared.reason));
    return undefined;
  }
  if (prepared.kind === 'already') {
    const { model, holder, stage, note } = prepared;
    const words = [sayText(releaseWords.already, { model, version: holder.version, stage }), ...(note === undefined ? [] : [say(note)])];
    void vscode.window.showInformationMessage(words.join(' '));
    return undefined;
  }
  const decision = await confirmRelease(deps.servers, prepared, { state, remotes, cause: way.cause });
  if (decision?.kind !== 'go') return decision;
  const release: ReadyRelease = { ...prepared, plan: { ...prepared.plan, remote: decision.remote } };
  try {
    const receipt = await applyOrGoOn(deps, state, { release, reason: decision.reason, alert: way.cause?.alert ?? null });
    const undo = (): void =>
      void guard(deps.log, texts.undo.en, () => undoRelease(deps, state, { model: release.plan.model, stage: release.plan.stage }));
    tellReceipt(release.plan, { receipt, hasRemote: remotes.length > 0, undo });
    await runCommands(state, release.plan, undo);
  } finally {
    // Also where it failed: somebody else may have moved what is shown.
    deps.sessions.reload();
    await deps.tree.refresh(state);
  }
  return decision;
}

interface Planned {
  readonly prepared: PreparedRelease;
  readonly remotes: readonly string[];
}

async function plan({ servers }: ReleaseCommandDeps, state: FolderState, way: ReleaseWay): Promise<Planned | undefined> {
  const dependencies = releaseDependencies(state, servers);
  const context = await cancellable(sayText(texts.reading), (signal) => openReleases(dependencies, releasePlace(state), signal));
  if (context === null) {
    void vscode.window.showWarningMessage(sayText(texts.noGit));
    return undefined;
  }
  await servers.askFor(way.urls(context));
  return cancellable(sayText(texts.reading), async (signal) => {
    const [prepared, remotes] = await Promise.all([way.prepare(dependencies, context, signal), context.repository.remotes(signal)]);
    // The usual one first.
    return { prepared, remotes: remotes.toSorted((one, other) => Number(other === 'origin') - Number(one === 'origin')) };
  });
}

/** Addresses of the servers that a request needs: the model's registry, and those that its gates ask. */
function serversOf(context: ReleaseContext, request: ReleaseRequest): readonly string[] {
  const { model } = findModel(context, request.model);
  const registries = model.registry === 'mlflow' ? context.servers.map(({ url }) => url) : [];
  // Gates judge what comes in. A rollback is never stopped by one, so nobody is held up with questions about them.
  if (request.action === 'register' || request.action === 'unassign' || request.action === 'rollback') return registries;
  const gates = request.stage === null ? model.gates : gatesOf(model, request.stage);
  const asked = gates.flatMap((gate) => {
    const source = sourceOf(gate);
    if (source.kind === 'drift') return driftServers(model, source.title);
    if (source.kind !== 'prometheus' && source.kind !== 'mlflow') return [];
    const server = declaredServer(model, { name: source.name, type: source.kind });
    return 'failure' in server ? [] : [server.url];
  });
  return [...registries, ...asked];
}

/** Addresses of the servers that drift entries of a title are charted from; files have none. */
function driftServers({ drift, sources }: ReleaseModel, title: string): readonly string[] {
  return drift.flatMap((entry) => (entry.title === title ? (sources[entry.source]?.url ?? []) : []));
}

interface Agreed {
  readonly release: ReadyRelease;
  readonly reason: string;
  /** What it answers; null where no alert is named. */
  readonly alert: ReleaseAlert | null;
}

/**
 * A rollback goes on without what cannot be reached where the person says so: the plan that they agreed to said it, or they are asked now.
 * Everything else is all or nothing.
 */
async function applyOrGoOn(deps: ReleaseCommandDeps, state: FolderState, agreed: Agreed): Promise<Receipt> {
  const { release } = agreed;
  try {
    return await apply(deps, state, { ...agreed, goesOnWithout: release.isUnreached });
  } catch (error) {
    const isUnreachable = error instanceof ProviderError && error.code === 'unreachable';
    if (!isUnreachable || release.isUnreached || release.plan.action !== 'rollback' || !(await agreesToGoOn(error))) throw error;
    return apply(deps, state, { ...agreed, goesOnWithout: true });
  }
}

/** From here on nothing is called off: half a release would be worse than one to roll back. */
function apply(
  { servers }: ReleaseCommandDeps,
  state: FolderState,
  { release, ...words }: Agreed & { readonly goesOnWithout: boolean },
): Thenable<Receipt> {
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: sayText(texts.writing) }, () =>
    applyRelease(releaseDependencies(state, servers), { release, words }, new AbortController().signal),
  );
}

/** Does not wait for an answer. What was registered is taken into use by nobody, so that there is nothing to undo. */
function tellReceipt(
  plan: ReleasePlan,
  { receipt, hasRemote, undo }: { readonly receipt: Receipt; readonly hasRemote: boolean; readonly undo: () => void },
): void {
  const words = outcomeMessages(plan, receipt).map(say);
  const isHere = receipt.verified && !receipt.pushed && (plan.change?.registry === 'git' || plan.manifest !== null);
  if (isHere && hasRemote) words.push(sayText(texts.notPushed));
  const show = receipt.verified ? vscode.window.showInformationMessage : vscode.window.showErrorMessage;
  const button = sayText(texts.undo);
  void show(words.join(' '), ...(receipt.verified && plan.stage !== null ? [button] : [])).then((chosen) => {
    if (chosen === button) undo();
  });
}
