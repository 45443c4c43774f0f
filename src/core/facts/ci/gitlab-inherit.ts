/** What a job of GitLab CI has in the end: its own, that of the jobs it extends, and what `!reference` points to. */
import type { GitlabCiFacts, GitlabJob, GitlabReference, GitlabSection, OrReference } from './gitlab-ci-facts.ts';

/** A job with the file it stands in. */
export interface PlacedJob {
  readonly path: string;
  readonly job: GitlabJob;
}

/** The definitions of each job by name, later files behind earlier ones: GitLab lays them over each other. */
export type GitlabJobs = ReadonlyMap<string, readonly PlacedJob[]>;

/** A value with the file it stands in. */
export interface Inherited<T> {
  readonly path: string;
  readonly value: T;
}

/** GitLab follows references over ten levels. */
const deepest = 10;
/** References to references can unfold a short file into billions of lines. */
const mostEntries = 10_000;

/** The jobs of several files by name. */
export function jobsByName(files: readonly { readonly path: string; readonly facts: Pick<GitlabCiFacts, 'jobs'> }[]): GitlabJobs {
  const jobs = new Map<string, PlacedJob[]>();
  for (const { path, facts } of files) {
    for (const job of facts.jobs) {
      const known = jobs.get(job.id.value);
      if (known === undefined) jobs.set(job.id.value, [{ path, job }]);
      else known.push({ path, job });
    }
  }
  return jobs;
}

/** A job's own value or the one it inherits by `extends`, of which the last counts most; undefined where nobody gives one. */
export function inherited<T>(
  jobs: GitlabJobs,
  name: string,
  own: (job: GitlabJob) => T | null,
  seen = new Set<string>(),
): Inherited<T> | undefined {
  // Who was asked before had nothing to give.
  if (seen.has(name)) return undefined;
  seen.add(name);
  const definitions = jobs.get(name) ?? [];
  for (const { path, job } of [...definitions].reverse()) {
    const value = own(job);
    if (value !== null) return { path, value };
  }
  const bases = definitions.findLast(({ job }) => job.extends.length > 0)?.job.extends ?? [];
  for (const base of [...bases].reverse()) {
    const found = inherited(jobs, base.value, own, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Which of a job's lists a reference means, by the key in it. */
const lists: Readonly<Record<string, (job: GitlabSection & Partial<GitlabJob>) => readonly OrReference<object>[] | null>> = {
  before_script: (job) => job.beforeScript,
  script: (job) => job.script,
  after_script: (job) => job.afterScript,
  rules: (job) => job.rules ?? null,
};

/** What kind of list is asked for: a reference without a key means a template that is such a list itself. */
type ListKind = 'script' | 'rules';

/** A list with its references replaced by what they point to. One that leads to nothing known here is left out. */
export function resolved<T extends object>(
  jobs: GitlabJobs,
  list: Inherited<readonly OrReference<T>[]>,
  kind: ListKind,
): readonly Inherited<T>[] {
  const found: Inherited<T>[] = [];
  const add = (from: Inherited<readonly OrReference<T>[]>, depth: number): void => {
    for (const entry of from.value) {
      if (found.length >= mostEntries) return;
      if ('own' in entry) found.push({ path: from.path, value: entry.own });
      else {
        const target = depth >= deepest ? undefined : referred<T>(jobs, entry.reference, kind);
        if (target !== undefined) add(target, depth + 1);
      }
    }
  };
  add(list, 0);
  return found;
}

function referred<T extends object>(
  jobs: GitlabJobs,
  { value }: GitlabReference,
  kind: ListKind,
): Inherited<readonly OrReference<T>[]> | undefined {
  const [name = '', key = kind] = value;
  const read = Object.hasOwn(lists, key) ? lists[key] : undefined;
  // The key says of which kind the list is: scripts hold lines and rules hold rules, and each is referred to from its like.
  return read === undefined ? undefined : inherited(jobs, name, (job) => read(job) as readonly OrReference<T>[] | null);
}
