import { type CheckAnswer, type EvidenceOffer, answer, defineCheck } from '../engine/define-check.ts';
import type { YamlView } from '../facts/yaml/yaml-view.ts';
import type { Text } from '../l10n/message.ts';
import { objectsOfKind } from '../project/evidence/cluster-objects.ts';
import { documentsAbout } from '../project/evidence/documents.ts';
import { manifestKey } from '../project/evidence/manifest-key.ts';
import { offer, offerRef } from '../project/evidence/offer.ts';
import { ownDocuments } from '../project/evidence/own-documents.ts';
import { type ReleasedModel, releasesOf } from '../project/evidence/releases.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { Project } from '../project/project.ts';

const texts = {
  canary: { en: '{name} gives a new version {percent} % of the traffic first.', pl: '{name} daje nowej wersji najpierw {percent}% ruchu.' },
  shadow: { en: '{name} mirrors traffic to a shadow version.', pl: '{name} kopiuje ruch do wersji w trybie cienia.' },
  steps: { en: '{name} moves traffic to a new version in steps.', pl: '{name} przenosi ruch na nową wersję krokami.' },
  history: {
    en: '{model} {version} went through {stage} before production.',
    pl: '{model} {version} przed produkcją przeszedł przez etap {stage}.',
  },
  assigned: {
    en: '{model} {version} is in {stage}, but no version is known to have gone from there to production.',
    pl: '{model} {version} jest w etapie {stage}, ale żadna wersja nie przeszła stamtąd do produkcji.',
  },
  full: {
    en: '{name} names a canary, but it takes all traffic or none.',
    pl: '{name} wymienia wdrożenie kanarkowe, ale kieruje do niego cały ruch albo nic.',
  },
  declared: {
    en: 'The manifest declares a shadow or canary step, but nothing is seen to carry it out.',
    pl: 'Manifest deklaruje krok trybu cienia lub kanarkowy, ale nie widać, by coś go wykonywało.',
  },
  documented: {
    en: 'The document describes a shadow or canary step; it was not found built.',
    pl: 'Dokument opisuje krok trybu cienia lub kanarkowy; nie znaleziono jego realizacji.',
  },
  missing: { en: 'A new version takes all the traffic at once.', pl: 'Nowa wersja od razu przejmuje cały ruch.' },
  unknown: {
    en: 'Git’s tags could not be read, so the stages of earlier versions are unknown.',
    pl: 'Nie udało się odczytać tagów Git, więc etapy wcześniejszych wersji są nieznane.',
  },
} as const satisfies Record<string, Text>;

const softStage = /^(?:shadow|canary|staging-shadow|pre-?prod-shadow|champion-challenger|challenger)$/i;
const hardStage = /^(?:prod|production|live)$/i;

/** Whether a new version meets real traffic before it decides anything. */
export const softLaunch = defineCheck({
  id: 'soft-launch',
  group: 'release',
  title: { en: 'Soft launch', pl: 'Łagodne wdrożenie' },
  question: {
    en: 'Is there a shadow or canary step before full traffic?',
    pl: 'Czy przed pełnym ruchem jest krok trybu cienia lub wdrożenie kanarkowe?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'KServe `canaryTrafficPercent` between 1 and 99, a Seldon shadow or traffic split, an Argo Rollout or Flagger canary, an Istio mirror or weighted route, or a version that went through a shadow or canary stage to production in GTO’s tags.',
      pl: 'KServe `canaryTrafficPercent` od 1 do 99, cień lub podział ruchu w Seldonie, canary w Argo Rollouts lub Flaggerze, kopia ruchu lub wagi w Istio albo wersja, która w tagach GTO przeszła przez etap shadow lub canary do produkcji.',
    },
    partial: {
      en: 'A stage or a strategy that is declared or described, but not seen in use.',
      pl: 'Etap lub strategia zadeklarowane albo opisane, ale niewidoczne w użyciu.',
    },
    missing: { en: 'None of it.', pl: 'Nic z tego.' },
  },
  step: {
    title: { en: 'Send new versions a small share of traffic first', pl: 'Kieruj do nowych wersji najpierw małą część ruchu' },
    effort: 'hours',
    fix: null,
  },
  evaluate({ project }): CheckAnswer {
    const releases = releasesOf(project);
    const met: EvidenceOffer[] = [];
    const partial: EvidenceOffer[] = [];
    for (const { path, facts } of ownDocuments(project, 'kserve')) {
      const name = facts.name?.value ?? 'InferenceService';
      const shares = [facts.canaryTrafficPercent, ...facts.canaries.map((canary) => canary.trafficPercent)].filter(
        (share) => share !== null,
      );
      for (const share of shares) {
        const isSoft = share.value > 0 && share.value < 100;
        (isSoft ? met : partial).push(
          offer({ path, span: share.span }, isSoft ? texts.canary : texts.full, { name, percent: share.value }),
        );
      }
    }
    met.push(...seldonSplits(project), ...routed(project), ...rollouts(project));
    for (const model of releases.models) {
      const passed = wentSoftly(model);
      if (passed !== undefined)
        met.push(offerRef(passed.ref, texts.history, { model: model.name, version: passed.version, stage: passed.stage }));
      else
        for (const [stage, holder] of model.stages)
          if (softStage.test(stage))
            partial.push(offerRef(holder.ref, texts.assigned, { model: model.name, version: holder.version, stage }));
    }
    for (const [index, model] of (project.manifest?.models ?? []).entries()) {
      const declares =
        (model.stages ?? []).some((stage) => softStage.test(stage)) ||
        /"strategy":"(?:canary|shadow)"/.test(JSON.stringify(model.deploy ?? {}));
      if (declares)
        partial.push(offer(manifestKey(project, 'models', index, model.stages === undefined ? 'deploy' : 'stages'), texts.declared));
    }
    partial.push(
      ...documentsAbout(project, /canary|shadow|soft[ -]launch|gradual rollout|kanark|tryb cienia|a\/b test/i)
        .filter((part) => !part.isBlank)
        .map((part) => offer(part.place, texts.documented)),
    );
    if (met.length + partial.length === 0 && releases.known === 'unknown') return answer('unknown', texts.unknown);
    return weighEvidence(project, { met, partial, missing: texts.missing });
  },
});

/** The newest version that was assigned to a soft stage and later to production. */
function wentSoftly(model: ReleasedModel): { readonly ref: string; readonly version: string; readonly stage: string } | undefined {
  const assigned = model.history.filter((event) => event.action === 'assign');
  for (const live of assigned.filter((event) => hardStage.test(event.stage ?? ''))) {
    const soft = assigned.find((event) => event.version === live.version && softStage.test(event.stage ?? '') && event.at <= live.at);
    if (soft !== undefined) return { ref: soft.ref, version: soft.version ?? '', stage: soft.stage ?? '' };
  }
  return undefined;
}

function seldonSplits(project: Project): readonly EvidenceOffer[] {
  return objectsOfKind(project, /^(?:SeldonDeployment|Experiment)$/).flatMap(({ object, path, name }) => {
    const predictors = object.root.at('spec', 'predictors')?.items() ?? [];
    const shadow = predictors.map((predictor) => predictor.get('shadow')).find((view) => view?.boolean()?.value === true);
    const shares = predictors
      .flatMap((predictor) => predictor.get('traffic')?.number() ?? [])
      .filter((share) => share.value > 0 && share.value < 100);
    const mirror = object.root.at('spec', 'mirror');
    const candidates = object.root.at('spec', 'candidates')?.items() ?? [];
    if (shadow !== undefined) return [offer({ path, span: shadow.span }, texts.shadow, { name })];
    if (mirror !== undefined) return [offer({ path, span: mirror.span }, texts.shadow, { name })];
    const [share] = shares;
    if (share !== undefined && predictors.length > 1)
      return [offer({ path, span: share.span }, texts.canary, { name, percent: Math.min(...shares.map(({ value }) => value)) })];
    return candidates.length > 1 ? [offer({ path, span: candidates[0]?.span ?? null }, texts.steps, { name })] : [];
  });
}

/** Routes that mirror or split traffic. */
function routed(project: Project): readonly EvidenceOffer[] {
  return objectsOfKind(project, /^(?:VirtualService|TrafficSplit|HTTPRoute|ServiceRouter)$/).flatMap(({ object, path, name }) => {
    const routes = object.root.at('spec', 'http')?.items() ?? object.root.at('spec', 'rules')?.items() ?? [];
    const mirror = routes.flatMap((route) => route.get('mirror') ?? route.get('mirrors') ?? [])[0];
    if (mirror !== undefined) return [offer({ path, span: mirror.span }, texts.shadow, { name })];
    const weights = [
      ...routes.flatMap((route) => weightsOf(route.get('route') ?? route.get('backendRefs'))),
      ...weightsOf(object.root.at('spec', 'backends')),
    ];
    const [first] = weights;
    return weights.length > 1 && first !== undefined
      ? [offer({ path, span: first.span }, texts.canary, { name, percent: Math.min(...weights.map(({ value }) => value)) })]
      : [];
  });
}

function weightsOf(list: YamlView | undefined): readonly { readonly value: number; readonly span: YamlView['span'] }[] {
  return (list?.items() ?? []).flatMap((entry) => entry.get('weight')?.number() ?? []).filter(({ value }) => value > 0 && value < 100);
}

function rollouts(project: Project): readonly EvidenceOffer[] {
  const argo = objectsOfKind(project, /^Rollout$/).flatMap(({ object, path, name }) => {
    const steps = object.root.at('spec', 'strategy', 'canary', 'steps');
    return steps === undefined || steps.items().length === 0
      ? []
      : [offer({ path, span: steps.items()[0]?.span ?? steps.span }, texts.steps, { name })];
  });
  const flagger = objectsOfKind(project, /^Canary$/)
    .filter(({ object }) => object.apiVersion.startsWith('flagger.app/'))
    .map(({ place, name }) => offer(place, texts.steps, { name }));
  return [...argo, ...flagger];
}
