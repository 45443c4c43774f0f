import { recordOf } from './release-message.ts';
import type { ModelState } from './model-state.ts';
import { compareSemver, isSemver } from './semver.ts';

/** A version that held a stage, with the commit to point at. */
export interface EarlierHolder {
  readonly version: string;
  /** Null where the registry does not keep it. */
  readonly commit: string | null;
}

/**
 * The versions to go back to, best first: earlier holders of the stage that can still be used and were not themselves rolled back from.
 *
 * A stage's story is a stack. A promotion puts a version on top. Going back takes off everything above the version gone to: what was
 * left that way does not come back unless it is promoted again, so that rolling back twice never goes forward. Going back is told from
 * a promotion by our own record; without one (GTO has no rollback), an assignment to an older version that is in the stack counts as
 * going back, and so does unassigning the top one, after which the one before is back.
 */
export function rollbackCandidates(model: ModelState, stage: string): readonly EarlierHolder[] {
  const stack = stageStack(model, stage);
  const holder = model.stages.get(stage)?.version;
  const current = holder === undefined ? stack.length - 1 : stack.findLastIndex(({ version }) => version === holder);
  const earlier = current < 0 ? stack : stack.slice(0, current);
  const seen = new Set<string>();
  return earlier.toReversed().filter(({ version, commit }) => {
    const isNew = version !== holder && !seen.has(version);
    seen.add(version);
    return isNew && isUsable(model, version, commit);
  });
}

/** Every version that ever held the stage and can still be used, the newest assignment first. */
export function formerHolders(model: ModelState, stage: string): readonly EarlierHolder[] {
  const holders = new Map<string, EarlierHolder>();
  for (const { action, version, commit, stage: of } of model.history) {
    if (action !== 'assign' || of !== stage || version === null || holders.has(version)) continue;
    if (isUsable(model, version, commit)) holders.set(version, { version, commit });
  }
  return [...holders.values()];
}

/**
 * The version that a stage holds once its holder is unassigned: assigning a version does not end the assignment of the one before, so GTO
 * goes back to the newest of the others that is still assigned. Null where none is.
 */
export function holderBelow(model: ModelState, stage: string): EarlierHolder | null {
  const holder = model.stages.get(stage);
  const settled = new Set<string>();
  // Newest first: the first word on a version is the last one said. In the same second, an unassignment comes first and wins, as in GTO.
  for (const { action, version, commit, stage: of } of model.history) {
    if (of !== stage || version === null || (version === holder?.version && commit === holder.commit)) continue;
    const key = `${version} ${commit ?? ''}`;
    if (!settled.has(key) && action === 'assign' && isUsable(model, version, commit)) return { version, commit };
    settled.add(key);
  }
  return null;
}

/** A version without a registration is its commit, which cannot be deregistered. */
function isUsable(model: ModelState, version: string, commit: string | null): boolean {
  return version === commit || model.versions.some((known) => known.version === version && known.commit === commit && known.active);
}

function stageStack(model: ModelState, stage: string): readonly EarlierHolder[] {
  const stack: EarlierHolder[] = [];
  const assigned = new Set<string>();
  for (const event of model.history.toReversed()) {
    const { action, version, commit } = event;
    if (event.stage !== stage || version === null) continue;
    if (action === 'assign') {
      const record = recordOf(event);
      // MLflow keeps no history: that somebody else moved the alias is known only from what the next record found there.
      const found = record?.from ?? null;
      if (found !== null && found !== version && stack.at(-1)?.version !== found) {
        const known = model.versions.find((one) => one.version === found);
        put(stack, { version: found, commit: known?.commit ?? null }, isReturn(stack, found));
      }
      const goesBack = record === null ? isReturn(stack, version) : record.action === 'rollback';
      assigned.delete(version);
      assigned.add(version);
      put(stack, { version, commit }, goesBack);
    }
    // GTO does not let an unassignment end the assignment of a commit without a version.
    if (action === 'unassign' && version !== commit) {
      assigned.delete(version);
      const next = [...assigned].at(-1);
      if (stack.at(-1)?.version === version && next !== undefined && stack.some((one) => one.version === next)) goBack(stack, next);
    }
  }
  return stack;
}

function put(stack: EarlierHolder[], holder: EarlierHolder, goesBack: boolean): void {
  if (goesBack) goBack(stack, holder.version);
  if (stack.at(-1)?.version !== holder.version) stack.push(holder);
}

/**
 * Takes off what is above the version, wherever else in the stack it stands too; where the version is not in the stack, only the top is
 * taken off, which was left for it.
 */
function goBack(stack: EarlierHolder[], version: string): void {
  const place = stack.findLastIndex((one) => one.version === version);
  const left = new Set(stack.splice(place < 0 ? Math.max(0, stack.length - 1) : place + 1).map((one) => one.version));
  const kept = stack.filter((one) => !left.has(one.version));
  stack.splice(0, stack.length, ...kept);
}

function isReturn(stack: readonly EarlierHolder[], version: string): boolean {
  const top = stack.at(-1);
  if (top === undefined || top.version === version || !stack.some((one) => one.version === version)) return false;
  // MLflow's versions are whole numbers.
  if (/^\d{1,15}$/.test(version) && /^\d{1,15}$/.test(top.version)) return Number(version) < Number(top.version);
  return isSemver(version) && isSemver(top.version) && compareSemver(version, top.version) < 0;
}
