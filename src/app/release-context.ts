import type { ModelState } from '../core/release/model-state.ts';
import { artifactOf, declaredModel, type ReleaseConfig, type ReleaseModel } from '../core/release/release-config.ts';
import type { FileTree } from '../ports/file-tree.ts';
import type { Git, GitRepository } from '../ports/git.ts';
import type { ReleaseJournal } from '../ports/release-journal.ts';
import type { RegistrySnapshot, VersionRegistry } from '../ports/version-registry.ts';
import type { Writers } from '../ports/writer.ts';
import type { GateDependencies } from './gate-dependencies.ts';
import { loadReleaseConfig } from './release-config-loader.ts';

/** What releases stand on. */
export interface ReleaseDependencies extends GateDependencies {
  readonly git: Git;
  openTree(root: string): FileTree;
  /** The registry of Git tags over a repository. */
  gitTags(repository: GitRepository, tree: FileTree): VersionRegistry;
  /** What writes are made with; `repository` null where there is none, and then nothing is written to Git. */
  writers(repository: GitRepository | null): Writers;
  /** The journal of a repository, kept in its Git directory; without one in the person's own state folder, one for each directory. */
  journal(place: { readonly gitDirectory: string | null; readonly directory: string }): ReleaseJournal;
  /** Whether the repository's own hooks run for release commits: only where the person trusts it. */
  readonly runsHooks: boolean;
}

/** A folder's place in its repository. */
export interface ReleasePlace {
  /** Absolute, links resolved. */
  readonly directory: string;
  /** Relative to the repository's root. */
  folderIn(root: string): string;
}

/** An opened repository with what its manifests declare and its tags say. */
export interface ReleaseContext {
  readonly repository: GitRepository;
  readonly tree: FileTree;
  readonly registry: VersionRegistry;
  readonly config: ReleaseConfig;
  readonly snapshot: RegistrySnapshot;
  readonly journal: ReleaseJournal;
}

/** Opens the repository that holds a folder; null where there is none. */
export async function openReleases(deps: ReleaseDependencies, place: ReleasePlace, signal: AbortSignal): Promise<ReleaseContext | null> {
  const repository = await deps.git.open(place.directory, signal);
  if (repository === null) return null;
  const tree = deps.openTree(repository.root);
  const registry = deps.gitTags(repository, tree);
  const journal = deps.journal({ gitDirectory: repository.gitDirectory, directory: place.directory });
  const [config, snapshot] = await Promise.all([
    loadReleaseConfig({ tree, repository }, place.folderIn(repository.root), signal),
    registry.read('all', signal),
  ]);
  return { repository, tree, registry, config, snapshot, journal };
}

/** A model by the name a person gave, with its state; `state` null where no tag names it. */
export function findModel(context: ReleaseContext, name: string): { readonly model: ReleaseModel; readonly state: ModelState | null } {
  const artifacts = new Map(context.snapshot.models.map((state) => [state.artifact, state]));
  const model = declaredModel(context.config, name);
  const artifact = artifactOf(model, new Set(artifacts.keys()));
  return { model, state: artifacts.get(artifact) ?? null };
}
