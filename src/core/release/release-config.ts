import { deployTargets } from '../config/deploy-targets.ts';
import type { DeployTarget, Manifest, ManifestChart, ManifestGate, ManifestSource } from '../config/manifest-schema.ts';

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
  /** In the order of promotion; empty where none are declared, and then every stage is taken. */
  readonly stages: readonly string[];
  /** Stages that want the model's name typed before they change. */
  readonly protectedStages: readonly string[];
  readonly gates: readonly ManifestGate[];
  /** MLflow's alias by stage, where it is not the stage's own name. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Name of the MLflow source; null where none is named. */
  readonly source: string | null;
  /** Where stages are deployed; `stage` null serves every stage. */
  readonly deploy: readonly (DeployTarget & { readonly stage: string | null })[];
  /** The model file or folder, relative to the manifest; null where it is not declared. */
  readonly path: string | null;
  /** The manifest's sources and drift entries, which gates name. */
  readonly sources: Readonly<Record<string, ManifestSource>>;
  readonly drift: readonly ManifestChart[];
}

/** What the manifests of a repository declare of releases. */
export interface ReleaseConfig {
  readonly models: readonly ReleaseModel[];
}

/** No manifest. */
export const noReleaseConfig: ReleaseConfig = { models: [] };

/** The part of a manifest that releases need. */
export function releaseConfigOf(manifest: Pick<Manifest, 'models' | 'sources' | 'drift'>, folder: string): ReleaseConfig {
  return {
    models: (manifest.models ?? []).map((model) => {
      const registry = model.registry ?? (model.mlflow === undefined ? 'git' : 'mlflow');
      return {
        name: model.name,
        registry,
        registryName: registry === 'mlflow' ? (model.mlflow?.name ?? model.name) : (model.artifact ?? model.name),
        folder,
        stages: model.stages ?? [],
        protectedStages: model.protected ?? [],
        gates: model.gates ?? [],
        aliases: model.mlflow?.aliases ?? {},
        source: model.mlflow?.source ?? null,
        deploy: deployTargets(model),
        path: model.path ?? null,
        sources: manifest.sources ?? {},
        drift: manifest.drift ?? [],
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
    config.models.find((model) => model.registryName === name) ??
    bareModel(name, 'git')
  );
}

/** A model that no manifest declares, as a registry names it. */
export function bareModel(name: string, registry: RegistryId): ReleaseModel {
  return {
    name,
    registry,
    registryName: name,
    folder: '',
    stages: [],
    protectedStages: [],
    gates: [],
    aliases: {},
    source: null,
    deploy: [],
    path: null,
    sources: {},
    drift: [],
  };
}
