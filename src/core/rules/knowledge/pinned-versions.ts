import type { Dependency } from '../../facts/environment/environment-facts.ts';
import { folderOf } from '../../project/paths.ts';
import type { Project } from '../../project/project.ts';
import { isOutOfScope } from '../scope/is-out-of-scope.ts';
import { packageKey } from './python-version.ts';

/** A version that the project itself states somewhere. */
export interface KnownVersion {
  readonly version: string;
  /** The file that states it. */
  readonly path: string;
}

/**
 * The exact versions the project knows, by package key. The first source that has a package wins: lock files, the environment
 * that was stored with a model, the model's own flavours, then other pins.
 */
export function pinnedVersions(project: Project): ReadonlyMap<string, KnownVersion> {
  const known = new Map<string, KnownVersion>();
  const learn = (name: string, version: string | null, path: string): void => {
    const key = packageKey(name);
    if (version !== null && !known.has(key)) known.set(key, { version, path });
  };
  const inScope = (path: string): boolean => !isOutOfScope(project, path);
  for (const { path, facts } of project.documents('python-lock')) {
    if (inScope(path)) for (const [name, version] of facts.packages) learn(name, version, path);
  }
  const models = project.documents('mlmodel').filter(({ path }) => inScope(path));
  const folders = new Set(models.map(({ path }) => folderOf(path)).filter((folder) => folder !== ''));
  const declared = dependencyFiles(project).filter(({ path }) => inScope(path));
  for (const { path, dependencies } of declared) {
    if (folders.has(folderOf(path))) for (const { name, version } of dependencies) learn(name, version, path);
  }
  for (const { path, facts } of models) for (const framework of facts.frameworks) learn(framework.package, framework.version.value, path);
  for (const { path, dependencies } of declared) for (const { name, version } of dependencies) learn(name, version, path);
  return known;
}

/** Every file that declares dependencies, whatever its format. */
export function dependencyFiles(project: Project): readonly { readonly path: string; readonly dependencies: readonly Dependency[] }[] {
  return [...project.documents('requirements'), ...project.documents('conda'), ...project.documents('pyproject')].map(
    ({ path, facts }) => ({
      path,
      dependencies: facts.dependencies,
    }),
  );
}
