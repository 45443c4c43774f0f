import type { FormatId } from '../../facts/facts.ts';
import type { FoundDocument, Project } from '../project.ts';
import { isOwnPath } from './own-path.ts';

/** The documents of a format that are the project's own work. */
export function ownDocuments<Id extends FormatId>(project: Project, format: Id): readonly FoundDocument<Id>[] {
  return project.documents(format).filter((document) => isOwnPath(project, document.path));
}

/** Whether the owning tool would refuse the file, so that nothing in it takes effect. */
export function isBroken(project: Project, path: string): boolean {
  return project.file(path)?.problems.some((problem) => problem.kind !== 'unknown-key') === true;
}
