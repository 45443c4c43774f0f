/** Which version a stage held when, as far as a registry tells. */
import type { ModelState } from '../release/model-state.ts';

/** The time that a version was in a stage. */
export interface StageTerm {
  readonly version: string;
  /** Milliseconds since 1970 UTC. */
  readonly from: number;
  /** Exclusive; null where it still is. Equal to `from` where it is known to have ended, and not when. */
  readonly until: number | null;
  /** A record of the move, or, where somebody moved the stage without leaving one, only when the version was registered. */
  readonly knownBy: 'record' | 'registration';
}

/**
 * The terms of each stage, oldest first; stages in the order in which they are held now, then those that nobody holds any more.
 * MLflow keeps no history of its aliases: records of moves are those that this program leaves. A holder without a record came at its
 * registration, or after the newest record of another one, whichever is later.
 */
export function stageTerms({ stages, versions, history }: ModelState): ReadonlyMap<string, readonly StageTerm[]> {
  const names = new Set([...stages.keys(), ...history.flatMap(({ stage }) => stage ?? [])]);
  const registered = new Map(versions.map(({ version, registeredAt }) => [version, registeredAt ?? 0]));
  return new Map(
    [...names].map((name) => {
      const { terms, open, changedAt } = recordedTerms(history.filter(({ stage }) => stage === name).toReversed());
      const holder = stages.get(name);
      if (open !== null && open.version === holder?.version) return [name, [...terms, open]];
      if (holder === undefined) return [name, open === null ? terms : [...terms, { ...open, until: open.from }]];
      const from = Math.max(registered.get(holder.version) ?? 0, changedAt);
      const ended = open === null ? [] : [{ ...open, until: from }];
      return [name, [...terms, ...ended, { version: holder.version, from, until: null, knownBy: 'registration' as const }]];
    }),
  );
}

/** The terms that records tell, the last one apart where no record ends it. Events oldest first. */
function recordedTerms(events: ModelState['history']): {
  readonly terms: readonly StageTerm[];
  readonly open: StageTerm | null;
  readonly changedAt: number;
} {
  const terms: StageTerm[] = [];
  let changedAt = 0;
  for (const { action, version, at } of events) {
    if (version === null || (action !== 'assign' && action !== 'unassign')) continue;
    const last = terms.at(-1);
    const open = last?.until === null ? last : undefined;
    // The record of an end may be of a version that another one has replaced already.
    if (action === 'unassign' && open?.version !== version) continue;
    if (open !== undefined) terms[terms.length - 1] = { ...open, until: at };
    if (action === 'assign') terms.push({ version, from: at, until: null, knownBy: 'record' });
    changedAt = at;
  }
  const last = terms.at(-1);
  return last?.until === null ? { terms: terms.slice(0, -1), open: last, changedAt } : { terms, open: null, changedAt };
}
