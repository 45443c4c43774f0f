import type { ManifestFacts } from '../core/facts/manifest/manifest-facts.ts';
import { readFile } from '../core/facts/read-file.ts';
import { type SourceText, createSourceText } from '../core/model/source-text.ts';
import type { FileTree } from '../ports/file-tree.ts';

/** A manifest that could be read, with its text for places. */
export interface LoadedManifest {
  readonly path: string;
  readonly source: SourceText;
  readonly facts: ManifestFacts;
}

/** The manifest in a folder (relative to the tree's root); null where there is none. What is broken in it is left out. */
export async function readManifest(tree: FileTree, folder: string, signal: AbortSignal): Promise<LoadedManifest | null> {
  for (const name of ['airworthy.yaml', '.airworthy.yaml']) {
    const path = folder === '' ? name : `${folder}/${name}`;
    const result = await tree.read(path, signal);
    if (result.kind !== 'text') continue;
    const source = createSourceText(path, result.text);
    for (const document of readFile(source, { read: () => undefined }).documents) {
      if (document.format === 'airworthy') return { path, source, facts: document.facts };
    }
  }
  return null;
}
