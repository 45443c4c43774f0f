import { type CheckAnswer, type EvidenceOffer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { automaticCommands } from '../project/evidence/ci-commands.ts';
import { documentsAbout, wholeDocument } from '../project/evidence/documents.ts';
import { explainingCall, explanationTopic } from '../project/evidence/explaining-code.ts';
import { manifestKey } from '../project/evidence/manifest-key.ts';
import { servingObjects } from '../project/evidence/model-servers.ts';
import { type Place, offer } from '../project/evidence/offer.ts';
import { codeFiles } from '../project/evidence/python-code.ts';
import { reachableFrom } from '../project/evidence/python-imports.ts';
import { targetFiles } from '../project/evidence/run-targets.ts';
import { scheduledRuns } from '../project/evidence/scheduled-runs.ts';
import { servingPath } from '../project/evidence/serving-code.ts';
import { stageFiles } from '../project/evidence/threshold-code.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';
import type { Project } from '../project/project.ts';

const texts = {
  server: { en: '{name} serves an explainer.', pl: '{name} udostępnia moduł wyjaśniający.' },
  code: {
    en: 'Explanations are computed here, in what the pipeline, CI or the service runs.',
    pl: 'Wyjaśnienia są liczone tutaj, w tym, co uruchamia potok, CI lub usługa.',
  },
  idle: {
    en: 'Explanations are computed here, but nothing runs this code by itself.',
    pl: 'Wyjaśnienia są tu liczone, ale nic nie uruchamia tego kodu samo.',
  },
  notebook: { en: 'Explanations are computed in a notebook, by hand.', pl: 'Wyjaśnienia są liczone w notatniku, ręcznie.' },
  documented: {
    en: 'The document gives the reasons of decisions; nothing computes them.',
    pl: 'Dokument podaje powody decyzji; nic ich nie oblicza.',
  },
  declared: {
    en: 'The manifest names {target}; nothing here is seen to explain decisions.',
    pl: 'Manifest wskazuje {target}; nie widać, by coś wyjaśniało decyzje.',
  },
  noTarget: { en: 'The manifest names {target}, which does not exist.', pl: 'Manifest wskazuje {target}, którego nie ma.' },
  missing: { en: 'Nothing explains a decision.', pl: 'Nic nie wyjaśnia decyzji.' },
} as const satisfies Record<string, Text>;

/** Whether a decision can be explained to the one it concerns. */
export const explainability = defineCheck({
  id: 'explainability',
  group: 'compliance',
  title: { en: 'Explainability', pl: 'Wyjaśnialność' },
  question: {
    en: 'Are there explanations for decisions (explainers, documented reasons)?',
    pl: 'Czy istnieją wyjaśnienia decyzji (moduły wyjaśniające, udokumentowane powody)?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'A KServe or Seldon explainer, or SHAP, LIME, Captum or alibi code that a pipeline stage, CI, a schedule or the service runs.',
      pl: 'Moduł wyjaśniający w KServe lub Seldonie albo kod SHAP, LIME, Captum lub alibi uruchamiany przez etap potoku, CI, harmonogram lub usługę.',
    },
    partial: {
      en: 'Such code in a notebook or a script that nothing runs, or reasons in a document or model card.',
      pl: 'Taki kod w notatniku lub skrypcie, którego nic nie uruchamia, albo powody w dokumencie lub karcie modelu.',
    },
    missing: { en: 'None of it, or a declared explainer that does not exist.', pl: 'Nic z tego albo zadeklarowany moduł, którego nie ma.' },
  },
  step: {
    title: {
      en: 'Compute explanations in the pipeline or serve an explainer',
      pl: 'Licz wyjaśnienia w potoku albo udostępnij moduł wyjaśniający',
    },
    effort: 'days',
    fix: 'link-broken',
  },
  evaluate({ project }): CheckAnswer {
    const running = runningFiles(project);
    const met: EvidenceOffer[] = servingObjects(project).flatMap((object) =>
      object.explainer === null ? [] : [offer(object.explainer, texts.server, { name: object.name })],
    );
    const partial: EvidenceOffer[] = [];
    for (const file of codeFiles(project)) {
      const call = file.isTest ? undefined : explainingCall(file.code);
      if (call === undefined) continue;
      const place: Place = { path: file.path, span: call.calleeSpan };
      if (running.has(file.path)) met.push(offer(place, texts.code));
      else partial.push(offer(place, file.isNotebook ? texts.notebook : texts.idle));
    }
    const declared = declaredExplainer(project);
    const documents = documentsAbout(project, explanationTopic).filter((part) => !part.isBlank && part.words >= 12);
    return weighEvidence(project, {
      met,
      partial: [...partial, ...documents.map((part) => offer(part.place, texts.documented)), ...declared.partial],
      missing: texts.missing,
      against: declared.against,
    });
  },
});

/** Files that stages of a pipeline, CI, a schedule or the service run. A stage is run whenever the pipeline is. */
function runningFiles(project: Project): ReadonlySet<string> {
  const commands = [...automaticCommands(project), ...scheduledRuns(project).flatMap((run) => (run.suspended ? [] : run.commands))];
  return new Set([
    ...commands.flatMap((command) => targetFiles(project, command)),
    ...stageFiles(project).flatMap((path) => reachableFrom(project, path)),
    ...servingPath(project).map((file) => file.path),
  ]);
}

function declaredExplainer(project: Project): { readonly partial: readonly EvidenceOffer[]; readonly against: readonly EvidenceOffer[] } {
  const target = project.manifest?.decisions?.explainer;
  if (target === undefined || project.manifestDocument === null) return { partial: [], against: [] };
  const place = manifestKey(project, 'decisions', 'explainer');
  const looksLikePath = /[/\\]|\.\w{2,5}$/.test(target) && !/^\w+:\/\//.test(target);
  const path = looksLikePath ? project.resolve(project.manifestDocument.path, target) : null;
  if (looksLikePath && (path === null || !project.exists(path)))
    return { partial: [], against: [offer(place, texts.noTarget, { target })] };
  const part = path === null ? undefined : wholeDocument(project, path);
  return { partial: [offer(place, part !== undefined && !part.isBlank ? texts.documented : texts.declared, { target })], against: [] };
}
