import { deployTargets } from '../config/deploy-targets.ts';
import type { ManifestGate } from '../config/manifest-schema.ts';
import { documentPointer } from '../config/pointer.ts';
import type { Project } from './project.ts';

/** Files that a project's own files name, perhaps ignored by Git and so not in the tree. */
export interface WantedFiles {
  /** Read their text. */
  readonly read: readonly string[];
  /** Find out whether they are there. */
  readonly stat: readonly string[];
  /** Hash their bytes with MD5: tracked files whose digest a lock file names. */
  readonly hash: readonly string[];
}

/** Data that a person may have; never a reason to read a whole data set. */
const readableData = /\.(?:json|ya?ml|toml|py)$/i;

/** Texts of tools that no format owns, in which evidence is looked for: what make, CI and shells run, what goes to Git LFS, settings. */
const toolText =
  /(?:^|\/)(?:(?:GNU)?[Mm]akefile|[Jj]ustfile|Jenkinsfile|Procfile|crontab|tox\.ini|setup\.cfg|pytest\.ini|\.gitattributes|\.env(?:\.[\w-]+)?)$|\.(?:sh|bash|mk)$/;

/** What the manifests, dvc.yaml, dvc.lock and `.dvc` files of projects name. */
export function wantedBy(projects: readonly Project[]): WantedFiles {
  const read = new Set<string>();
  const stat = new Set<string>();
  const hash = new Set<string>();
  for (const project of projects) {
    wantedByManifest(project, read, stat);
    wantedByPipelines(project, read, stat);
    wantedByLocks(project, stat, hash);
    for (const path of project.tree.keys()) if (toolText.test(path)) read.add(path);
  }
  return { read: [...read], stat: [...stat], hash: [...hash] };
}

function wantedByManifest(project: Project, read: Set<string>, stat: Set<string>): void {
  const { manifest, manifestDocument } = project;
  if (manifest === null || manifestDocument === null) return;
  const add = (target: Set<string>, relative: string | undefined): void => {
    const path = relative === undefined ? null : project.resolve(manifestDocument.path, relative);
    if (path !== null && path !== '') target.add(path);
  };
  for (const model of manifest.models ?? []) {
    add(stat, model.path);
    for (const gate of model.gates ?? []) add(read, gateFile(gate));
    for (const target of deployTargets(model)) add(read, target.manifest);
  }
  for (const source of Object.values(manifest.sources ?? {})) add(stat, source.reference);
  for (const document of [
    ...Object.values(manifest.runbooks ?? {}),
    manifest.compliance?.dpia,
    manifest.decisions?.log,
    manifest.decisions?.explainer,
  ]) {
    if (document !== undefined && readsAsText(document)) add(read, document);
    else add(stat, document);
  }
  add(read, manifest.retraining?.workflow);
  for (const review of manifest.reviews ?? []) add(stat, review.document);
}

function readsAsText(path: string): boolean {
  return /\.(?:md|markdown|rst|txt|ya?ml|json)$/i.test(path);
}

function gateFile(gate: ManifestGate): string | undefined {
  return 'from' in gate ? documentPointer(gate.from)?.file : undefined;
}

function wantedByPipelines(project: Project, read: Set<string>, stat: Set<string>): void {
  for (const { facts } of project.documents('dvc-yaml')) {
    for (const stage of facts.stages) {
      for (const parameter of stage.params) read.add(parameter.resolvedFile);
      for (const dependency of stage.deps) if (dependency.resolved !== null) stat.add(dependency.resolved);
      for (const out of stage.outs) {
        if (out.resolved === null) continue;
        if (out.kind === 'metric' && readableData.test(out.resolved)) read.add(out.resolved);
        else stat.add(out.resolved);
      }
    }
    for (const metric of facts.metrics) if (metric.resolved !== null && readableData.test(metric.resolved)) read.add(metric.resolved);
  }
}

function wantedByLocks(project: Project, stat: Set<string>, hash: Set<string>): void {
  for (const { facts } of project.documents('dvc-lock')) {
    for (const item of facts.stages.flatMap((stage) => [...stage.deps, ...stage.outs])) {
      if (item.resolved === null) continue;
      stat.add(item.resolved);
      const isWholeFile = item.md5 !== null && !item.legacyMd5 && !item.md5.value.endsWith('.dir');
      if (isWholeFile && project.tree.get(item.resolved)?.tracked === true) hash.add(item.resolved);
    }
  }
  for (const { facts } of project.documents('dvc-file')) {
    for (const item of facts.outs) if (item.resolved !== null) stat.add(item.resolved);
  }
}
