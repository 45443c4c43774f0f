import { type FixOffer, defineRule } from '../engine/define-rule.ts';
import type { Project } from '../project/project.ts';
import { setBelowKey, yamlScalar } from './edits/yaml-entry.ts';
import { type FoundAlert, alertsOf, hasWord } from './knowledge/alerts.ts';
import { isOutOfScope } from './scope/is-out-of-scope.ts';

/** The usual names: `runbook_url` of the monitoring mixins, and what teams write instead. */
const runbookName = /run[-_]?book|play[-_]?book|procedure|how[-_]?to[-_]?fix/i;

/** An alert that wakes somebody up and does not say what to do. */
export const alertWithoutRunbook = defineRule({
  id: 'alert-without-runbook',
  title: { en: 'Each alert links a runbook', pl: 'Każdy alert wskazuje procedurę postępowania' },
  severity: 'info',
  fix: 'safe',
  why: {
    en: 'An alert without a procedure is ignored, or costs an hour of searching at night.',
    pl: 'Alert bez procedury jest ignorowany albo kosztuje godzinę szukania w nocy.',
  },
  remedy: {
    en: 'Write down what to check and do, and link it in the annotation `runbook_url`.',
    pl: 'Zapisz, co sprawdzić i co zrobić, i wskaż to w adnotacji `runbook_url`.',
  },
  checks: ['alert-response', 'incident-playbook'],
  texts: {
    missing: { en: 'Alert {alert} has no runbook.', pl: 'Alert {alert} nie ma procedury postępowania (runbook).' },
    add: { en: 'Link the runbook {runbook}', pl: 'Wskaż procedurę {runbook}' },
  },
  examples: {
    bad: {
      'monitoring/rules.yml': 'groups:\n- name: fraud\n  rules:\n  - alert: FraudDrift\n    expr: feature_drift_psi > 0.25\n    for: 10m\n',
    },
    good: {
      'monitoring/rules.yml':
        'groups:\n- name: fraud\n  rules:\n  - alert: FraudDrift\n    expr: feature_drift_psi > 0.25\n    for: 10m\n    annotations:\n      runbook_url: docs/alerts.md\n',
    },
  },
  check({ project, report }) {
    for (const alert of alertsOf(project)) {
      const { path, rule } = alert;
      if (hasWord(rule, runbookName)) continue;
      const fix = linkRunbook(project, alert);
      report({
        path,
        span: rule.name.span,
        messageId: 'missing',
        args: { alert: rule.name.value },
        identity: rule.name.value,
        ...(fix && { fix }),
      });
    }
  },
});

function linkRunbook(project: Project, { source, rule }: FoundAlert): FixOffer<'add'> | undefined {
  const found = runbookFor(project, rule.name.value);
  if (found === undefined) return undefined;
  const runbook = likeOthers(project, found);
  const edit = setBelowKey(
    source,
    rule.span,
    { key: 'annotations', value: rule.annotationsSpan, present: rule.annotations },
    { key: 'runbook_url', value: yamlScalar(runbook) },
  );
  return edit && { titleId: 'add', args: { runbook }, edits: [edit] };
}

/** Where other alerts link the same document by its address, so does this one. */
function likeOthers(project: Project, runbook: string): string {
  const path = runbook.replace(/#.*$/, '');
  for (const { rule } of alertsOf(project)) {
    const link = rule.annotations.find(({ key }) => runbookName.test(key.value))?.value.value ?? '';
    const index = link.indexOf(`/${path}`);
    if (/^https?:/i.test(link) && index > 0) return `${link.slice(0, index)}/${runbook}`;
  }
  return runbook;
}

/** The runbook that the manifest declares for alerts, else the document that speaks of this alert, else the only one that is called so. */
function runbookFor(project: Project, alert: string): string | undefined {
  const declared = project.manifest?.runbooks?.alerts;
  const document = project.manifestDocument;
  if (declared !== undefined && document !== null) {
    if (/^https?:/i.test(declared)) return declared;
    const path = project.resolve(document.path, declared.replace(/#.*$/, ''));
    if (path !== null && project.exists(path)) return withSection(project, path, alert);
  }
  const documents = project.documents('markdown').filter(({ path }) => !isOutOfScope(project, path));
  const named = documents.filter(({ path }) => /run-?_?book|play-?_?book|(?:^|\/)alerts?(?:\/|\.md$)|incident|on-?call/i.test(path));
  const telling = documents.find(({ facts }) => facts.sections.some(({ heading }) => heading.value.includes(alert)));
  const chosen = telling ?? (named.length === 1 ? named[0] : undefined);
  return chosen === undefined ? undefined : withSection(project, chosen.path, alert);
}

function withSection(project: Project, path: string, alert: string): string {
  const document = project.documents('markdown').find((found) => found.path === path);
  const heading = document?.facts.sections.find((section) => section.heading.value.includes(alert))?.heading.value;
  return heading === undefined ? path : `${path}#${anchorOf(heading)}`;
}

/** The fragment GitHub and most renderers give a heading. */
function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}
