import { execFileSync } from 'node:child_process';
import type { TemporaryRepository } from './temporary-repository.ts';

/** A tag to make. */
export interface GeneratedTag {
  readonly name: string;
  readonly commit: string;
  /** Seconds since 1970. */
  readonly time: number;
  readonly offset: string;
  readonly by: string;
  readonly annotated: boolean;
}

/** A source of numbers from 0 to below `limit`, the same for the same seed (Mulberry32). */
export function seededNumbers(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/**
 * Random tags over some commits, as a busy team's repository may hold them: prereleases, tags of the same second, unassignments,
 * deregistrations, deprecations, stage tags on commits without a version, lightweight tags and names that are none of GTO's. What
 * makes GTO itself stop is left out: two versions on one commit, and `@created`.
 */
export function generateTags(commits: readonly string[], count: number, seed: number): readonly GeneratedTag[] {
  const next = seededNumbers(seed);
  const pick = <Item>(items: readonly Item[], fallback: Item): Item => items[next(items.length)] ?? fallback;
  const artifacts = ['fraud', 'churn', 'teams/a=ranker', 'x', 'old-model'];
  const stages = ['production', 'staging', 'canary/eu', '1'];
  const versions = new Map<string, string>();
  const tags = new Map<string, GeneratedTag>();
  let time = 1_900_000_000;
  while (tags.size < count) {
    time += next(3);
    const artifact = pick(artifacts, 'fraud');
    const commit = pick(commits, '');
    const place = `${artifact} ${commit}`;
    const counter = next(4) === 0 ? '' : `#${String(tags.size + 1)}`;
    const version =
      versions.get(place) ??
      `v${String(next(4))}.${String(next(12))}.${String(next(3))}${pick(['', '', '', '-rc.1', '-rc.10', '-beta', '+build.2'], '')}`;
    const action = next(20);
    let name: string;
    if (action < 6) {
      const taken = [...versions].some(([other, known]) => known === version && other !== place && other.startsWith(`${artifact} `));
      if (taken) continue;
      versions.set(place, version);
      name = `${artifact}@${version}${counter}`;
    } else if (action < 8) {
      if (!versions.has(place)) continue;
      name = `${artifact}@${version}!${counter}`;
    } else if (action < 15) name = `${artifact}#${pick(stages, '')}${counter}`;
    else if (action < 18) name = `${artifact}#${pick(stages, '')}!${counter}`;
    else if (action === 18) name = next(5) === 0 ? `${artifact}@deprecated${counter}` : `${artifact}#production@v1`;
    else name = `release-${String(tags.size)}`;
    if (tags.has(name)) continue;
    tags.set(name, {
      name,
      commit,
      time,
      offset: pick(['+0000', '+0530', '-0800'], '+0000'),
      by: pick(['Ana', 'Józef Ą', "O'Neil"], 'Ana'),
      annotated: next(25) > 0,
    });
  }
  return [...tags.values()];
}

/** Makes tags in one process, thousands in a second. */
export function writeTags(place: TemporaryRepository, tags: readonly GeneratedTag[]): void {
  const stream: string[] = [];
  for (const { name, commit, time, offset, by, annotated } of tags) {
    if (annotated)
      stream.push(
        `tag ${name}\nfrom ${commit}\ntagger ${by} <t@example.com> ${String(time)} ${offset}\ndata ${String(Buffer.byteLength(name))}\n${name}\n`,
      );
    else stream.push(`reset refs/tags/${name}\nfrom ${commit}\n\n`);
  }
  execFileSync('git', ['-C', place.root, 'fast-import', '--quiet'], { env: place.environment, input: stream.join('') });
}
