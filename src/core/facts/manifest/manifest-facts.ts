import type { Manifest } from '../../config/manifest-schema.ts';
import type { YamlView } from '../yaml/yaml-view.ts';

/** An `airworthy.yaml`. */
export interface ManifestFacts {
  /** What could be read: branches that do not fit the schema are left out and are problems. */
  readonly manifest: Manifest;
  /** The document, for the places of keys and values: `root.at('models', 0, 'gates')`. */
  readonly root: YamlView;
}
