/**
 * What a registry says of a model, whichever registry it is: GTO's tags, MLflow's registry, or the Git history of a serving manifest.
 * What a registry does not keep (MLflow: since when an alias points where it does) is null, never guessed.
 */

/** What can happen to a model in a registry. Git tags never say `create`. */
export type ReleaseAction = 'register' | 'deregister' | 'assign' | 'unassign' | 'deprecate' | 'create';

/** One event of a model's history. */
export interface ReleaseEvent {
  readonly action: ReleaseAction;
  /** Null for an action on the model as a whole. */
  readonly version: string | null;
  readonly stage: string | null;
  /** Milliseconds since 1970-01-01T00:00Z, as the clock of whoever did it said. */
  readonly at: number;
  /** Who did it, by name, as claimed. */
  readonly by: string;
  /** Where the event is kept: the tag's name; a tag's key on an MLflow version; the manifest's path. */
  readonly ref: string;
  /** What tells this event from every other one: the id of the tag's object or of the commit; empty where the registry has none. */
  readonly object: string;
  /** The commit that the version was made from; null where the registry does not say. */
  readonly commit: string | null;
  /** All that was recorded with the event, see `release-message.ts`; empty where nothing was. */
  readonly message: string;
  /** True where the event carries a signature. Nothing here checks one. */
  readonly signed: boolean;
}

/** A registered version. */
export interface VersionState {
  readonly version: string;
  /** The commit it was made from; null where the registry does not say. */
  readonly commit: string | null;
  /** Where it stands: the newest tag that registers it; `models:/name/7` in MLflow; the manifest's path. */
  readonly ref: string;
  /** False once it is deregistered. */
  readonly active: boolean;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly registeredAt: number | null;
  readonly author: string | null;
}

/** The version that a stage holds. */
export interface StageHolder {
  /** Git: the version registered at the tagged commit, the commit's id where none is. */
  readonly version: string;
  readonly commit: string | null;
  readonly since: number | null;
  readonly by: string | null;
  readonly ref: string;
  /** What changes whenever somebody moves the stage: the id of the assigning tag's object or of the manifest's blob; MLflow: the version. */
  readonly object: string;
}

/** One model's place in the registry. */
export interface ModelState {
  /** Its full name in the registry; GTO's has `:` after its folder. */
  readonly artifact: string;
  /** True where nothing happened after the model was deprecated; such models are not shown. */
  readonly deprecated: boolean;
  /** The greatest active registered version; time plays no part. */
  readonly latest: string | null;
  /** Registered versions, greatest first, deregistered ones included. */
  readonly versions: readonly VersionState[];
  /** By stage: of the versions assigned to it, the one that was assigned last. */
  readonly stages: ReadonlyMap<string, StageHolder>;
  /** Newest first. */
  readonly history: readonly ReleaseEvent[];
}
