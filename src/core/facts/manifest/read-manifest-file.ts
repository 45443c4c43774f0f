import type { SourceText } from '../../model/source-text.ts';
import { emptyView, parseYaml } from '../yaml/parse-yaml.ts';
import { airworthy } from './airworthy.ts';
import type { ManifestFacts } from './manifest-facts.ts';

/** The manifests in a file that is one by its name, for whoever reads no other format. What is broken in them is left out. */
export function readManifestFile(source: SourceText): readonly ManifestFacts[] {
  const parsed = parseYaml(source);
  const roots = parsed.length === 0 ? [emptyView] : parsed.map(({ root }) => root);
  return roots.map((root) => airworthy.read(root, source, { read: () => undefined }).facts);
}
