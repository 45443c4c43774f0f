import type { GitProgram } from './run-git.ts';

/** What every part of an opened repository needs. */
export interface RepositoryContext {
  readonly program: GitProgram;
  /** The work tree's root, links resolved. */
  readonly root: string;
  readonly gitDirectory: string;
}
