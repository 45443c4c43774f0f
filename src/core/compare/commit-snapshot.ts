/** Reads a version's snapshot from the files of a commit, asking for them in rounds: what one file names may be another to read. */
import { readData } from '../facts/data-file.ts';
import type { DvcYamlFacts } from '../facts/dvc/dvc-facts.ts';
import { pyproject } from '../facts/environment/pyproject.ts';
import { pythonLock } from '../facts/environment/python-lock.ts';
import { requirements } from '../facts/environment/requirements.ts';
import type { DocumentFacts } from '../facts/facts.ts';
import type { Json } from '../facts/format.ts';
import { readPythonParams } from '../facts/python/python-params.ts';
import { readFile } from '../facts/read-file.ts';
import { createSourceText } from '../model/source-text.ts';
import { baseName, folderOf, isInside } from '../project/paths.ts';
import { dataItems } from './snapshot-data.ts';
import { packageVersions } from './snapshot-packages.ts';
import { metricValues, parameterValues } from './snapshot-values.ts';
import type { MetricPlace } from './metric-direction.ts';
import type { UnreadFile, VersionSnapshot } from './version-snapshot.ts';

/** A file's text, or why there is none. */
export type CommitText = { readonly text: string } | { readonly unread: 'absent' | 'not-cached' | 'unsupported' };

/** What is known of a commit so far. */
export interface CommitFiles {
  readonly version: string;
  readonly commit: string;
  /** The model's folder: pipelines, data and packages are taken from it and below. */
  readonly folder: string;
  /** All files of the commit. */
  readonly paths: ReadonlySet<string>;
  /** By path; what was asked for and is not here is asked for again. */
  readonly contents: ReadonlyMap<string, CommitText>;
  /** Metrics to read beside those that the pipelines name. */
  readonly gated: readonly MetricPlace[];
}

/** What the files so far come to, and what else should be read; the snapshot is whole where nothing is. */
export interface SnapshotReading {
  readonly snapshot: VersionSnapshot;
  readonly wanted: readonly string[];
}

const condaName = /(?:^|\/)(?:environment|conda)[^/]*\.ya?ml$/i;

/** Reads what is there. Total: what cannot be understood is listed as unread, and is not taken for empty. */
export function readCommitSnapshot(files: CommitFiles): SnapshotReading {
  const wanted = new Set<string>();
  const unread = new Map<string, UnreadFile['reason']>();
  const textOf = (path: string): string | undefined => {
    const content = files.contents.get(path);
    if (content === undefined) wanted.add(path);
    else if ('text' in content) return content.text;
    else unread.set(path, content.unread);
    return undefined;
  };
  const documentsOf = (path: string): readonly DocumentFacts[] => {
    const text = textOf(path);
    // Templates name files that may not be there; only those of the commit are read.
    const read = (other: string): string | undefined => (files.paths.has(other) ? textOf(other) : undefined);
    return text === undefined ? [] : readFile(createSourceText(path, text), { read }).documents;
  };
  const dataOf = (path: string): Json | undefined => {
    const text = textOf(path);
    if (text === undefined) return undefined;
    const data = path.endsWith('.py') ? readPythonParams(text) : readData(createSourceText(path, text));
    if (data === undefined && text.trim() !== '') unread.set(path, 'broken');
    return data;
  };

  const inScope = [...files.paths].filter((path) => isInside(files.folder, path));
  const pipelines = inScope
    .filter((path) => baseName(path) === 'dvc.yaml')
    .map((file) => ({ file, facts: documentsOf(file).flatMap((document) => (document.format === 'dvc-yaml' ? [document.facts] : [])) }));
  const pipelineFacts = pipelines.flatMap(({ facts }) => facts);
  const holders = inScope.filter((path) => baseName(path) === 'dvc.lock' || /[^/]\.dvc$/.test(path));
  const dependencyFiles = [...files.paths].filter((path) => isDependencyFile(path) && isNear(files.folder, path));

  const snapshot: VersionSnapshot = {
    version: files.version,
    commit: files.commit,
    metrics: metricFiles(pipelineFacts, files).flatMap((file) => metricValues({ file, data: dataOf(file), gated: files.gated })),
    params: parameterFiles(pipelines, files.paths).flatMap((file) => parameterValues(file, dataOf(file))),
    data: dataItems(holders.flatMap(documentsOf), files.paths),
    stages: pipelines.flatMap(({ file, facts }) =>
      facts.flatMap(({ stages }) =>
        stages.map(({ name, commands }) => ({ file, stage: name.value, command: commands.map(({ value }) => value).join('\n') })),
      ),
    ),
    packages: dependencyFiles.flatMap((file) => packageVersions(file, documentsOf(file))),
    unread: [...unread].map(([path, reason]) => ({ path, reason })),
  };
  return { snapshot, wanted: [...wanted] };
}

function isDependencyFile(path: string): boolean {
  return requirements.recognise(path) || pyproject.recognise(path) || pythonLock.recognise(path) || condaName.test(path);
}

/** Packages of a project are often listed above it, at the repository's root. */
function isNear(folder: string, path: string): boolean {
  return isInside(folder, path) || isInside(folderOf(path), folder);
}

/** Files of numbers: a folder that is named stands for the files in it. */
function metricFiles(pipelines: readonly DvcYamlFacts[], { paths, gated }: CommitFiles): readonly string[] {
  const named = pipelines.flatMap(({ stages, metrics }) => [
    ...stages.flatMap(({ outs }) => outs.flatMap(({ kind, resolved }) => (kind === 'metric' ? [resolved] : []))),
    ...metrics.map(({ resolved }) => resolved),
  ]);
  const places = new Set([
    ...named.filter((path) => path !== null),
    ...gated.map(({ file }) => file).filter((file) => !file.startsWith('mlflow:')),
  ]);
  return [...places].flatMap((path) => {
    if (paths.has(path)) return [path];
    const inside = [...paths].filter((other) => isInside(path, other) && /\.(?:json|ya?ml|toml)$/i.test(other));
    return inside.length > 0 ? inside : [path];
  });
}

/** The files that pipelines name, and the `params.yaml` beside each, which DVC takes unasked. */
function parameterFiles(
  pipelines: readonly { readonly file: string; readonly facts: readonly DvcYamlFacts[] }[],
  paths: ReadonlySet<string>,
): readonly string[] {
  const files = new Set<string>();
  for (const { file, facts } of pipelines) {
    const folder = folderOf(file);
    const usual = folder === '' ? 'params.yaml' : `${folder}/params.yaml`;
    if (paths.has(usual)) files.add(usual);
    for (const { stages, params } of facts) {
      for (const { params: used } of stages) for (const { resolvedFile } of used) files.add(resolvedFile);
      for (const { resolved } of params) if (resolved !== null) files.add(resolved);
    }
  }
  return [...files];
}
