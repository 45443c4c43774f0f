import type { DvcItem } from '../facts/dvc/dvc-facts.ts';
import type { DocumentFacts } from '../facts/facts.ts';
import { redactUrl } from '../facts/redact-url.ts';
import { overlapWith } from '../project/paths.ts';
import type { DataItem } from './version-snapshot.ts';

/**
 * The data that `.dvc` files and locks name: every output, and of the inputs those that the commit itself does not hold, for the others
 * are among its files.
 */
export function dataItems(documents: readonly DocumentFacts[], paths: ReadonlySet<string>): readonly DataItem[] {
  const items = new Map<string, DataItem>();
  for (const item of documents.flatMap(outputsOf)) items.set(placeOf(item), dataItem(item, 'output'));
  const isInCommit = overlapWith(paths);
  for (const item of documents.flatMap(inputsOf)) {
    const path = placeOf(item);
    if (!items.has(path) && !isInCommit(path)) items.set(path, dataItem(item, 'input'));
  }
  return [...items.values()];
}

function outputsOf(document: DocumentFacts): readonly DvcItem[] {
  if (document.format === 'dvc-file') return document.facts.outs;
  return document.format === 'dvc-lock' ? document.facts.stages.flatMap(({ outs }) => outs) : [];
}

/** The `deps` of a `.dvc` file are where an import came from, not something that lies here. */
function inputsOf(document: DocumentFacts): readonly DvcItem[] {
  return document.format === 'dvc-lock' ? document.facts.stages.flatMap(({ deps }) => deps) : [];
}

function placeOf({ resolved, path }: DvcItem): string {
  return resolved ?? redactUrl(path.value);
}

function dataItem(item: DvcItem, role: DataItem['role']): DataItem {
  const { md5, legacyMd5, size, nfiles } = item;
  return { path: placeOf(item), role, md5: md5?.value ?? null, legacyMd5, size, nfiles };
}
