/** The pipeline that GitLab runs: `.gitlab-ci.yml` at the root, the local files it includes, and the child pipelines its jobs start. */
import type { GitlabCiFacts, GitlabInclude } from '../../facts/ci/gitlab-ci-facts.ts';
import { type GitlabJobs, jobsByName } from '../../facts/ci/gitlab-inherit.ts';
import { joinPath } from '../paths.ts';
import type { Project } from '../project.ts';

/** One pipeline with all its local parts. */
export interface GitlabPipeline {
  /** The file that starts it. */
  readonly path: string;
  readonly jobs: GitlabJobs;
  /** Its files, those that count more behind the others. */
  readonly files: readonly GitlabFile[];
}

interface GitlabFile {
  readonly path: string;
  readonly facts: GitlabCiFacts;
}

const entry = '.gitlab-ci.yml';
/** GitLab takes 150 includes at most. */
const mostFiles = 150;

/** The repository's own pipeline; undefined where it has none. */
export function gitlabPipeline(project: Project): GitlabPipeline | undefined {
  return pipelineFrom(project, [entry]);
}

/** The pipeline that files make together; undefined where none of them is there. */
export function pipelineFrom(project: Project, paths: readonly string[]): GitlabPipeline | undefined {
  const files: GitlabFile[] = [];
  const seen = new Set<string>();
  for (const path of paths) collect(project, path, files, seen);
  const [path] = paths.filter((name) => files.some((file) => file.path === name));
  return path === undefined ? undefined : { path, jobs: jobsByName(files), files };
}

function collect(project: Project, path: string, files: GitlabFile[], seen: Set<string>): void {
  if (seen.has(path) || seen.size >= mostFiles) return;
  seen.add(path);
  const documents = project.documents('gitlab-ci').filter((document) => document.path === path);
  // What a file includes is laid under what it says itself.
  for (const { facts } of documents) for (const inner of localPaths(project, facts.includes)) collect(project, inner, files, seen);
  files.push(...documents.map(({ facts }) => ({ path, facts })));
}

/** The files of this repository that local includes name; `*` and `**` are wildcards. */
export function localPaths(project: Project, includes: readonly GitlabInclude[]): readonly string[] {
  return includes
    .filter(({ kind }) => kind === 'local')
    .flatMap(({ target }) => {
      const written = joinPath('', target.value.replace(/^\/+/, ''));
      if (written === null) return [];
      return written.includes('*') ? [...project.tree.keys()].filter((path) => matches(written, path)) : [written];
    });
}

function matches(pattern: string, path: string): boolean {
  const source = pattern
    .split(/(\*\*\/?|\*)/)
    .map((part) => (part === '*' ? '[^/]*' : part.startsWith('**') ? '.*' : part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&')))
    .join('');
  return new RegExp(`^${source}$`).test(path);
}

/** Where the pipeline takes something in that is not in this repository; undefined where all of it is here. */
export function foreignInclude(project: Project): { readonly path: string; readonly span: GitlabInclude['target']['span'] } | undefined {
  for (const { path, facts } of gitlabPipeline(project)?.files ?? []) {
    const isMissing = (include: GitlabInclude): boolean =>
      include.kind !== 'local' || localPaths(project, [include]).every((local) => project.file(local)?.format !== 'gitlab-ci');
    const foreign = [...facts.includes, ...facts.jobs.flatMap((job) => job.trigger ?? [])].find(isMissing);
    if (foreign !== undefined) return { path, span: foreign.target.span };
  }
  return undefined;
}
