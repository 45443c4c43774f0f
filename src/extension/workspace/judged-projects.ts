import { join } from 'node:path';
import type { ProjectReport } from '../../core/engine/judge-project.ts';
import type { FolderState } from './folder-session.ts';

/** A model project with the workspace folder it was judged in. */
export interface JudgedProject {
  /** Tells projects apart, in one window and after its restart. */
  readonly id: string;
  readonly state: FolderState;
  readonly report: ProjectReport;
}

/** The model projects of all folders; one that two folders hold (a repository and a part of it) comes once. What is no model project is left out. */
export function judgedProjects(states: readonly FolderState[]): readonly JudgedProject[] {
  const seen = new Set<string>();
  return states
    .flatMap((state) => state.reports.map((report) => ({ id: `${state.folder.uri.toString()}#${report.root}`, state, report })))
    .filter(({ state, report }) => {
      const place = join(state.root, report.root);
      const isNew = report.machineLearning && !seen.has(place);
      if (isNew) seen.add(place);
      return isNew;
    });
}
