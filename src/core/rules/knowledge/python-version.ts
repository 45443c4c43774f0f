/** Versions of Python packages, as far as PEP 440 is needed to compare pins. */

/** A package's name as package indexes compare it (PEP 503). */
export function packageKey(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/**
 * Below zero where `left` is older, zero where both are the same release. Epochs and local parts are left out of account;
 * a pre-release is older than its release.
 */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [releaseOf(left), releaseOf(right)];
  for (let index = 0; index < Math.max(a.numbers.length, b.numbers.length); index += 1) {
    const difference = (a.numbers[index] ?? 0) - (b.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(b.isPreRelease) - Number(a.isPreRelease);
}

function releaseOf(version: string): { readonly numbers: readonly number[]; readonly isPreRelease: boolean } {
  const release = /^v?(?:\d+!)?(\d+(?:\.\d+)*)(.*)$/i.exec(version.trim());
  return {
    numbers: (release?.[1] ?? '')
      .split('.')
      .filter((part) => part !== '')
      .map(Number),
    isPreRelease: /^[-_.]?(?:a|b|c|rc|alpha|beta|pre|preview|dev)\d*|[-_.]dev\d*$/i.test(release?.[2] ?? ''),
  };
}

/**
 * Whether a version fulfils a specifier such as `>=1.2,<2`, `~=1.4`, `==1.*`, Poetry's `^1.2` or conda's `=1.2`.
 * Undefined where the specifier is of a kind not known here.
 */
export function fulfils(version: string, specifier: string): boolean | undefined {
  const clauses = specifier
    .replace(/[()\s]/g, '')
    .split(',')
    .filter((clause) => clause !== '');
  let isFulfilled = true;
  for (const clause of clauses) {
    const parts = /^(===|==|~=|!=|>=|<=|>|<|\^|~|=)?([0-9][\w.!+-]*?)(\.\*)?$/.exec(clause);
    if (clause === '*') continue;
    if (parts === null) return undefined;
    const [, operator = '==', bound = '', wildcard] = parts;
    isFulfilled &&= clauseHolds(version, { operator, bound, isPrefix: wildcard !== undefined });
  }
  return isFulfilled;
}

interface Clause {
  readonly operator: string;
  readonly bound: string;
  readonly isPrefix: boolean;
}

function clauseHolds(version: string, { operator, bound, isPrefix }: Clause): boolean {
  const order = compareVersions(version, bound);
  switch (operator) {
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    case '!=':
      return isPrefix ? !hasPrefix(version, bound) : order !== 0;
    case '~=':
      return order >= 0 && hasPrefix(version, bound.split('.').slice(0, -1).join('.'));
    case '~':
      return order >= 0 && hasPrefix(version, bound.split('.').slice(0, 2).join('.'));
    case '^':
      return order >= 0 && hasPrefix(version, caretPrefix(bound));
    case '=':
      return hasPrefix(version, bound);
    default:
      return isPrefix ? hasPrefix(version, bound) : order === 0;
  }
}

/** Poetry's caret keeps everything up to and including the first number that is not zero. */
function caretPrefix(bound: string): string {
  const parts = bound.split('.');
  const first = parts.findIndex((part) => part !== '0');
  return parts.slice(0, first === -1 ? parts.length : first + 1).join('.');
}

function hasPrefix(version: string, prefix: string): boolean {
  const [numbers, wanted] = [releaseOf(version).numbers, releaseOf(prefix).numbers];
  return wanted.every((number, index) => (numbers[index] ?? 0) === number);
}
