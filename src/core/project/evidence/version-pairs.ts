import type { Project } from '../project.ts';
import { isSameVersion } from '../../release/serving/version-name.ts';
import { folderOf } from '../paths.ts';
import { clusterObjects } from './cluster-objects.ts';
import { modelReferences } from './model-references.ts';
import type { Place } from './offer.ts';
import { ownDocuments } from './own-documents.ts';
import { perProject } from './per-project.ts';
import { releasesOf } from './releases.ts';

/** Two places that ought to say the same. */
export interface VersionPair {
  readonly what: 'pipeline' | 'data' | 'model' | 'framework';
  /** The model, file or package compared. */
  readonly name: string;
  /** Where the first of the two stands. */
  readonly place: Place;
  /** The other place: a file, or a tag's name. */
  readonly other: string;
  readonly left: string;
  readonly right: string;
  readonly agrees: boolean;
}

/** All pairs of places that can be compared without asking anybody. `pipeline` pairs are judged by the rule `dvc-lock-stale`. */
export const versionPairs = perProject((project): readonly VersionPair[] => [
  ...pipelinePairs(project),
  ...dataPairs(project),
  ...modelPairs(project),
  ...frameworkPairs(project),
]);

function pipelinePairs(project: Project): readonly VersionPair[] {
  return ownDocuments(project, 'dvc-yaml').flatMap((pipeline) => {
    const lock = project.documents('dvc-lock').find((document) => folderOf(document.path) === folderOf(pipeline.path));
    const shared = pipeline.facts.stages.find(
      (stage) => lock?.facts.stages.some((locked) => locked.name.value === stage.name.value) === true,
    );
    if (lock === undefined || shared === undefined) return [];
    return [
      {
        what: 'pipeline' as const,
        name: shared.name.value,
        place: { path: pipeline.path, span: shared.name.span },
        other: lock.path,
        left: shared.name.value,
        right: shared.name.value,
        agrees: true,
      },
    ];
  });
}

/** The hash that dvc.lock saw of an input, and the hash that its `.dvc` file holds. */
function dataPairs(project: Project): readonly VersionPair[] {
  const held = new Map(
    ownDocuments(project, 'dvc-file').flatMap(({ path, facts }) =>
      facts.outs.flatMap((item) =>
        item.resolved === null || item.md5 === null ? [] : [[item.resolved, { path, md5: item.md5, legacy: item.legacyMd5 }] as const],
      ),
    ),
  );
  return ownDocuments(project, 'dvc-lock').flatMap(({ path, facts }) =>
    facts.stages.flatMap((stage) =>
      stage.deps.flatMap((item) => {
        const other = item.resolved === null ? undefined : held.get(item.resolved);
        if (other === undefined || item.md5 === null || other.legacy !== item.legacyMd5) return [];
        return [
          {
            what: 'data' as const,
            name: item.path.value,
            place: { path, span: item.md5.span },
            other: other.path,
            left: item.md5.value,
            right: other.md5.value,
            agrees: item.md5.value === other.md5.value,
          },
        ];
      }),
    ),
  );
}

/** The registry's production version, and the version in the serving manifest that the model's `deploy` names or that has its name. */
function modelPairs(project: Project): readonly VersionPair[] {
  const names = new Map(
    [
      ...ownDocuments(project, 'kserve').map(({ path, facts }) => [path, facts.name?.value] as const),
      ...clusterObjects(project).map(({ path, name }) => [path, name] as const),
    ].flatMap(([path, name]) => (name === undefined ? [] : [[path, name] as const])),
  );
  return releasesOf(project).models.flatMap((model) => {
    const holder = [...model.stages].find(([stage]) => /^(?:prod|production|live)$/i.test(stage))?.[1];
    if (holder === undefined) return [];
    const short = model.artifact.slice(model.artifact.lastIndexOf(':') + 1);
    return modelReferences(project)
      .filter(
        (reference) =>
          reference.written !== null && (names.get(reference.place.path) === short || reference.uri.split(/[/@:]/).includes(short)),
      )
      .map((reference) => {
        const written = reference.written ?? '';
        return {
          what: 'model' as const,
          name: model.name,
          place: reference.place,
          other: holder.ref,
          left: written,
          right: holder.version,
          agrees: isSameVersion(written, holder.version),
        };
      });
  });
}

/** The framework version that an MLmodel was written with, and the one that the project installs. */
function frameworkPairs(project: Project): readonly VersionPair[] {
  const models = ownDocuments(project, 'mlmodel');
  const folders = new Set(models.map(({ path }) => folderOf(path)));
  const installed = new Map<string, { readonly version: string; readonly path: string }>();
  for (const { path, facts } of ownDocuments(project, 'requirements')) {
    if (folders.has(folderOf(path)) && folderOf(path) !== project.root) continue;
    for (const dependency of facts.dependencies)
      if (dependency.version !== null) installed.set(normal(dependency.name), { version: dependency.version, path });
  }
  for (const { path, facts } of ownDocuments(project, 'python-lock'))
    for (const [name, version] of facts.packages) installed.set(normal(name), { version, path });
  return models.flatMap(({ path, facts }) =>
    facts.frameworks.flatMap((framework) => {
      const other = installed.get(normal(framework.package));
      if (other === undefined) return [];
      return [
        {
          what: 'framework' as const,
          name: framework.package,
          place: { path, span: framework.version.span },
          other: other.path,
          left: framework.version.value,
          right: other.version,
          agrees: framework.version.value === other.version,
        },
      ];
    }),
  );
}

function normal(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}
