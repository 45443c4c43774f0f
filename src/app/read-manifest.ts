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

/** The names a manifest may have; the first that is there counts. */
export const manifestNames = ['airworthy.yaml', '.airworthy.yaml'] as const;

/** The manifest in a folder (relative to the tree's root); null where there is none that can be read. What is broken in it is left out. */
export async function readManifest(tree: FileTree, folder: string, signal: AbortSignal): Promise<LoadedManifest | null> {
  for (const name of manifestNames) {
    const path = folder === '' ? name : `${folder}/${name}`;
    const result = await tree.read(path, signal);
    const manifest = result.kind === 'text' ? manifestOfText(path, result.text) : null;
    if (manifest !== null) return manifest;
  }
  return null;
}

/** The manifest that a text is; null for a text that is none. */
export function manifestOfText(path: string, text: string): LoadedManifest | null {
  const source = createSourceText(path, text);
  for (const document of readFile(source, { read: () => undefined }).documents) {
    if (document.format === 'airworthy') return { path, source, facts: document.facts };
  }
  return null;
}
