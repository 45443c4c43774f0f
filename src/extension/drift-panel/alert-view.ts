/** Alerts as the page gets them. May not import `vscode`. */
import type { LiveAlert } from '../../core/charts/live-alert.ts';
import { ruleOfAlert, type RuleFact } from '../../core/charts/project-monitoring.ts';
import { type Language, type MessageArgs, type Text, format, message } from '../../core/l10n/message.ts';
import type { PanelAlert } from '../../protocol/drift-panel.ts';
import { type ActionFacts, runbookOf } from './chart-actions.ts';
import { agoText, dayText, scoreText } from './score-text.ts';

const words = {
  since: { en: 'since {day} ({ago})', pl: 'od {day} ({ago})' },
  value: { en: 'value {value}', pl: 'wartość {value}' },
  owner: { en: 'Owner: {owner}', pl: 'Właściciel: {owner}' },
  severity: { en: 'Severity: {severity}', pl: 'Ważność: {severity}' },
  runbook: { en: 'Runbook: {runbook}', pl: 'Procedura postępowania: {runbook}' },
  silenced: { en: 'Silenced by {by} until {day}: {comment}', pl: 'Wyciszył(a) {by} do {day}: {comment}' },
  source: { en: 'Source: {source}', pl: 'Źródło: {source}' },
  label: { en: '{name}: {value}', pl: '{name}: {value}' },
} as const satisfies Readonly<Record<string, Text>>;

/** Labels that teams name the owner of an alert by, the plainest first. */
const ownerLabels = ['owner', 'team', 'squad', 'contact'];
const shownElsewhere = new Set(['alertname', 'severity', ...ownerLabels]);
const mostLabels = 20;

/** Tells alerts apart while they last. */
export function alertId({ source, name, labels }: Pick<LiveAlert, 'source' | 'name' | 'labels'>): string {
  return JSON.stringify([source, name, Object.entries(labels).sort()]);
}

/** An alert with what is known of it, all of it plain text: labels and annotations come from outside. */
export function panelAlert(
  alert: LiveAlert,
  { facts, language, now }: { readonly facts: ActionFacts; readonly language: Language; readonly now: number },
): PanelAlert {
  const say = (text: Text, args: MessageArgs = {}): string => format(message(text, args), language);
  const { name, state, since, value, labels, annotations, silenced, source } = alert;
  const rule = ruleOfAlert(facts.rules, alert);
  const runbook = alertRunbook(alert, rule, facts);
  const owner = ownerOf(alert, rule);
  const said = annotations['summary'] ?? annotations['description'] ?? '';
  const canRollBack = (facts.manifest.models ?? []).length > 0;
  return {
    id: alertId(alert),
    name,
    state: silenced === null ? state : 'silenced',
    text: [
      ...(said === '' ? [] : [said]),
      say(words.since, { day: dayText(since, language), ago: agoText(since, now, language) }),
      ...(value === null ? [] : [say(words.value, { value: scoreText(value, language) ?? String(value) })]),
    ].join(' · '),
    details: [
      ...(silenced === null
        ? []
        : [say(words.silenced, { by: silenced.by, day: dayText(silenced.until, language), comment: silenced.comment })]),
      ...(owner === null ? [] : [say(words.owner, { owner })]),
      ...(labels['severity'] === undefined ? [] : [say(words.severity, { severity: labels['severity'] })]),
      ...(runbook === null ? [] : [say(words.runbook, { runbook })]),
      ...Object.entries(labels)
        .filter(([label]) => !shownElsewhere.has(label))
        .slice(0, mostLabels)
        .map(([label, text]) => say(words.label, { name: label, value: text })),
      say(words.source, { source }),
    ],
    actions: [
      ...(rule === null ? [] : (['openRule'] as const)),
      ...(runbook === null ? [] : (['openRunbook'] as const)),
      ...(canRollBack ? (['rollBack'] as const) : []),
      'openInServer',
    ],
  };
}

/** The runbook that the alert itself names, its rule, or the manifest. */
export function alertRunbook(
  { annotations }: LiveAlert,
  rule: RuleFact | null,
  { manifest }: Pick<ActionFacts, 'manifest'>,
): string | null {
  return runbookOf({ annotations: { ...rule?.annotations, ...annotations } }, manifest);
}

function ownerOf({ labels, annotations }: LiveAlert, rule: RuleFact | null): string | null {
  const all = { ...rule?.labels, ...rule?.annotations, ...annotations, ...labels };
  return ownerLabels.map((label) => all[label]).find((owner) => owner !== undefined && owner !== '') ?? null;
}

/** The model that an alert is about: the one that a label names, of the models that are declared; null where none does. */
export function modelOfAlert({ labels }: Pick<LiveAlert, 'labels'>, models: readonly { readonly name: string }[]): string | null {
  const values = new Set(Object.values(labels));
  return models.find(({ name }) => values.has(name))?.name ?? (models.length === 1 ? (models[0]?.name ?? null) : null);
}
