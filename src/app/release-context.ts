import type { Message } from '../core/l10n/message.ts';
import type { DeclaredServer } from '../core/release/gate-source.ts';
import type { ModelState } from '../core/release/model-state.ts';
import { artifactOf, declaredModel, type ReleaseConfig, type ReleaseModel } from '../core/release/release-config.ts';
import type { FileTree } from '../ports/file-tree.ts';
import type { Git, GitRepository } from '../ports/git.ts';
import type { ReleaseJournal } from '../ports/release-journal.ts';
import type { RegistrySnapshot, ServerRegistry, VersionRegistry } from '../ports/version-registry.ts';
import type { Writers } from '../ports/writer.ts';
import type { GateDependencies } from './gate-dependencies.ts';
import { modelServers } from '../core/release/model-servers.ts';
import { noRepository } from './no-repository.ts';
import { loadReleaseConfig } from './release-config-loader.ts';

/** What releases stand on. */
export interface ReleaseDependencies extends GateDependencies {
  readonly git: Git;
  openTree(root: string): FileTree;
  /** The registry of Git tags over a repository. */
  gitTags(repository: GitRepository, tree: FileTree): VersionRegistry;
  /** The registry on an MLflow server; a failure where servers may not be asked. */
  modelServer(server: DeclaredServer, options: ModelServerOptions): ServerRegistry | { readonly failure: Message };
  /** An MLflow server that the person named beside all manifests; null where they named none. */
  readonly trackingServer: DeclaredServer | null;
  /** The name of who runs this, for registries that know nobody; null where it is not known. */
  readonly userName: string | null;
  /** What writes are made with: to the repository, null where there is none, and to the MLflow servers that manifests name. */
  writers(repository: GitRepository | null, servers: readonly DeclaredServer[]): Writers;
  /** The journal of a repository, kept in its Git directory; without one in the person's own state folder, one for each directory. */
  journal(place: { readonly gitDirectory: string | null; readonly directory: string }): ReleaseJournal;
  /** Whether the repository's own hooks run for release commits: only where the person trusts it. */
  readonly runsHooks: boolean;
}

/** What a registry on a server is told. */
export interface ModelServerOptions {
  /** MLflow's alias by stage, of a model by its registered name. */
  readonly aliasesOf: (artifact: string) => Readonly<Record<string, string>>;
  /** Who is recorded; null where nobody is known. */
  readonly actor: string | null;
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
  /** The MLflow servers that manifests declare, and the one that the person named. */
  readonly servers: readonly DeclaredServer[];
  /** False where the folder has no Git; `repository` is then an empty one that nothing can be written to. */
  readonly hasGit: boolean;
}

/** Opens the repository that holds a folder; null where there is none and no server keeps models either. */
export async function openReleases(deps: ReleaseDependencies, place: ReleasePlace, signal: AbortSignal): Promise<ReleaseContext | null> {
  const opened = await deps.git.open(place.directory, signal);
  const repository = opened ?? noRepository(place.directory);
  const tree = deps.openTree(repository.root);
  const registry = deps.gitTags(repository, tree);
  const gitDirectory = opened === null ? null : repository.gitDirectory;
  const journal = deps.journal({ gitDirectory, directory: place.directory });
  // The tags first: of all that is read here they take longest.
  const [snapshot, config] = await Promise.all([
    registry.read('all', signal),
    loadReleaseConfig({ tree, repository: opened }, opened === null ? '' : place.folderIn(repository.root), signal),
  ]);
  const servers = modelServers(config, deps.trackingServer);
  if (opened === null && servers.length === 0) return null;
  return { repository, tree, registry, config, snapshot, journal, servers, hasGit: opened !== null };
}

/** A model by the name a person gave, with its state; `state` null where no tag names it. */
export function findModel(context: ReleaseContext, name: string): { readonly model: ReleaseModel; readonly state: ModelState | null } {
  const artifacts = new Map(context.snapshot.models.map((state) => [state.artifact, state]));
  const model = declaredModel(context.config, name);
  const artifact = artifactOf(model, new Set(artifacts.keys()));
  return { model, state: artifacts.get(artifact) ?? null };
}
