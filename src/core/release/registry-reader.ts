/**
 * Reads a registry while Git still writes its tags: those of a model come together, because Git sorts them by name, and once the next
 * model's come nothing more is to be waited for. So most of the work is done before the last tag is there.
 */
import { allAtOnce, eachInSteps, sortedInSteps, type Steps } from '../steps/steps.ts';
import { isArtifactName } from './gto-tag.ts';
import type { ModelState } from './model-state.ts';
import { byTimeAndName, eventIn, type RawEvent } from './registry-events.ts';
import { replay, type ReplayContext } from './registry-state.ts';
import type { ReleaseTag } from './release-tag.ts';

/** What GTO's files at HEAD add to the tags. */
export interface RegistryContext {
  readonly commitTimes: ReadonlyMap<string, number>;
  /** Names in HEAD's `artifacts.yaml`, which are listed even without tags. */
  readonly annotated: readonly string[];
  /** When HEAD's commit was made; null where it is not known. */
  readonly headTime: number | null;
  /** The `stages` of `.gto`: others are not shown; null where all are. */
  readonly allowedStages: readonly string[] | null;
}

/** A registry at the beginning of its tags. */
export interface RegistryReader {
  /** Takes the next tags. In another order than Git's they are read as well, only later. */
  push(tags: readonly ReleaseTag[]): void;
  /** All models by name, deprecated ones included, once `tags` are all that there are. Where others were pushed, all are read now. */
  finish(tags: readonly ReleaseTag[], context: RegistryContext): Steps<readonly ModelState[]>;
}

/** Most events of a model that are replayed at once: a few milliseconds' worth. The rest waits for `finish`, which works in steps. */
const mostAtOnce = 1000;

/** The events of one model. */
interface Group {
  readonly artifact: string;
  readonly events: RawEvent[];
  /** Null until it is replayed. */
  state: ModelState | null;
}

/** A reader with nothing read. */
export function registryReader(): RegistryReader {
  const pushed: ReleaseTag[] = [];
  const groups = new Map<string, Group>();
  /** Those that may still get tags. */
  const open = new Set<Group>();
  let newest: Group | null = null;

  function take(tag: ReleaseTag): void {
    pushed.push(tag);
    const group = addTo(groups, tag);
    if (group === null || group === newest) return;
    newest = group;
    for (const other of open) if (endOf(other) <= tag.name) close(other);
    open.add(group);
  }

  function close(group: Group): void {
    open.delete(group);
    const { artifact, events } = group;
    // What a deprecation means depends on more than tags.
    const isPlain = events.length <= mostAtOnce && events.every(({ action }) => action !== 'deprecate');
    if (isPlain) group.state = allAtOnce(replayed(artifact, events, {}));
  }

  return {
    push(tags) {
      for (const tag of tags) take(tag);
    },
    *finish(tags, context) {
      const isAsPushed = tags.length === pushed.length && tags.every((tag, index) => tag === pushed[index]);
      return yield* modelsOf(isAsPushed ? groups : yield* grouped(tags), context);
    },
  };
}

function* grouped(tags: readonly ReleaseTag[]): Steps<ReadonlyMap<string, Group>> {
  const groups = new Map<string, Group>();
  yield* eachInSteps(tags, (tag) => {
    addTo(groups, tag);
  });
  return groups;
}

/** Gives the model that a tag belongs to, whose state it makes out of date; null where it is none of GTO's. */
function addTo(groups: Map<string, Group>, tag: ReleaseTag): Group | null {
  const event = eventIn(tag);
  if (event === null) return null;
  const { artifact } = event;
  const known = groups.get(artifact);
  const group = known ?? { artifact, events: [], state: null };
  if (known === undefined) groups.set(artifact, group);
  group.events.push(event);
  group.state = null;
  return group;
}

/** No tag of a model has this name or a later one: they begin with its name, for `folder:name` `folder=name`, and then `#` or `@`, before `A`. */
function endOf({ artifact }: Group): string {
  return `${artifact.replace(':', '=')}A`;
}

function* modelsOf(groups: ReadonlyMap<string, Group>, context: RegistryContext): Steps<readonly ModelState[]> {
  const annotated = new Set(context.annotated.filter(isArtifactName));
  const models: ModelState[] = [];
  for (const name of [...new Set([...groups.keys(), ...annotated])].sort()) {
    const group = groups.get(name);
    const annotatedAt = annotated.has(name) ? context.headTime : null;
    const state = group?.state ?? (yield* replayed(name, group?.events ?? [], { commitTimes: context.commitTimes, annotatedAt }));
    models.push(withAllowedStages(state, context.allowedStages));
  }
  return models;
}

function* replayed(artifact: string, events: readonly RawEvent[], context: ReplayContext): Steps<ModelState> {
  return yield* replay(artifact, yield* sortedInSteps(events, byTimeAndName), context);
}

function withAllowedStages(model: ModelState, allowed: readonly string[] | null): ModelState {
  if (allowed === null) return model;
  return { ...model, stages: new Map([...model.stages].filter(([stage]) => allowed.includes(stage))) };
}
