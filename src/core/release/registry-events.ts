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
export function eventsByArtifact(tags: readonly ReleaseTag[]): ReadonlyMap<string, readonly RawEvent[]> {
  const events: RawEvent[] = [];
  for (const tag of tags) {
    if (tag.kind !== 'annotated' || tag.tagger === null || tag.commit === null) continue;
    const parsed = parseGtoTag(tag.name);
    if (parsed === null || parsed.action === 'create') continue;
    events.push({
      artifact: parsed.artifact,
      action: parsed.action,
      version: 'version' in parsed ? parsed.version : null,
      stage: 'stage' in parsed ? parsed.stage : null,
      tag,
      at: tag.tagger.at,
      by: tag.tagger.name,
      commit: tag.commit,
    });
  }
  events.sort((one, other) => one.at - other.at || (one.tag.name < other.tag.name ? -1 : 1));
  const groups = new Map<string, RawEvent[]>();
  for (const event of events) {
    const group = groups.get(event.artifact);
    if (group === undefined) groups.set(event.artifact, [event]);
    else group.push(event);
  }
  return groups;
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
