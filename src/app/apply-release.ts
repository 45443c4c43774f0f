import { reportGate } from '../core/release/gate-outcome.ts';
import type { RegistryChange } from '../core/release/release-plan.ts';
import { formatReleaseMessage, type ReleaseAlert } from '../core/release/release-message.ts';
import type { ReleasePlan } from '../core/release/release-steps.ts';
import type { Write, WriteKind } from '../core/release/write.ts';
import type { JournalEntry } from '../ports/release-journal.ts';
import { ProviderError, type PreparedChange, type VersionRegistry } from '../ports/version-registry.ts';
import { carryOut, checkJournal, placeOf } from './carry-out.ts';
import { commitManifest, isCommitted } from './commit-manifest.ts';
import type { ReadyRelease } from './prepare-release.ts';
import type { ReleaseDependencies } from './release-context.ts';

/** What the person says beside the plan. */
export interface ReleaseWords {
  /** Empty where none was given. */
  readonly reason: string;
  /** Whether to go on where a server of the plan cannot be reached, leaving its part pending. */
  readonly goesOnWithout: boolean;
  /** The alert that is answered by it; null or left out where none is. */
  readonly alert?: ReleaseAlert | null;
}

/** What was done. */
export interface Receipt {
  /** Where the change is recorded: the tag's name, the MLflow version or the commit. */
  readonly ref: string;
  /** True where the registry, read again, says what was asked for. That nothing else runs is not said by that. */
  readonly verified: boolean;
  readonly pushed: boolean;
  /**
   * The time recorded, in milliseconds since 1970-01-01T00:00Z, where it is not this machine's: the newest change of the model is dated
   * at or after now, and an older record would not count. Null else.
   */
  readonly datedAfter: number | null;
  /** Places of what could not be written yet. */
  readonly pending: readonly string[];
}

/** Carries a prepared release out, its reason, gates and actor recorded with it. A blocked one is carried out too: asking is the caller's. */
export async function applyRelease(
  deps: ReleaseDependencies,
  { release, words }: { readonly release: ReadyRelease; readonly words: ReleaseWords },
  signal: AbortSignal,
): Promise<Receipt> {
  const { plan, context, registry } = release;
  await checkJournal(context.journal);
  const actor = await (registry ?? context.registry).actor(signal);
  const record = recordOfRelease(release, { reason: words.reason, actor, alert: words.alert ?? null });
  const { change, remote } = plan;
  const prepared = await preparedChange(release, { record, goesOnWithout: words.goesOnWithout }, signal);
  const committed = await commitManifest({ deps, context, plan }, record, signal);
  const writes = inOrder([...prepared.writes, ...committed.writes, ...pushOf(plan)]);
  const { pending } = await carryOut(
    { writers: deps.writers(context.hasGit ? context.repository : null, context.servers), journal: context.journal },
    entryOf(plan, { writes, reason: words.reason, now: deps.now() }),
    { goesOnWithout: words.goesOnWithout },
  );
  // What was written is read back even if the person gave up meanwhile: they must learn how it ended.
  const after = new AbortController().signal;
  const isServerPending = pending.some(({ kind }) => kind === 'version-tag' || kind === 'alias');
  const isKept = change === null || registry === null || (!isServerPending && (await readsBack(registry, change, after)));
  return {
    ref: change?.name ?? committed.commit ?? '',
    verified: isKept && (await isCommitted(context, { plan, commit: committed.commit }, after)),
    pushed: remote !== null && !pending.some(({ kind }) => kind === 'push'),
    datedAfter: prepared.datedAfter,
    pending: pending.map(placeOf),
  };
}

const noChange: PreparedChange = { writes: [], datedAfter: null };

/** The registry's writes. Where it cannot be reached and the person goes on without, those that the plan alone tells. */
async function preparedChange(
  { plan: { change, remote }, registry, isUnreached }: ReadyRelease,
  { record, goesOnWithout }: { readonly record: string; readonly goesOnWithout: boolean },
  signal: AbortSignal,
): Promise<PreparedChange> {
  if (change === null || registry === null) return noChange;
  const order = { change, record, remote };
  if (isUnreached) return registry.prepareUnseen(order, signal);
  try {
    return await registry.prepare(order, signal);
  } catch (error) {
    if (!goesOnWithout || !(error instanceof ProviderError) || error.code !== 'unreachable') throw error;
    return registry.prepareUnseen(order, signal);
  }
}

/** All is written by now: a registry that no longer answers makes that unproved, not undone. */
async function readsBack(registry: VersionRegistry, change: RegistryChange, signal: AbortSignal): Promise<boolean> {
  try {
    return await registry.verify(change, signal);
  } catch (error) {
    if (error instanceof ProviderError) return false;
    throw error;
  }
}

/** What stays here comes first, because it can be taken back for certain; then servers; last what others see. */
const order: readonly WriteKind[] = ['tag', 'branch', 'file', 'version-tag', 'alias', 'push'];

function inOrder(writes: readonly Write[]): readonly Write[] {
  return writes.toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
}

function recordOfRelease(
  { plan, gates, isBlocked }: ReadyRelease,
  { reason, actor, alert }: { readonly reason: string; readonly actor: string; readonly alert: ReleaseAlert | null },
): string {
  const { action, model, stage, from, to, traffic } = plan;
  return formatReleaseMessage({
    action,
    model,
    stage,
    from,
    to,
    traffic,
    reason,
    actor,
    overridden: isBlocked,
    gates: gates.map(reportGate),
    alert,
  });
}

function pushOf({ remote, change, manifest }: ReleasePlan): readonly Write[] {
  if (remote === null) return [];
  const refs = [...(change?.registry === 'git' ? [`refs/tags/${change.name}`] : []), ...(manifest === null ? [] : [manifest.branch])];
  return refs.length === 0 ? [] : [{ kind: 'push', remote, refs }];
}

function entryOf(
  { action, model, stage, from, to }: ReleasePlan,
  { writes, reason, now }: { readonly writes: readonly Write[]; readonly reason: string; readonly now: number },
): JournalEntry {
  const id = `${String(now)}-${model}-${to ?? ''}`;
  return { id, startedAt: now, action, model, stage, from, to, reason, writes, state: 'running' };
}
