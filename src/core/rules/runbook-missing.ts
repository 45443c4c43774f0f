import { defineRule } from '../engine/define-rule.ts';
import { placeOfAbsent } from './places/place-of-absent.ts';
import { isOutOfScope } from './scope/is-out-of-scope.ts';

/** File names and titles under which teams keep such documents, in English and Polish. */
const runbook =
  /run-?_?books?|play-?_?books?|on-?_?call|incident|incydent|procedur|post-?mortem|disaster|troubleshoot|(?:^|\/)(?:alerts?|rollback|operations?|ops|eskalacj\w*|awari\w*)(?:\/|\.md$)/i;

/** A project without a word on what to do when it fails. */
export const runbookMissing = defineRule({
  id: 'runbook-missing',
  title: { en: 'There is a runbook', pl: 'Istnieje procedura postępowania (runbook)' },
  severity: 'info',
  fix: null,
  why: {
    en: 'In an incident nobody has time to find out what to check, whom to call and how to go back.',
    pl: 'Podczas incydentu nikt nie ma czasu ustalać, co sprawdzić, do kogo zadzwonić i jak wrócić do poprzedniej wersji.',
  },
  remedy: {
    en: 'Write what to do when quality falls, the service fails or the data is wrong, and declare it under `runbooks` in airworthy.yaml.',
    pl: 'Opisz, co robić, gdy spada jakość, pada usługa lub dane są błędne, i zadeklaruj to w `runbooks` w airworthy.yaml.',
  },
  checks: ['incident-playbook', 'alert-response'],
  texts: { missing: { en: 'There is no runbook for incidents.', pl: 'Nie ma procedury postępowania na wypadek incydentu.' } },
  examples: {
    bad: { 'airworthy.yaml': 'version: 1\nproject: card-fraud\n' },
    good: {
      'airworthy.yaml': 'version: 1\nproject: card-fraud\nrunbooks: { incident: docs/incident.md }\n',
      'docs/incident.md': '# Incident playbook\n',
    },
  },
  check({ project, report }) {
    // A declared runbook that is not there is `link-broken`.
    if (Object.keys(project.manifest?.runbooks ?? {}).length > 0) return;
    const documents = [...project.tree.keys()].filter(
      (path) => /\.(?:md|markdown|rst|adoc|txt)$/i.test(path) && !isOutOfScope(project, path),
    );
    const titles = project.documents('markdown').filter(({ path }) => !isOutOfScope(project, path));
    if (
      documents.some((path) => runbook.test(path)) ||
      titles.some(({ facts }) => facts.sections.some(({ heading }) => runbook.test(heading.value)))
    )
      return;
    const place = placeOfAbsent(project, ['runbooks']);
    if (place !== undefined) report({ ...place, messageId: 'missing', identity: 'runbooks' });
  },
});
