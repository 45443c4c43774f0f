import { deployTargets } from '../../config/deploy-targets.ts';
import type { KserveFacts } from '../../facts/serving/serving-facts.ts';
import { modelReferences } from '../../project/evidence/model-references.ts';
import { perProject } from '../../project/evidence/per-project.ts';
import { type ReleasedModel, releasesOf } from '../../project/evidence/releases.ts';
import type { Span } from '../../model/span.ts';
import type { Project } from '../../project/project.ts';
import { isSameScheme, isSameVersion, versionLabel } from '../../release/serving/version-name.ts';
import { deployedManifests } from '../scope/deployed-manifests.ts';

/** A version that a serving manifest names for a released model, beside the version that the registry's stage holds. */
interface ServedVersion {
  readonly model: string;
  readonly stage: string;
  readonly path: string;
  readonly span: Span;
  readonly written: string;
  readonly holder: { readonly version: string; readonly ref: string };
  readonly agrees: boolean;
}

const production = /^(?:prod|production|live)$/i;
const canary = /^canary$/i;
/**
 * The versions that can be compared: of models with a registered version in the stage that the manifest stands for.
 * The manifest of a stage is the one its `deploy` names, else the object with the model's name, which stands for production,
 * or, while the traffic is split, for the canary.
 */
export function servedVersions(project: Project): readonly ServedVersion[] {
  const manifests = deployedManifests(project);
  return releasesOf(project).models.flatMap((model) =>
    writtenVersions(project, model)
      .filter(({ path }) => manifests.includes(path))
      .flatMap(({ stages, ...written }): readonly ServedVersion[] => {
        const holders = stages.flatMap((stage) => [...model.stages].filter(([name]) => stage.test(name)));
        const comparable = holders.filter(([, holder]) => isSameScheme(written.written, holder.version));
        const [first] = comparable;
        if (first === undefined) return [];
        const agrees = comparable.some(([, holder]) => isSameVersion(holder.version, written.written));
        return [{ model: model.name, stage: first[0], holder: first[1], agrees, ...written }];
      }),
  );
}

/** The version a stage holds now, for a manifest that names none. */
export function currentVersion(
  project: Project,
  path: string,
  uri: string,
): { readonly version: string; readonly ref: string } | undefined {
  const found = releasesOf(project).models.find(
    (model) => isManifestOf(project, model, path) || uri.split(/[/@:]/).includes(shortName(model)),
  );
  return found === undefined ? undefined : [...found.stages].find(([stage]) => production.test(stage))?.[1];
}

interface WrittenVersion {
  readonly path: string;
  readonly span: Span;
  readonly written: string;
  /** The names of the stages that the place may stand for. */
  readonly stages: readonly RegExp[];
}

function writtenVersions(project: Project, model: ReleasedModel): readonly WrittenVersion[] {
  const references = modelReferences(project).filter(
    ({ place, uri }) => isManifestOf(project, model, place.path) || uri.split(/[/@:]/).includes(shortName(model)),
  );
  const uris = references.flatMap(({ place, written }): readonly WrittenVersion[] => {
    if (written === null || place.span === null) return [];
    return [{ path: place.path, span: place.span, written, stages: stagesOf(project, model, place.path, place.span) }];
  });
  const labels = project.documents('kserve').flatMap(({ path, facts }): readonly WrittenVersion[] => {
    if (!isManifestOf(project, model, path)) return [];
    const found = [...facts.labels, ...facts.annotations].filter(([name]) => versionLabel.test(name));
    return found.map(([, { value, span }]) => ({ path, span, written: value, stages: stagesOf(project, model, path, null) }));
  });
  return [...uris, ...labels];
}

const servicesByPath = perProject((project): ReadonlyMap<string, readonly KserveFacts[]> => {
  const services = new Map<string, KserveFacts[]>();
  for (const { path, facts } of project.documents('kserve')) services.set(path, [...(services.get(path) ?? []), facts]);
  return services;
});

function shortName({ artifact }: ReleasedModel): string {
  return artifact.slice(artifact.lastIndexOf(':') + 1);
}

function isManifestOf(project: Project, model: ReleasedModel, path: string): boolean {
  return (
    deployStages(project, model, path) !== undefined ||
    (servicesByPath(project).get(path) ?? []).some(({ name }) => name?.value === shortName(model))
  );
}

/** The stage whose `deploy` names the file, null where it serves every stage; undefined where no `deploy` names it. */
function deployStages(project: Project, model: ReleasedModel, path: string): string | null | undefined {
  const document = project.manifestDocument;
  const declared = project.manifest?.models?.find(({ name, artifact }) => name === model.name || (artifact ?? name) === shortName(model));
  if (document === null || declared === undefined) return undefined;
  return deployTargets(declared).find(({ manifest }) => manifest !== undefined && project.resolve(document.path, manifest) === path)?.stage;
}

function stagesOf(project: Project, model: ReleasedModel, path: string, span: Span | null): readonly RegExp[] {
  const declared = deployStages(project, model, path);
  if (typeof declared === 'string') return [new RegExp(`^${declared.replace(/[^\w/-]/g, '')}$`)];
  const isCanary = (servicesByPath(project).get(path) ?? []).some(
    ({ canaryTrafficPercent, canaries }) =>
      (canaryTrafficPercent !== null && canaryTrafficPercent.value < 100) ||
      canaries.some(({ storageUri }) => storageUri !== null && storageUri.span.start === span?.start),
  );
  return isCanary ? [production, canary] : [production];
}
