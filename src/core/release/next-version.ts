import { compareSemver, isSemver } from './semver.ts';

/** The version to propose: the next patch of the greatest one, whichever are deregistered; the first one is v0.1.0. */
export function nextVersion(versions: readonly string[]): string {
  const greatest = versions.filter(isSemver).toSorted(compareSemver).at(-1);
  const match = /^v(\d+)\.(\d+)\.(\d+)(-)?/.exec(greatest ?? '');
  if (match === null) return 'v0.1.0';
  const [, major = '0', minor = '1', patch = '0', prerelease] = match;
  // After a prerelease comes its release.
  return `v${major}.${minor}.${prerelease === undefined ? String(BigInt(patch) + 1n) : patch}`;
}
