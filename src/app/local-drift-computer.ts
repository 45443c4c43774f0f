import type { BatchFiles } from '../ports/batch-files.ts';
import type { DriftComputer } from '../ports/drift-computer.ts';
import { distributionOf } from './distribution.ts';
import { driftOfProject } from './project-drift.ts';

/** Computes drift in this thread and blocks it meanwhile. `filesOf` gives the files that a manifest in a folder of a repository may name. */
export function createLocalDriftComputer(filesOf: (root: string, folder: string) => BatchFiles): DriftComputer {
  return {
    driftOfProject: ({ root, folder, manifest }, run) => driftOfProject(filesOf(root, folder), { manifest }, run),
    distributionOf: ({ root, folder, manifest }, request, run) => distributionOf(filesOf(root, folder), { ...request, manifest }, run),
  };
}
