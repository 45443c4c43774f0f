/** The grammar of GTO's tag names, as GTO 1.10 reads them (its `constants.py`). */
import { isSemver, semverPattern } from './semver.ts';

/** What a tag does to its artifact. */
export type GtoAction =
  | { readonly action: 'register' | 'deregister'; readonly version: string }
  | { readonly action: 'assign' | 'unassign'; readonly stage: string }
  | { readonly action: 'deprecate' }
  /** `@created` is in the grammar, but GTO gives it no meaning (and stops at it). */
  | { readonly action: 'create' };

/** A tag name that GTO owns. */
export type GtoTag = GtoAction & {
  /** The artifact's full name: `dir:name` where the tag says `dir=name`. */
  readonly artifact: string;
  /** The number after the last `#`; null where there is none. */
  readonly counter: number | null;
};

const name = '[a-zA-Z0-9](?:[a-zA-Z0-9/_-]*[a-zA-Z0-9])?';
const folder = '[a-zA-Z0-9_./-]+';
const tagPattern = new RegExp(
  `^((?:${folder}=)?${name})` + `(?:(?:#(${name})|@(v${semverPattern}))(!?)|@(deprecated|created))` + '(?:#([0-9]+))?$',
);
const namePattern = new RegExp(`^${name}$`);
const artifactPattern = new RegExp(`^(?:${folder}:)?${name}$`);

/** What a tag name says; null where it is none of GTO's. */
export function parseGtoTag(tag: string): GtoTag | null {
  const match = tagPattern.exec(tag);
  if (match === null) return null;
  // By number, since groups by name are made into an object for each of thousands of tags.
  const [, artifact = '', stage, version, cancel, life, counter] = match;
  const cancels = cancel === '!';
  return {
    artifact: artifact.replace('=', ':'),
    counter: counter === undefined ? null : Number(counter),
    ...(stage !== undefined
      ? { action: cancels ? 'unassign' : 'assign', stage }
      : version !== undefined
        ? { action: cancels ? 'deregister' : 'register', version }
        : { action: life === 'deprecated' ? 'deprecate' : 'create' }),
  };
}

/** The tag name for an action, with the counter where one is given. */
export function formatGtoTag(artifact: string, action: GtoAction, counter: number | null): string {
  const suffix = counter === null ? '' : `#${String(counter)}`;
  return `${artifact.replace(':', '=')}${formatAction(action)}${suffix}`;
}

function formatAction(action: GtoAction): string {
  switch (action.action) {
    case 'register':
      return `@${action.version}`;
    case 'deregister':
      return `@${action.version}!`;
    case 'assign':
      return `#${action.stage}`;
    case 'unassign':
      return `#${action.stage}!`;
    case 'deprecate':
      return '@deprecated';
    case 'create':
      return '@created';
  }
}

/** Whether GTO takes this as a stage's name. */
export function isStageName(text: string): boolean {
  return namePattern.test(text);
}

/** Whether GTO takes this as an artifact's full name. */
export function isArtifactName(text: string): boolean {
  return artifactPattern.test(text);
}

/**
 * A version as a person may write it, in GTO's spelling: `1.2.3` and `v1.2.3` are `v1.2.3`. Anything else, such as a commit, stays.
 */
export function normaliseVersion(version: string): string {
  return isSemver(`v${version}`) ? `v${version}` : version;
}
