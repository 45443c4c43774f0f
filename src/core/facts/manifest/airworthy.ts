import { manifestSchema } from '../../config/manifest-schema.ts';
import { message } from '../../l10n/message.ts';
import { baseName } from '../../project/paths.ts';
import type { Json, Parsed, Problem, YamlFormat } from '../format.ts';
import { isJsonList, isJsonMap } from '../plain-json.ts';
import { mostProblems } from '../yaml/shape.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { ManifestFacts } from './manifest-facts.ts';
import { type ManifestIssue, manifestIssues } from './manifest-issues.ts';
import { type ManifestPath, pathKey } from './manifest-place.ts';
import { outsidePaths } from './manifest-paths.ts';
import { manifestProblem } from './manifest-problem.ts';

const texts = {
  root: {
    en: 'The manifest must be a mapping that begins with “version: 1”.',
    pl: 'Manifest musi być mapą zaczynającą się od „version: 1”.',
  },
};

const fileNames = new Set(['airworthy.yaml', '.airworthy.yaml']);

/** `airworthy.yaml`: read against the schema; what does not fit is left out and said, all else counts. */
export const airworthy: YamlFormat<'airworthy', ManifestFacts> = {
  kind: 'yaml',
  id: 'airworthy',
  ownsName: isManifestName,
  isSingle: true,
  recognise: (_root, path) => isManifestName(path),
  read: (root, source) => readManifest(root, source.path),
  inspect: ({ manifest }) => ({
    project: manifest.project ?? null,
    models: (manifest.models ?? []).map((model) => model.name),
    sources: Object.keys(manifest.sources ?? {}),
  }),
};

/** Whether a file is a manifest, by its name alone. */
function isManifestName(path: string): boolean {
  return fileNames.has(baseName(path));
}

/** Each round drops at least one value, and a value's parents after it: the schema is not as deep as this. */
const mostRounds = 12;

function readManifest(root: YamlView, path: string): Parsed<ManifestFacts> {
  if (root.kind !== 'map')
    return { facts: { manifest: { version: 1 }, root }, problems: [{ message: message(texts.root), span: root.span }] };
  const problems: Problem[] = [];
  const dropped = new Set<string>();
  for (const outside of outsidePaths(root, path)) {
    problems.push(outside.problem);
    dropped.add(pathKey(outside.path));
  }
  const data = root.toJson();
  for (let round = 0; round < mostRounds; round += 1) {
    // From the second round on only consequences of what was dropped come to light; the version is what this reader knows.
    const checked = round === 0 ? keep(data, [], dropped) : { ...keepMap(data, dropped), version: 1 };
    const result = manifestSchema.safeParse(checked);
    if (result.success) return { facts: { manifest: result.data, root }, problems };
    const written = writtenIndexes(dropped);
    for (const issue of manifestIssues(result.error.issues, checked).map((found) => asWritten(found, data, written))) {
      const isConsequence = issue.kind === 'missing' && dropped.has(pathKey([...issue.path, issue.key]));
      if (round === 0 && !isConsequence && problems.length < mostProblems) problems.push(manifestProblem(issue, root));
      dropped.add(pathKey(droppedBy(issue)));
    }
  }
  return { facts: { manifest: { version: 1 }, root }, problems };
}

/** What has to go so that the rest may stay: an unknown key or a wrong value itself, the whole map where a key is missing. */
function droppedBy(issue: ManifestIssue): ManifestPath {
  return issue.kind === 'unknown-key' ? [...issue.path, issue.key] : issue.path;
}

/** The data without what is dropped; lists close up. */
function keep(value: Json, path: ManifestPath, dropped: ReadonlySet<string>): Json {
  if (isJsonList(value)) {
    return value.flatMap((item, index) => (dropped.has(pathKey([...path, index])) ? [] : [keep(item, [...path, index], dropped)]));
  }
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !dropped.has(pathKey([...path, key])));
  return Object.fromEntries(kept.map(([key, item]) => [key, keep(item, [...path, key], dropped)]));
}

function keepMap(data: Json, dropped: ReadonlySet<string>): { readonly [key: string]: Json } {
  const kept = keep(data, [], dropped);
  return isJsonMap(kept) ? kept : {};
}

/** Turns indexes of the data that was checked, whose lists have closed up, into indexes of the document. */
function asWritten(issue: ManifestIssue, data: Json, written: WrittenIndexes): ManifestIssue {
  let current: Json | undefined = data;
  const path: (string | number)[] = [];
  for (const step of issue.path) {
    const index: string | number = typeof step === 'number' && isJsonList(current) ? (written(current, path)[step] ?? step) : step;
    path.push(index);
    current = childOf(current, index);
  }
  return { ...issue, path };
}

/** The indexes in the document of what is left of the list at a path. */
type WrittenIndexes = (list: readonly Json[], path: ManifestPath) => readonly number[];

/** Goes through each list once, so it holds only until more is dropped. */
function writtenIndexes(dropped: ReadonlySet<string>): WrittenIndexes {
  const known = new Map<readonly Json[], readonly number[]>();
  return (list, path) => {
    const found = known.get(list) ?? list.flatMap((_item, position) => (dropped.has(pathKey([...path, position])) ? [] : [position]));
    known.set(list, found);
    return found;
  };
}

function childOf(value: Json | undefined, step: string | number): Json | undefined {
  if (isJsonList(value)) return typeof step === 'number' ? value[step] : undefined;
  return isJsonMap(value) ? value[String(step)] : undefined;
}
