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

/**
 * Orders two semantic versions by precedence: negative, zero or positive. Prereleases come before their release, numbers compare as
 * numbers of any length, build metadata counts nothing.
 */
export function compareSemver(one: string, other: string): number {
  const [first, second] = [parts(one), parts(other)];
  return compareLists(first.core, second.core) || comparePrereleases(first.prerelease, second.prerelease);
}

function parts(version: string): { readonly core: readonly string[]; readonly prerelease: readonly string[] } {
  const [precedence = ''] = version.replace(/^v/, '').split('+', 1);
  const dash = precedence.indexOf('-');
  return dash < 0
    ? { core: precedence.split('.'), prerelease: [] }
    : { core: precedence.slice(0, dash).split('.'), prerelease: precedence.slice(dash + 1).split('.') };
}

function comparePrereleases(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return (one.length === 0 ? 1 : 0) - (other.length === 0 ? 1 : 0);
  return compareLists(one, other);
}

/** Identifier by identifier; the longer list wins where all others are equal. */
function compareLists(one: readonly string[], other: readonly string[]): number {
  for (const [index, identifier] of one.entries()) {
    const against = other[index];
    if (against === undefined) return 1;
    const order = compareIdentifiers(identifier, against);
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

function compareIdentifiers(one: string, other: string): number {
  const [numeric, otherNumeric] = [/^\d+$/.test(one), /^\d+$/.test(other)];
  if (numeric && otherNumeric) return one.length - other.length || compareText(one, other);
  if (numeric !== otherNumeric) return numeric ? -1 : 1;
  return compareText(one, other);
}

function compareText(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
