import type { ManifestModel } from '../../config/manifest-schema.ts';
import type { YamlView } from '../../facts/yaml/yaml-view.ts';
import type { Project } from '../project.ts';
import { objectsOfKind } from './cluster-objects.ts';
import type { Place } from './offer.ts';
import { ownDocuments } from './own-documents.ts';
import { perProject } from './per-project.ts';

/** A place in a serving manifest that lets a new version meet real traffic before it takes all of it. */
export interface SoftLaunch {
  /** `full`: a canary that is named, but takes all traffic or none. */
  readonly kind: 'canary' | 'shadow' | 'steps' | 'full';
  readonly place: Place;
  /** Of the object that splits or copies the traffic. */
  readonly name: string;
  /** The smallest share, from 0 to 100; null where it is none. */
  readonly percent: number | null;
}

/** Names of stages in which a version answers few or nobody. */
export const softStage = /^(?:shadow|canary|staging-shadow|pre-?prod-shadow|champion-challenger|challenger)$/i;

/** Whether the manifest says that a model's new versions go through a shadow or a canary. */
export function declaresSoftLaunch(model: ManifestModel): boolean {
  return (
    (model.stages ?? []).some((stage) => softStage.test(stage)) || /"strategy":"(?:canary|shadow)"/.test(JSON.stringify(model.deploy ?? {}))
  );
}

/** All of them that KServe, Seldon, Istio, the Gateway API, Argo Rollouts and Flagger know. */
export const softLaunches = perProject((project): readonly SoftLaunch[] => [
  ...kserveShares(project),
  ...seldonSplits(project),
  ...routed(project),
  ...rollouts(project),
]);

function kserveShares(project: Project): readonly SoftLaunch[] {
  return ownDocuments(project, 'kserve').flatMap(({ path, facts }) =>
    [facts.canaryTrafficPercent, ...facts.canaries.map((canary) => canary.trafficPercent)]
      .filter((share) => share !== null)
      .map((share) => ({
        kind: share.value > 0 && share.value < 100 ? ('canary' as const) : ('full' as const),
        place: { path, span: share.span },
        name: facts.name?.value ?? 'InferenceService',
        percent: share.value,
      })),
  );
}

function shadowAt(place: Place, name: string): SoftLaunch {
  return { kind: 'shadow', place, name, percent: null };
}

function stepsAt(place: Place, name: string): SoftLaunch {
  return { kind: 'steps', place, name, percent: null };
}

function canaryAt(place: Place, name: string, shares: readonly { readonly value: number }[]): SoftLaunch {
  return { kind: 'canary', place, name, percent: Math.min(...shares.map(({ value }) => value)) };
}

function seldonSplits(project: Project): readonly SoftLaunch[] {
  return objectsOfKind(project, /^(?:SeldonDeployment|Experiment)$/).flatMap(({ object, path, name }) => {
    const predictors = object.root.at('spec', 'predictors')?.items() ?? [];
    const shadow = predictors.map((predictor) => predictor.get('shadow')).find((view) => view?.boolean()?.value === true);
    const shares = predictors
      .flatMap((predictor) => predictor.get('traffic')?.number() ?? [])
      .filter((share) => share.value > 0 && share.value < 100);
    const mirror = object.root.at('spec', 'mirror');
    const candidates = object.root.at('spec', 'candidates')?.items() ?? [];
    if (shadow !== undefined) return [shadowAt({ path, span: shadow.span }, name)];
    if (mirror !== undefined) return [shadowAt({ path, span: mirror.span }, name)];
    const [share] = shares;
    if (share !== undefined && predictors.length > 1) return [canaryAt({ path, span: share.span }, name, shares)];
    return candidates.length > 1 ? [stepsAt({ path, span: candidates[0]?.span ?? null }, name)] : [];
  });
}

/** Routes that mirror or split traffic. */
function routed(project: Project): readonly SoftLaunch[] {
  return objectsOfKind(project, /^(?:VirtualService|TrafficSplit|HTTPRoute|ServiceRouter)$/).flatMap(({ object, path, name }) => {
    const routes = object.root.at('spec', 'http')?.items() ?? object.root.at('spec', 'rules')?.items() ?? [];
    const mirror = routes.flatMap((route) => route.get('mirror') ?? route.get('mirrors') ?? [])[0];
    if (mirror !== undefined) return [shadowAt({ path, span: mirror.span }, name)];
    const weights = [
      ...routes.flatMap((route) => weightsOf(route.get('route') ?? route.get('backendRefs'))),
      ...weightsOf(object.root.at('spec', 'backends')),
    ];
    const [first] = weights;
    return weights.length > 1 && first !== undefined ? [canaryAt({ path, span: first.span }, name, weights)] : [];
  });
}

function weightsOf(list: YamlView | undefined): readonly { readonly value: number; readonly span: YamlView['span'] }[] {
  return (list?.items() ?? []).flatMap((entry) => entry.get('weight')?.number() ?? []).filter(({ value }) => value > 0 && value < 100);
}

/**
 * Whether the steps of an Argo Rollout give a version part of the traffic and then wait, for people (`pause`) or for an analysis. A lone
 * weight of 100, or weights that nothing waits between, give it everything at once.
 */
function isGradual(steps: readonly YamlView[]): boolean {
  const first = steps.findIndex((step) => {
    const weight = step.get('setWeight')?.number()?.value;
    return (weight !== undefined && weight < 100) || step.get('setCanaryScale') !== undefined || step.get('setMirrorRoute') !== undefined;
  });
  const waits = ['pause', 'analysis', 'experiment'];
  return first >= 0 && steps.slice(first).some((step) => waits.some((key) => step.get(key) !== undefined));
}

function rollouts(project: Project): readonly SoftLaunch[] {
  const argo = objectsOfKind(project, /^Rollout$/).flatMap(({ object, path, name }) => {
    const steps = object.root.at('spec', 'strategy', 'canary', 'steps');
    return steps === undefined || !isGradual(steps.items()) ? [] : [stepsAt({ path, span: steps.items()[0]?.span ?? steps.span }, name)];
  });
  const flagger = objectsOfKind(project, /^Canary$/)
    .filter(({ object }) => object.apiVersion.startsWith('flagger.app/'))
    .map(({ place, name }) => stepsAt(place, name));
  return [...argo, ...flagger];
}
