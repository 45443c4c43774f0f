import { artifactOf, releaseConfigOf } from '../../release/release-config.ts';
import { modelsByName, registryState, tagsAlone } from '../../release/registry.ts';
import type { ReleaseEvent } from '../../release/model-state.ts';
import { isInside } from '../paths.ts';
import type { Project } from '../project.ts';
import { perProject } from './per-project.ts';

/** A model of the project with what Git's tags say of it. */
export interface ReleasedModel {
  /** GTO's full name. */
  readonly artifact: string;
  /** The manifest's name, else GTO's. */
  readonly name: string;
  /** Active registered versions, greatest first, each with the tag that registers it. */
  readonly versions: readonly { readonly version: string; readonly ref: string }[];
  /** The version that each stage holds. */
  readonly stages: ReadonlyMap<string, { readonly version: string; readonly ref: string }>;
  /** Newest first. */
  readonly history: readonly ReleaseEvent[];
}

/** What Git's tags say of the project's models. */
export interface Releases {
  /** `unknown`: Git could not be asked. `names`: only the tags' names are known. `shallow`: tags may be missing. */
  readonly known: 'full' | 'names' | 'shallow' | 'unknown';
  readonly models: readonly ReleasedModel[];
}

/** The models that GTO's tags register in this project; deprecated ones are left out. */
export const releasesOf = perProject((project): Releases => {
  const { git, shallow, tags, historyKnown } = project.repository;
  if (git === 'unavailable' && tags.length === 0) return { known: 'unknown', models: [] };
  const isOwn = ownArtifacts(project, tags.length);
  if (!historyKnown || git === 'unavailable') {
    const models = modelsByName(tags).map((model) => ({
      artifact: model.artifact,
      name: model.artifact,
      versions: model.versions.filter((version) => version.active !== false).map(({ version, ref }) => ({ version, ref })),
      stages: new Map<string, never>(),
      history: [],
    }));
    return { known: git === 'none' ? 'full' : 'names', models: models.filter((model) => isOwn(model.artifact)) };
  }
  const models = registryState(tags, tagsAlone)
    .filter((model) => !model.deprecated && isOwn(model.artifact))
    .map((model) => ({ ...model, name: model.artifact, versions: model.versions.filter((version) => version.active) }));
  return { known: shallow ? 'shallow' : 'full', models };
});

/** In a repository of several projects, an artifact belongs to the project whose folder it names or that declares it. */
function ownArtifacts(project: Project, tagCount: number): (artifact: string) => boolean {
  if (project.root === '' || tagCount === 0) return () => true;
  const declared = new Set<string>();
  if (project.manifest !== null) {
    const names = new Set(project.repository.tags.map((tag) => tag.name.replace(/[@#].*$/, '').replace('=', ':')));
    for (const model of releaseConfigOf(project.manifest, project.root).models) declared.add(artifactOf(model, names));
  }
  for (const { facts } of project.documents('dvc-yaml')) for (const artifact of facts.artifacts) declared.add(artifact.id.value);
  return (artifact) => {
    if (declared.has(artifact)) return true;
    const colon = artifact.indexOf(':');
    return colon > 0 && isInside(project.root, artifact.slice(0, colon));
  };
}
