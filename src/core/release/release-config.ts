import type { Manifest, ManifestGate } from '../config/manifest-schema.ts';

/** Which registry keeps a model's versions. */
export type RegistryId = 'git' | 'mlflow' | 'kubernetes';

/** What a manifest declares of one model's releases. */
export interface ReleaseModel {
  /** The name that people and commands use. */
  readonly name: string;
  readonly registry: RegistryId;
  /** The name in the registry: GTO's artifact without its folder, or the MLflow model. */
  readonly registryName: string;
  /** The manifest's folder, relative to the repository, '' at its root. Paths of gates are relative to it. */
  readonly folder: string;
  /** The model's file or folder, relative to `folder`; null where the manifest does not say. */
  readonly path: string | null;
  /** In the order of promotion; empty where none are declared, and then every stage is taken. */
  readonly stages: readonly string[];
  /** Stages that want the model's name typed before they change. */
  readonly protectedStages: readonly string[];
  readonly gates: readonly ManifestGate[];
}

/** What the manifests of a repository declare of releases. */
export interface ReleaseConfig {
  readonly models: readonly ReleaseModel[];
}

/** No manifest. */
export const noReleaseConfig: ReleaseConfig = { models: [] };

/** The part of a manifest that releases need. */
export function releaseConfigOf(manifest: Pick<Manifest, 'models'>, folder: string): ReleaseConfig {
  return {
    models: (manifest.models ?? []).map((model) => {
      const registry = model.registry ?? (model.mlflow === undefined ? 'git' : 'mlflow');
      return {
        name: model.name,
        registry,
        registryName: registry === 'mlflow' ? (model.mlflow?.name ?? model.name) : (model.artifact ?? model.name),
        folder,
        path: model.path ?? null,
        stages: model.stages ?? [],
        protectedStages: model.protected ?? [],
        gates: model.gates ?? [],
      };
    }),
  };
}

/**
 * The full GTO name of a declared model: in a folder `a/b` both `a/b:name` and plain `name` may be meant, and the one that has tags
 * is; without tags, the plain name. A name with its folder already in it stays.
 */
export function artifactOf(model: ReleaseModel, artifacts: ReadonlySet<string>): string {
  const inFolder = `${model.folder}:${model.registryName}`;
  return model.folder !== '' && artifacts.has(inFolder) ? inFolder : model.registryName;
}

/** A model's declaration, or a bare one for a model that only its tags know. */
export function declaredModel(config: ReleaseConfig, name: string): ReleaseModel {
  return (
    config.models.find((model) => model.name === name) ??
    config.models.find((model) => model.registry === 'git' && `${model.folder}:${model.registryName}` === name) ??
    config.models.find((model) => model.registryName === name) ?? {
      name,
      registry: 'git',
      registryName: name,
      folder: '',
      path: null,
      stages: [],
      protectedStages: [],
      gates: [],
    }
  );
}
