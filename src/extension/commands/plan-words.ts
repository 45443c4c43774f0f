/** A plan in plain words, for the dialog before it is carried out. May not import `vscode`. */
import type { ReadyRelease } from '../../app/prepare-release.ts';
import { type Message, type Text, message } from '../../core/l10n/message.ts';
import { type PlanStep, type ReleaseVerb, planSteps } from '../../core/release/release-steps.ts';
import { releaseWords } from '../../core/release/release-words.ts';
import { shortVersion, within } from '../tree/version-node.ts';

const titles: Readonly<Record<ReleaseVerb, Text>> = {
  promote: { en: 'Promote {model} {to} to {stage}?', pl: 'Awansować {model} {to} do etapu {stage}?' },
  deploy: { en: 'Deploy {model} {to} to {stage}?', pl: 'Wdrożyć {model} {to} w etapie {stage}?' },
  rollback: { en: 'Roll {model} in {stage} back to {to}?', pl: 'Wycofać {model} w etapie {stage} do {to}?' },
  shadow: {
    en: 'Start {model} {to} in {stage}, on copies of the requests?',
    pl: 'Uruchomić {model} {to} w etapie {stage}, na kopiach zapytań?',
  },
  canary: {
    en: 'Give {model} {to} in {stage} {traffic} % of the traffic?',
    pl: 'Skierować {traffic} % ruchu etapu {stage} do {model} {to}?',
  },
  unassign: { en: 'Take {model} {from} out of {stage}?', pl: 'Usunąć {model} {from} z etapu {stage}?' },
  register: { en: 'Register {model} {to}?', pl: 'Zarejestrować {model} {to}?' },
};

/** What the button says that does it. */
export const verbWords: Readonly<Record<ReleaseVerb, Text>> = {
  promote: { en: 'Promote', pl: 'Awansuj' },
  deploy: { en: 'Deploy', pl: 'Wdróż' },
  rollback: { en: 'Roll Back', pl: 'Wycofaj' },
  shadow: { en: 'Start Shadow', pl: 'Uruchom w cieniu' },
  canary: { en: 'Shift Traffic', pl: 'Przenieś ruch' },
  unassign: { en: 'Unassign', pl: 'Usuń z etapu' },
  register: { en: 'Register', pl: 'Zarejestruj' },
};

const texts = {
  blocked: { en: '{model} {to} does not pass the gates of {stage}.', pl: '{model} {to} nie spełnia bramek etapu {stage}.' },
  now: { en: 'Now in {stage}: {version}.', pl: 'Teraz w etapie {stage}: {version}.' },
  nobody: { en: 'No version is in {stage} now.', pl: 'Teraz w etapie {stage} nie ma wersji.' },
  at: { en: 'At commit {commit}.', pl: 'W commicie {commit}.' },
  passed: { en: '✓ {metric}: {why}', pl: '✓ {metric}: {why}' },
  failed: { en: '✗ {metric}: {why}', pl: '✗ {metric}: {why}' },
  warning: { en: '⚠ {warning}', pl: '⚠ {warning}' },
  'create-tag': { en: '• Make the tag {target} in this clone', pl: '• Utworzy w tym klonie tag {target}' },
  record: { en: '• Record “{after}” on {target}', pl: '• Zapisze „{after}” przy {target}' },
  'set-alias': { en: '• Point {target} at {after} (now {before})', pl: '• Ustawi {target} na {after} (teraz {before})' },
  'delete-alias': { en: '• Remove {target} (now {before})', pl: '• Usunie {target} (teraz {before})' },
  'edit-manifest': { en: '• Change {key} in {target}: {before} → {after}', pl: '• Zmieni {key} w {target}: {before} → {after}' },
  addKey: { en: '• Add {key}: {after} in {target}', pl: '• Doda {key}: {after} w {target}' },
  removeKey: { en: '• Remove {key}: {before} from {target}', pl: '• Usunie {key}: {before} z {target}' },
  commit: { en: '• Commit {after} to {target}, and nothing else', pl: '• Utworzy commit z {after} w {target}, bez innych zmian' },
  'push-tag': { en: '• Push to {target}', pl: '• Wyśle do {target}' },
  'push-branch': { en: '• Push to {target}', pl: '• Wyśle do {target}' },
  'run-command': { en: '• Run: {target}', pl: '• Uruchomi: {target}' },
  runIn: { en: '• Run in {folder}: {target}', pl: '• Uruchomi w {folder}: {target}' },
  notPushed: { en: 'Nothing is pushed unless you choose so.', pl: 'Nic nie zostanie wysłane, jeśli tego nie wybierzesz.' },
  staysHere: { en: 'It is not pushed: this clone has no remote.', pl: 'Nic nie zostanie wysłane: ten klon nie ma zdalnego repozytorium.' },
} as const satisfies Readonly<Record<string, Text>>;

/** The question to ask. */
export function planTitle({ plan, isBlocked }: Pick<ReadyRelease, 'plan' | 'isBlocked'>): Message {
  const { action, model, stage, from, to, traffic } = plan;
  const args = {
    model,
    stage: stage ?? '–',
    from: shortVersion(from ?? '–'),
    to: shortVersion(to ?? '–'),
    traffic: traffic === null ? '–' : String(traffic.after),
  };
  return message(isBlocked ? texts.blocked : titles[action], args);
}

/** What there is now, what the gates say, what to know, and everything that will be written or run: paragraphs of lines. */
export function planParagraphs(
  { plan, gates }: Pick<ReadyRelease, 'plan' | 'gates'>,
  { hasRemote }: { readonly hasRemote: boolean },
): readonly (readonly Message[])[] {
  const { action, stage, from, to, commit, warnings, remote } = plan;
  const now =
    stage === null
      ? message(texts.at, { commit: commit?.slice(0, 10) ?? '–' })
      : message(from === null ? texts.nobody : texts.now, { stage, version: shortVersion(from ?? '–') });
  const isJudged = stage !== null && to !== null && action !== 'unassign';
  const judged = gates.map(({ metric, passed, why }) => within(passed ? texts.passed : texts.failed, { why }, { metric }));
  const paragraphs = [
    [now],
    isJudged && gates.length === 0 ? [message(releaseWords.noGates)] : judged,
    warnings.map((warning) => within(texts.warning, { warning })),
    [...planSteps(plan).map(stepLine), ...(remote === null ? [message(hasRemote ? texts.notPushed : texts.staysHere)] : [])],
  ];
  return paragraphs.filter((lines) => lines.length > 0);
}

function stepLine({ step, target, before, after, folder, key }: PlanStep): Message {
  if (folder !== undefined) return message(texts.runIn, { folder, target });
  const text = key === undefined ? texts[step] : before === null ? texts.addKey : after === null ? texts.removeKey : texts[step];
  return message(text, { target, key: key ?? '', before: shortVersion(before ?? '–'), after: shortVersion(after ?? '–') });
}
