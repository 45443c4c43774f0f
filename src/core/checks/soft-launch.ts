import { type CheckAnswer, type EvidenceOffer, answer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { documentsAbout } from '../project/evidence/documents.ts';
import { manifestKey } from '../project/evidence/manifest-key.ts';
import { offer, offerRef } from '../project/evidence/offer.ts';
import { type ReleasedModel, releasesOf } from '../project/evidence/releases.ts';
import { declaresSoftLaunch, softLaunches, softStage } from '../project/evidence/soft-launches.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';

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
    for (const { kind, place, name, percent } of softLaunches(project)) {
      (kind === 'full' ? partial : met).push(offer(place, texts[kind], { name, percent: percent ?? '' }));
    }
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
      if (declaresSoftLaunch(model))
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
