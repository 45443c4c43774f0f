import { defineRule } from '../engine/define-rule.ts';
import { releasesOf } from '../project/evidence/releases.ts';
import { exampleTag } from './knowledge/example-tag.ts';
import { placesOfAbsent } from './places/place-of-absent.ts';

/** A model in use with nothing to go back to. */
export const noRollbackTarget = defineRule({
  id: 'no-rollback-target',
  title: { en: 'There is a version to roll back to', pl: 'Istnieje wersja, do której można wrócić' },
  severity: 'info',
  fix: null,
  why: {
    en: 'Only one version was ever released: when it fails, there is nothing to put in its place.',
    pl: 'Wydano tylko jedną wersję: gdy zawiedzie, nie ma jej czym zastąpić.',
  },
  remedy: {
    en: 'Register a second version that is known to work, be it a simpler model, and try going back to it once.',
    pl: 'Zarejestruj drugą, sprawdzoną wersję, choćby prostszy model, i raz przećwicz powrót do niej.',
  },
  checks: ['rollback'],
  texts: {
    one: {
      en: '{model} has one version only ({version}): there is nothing to roll back to.',
      pl: '{model} ma tylko jedną wersję ({version}): nie ma do czego wrócić.',
    },
  },
  examples: {
    bad: { 'airworthy.yaml': 'version: 1\nmodels: [{ name: fraud }]\n' },
    badTags: [exampleTag('fraud@v1.0.0', '2026-11-01')],
    good: { 'airworthy.yaml': 'version: 1\nmodels: [{ name: fraud }]\n' },
    goodTags: [exampleTag('fraud@v1.0.0', '2026-10-01'), exampleTag('fraud@v1.1.0', '2026-11-01')],
  },
  check({ project, report }) {
    const releases = releasesOf(project);
    if (releases.known === 'unknown' || releases.known === 'shallow') return;
    const places = placesOfAbsent(project, 'versions');
    for (const { name, artifact, versions } of releases.models) {
      const [only] = versions;
      if (only === undefined || versions.length > 1) continue;
      const short = artifact.slice(artifact.lastIndexOf(':') + 1);
      const place =
        places.find(({ model, declared }) => model === name || model === short || declared?.item.artifact === short) ??
        (places[0]?.declared === null ? places[0] : undefined);
      if (place === undefined) continue;
      report({ path: place.path, span: place.span, messageId: 'one', args: { model: name, version: only.version }, identity: artifact });
    }
  },
});
