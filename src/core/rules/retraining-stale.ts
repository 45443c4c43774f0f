import { defineRule } from '../engine/define-rule.ts';
import { releasesOf } from '../project/evidence/releases.ts';
import { exampleTag } from './knowledge/example-tag.ts';
import { daysBetween, durationInDays } from './knowledge/dates.ts';

/** A newest model that is older than the project says it may be. */
export const retrainingStale = defineRule({
  id: 'retraining-stale',
  title: { en: 'Models are as young as declared', pl: 'Modele są tak świeże, jak zadeklarowano' },
  severity: 'warning',
  fix: null,
  why: {
    en: 'The retraining that was promised has not happened, or its result was never registered.',
    pl: 'Obiecane ponowne trenowanie nie odbyło się albo jego wynik nie został zarejestrowany.',
  },
  remedy: {
    en: 'Retrain and register the new version, or declare the cadence that is really meant.',
    pl: 'Wytrenuj model ponownie i zarejestruj nową wersję albo zadeklaruj częstość, o którą naprawdę chodzi.',
  },
  checks: ['retraining'],
  texts: {
    stale: {
      en: 'The newest version of {model}, {version}, is {days} days old; the declared cadence is {cadence}.',
      pl: 'Najnowsza wersja {model}, {version}, ma {days} {days|dzień|dni|dni}; zadeklarowana częstość to {cadence}.',
    },
  },
  examples: {
    bad: { 'airworthy.yaml': 'version: 1\nretraining: { trigger: schedule, cadence: 30d }\n' },
    badTags: [exampleTag('fraud@v1.0.0', '2001-01-01')],
    good: { 'airworthy.yaml': 'version: 1\nretraining: { trigger: schedule, cadence: 200y }\n' },
    goodTags: [exampleTag('fraud@v1.0.0', '2026-11-01')],
  },
  check({ project, report }) {
    const document = project.manifestDocument;
    const cadence = project.manifest?.retraining?.cadence;
    const limit = cadence === undefined ? undefined : durationInDays(cadence);
    const span = document?.facts.root.at('retraining', 'cadence')?.span;
    const releases = releasesOf(project);
    if (document === null || cadence === undefined || limit === undefined || span === undefined || releases.known !== 'full') return;
    for (const { name, history } of releases.models) {
      const newest = history
        .filter(({ action }) => action === 'register')
        .reduce<(typeof history)[number] | undefined>(
          (best, event) => (best === undefined || event.at > best.at ? event : best),
          undefined,
        );
      const days = newest === undefined ? undefined : daysBetween(new Date(newest.at).toISOString(), project.today);
      if (newest === undefined || days === undefined || days <= limit) continue;
      report({
        path: document.path,
        span,
        messageId: 'stale',
        args: { model: name, version: newest.version ?? newest.ref, days, cadence },
        identity: name,
      });
    }
  },
});
