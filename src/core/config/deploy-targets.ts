import type { DeployTarget, ManifestModel } from './manifest-schema.ts';

/** All deploy targets of a model with the stage each serves; null for a bare target, which serves every stage. */
export function deployTargets({ deploy }: ManifestModel): readonly (DeployTarget & { readonly stage: string | null })[] {
  if (deploy === undefined) return [];
  if (isSingle(deploy)) return [{ ...deploy, stage: null }];
  return Object.entries(deploy).map(([stage, target]) => ({ ...target, stage }));
}

/** The schema has read it: what is in a target are texts and lists, what is by stage are targets. */
function isSingle(deploy: NonNullable<ManifestModel['deploy']>): deploy is DeployTarget {
  return Object.values(deploy).every((value) => typeof value !== 'object' || Array.isArray(value));
}
