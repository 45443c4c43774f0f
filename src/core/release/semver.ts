/** Semantic Versioning 2.0.0 (https://semver.org) with the lower-case `v` that GTO wants before it. */

/** The pattern semver.org gives, all three parts required. */
export const semverPattern =
  '(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)\\.(?:0|[1-9]\\d*)' +
  '(?:-(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\\.(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?' +
  '(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?';

const whole = new RegExp(`^v${semverPattern}$`);

/** Whether a version's name is `v` and a semantic version. */
export function isSemver(version: string): boolean {
  return whole.test(version);
}

/** A version taken apart, so that sorting many reads each once. */
export interface SemverParts {
  /** Three numbers of any length. */
  readonly core: readonly string[];
  readonly prerelease: readonly string[];
}

/**
 * Orders two semantic versions by precedence: negative, zero or positive. Prereleases come before their release, numbers compare as
 * numbers of any length, build metadata counts nothing.
 */
export function compareSemver(one: string, other: string): number {
  return compareSemverParts(semverParts(one), semverParts(other));
}

/** As `compareSemver`. */
export function compareSemverParts(one: SemverParts, other: SemverParts): number {
  return compareLists(one.core, other.core, compareNumbers) || comparePrereleases(one.prerelease, other.prerelease);
}

/** Takes a semantic version apart; build metadata is left out. */
export function semverParts(version: string): SemverParts {
  const build = version.indexOf('+');
  const precedence = version.slice(version.startsWith('v') ? 1 : 0, build < 0 ? version.length : build);
  const dash = precedence.indexOf('-');
  return dash < 0
    ? { core: precedence.split('.'), prerelease: [] }
    : { core: precedence.slice(0, dash).split('.'), prerelease: precedence.slice(dash + 1).split('.') };
}

function comparePrereleases(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return (one.length === 0 ? 1 : 0) - (other.length === 0 ? 1 : 0);
  return compareLists(one, other, compareIdentifiers);
}

/** Identifier by identifier; the longer list wins where all others are equal. */
function compareLists(one: readonly string[], other: readonly string[], compare: (identifier: string, against: string) => number): number {
  const shorter = Math.min(one.length, other.length);
  for (let index = 0; index < shorter; index += 1) {
    const order = compare(one[index] ?? '', other[index] ?? '');
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

function compareIdentifiers(one: string, other: string): number {
  const numeric = /^\d+$/.test(one);
  const otherNumeric = /^\d+$/.test(other);
  if (numeric && otherNumeric) return compareNumbers(one, other);
  if (numeric !== otherNumeric) return numeric ? -1 : 1;
  return compareText(one, other);
}

/** Without leading zeros, which no semantic version has. */
function compareNumbers(one: string, other: string): number {
  return one.length - other.length || compareText(one, other);
}

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
