import { type CheckAnswer, defineCheck } from '../engine/define-check.ts';
import type { Text } from '../l10n/message.ts';
import { offer } from '../project/evidence/offer.ts';
import { versionPairs } from '../project/evidence/version-pairs.ts';
import { weighEvidence } from '../project/evidence/weigh-evidence.ts';

const texts = {
  pipeline: { en: 'dvc.yaml and {other} agree.', pl: 'dvc.yaml i {other} są zgodne.' },
  data: { en: '{other} and dvc.lock agree on {name}.', pl: '{other} i dvc.lock są zgodne co do {name}.' },
  model: {
    en: 'The serving manifest and the tag {other} name the same version of {name}.',
    pl: 'Manifest serwowania i tag {other} wskazują tę samą wersję {name}.',
  },
  framework: { en: 'The model and {other} name the same version of {name}.', pl: 'Model i {other} wskazują tę samą wersję {name}.' },
  stale: { en: 'dvc.yaml and dvc.lock disagree.', pl: 'dvc.yaml i dvc.lock są niezgodne.' },
  mismatch: { en: 'This place names another version than a second one does.', pl: 'To miejsce wskazuje inną wersję niż drugie.' },
  differs: { en: '{name}: {left} here, {right} in {other}.', pl: '{name}: tutaj {left}, a w {other} {right}.' },
  disagree: {
    en: 'Places that ought to name the same version do not.',
    pl: 'Miejsca, które powinny wskazywać tę samą wersję, są niezgodne.',
  },
  missing: {
    en: 'There are no two places whose versions could be compared.',
    pl: 'Nie ma dwóch miejsc, których wersje można by porównać.',
  },
} as const satisfies Record<string, Text>;

/** Whether places that ought to name the same version do. */
export const versionConsistency = defineCheck({
  id: 'version-consistency',
  group: 'model',
  title: { en: 'Version consistency', pl: 'Spójność wersji' },
  question: {
    en: 'Do environments agree on code, data and model versions?',
    pl: 'Czy środowiska są zgodne co do wersji kodu, danych i modelu?',
  },
  weight: 1,
  evidence: {
    met: {
      en: 'At least one pair of places was compared (dvc.yaml with dvc.lock, dvc.lock with `.dvc` files, registry with serving manifest, model with requirements) and all agree; `version-mismatch` and `dvc-lock-stale` are quiet.',
      pl: 'Porównano co najmniej jedną parę miejsc (dvc.yaml z dvc.lock, dvc.lock z plikami `.dvc`, rejestr z manifestem serwowania, model z zależnościami) i wszystkie są zgodne; reguły `version-mismatch` i `dvc-lock-stale` milczą.',
    },
    partial: { en: 'Never: places agree or they do not.', pl: 'Nigdy: miejsca są zgodne albo nie.' },
    missing: { en: 'A pair that disagrees, or nothing to compare.', pl: 'Niezgodna para albo nic do porównania.' },
  },
  step: {
    title: { en: 'Mend the places that disagree, or reproduce the pipeline', pl: 'Popraw niezgodne miejsca albo odtwórz potok' },
    effort: 'hours',
    fix: null,
  },
  evaluate(context): CheckAnswer {
    const { project } = context;
    const pairs = versionPairs(project);
    const against = [
      ...context.findings('dvc-lock-stale').map((finding) => offer(finding, texts.stale)),
      ...pairs
        .filter((pair) => !pair.agrees)
        .map(({ place, name, left, right, other }) => offer(place, texts.differs, { name, left, right, other })),
      ...context.findings('version-mismatch').map((finding) => offer(finding, texts.mismatch)),
    ];
    const met = against.length > 0 ? [] : pairs.map(({ what, place, name, other }) => offer(place, texts[what], { name, other }));
    return weighEvidence(project, {
      met,
      partial: [],
      missing: against.length > 0 ? texts.disagree : texts.missing,
      against,
      looksIn: /(?:^|\/)dvc\.lock$/,
    });
  },
});
