import type { DvcItem, DvcLockStage, DvcStage } from '../../facts/dvc/dvc-facts.ts';
import type { Located, Span } from '../../model/span.ts';
import { folderOf } from '../../project/paths.ts';
import type { FoundDocument, Project } from '../../project/project.ts';
import { isOutOfScope } from '../scope/is-out-of-scope.ts';

/** A dvc.yaml with the dvc.lock beside it; null where that is not there or could not be read. */
export interface Pipeline {
  readonly document: FoundDocument<'dvc-yaml'>;
  readonly lockPath: string;
  readonly lock: FoundDocument<'dvc-lock'> | null;
}

/** What DVC holds of a file, with the place that says so. */
export interface RecordedOutput {
  readonly md5: string;
  readonly legacy: boolean;
  readonly path: string;
  readonly span: Span;
  /** The stage that writes it; null for what `dvc add` recorded. */
  readonly stage: string | null;
}

/** The project's own pipelines. */
export function pipelinesOf(project: Project): readonly Pipeline[] {
  const locks = new Map(project.documents('dvc-lock').map((lock) => [lock.path, lock]));
  return project
    .documents('dvc-yaml')
    .filter(({ path }) => !isOutOfScope(project, path))
    .map((document) => {
      const folder = folderOf(document.path);
      const lockPath = folder === '' ? 'dvc.lock' : `${folder}/dvc.lock`;
      return { document, lockPath, lock: locks.get(lockPath) ?? null };
    });
}

/** The lock's entry for a stage. */
export function lockedStage(pipeline: Pipeline, stage: DvcStage): DvcLockStage | undefined {
  return pipeline.lock?.facts.stages.find((locked) => locked.name.value === stage.name.value);
}

/** The item of a lock that stands for a path of dvc.yaml. DVC keeps paths as they are written, relative to the stage's `wdir`, a leading `./` included. */
export function lockedItem(items: readonly DvcItem[], path: Located<string>): DvcItem | undefined {
  return items.find((item) => item.path.value === path.value);
}

/** Outputs with a known MD5 by their path in the repository: those of `.dvc` files, and those of stages as dvc.lock has them. */
export function recordedOutputs(
  project: Project,
  pipelines: readonly Pipeline[],
): { readonly added: ReadonlyMap<string, RecordedOutput>; readonly produced: ReadonlyMap<string, RecordedOutput> } {
  const added = new Map<string, RecordedOutput>();
  for (const { path, facts } of project.documents('dvc-file')) {
    for (const item of facts.outs) remember(added, item.resolved, item, path, null);
  }
  const produced = new Map<string, RecordedOutput>();
  for (const pipeline of pipelines) {
    for (const stage of pipeline.document.facts.stages) {
      const locked = lockedStage(pipeline, stage);
      for (const out of locked === undefined ? [] : stage.outs) {
        const item = lockedItem(locked?.outs ?? [], out.path);
        if (item !== undefined) remember(produced, out.resolved, item, pipeline.lockPath, stage.name.value);
      }
    }
  }
  return { added, produced };
}

function remember(outputs: Map<string, RecordedOutput>, resolved: string | null, item: DvcItem, path: string, stage: string | null): void {
  if (resolved === null || item.md5 === null || item.md5.value === '') return;
  outputs.set(resolved, { md5: item.md5.value, legacy: item.legacyMd5, path, span: item.md5.span, stage });
}
