import type { Project } from '../project.ts';

/** Derives a view of a project once: later calls for the same project give the same value. The project keeps it alive, nothing else does. */
export function perProject<T>(derive: (project: Project) => T): (project: Project) => T {
  const known = new WeakMap<Project, { readonly value: T }>();
  return (project) => {
    const hit = known.get(project);
    if (hit !== undefined) return hit.value;
    const value = derive(project);
    known.set(project, { value });
    return value;
  };
}
