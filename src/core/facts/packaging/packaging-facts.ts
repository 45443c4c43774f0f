/** What Kustomize and Helm put together, with places. */
import type { Located } from '../../model/span.ts';

/** Another name, tag or digest that a kustomization gives an image. */
export interface ImageOverride {
  readonly name: Located<string>;
  readonly newName: string | null;
  readonly newTag: Located<string> | null;
  readonly digest: Located<string> | null;
}

/** A kustomization (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/). */
export interface KustomizationFacts {
  readonly kind: 'Kustomization' | 'Component';
  readonly namespace: string | null;
  /** `resources`, `bases` and `components`: what it builds on. */
  readonly resources: readonly Located<string>[];
  /** The files of its patches; those that stand in the file itself are left out. */
  readonly patches: readonly Located<string>[];
  readonly images: readonly ImageOverride[];
  /** Names of generated ConfigMaps and Secrets. */
  readonly generated: readonly string[];
}

/** A chart's own description (https://helm.sh/docs/topics/charts/#the-chartyaml-file). */
export interface HelmChartFacts {
  readonly name: Located<string> | null;
  readonly version: Located<string> | null;
  readonly appVersion: string | null;
  readonly type: 'application' | 'library';
  readonly dependencies: readonly { readonly name: string; readonly version: string | null; readonly repository: string | null }[];
}
