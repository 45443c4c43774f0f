import { type CheckAnswer, type EvidenceOffer, answer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { withWhy } from '../l10n/with-why.ts';
import { objectsOfKind } from '../project/evidence/cluster-objects.ts';
import { type DocumentPart, documentsAbout, mentionsOf, wholeDocument } from '../project/evidence/documents.ts';
import { manifestKey } from '../project/evidence/manifest-key.ts';
import { type Place, offer, offerRef } from '../project/evidence/offer.ts';
import { ownDocuments } from '../project/evidence/own-documents.ts';
import { callsTo, codeFiles, placeOfCall } from '../project/evidence/python-code.ts';
import { isConcrete, rollbackCommands } from '../project/evidence/release-commands.ts';
import { releasesOf } from '../project/evidence/releases.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { LiveFacts } from '../project/live-facts.ts';
import type { Project } from '../project/project.ts';

const texts = {
  history: {
    en: '{model} has {count} {count|version|versions} in Git tags, so there is one to go back to.',
    pl: 'Model {model} ma w tagach Git {count} {count|wersję|wersje|wersji}, więc jest do czego wrócić.',
  },
  command: { en: 'This command brings the previous version back.', pl: 'To polecenie przywraca poprzednią wersję.' },
  canary: { en: 'The rollout goes back by itself when its analysis fails.', pl: 'Wdrożenie wycofuje się samo, gdy analiza zawodzi.' },
  documented: { en: 'The procedure gives the command and when to use it.', pl: 'Procedura podaje polecenie i kiedy go użyć.' },
  described: {
    en: 'Rolling back is described, but without a command and its trigger.',
    pl: 'Wycofanie jest opisane, ale bez polecenia i jego wyzwalacza.',
  },
  one: {
    en: '{model} has only one released version: there is nothing to go back to.',
    pl: 'Model {model} ma tylko jedną wydaną wersję: nie ma do czego wrócić.',
  },
  split: {
    en: 'Traffic can be taken from the new version, but no command or trigger says how.',
    pl: 'Ruch można odebrać nowej wersji, ale żadne polecenie ani wyzwalacz nie mówi jak.',
  },
  registry: {
    en: 'Models are registered in MLflow; how many versions there are was not asked.',
    pl: 'Modele są rejestrowane w MLflow; nie sprawdzono, ile jest wersji.',
  },
  mention: {
    en: 'A general document mentions rolling back; a procedure of its own is needed.',
    pl: 'Dokument ogólny wspomina o wycofaniu; potrzebna jest osobna procedura.',
  },
  missing: { en: 'Nothing brings the previous model back.', pl: 'Nic nie przywraca poprzedniego modelu.' },
  noTags: {
    en: 'Git’s tags could not be read, so earlier versions are unknown.',
    pl: 'Nie udało się odczytać tagów Git, więc wcześniejsze wersje są nieznane.',
  },
  shallow: {
    en: 'The clone is shallow: tags of earlier versions may be missing.',
    pl: 'Klon jest płytki: może brakować tagów wcześniejszych wersji.',
  },
  served: { en: '{model} has {count} versions in MLflow.', pl: 'Model {model} ma {count} {count|wersję|wersje|wersji} w MLflow.' },
  servedOne: { en: '{model} has only one version in MLflow.', pl: 'Model {model} ma tylko jedną wersję w MLflow.' },
  failed: {
    en: 'The versions of {model} are in MLflow, which could not be asked: {why}',
    pl: 'Wersje modelu {model} są w MLflow, którego nie udało się odpytać: {why}',
  },
  mlflow: {
    en: 'The model’s versions are in MLflow, which was not asked (check --online asks it).',
    pl: 'Wersje modelu są w MLflow, którego nie odpytano (pyta o niego check --online).',
  },
} as const satisfies Record<string, Text>;

const rollbackTopic = /roll(?:ing)?[ -]?back|revert(?:ing)?|restore|undo|wycofani|przywróceni|przywracani|cofnięci/i;

/** Whether the way back is known before it is needed. */
export const rollback = defineCheck({
  id: 'rollback',
  group: 'release',
  title: { en: 'Rollback', pl: 'Wycofanie wersji' },
  question: {
    en: 'Can the previous model be restored at once, by a tested procedure?',
    pl: 'Czy poprzedni model można przywrócić od razu, sprawdzoną procedurą?',
  },
  weight: 3,
  evidence: {
    met: {
      en: 'At least two versions of a model in GTO’s tags, or in an MLflow registry that was asked, a workflow, script or make target that rolls back, an Argo Rollout with an analysis, or a procedure that gives the command and says when to use it.',
      pl: 'Co najmniej dwie wersje modelu w tagach GTO albo w odpytanym rejestrze MLflow, przepływ pracy, skrypt lub cel make, który wycofuje, Argo Rollout z analizą albo procedura podająca polecenie i kiedy go użyć.',
    },
    partial: {
      en: 'One version only, a description without a command, a canary without a procedure, or a registry that was not asked.',
      pl: 'Tylko jedna wersja, opis bez polecenia, wdrożenie kanarkowe bez procedury albo nieodpytany rejestr.',
    },
    missing: {
      en: 'None of it. Without Git’s answer, or in a shallow clone, it is unknown.',
      pl: 'Nic z tego. Bez odpowiedzi Git lub w płytkim klonie stan jest nieznany.',
    },
  },
  step: {
    title: {
      en: 'Release versions with GTO and write down the rollback command and its trigger',
      pl: 'Wydawaj wersje przez GTO i zapisz polecenie wycofania oraz jego wyzwalacz',
    },
    effort: 'hours',
    fix: null,
  },
  evaluate({ project, live }): CheckAnswer {
    const releases = releasesOf(project);
    const documents = procedures(project);
    const concrete = documents.filter((part) => !part.isBlank && isConcrete(project, part, 'rollback'));
    const served = servedVersions(project, live);
    const met = [
      ...served.several,
      ...releases.models
        .filter((model) => model.versions.length > 1)
        .map((model) => offerRef(model.versions[1]?.ref ?? '', texts.history, { model: model.name, count: model.versions.length })),
      ...rollbackCommands(project).map((place) => offer(place, texts.command)),
      ...guardedRollouts(project).map((place) => offer(place, texts.canary)),
      ...concrete.map((part) => offer(part.place, texts.documented)),
    ];
    const partial = [
      ...served.one,
      ...releases.models
        .filter((model) => model.versions.length === 1)
        .map((model) => offerRef(model.versions[0]?.ref ?? '', texts.one, { model: model.name })),
      ...documents.filter((part) => !concrete.includes(part) && part.words >= 5).map((part) => offer(part.place, texts.described)),
      ...ownDocuments(project, 'kserve').flatMap(({ path, facts }) =>
        facts.canaryTrafficPercent === null ? [] : [offer({ path, span: facts.canaryTrafficPercent.span }, texts.split)],
      ),
      ...mlflowRegistrations(project).map((place) => offer(place, texts.registry)),
      ...mentionsOf(project, rollbackTopic)
        .filter((part) => part.words >= 5)
        .map((part) => offer(part.place, texts.mention)),
    ];
    if (met.length === 0) {
      const [unasked] = served.unasked;
      if (unasked !== undefined && partial.length === 0) return { status: 'unknown', reason: unasked.why, evidence: served.unasked };
      if (releases.known === 'unknown' && partial.length === 0) return answer('unknown', texts.noTags);
      if (releases.known === 'shallow' && partial.length === 0) return answer('unknown', texts.shallow);
    }
    return weighEvidence(project, { met, partial, missing: texts.missing });
  },
});

interface ServedVersions {
  readonly several: readonly EvidenceOffer[];
  readonly one: readonly EvidenceOffer[];
  /** That nobody asked, or whose server did not answer. */
  readonly unasked: readonly EvidenceOffer[];
}

/** The declared models that MLflow keeps, by how many versions it has. */
function servedVersions(project: Project, live: LiveFacts | null): ServedVersions {
  const found: Record<keyof ServedVersions, EvidenceOffer[]> = { several: [], one: [], unasked: [] };
  for (const [index, { name: model, registry, mlflow }] of (project.manifest?.models ?? []).entries()) {
    if (registry !== 'mlflow' && mlflow === undefined) continue;
    const place = manifestKey(project, 'models', index);
    const said = live?.versions[model];
    if (said === undefined) found.unasked.push(offer(place, texts.mlflow));
    else if ('failure' in said) found.unasked.push({ ...place, why: withWhy(texts.failed, said.failure, { model }) });
    else if (said.count > 1) found.several.push(offer(place, texts.served, { model, count: said.count }));
    else if (said.count === 1) found.one.push(offer(place, texts.servedOne, { model }));
  }
  return found;
}

/** Documents and sections about rolling back; the one the manifest names is asked for its section first. */
function procedures(project: Project): readonly DocumentPart[] {
  const written = project.manifest?.runbooks?.rollback;
  const path = written === undefined || project.manifestDocument === null ? null : project.resolve(project.manifestDocument.path, written);
  const declared = path === null ? undefined : wholeDocument(project, path);
  const found = documentsAbout(project, rollbackTopic);
  return declared === undefined || found.some((part) => part.document.path === path) ? found : [...found, declared];
}

/** Argo Rollouts whose canary or blue-green strategy has an analysis. */
function guardedRollouts(project: Project): readonly Place[] {
  return objectsOfKind(project, /^(?:Rollout|Canary)$/)
    .filter(({ object }) => {
      const strategy = object.root.at('spec', 'strategy', 'canary') ?? object.root.at('spec', 'strategy', 'blueGreen');
      const steps = strategy?.get('steps')?.items() ?? [];
      const isFlagger = object.kind.value === 'Canary' && object.root.at('spec', 'analysis', 'metrics') !== undefined;
      return (
        isFlagger ||
        strategy?.get('analysis') !== undefined ||
        strategy?.get('prePromotionAnalysis') !== undefined ||
        steps.some((step) => step.get('analysis') !== undefined)
      );
    })
    .map(({ place }) => place);
}

function mlflowRegistrations(project: Project): readonly Place[] {
  return codeFiles(project)
    .filter((file) => !file.isTest && !file.isNotebook)
    .flatMap((file) =>
      [
        ...callsTo(
          file.code,
          /^mlflow\.(?:\w+\.)*register_model$|(?:^|\.)(?:create_model_version|set_registered_model_alias|transition_model_version_stage)$/,
        ),
        ...file.code.calls.filter((call) => call.keywords.has('registered_model_name')),
      ].map((call) => placeOfCall(file, call)),
    );
}
