import { allAtOnce, type Steps } from '../steps/steps.ts';
import { parseGtoTag } from './gto-tag.ts';
import { eventsByArtifact } from './registry-events.ts';
import type { ModelState } from './model-state.ts';
import { registryReader, type RegistryContext } from './registry-reader.ts';
import type { ReleaseTag } from './release-tag.ts';
import { compareSemver } from './semver.ts';

/** A repository's tags and nothing besides. */
export const tagsAlone: RegistryContext = { commitTimes: new Map(), annotated: [], headTime: null, allowedStages: null };

/** All models of a repository by name, deprecated ones included. */
export function registryState(tags: readonly ReleaseTag[], context: RegistryContext): readonly ModelState[] {
  return allAtOnce(registrySteps(tags, context));
}

/** As `registryState`, in steps. */
export function registrySteps(tags: readonly ReleaseTag[], context: RegistryContext): Steps<readonly ModelState[]> {
  return registryReader().finish(tags, context);
}

/**
 * The commits whose times decide whether a model is deprecated: those of models whose newest tag is a deprecation. Few repositories
 * have any, so that their commits need not be read.
 */
export function* commitsToDate(tags: readonly ReleaseTag[]): Steps<readonly string[]> {
  const commits = new Set<string>();
  // Most repositories deprecate nothing, and their tags need not be sorted to say so.
  if (!tags.some(({ name }) => name.includes('deprecated') && parseGtoTag(name)?.action === 'deprecate')) return [];
  for (const events of (yield* eventsByArtifact(tags)).values()) {
    const newest = events.at(-1)?.at;
    if (!events.some(({ action, at }) => action === 'deprecate' && at === newest)) continue;
    for (const { action, commit } of events) if (action !== 'deprecate') commits.add(commit);
  }
  return [...commits];
}

/** A version known by its tag's name only. */
export interface NamedVersion {
  readonly version: string;
  readonly ref: string;
  /** Null where the commit could not be read without Git. */
  readonly commit: string | null;
  /** Null where it was registered and deregistered and the order is not known. */
  readonly active: boolean | null;
}

/** A model known by its tags' names only: stages, times and authors are unknown. */
export interface NamedModel {
  readonly artifact: string;
  /** Greatest first. */
  readonly versions: readonly NamedVersion[];
}

/** What tags say whose objects could not be read (Restricted Mode). Tags known to be lightweight do not count. */
export function modelsByName(tags: readonly ReleaseTag[]): readonly NamedModel[] {
  const models = new Map<string, Map<string, NamedVersion>>();
  const cancelled = new Set<string>();
  for (const tag of tags) {
    const parsed = tag.kind === 'lightweight' ? null : parseGtoTag(tag.name);
    if (parsed === null || parsed.action === 'create') continue;
    const versions = models.get(parsed.artifact) ?? new Map<string, NamedVersion>();
    models.set(parsed.artifact, versions);
    if (parsed.action === 'register') {
      versions.set(parsed.version, { version: parsed.version, ref: tag.name, commit: tag.commit, active: true });
    }
    if (parsed.action === 'deregister') cancelled.add(`${parsed.artifact}@${parsed.version}`);
  }
  return [...models]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([artifact, versions]) => ({
      artifact,
      versions: [...versions.values()]
        .toSorted((one, other) => compareSemver(other.version, one.version))
        .map((version) => (cancelled.has(`${artifact}@${version.version}`) ? { ...version, active: null } : version)),
    }));
}
