import { eachInSteps, sortedInSteps, type Steps } from '../steps/steps.ts';
import { parseGtoTag } from './gto-tag.ts';
import type { ReleaseAction } from './model-state.ts';
import type { ReleaseTag } from './release-tag.ts';

/** GTO's order of events of the same second, lowest first (its `base.py`). */
export const actionPriority: Readonly<Record<ReleaseAction, number>> = {
  create: 1,
  deprecate: 2,
  register: 3,
  deregister: 4,
  assign: 5,
  unassign: 6,
};

/** A tag's event before it is known which version its commit holds. */
export interface RawEvent {
  readonly artifact: string;
  readonly action: Exclude<ReleaseAction, 'create'>;
  readonly version: string | null;
  readonly stage: string | null;
  readonly tag: ReleaseTag;
  readonly at: number;
  readonly by: string;
  readonly commit: string;
}

/**
 * GTO's events among a repository's tags, by artifact, each list by time and then by tag name, as GTO replays them. Lightweight tags,
 * tags without a tagger or a commit, and `@created` are no events.
 */
export function* eventsByArtifact(tags: readonly ReleaseTag[]): Steps<ReadonlyMap<string, readonly RawEvent[]>> {
  const groups = new Map<string, RawEvent[]>();
  yield* eachInSteps(tags, (tag) => {
    const event = eventIn(tag);
    if (event === null) return;
    const group = groups.get(event.artifact);
    if (group === undefined) groups.set(event.artifact, [event]);
    else group.push(event);
  });
  const sorted = new Map<string, readonly RawEvent[]>();
  for (const [artifact, events] of groups) sorted.set(artifact, yield* sortedInSteps(events, byTimeAndName));
  return sorted;
}

/** A tag's event; null for what is none of GTO's. */
export function eventIn(tag: ReleaseTag): RawEvent | null {
  if (tag.kind !== 'annotated' || tag.tagger === null || tag.commit === null) return null;
  const parsed = parseGtoTag(tag.name);
  if (parsed === null || parsed.action === 'create') return null;
  return {
    artifact: parsed.artifact,
    action: parsed.action,
    version: 'version' in parsed ? parsed.version : null,
    stage: 'stage' in parsed ? parsed.stage : null,
    tag,
    at: tag.tagger.at,
    by: tag.tagger.name,
    commit: tag.commit,
  };
}

/** GTO's order of events before it replays them. */
export function byTimeAndName(one: RawEvent, other: RawEvent): number {
  return one.at - other.at || (one.tag.name < other.tag.name ? -1 : 1);
}

/** The greatest counter among an artifact's tags, lightweight ones included; 0 where none has one. */
export function greatestCounter(tags: readonly { readonly name: string }[], artifact: string): number {
  let greatest = 0;
  for (const { name } of tags) {
    const parsed = parseGtoTag(name);
    if (parsed !== null && parsed.artifact === artifact) greatest = Math.max(greatest, parsed.counter ?? 0);
  }
  return greatest;
}
