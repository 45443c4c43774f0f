import { type CheckAnswer, type EvidenceOffer, answer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { documentsAbout, saysDate } from '../project/evidence/documents.ts';
import { offer, offerRef } from '../project/evidence/offer.ts';
import { type ReleasedModel, releasesOf } from '../project/evidence/releases.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { ReleaseEvent } from '../release/model-state.ts';
import { isoTime } from '../release/iso-time.ts';
import { recordOf } from '../release/release-message.ts';
import type { Project } from '../project/project.ts';

const texts = {
  whole: {
    en: '{by} released {model} {version} on {date}, with the reason and the gates.',
    pl: 'Wydanie {model} {version} ({by}, {date}): tag podaje powód i bramki.',
  },
  ungated: {
    en: '{by} released {model} {version} on {date}: the tag gives the reason, but not the gates.',
    pl: 'Wydanie {model} {version} ({by}, {date}): tag podaje powód, ale nie bramki.',
  },
  unexplained: {
    en: '{by} released {model} {version} on {date}, but the tag does not say why.',
    pl: 'Wydanie {model} {version} ({by}, {date}): tag nie mówi dlaczego.',
  },
  lightweight: {
    en: 'The tag {tag} is lightweight: it says neither who released nor why.',
    pl: 'Tag {tag} jest lekki: nie mówi, kto wydał ani dlaczego.',
  },
  annotated: {
    en: 'The tag {tag} says who released and when; which model and which gates it does not say.',
    pl: 'Tag {tag} mówi, kto i kiedy wydał; nie mówi, który model i na jakich bramkach.',
  },
  log: { en: 'A release log is kept by hand.', pl: 'Dziennik wydań jest prowadzony ręcznie.' },
  missing: {
    en: 'Nothing shows who released which version, when and why.',
    pl: 'Nic nie pokazuje, kto, kiedy i dlaczego wydał którą wersję.',
  },
  noGit: { en: 'Without Git nothing remembers who released which version.', pl: 'Bez Git nic nie pamięta, kto wydał którą wersję.' },
  unknown: {
    en: 'Git’s tags could not be read, so who released what is unknown.',
    pl: 'Nie udało się odczytać tagów Git, więc nie wiadomo, kto co wydał.',
  },
  shallow: { en: 'The clone is shallow: release tags may be missing.', pl: 'Klon jest płytki: może brakować tagów wydań.' },
} as const satisfies Record<string, Text>;

const hardStage = /^(?:prod|production|live)$/i;

/** Whether releases can be accounted for. */
export const auditTrail = defineCheck({
  id: 'audit-trail',
  group: 'compliance',
  title: { en: 'Audit trail', pl: 'Ślad audytowy' },
  question: {
    en: 'Can it be shown who released which version, when, why, and on which gates?',
    pl: 'Czy można wykazać, kto, kiedy, dlaczego i na podstawie jakich bramek wydał którą wersję?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'For every model in production, the newest release tag gives the author, the time and a reason, and the gates, recorded by Airworthy in the tag or named in its message.',
      pl: 'Dla każdego modelu na produkcji najnowszy tag wydania podaje autora, czas i powód oraz bramki, zapisane przez Airworthy w tagu lub wymienione w jego treści.',
    },
    partial: {
      en: 'Tags that leave out the reason or the gates, lightweight tags, plain version tags, or a release log kept by hand.',
      pl: 'Tagi bez powodu lub bramek, tagi lekkie, zwykłe tagi wersji albo ręcznie prowadzony dziennik wydań.',
    },
    missing: {
      en: 'No release tags and no log. Unknown where Git cannot be asked or the clone is shallow.',
      pl: 'Brak tagów wydań i dziennika. Nieznane, gdy nie można zapytać Git lub klon jest płytki.',
    },
  },
  step: {
    title: {
      en: 'Release with annotated tags that give the reason and the gates (Airworthy: Promote)',
      pl: 'Wydawaj przez opisane tagi z powodem i bramkami (Airworthy: Promote)',
    },
    effort: 'minutes',
    fix: null,
  },
  evaluate({ project }): CheckAnswer {
    const releases = releasesOf(project);
    if (releases.known === 'unknown' || (releases.known === 'names' && project.repository.tags.length > 0))
      return answer('unknown', texts.unknown);
    const judged = releases.models.flatMap((model) => judge(model));
    const isWhole = judged.length > 0 && judged.every((entry) => entry.isWhole);
    const partial = [
      ...judged.filter((entry) => !entry.isWhole).map((entry) => entry.found),
      ...plainTags(project, releases.models),
      ...documentsAbout(
        project,
        /release (?:log|history|notes)|model (?:history|log|changelog)|deployment log|dziennik wydań|historia wydań/i,
      )
        .filter((part) => !part.isBlank && saysDate(part.body))
        .map((part) => offer(part.place, texts.log)),
    ];
    if (!isWhole && partial.length === 0) {
      if (releases.known === 'shallow') return answer('unknown', texts.shallow);
      if (project.repository.git === 'none') return answer('missing', texts.noGit);
    }
    return weighEvidence(project, { met: isWhole ? judged.map((entry) => entry.found) : [], partial, missing: texts.missing });
  },
});

/** The newest assignment to production, else to any stage, else the newest registration. */
function judge(model: ReleasedModel): readonly { readonly found: EvidenceOffer; readonly isWhole: boolean }[] {
  const assigned = model.history.filter((event) => event.action === 'assign');
  const newest =
    assigned.find((event) => hardStage.test(event.stage ?? '')) ??
    assigned[0] ??
    model.history.find((event) => event.action === 'register');
  if (newest === undefined) return [];
  const isExplained = saysWhy(newest);
  const isWhole = isExplained && namesGates(newest);
  const args = { by: newest.by, model: model.name, version: newest.version ?? '', date: isoTime(newest.at).slice(0, 10) };
  return [{ found: offerRef(newest.ref, isWhole ? texts.whole : isExplained ? texts.ungated : texts.unexplained, args), isWhole }];
}

/** GTO writes a sentence of its own where a person gives none. */
function saysWhy(event: ReleaseEvent): boolean {
  const record = recordOf(event);
  if (record !== null) return record.reason.trim() !== '';
  const text = event.message.trim();
  return text.length >= 4 && text !== event.ref && !/^(?:assigning stage|registering artifact|unassigning stage|deprecating)\b/i.test(text);
}

function namesGates(event: ReleaseEvent): boolean {
  const record = recordOf(event);
  if (record !== null) return record.gates.length > 0;
  // Gates that the manifest declares today say nothing of those that judged this release.
  return /\bgates?\b|bramk|\bthresholds?\b|\b(?:f1|auc|recall|precision|accuracy|rmse|mae)\b[^\n]*\d/i.test(event.message);
}

/** Version tags of the repository that are none of GTO's. */
function plainTags(project: Project, models: readonly ReleasedModel[]): readonly EvidenceOffer[] {
  if (models.length > 0) return [];
  const versions = project.repository.tags.filter((tag) => /^(?:release[-/])?v?\d+\.\d+/.test(tag.name) || /[@#]/.test(tag.name));
  const [first] = versions;
  if (first === undefined) return [];
  return [offerRef(first.name, first.kind === 'annotated' ? texts.annotated : texts.lightweight, { tag: first.name })];
}
