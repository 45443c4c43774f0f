import type { ReleaseEvent } from './model-state.ts';
import type { RegistryId } from './release-config.ts';
import { compareSemver, isSemver } from './semver.ts';

/** An event with what its stage held before and after it, by all that happened earlier. */
export interface LineStep {
  readonly event: ReleaseEvent;
  /** Null where the stage was empty, and for events of no stage. */
  readonly before: string | null;
  readonly after: string | null;
  /** True for an assignment of an older version that had held the stage before. */
  readonly isReturn: boolean;
}

/** A stage on its way. */
interface Line {
  /** Assignments, oldest first; those that no longer count are dropped when they come to the end. */
  readonly assignments: { readonly version: string; readonly key: string }[];
  /** The assignment that counts, by version; none where it ended. */
  readonly counting: Map<string, object>;
  readonly held: Set<string>;
}

/**
 * Replays a model's history, newest first as registries give it, into steps, oldest first. Each event is looked at once.
 *
 * In Git an assignment lasts until its version is unassigned or deregistered, and then the one before it holds the stage again, as GTO
 * has it; elsewhere a stage holds one version and is empty when that is taken away.
 */
export function replayLine(history: readonly ReleaseEvent[], registry: RegistryId): readonly LineStep[] {
  const lines = new Map<string, Line>();
  const inactive = new Set<string>();
  const falls = registry === 'git';
  return history.toReversed().map((event) => {
    const { action, stage, version } = event;
    const key = `${version ?? ''} ${event.commit ?? ''}`;
    if (action === 'register') inactive.delete(key);
    if (action === 'deregister') inactive.add(key);
    if (stage === null || version === null) return { event, before: null, after: null, isReturn: false };
    const line = lines.get(stage) ?? { assignments: [], counting: new Map<string, object>(), held: new Set<string>() };
    lines.set(stage, line);
    const before = holderOf(line, inactive);
    if (action === 'assign') {
      const isReturn = before !== null && before !== version && line.held.has(version) && isOlder(version, before);
      if (!falls) line.counting.clear();
      assign(line, { version, key });
      // A deregistered version holds no stage, whatever is assigned.
      return { event, before, after: holderOf(line, inactive), isReturn };
    }
    // GTO does not let an unassignment end the assignment of a commit without a version.
    if (action === 'unassign' && !(falls && version === event.commit)) line.counting.delete(key);
    return { event, before, after: holderOf(line, inactive), isReturn: false };
  });
}

function assign(line: Line, assignment: Line['assignments'][number]): void {
  line.assignments.push(assignment);
  line.counting.set(assignment.key, assignment);
  line.held.add(assignment.version);
}

function holderOf({ assignments, counting }: Line, inactive: ReadonlySet<string>): string | null {
  for (let last = assignments.at(-1); last !== undefined && counting.get(last.key) !== last; last = assignments.at(-1)) assignments.pop();
  // A deregistered version may be registered again, and then its assignment counts again, so that it stays in the list.
  return assignments.findLast((one) => counting.get(one.key) === one && !inactive.has(one.key))?.version ?? null;
}

/** Whether a version is older than another one; versions that are no SemVer, such as commits, are never. */
export function isOlder(version: string, than: string): boolean {
  const [one, other] = [versionName(version), versionName(than)];
  if (isSemver(`v${one}`) && isSemver(`v${other}`)) return compareSemver(`v${one}`, `v${other}`) < 0;
  return /^\d+$/.test(one) && /^\d+$/.test(other) && Number(one) < Number(other);
}

/** A version without its leading `v`: manifests and registries spell the same version both ways. */
export function versionName(version: string): string {
  return version.replace(/^v(?=\d)/, '');
}
