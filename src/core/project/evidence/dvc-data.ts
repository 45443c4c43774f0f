import type { DvcItem, DvcOutput } from '../../facts/dvc/dvc-facts.ts';
import { overlapWith } from '../paths.ts';
import type { Project } from '../project.ts';
import { isDataPath, isModelPath } from './data-paths.ts';
import type { Place } from './offer.ts';
import { ownDocuments } from './own-documents.ts';
import { perProject } from './per-project.ts';

/** A file or folder that DVC keeps, with a content hash. */
export interface DvcHeld {
  /** Relative to the repository. */
  readonly path: string;
  readonly kind: 'data' | 'model' | 'other';
  readonly place: Place;
  /** Whether Git holds the file that holds the hash; null where Git could not be asked. */
  readonly committed: boolean | null;
  /** Whether it can be fetched: a remote is set up and the item is pushed there (or imported from where it came). */
  readonly recoverable: boolean;
}

/** All outputs with a hash in dvc.lock and in `.dvc` files. */
export const heldByDvc = perProject((project): readonly DvcHeld[] => {
  const remote = dvcRemote(project) !== undefined;
  const declared = declaredOutputs(project);
  const held = (path: string, item: DvcItem, isImport: boolean): DvcHeld | undefined => {
    if (item.resolved === null || (item.md5 === null && !item.otherHash)) return undefined;
    const isKept = item.cache && item.push && (remote || item.remote !== null);
    return {
      path: item.resolved,
      kind: isModelPath(item.resolved) ? 'model' : isDataPath(item.resolved) || isImport ? 'data' : 'other',
      place: { path, span: item.path.span },
      committed: project.tree.get(path)?.tracked ?? null,
      recoverable: isKept || isImport,
    };
  };
  const files = ownDocuments(project, 'dvc-file').flatMap(({ path, facts }) =>
    facts.outs.map((item) => held(path, item, facts.deps.length > 0)),
  );
  const locks = ownDocuments(project, 'dvc-lock').flatMap(({ path, facts }) =>
    facts.stages.flatMap((stage) => stage.outs.map((item) => (isKeptByDvc(item, declared) ? held(path, item, false) : undefined))),
  );
  return [...files, ...locks].filter((item) => item !== undefined);
});

/** Whether DVC holds a copy: a lock does not say so, dvc.yaml does. Metrics and plots are no data. */
function isKeptByDvc(item: DvcItem, declared: ReadonlyMap<string, DvcOutput>): boolean {
  const output = item.resolved === null ? undefined : declared.get(item.resolved);
  return item.cache && output?.cache !== false && (output === undefined || output.kind === 'out');
}

function declaredOutputs(project: Project): ReadonlyMap<string, DvcOutput> {
  const outs = ownDocuments(project, 'dvc-yaml').flatMap(({ facts }) => facts.stages.flatMap((stage) => stage.outs));
  return new Map(outs.flatMap((out) => (out.resolved === null ? [] : [[out.resolved, out] as const])));
}

/** Where DVC's remote is set up; undefined where none is. */
export function dvcRemote(project: Project): Place | undefined {
  for (const { path, facts } of project.documents('dvc-config')) {
    const remote = facts.remotes.find((entry) => entry.name.value === facts.defaultRemote?.value) ?? facts.remotes[0];
    if (remote !== undefined) return { path, span: remote.name.span };
  }
  return undefined;
}

/** Data that stages of dvc.yaml read and that neither DVC nor a stage makes or holds: it can change unseen. */
export const unheldInputs = perProject(
  (project): readonly { readonly path: string; readonly place: Place; readonly committed: boolean | null }[] => {
    const held = heldByDvc(project).map((item) => item.path);
    const made = ownDocuments(project, 'dvc-yaml').flatMap(({ facts }) =>
      facts.stages.flatMap((stage) => stage.outs.flatMap((out) => out.resolved ?? [])),
    );
    const isKnown = overlapWith([...held, ...made]);
    return ownDocuments(project, 'dvc-yaml').flatMap(({ path, facts }) =>
      facts.stages.flatMap((stage) =>
        stage.deps.flatMap((dependency) => {
          const { resolved } = dependency;
          if (resolved === null || !isDataPath(resolved) || isKnown(resolved)) return [];
          return [{ path: resolved, place: { path, span: dependency.path.span }, committed: project.tree.get(resolved)?.tracked ?? null }];
        }),
      ),
    );
  },
);
