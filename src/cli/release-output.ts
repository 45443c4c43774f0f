import type { Receipt } from '../app/apply-release.ts';
import type { PreparedRelease, ReadyRelease } from '../app/prepare-release.ts';
import { format, message, type Language, type Message, type Text } from '../core/l10n/message.ts';
import { reportGate, type GateOutcome, type ReportedGate } from '../core/release/gate-outcome.ts';
import { outcomeMessages, releaseWords } from '../core/release/release-words.ts';
import { planSteps, type PlanStep } from '../core/release/release-steps.ts';
import { isoTimeOrNull } from '../core/release/iso-time.ts';
import { printable, tableText } from './table-text.ts';

/** The JSON document of `promote` and `rollback`. */
export interface ReleaseJson {
  readonly plan: readonly PlanStep[];
  readonly gates: readonly ReportedGate[];
  readonly applied: boolean;
  readonly verified: boolean;
}

/** What was planned and what came of it. */
export function releaseJson(prepared: Exclude<PreparedRelease, { kind: 'refused' }>, receipt: Receipt | null): ReleaseJson {
  // What is there already was just read from the registry, so it is verified without anything having been done.
  if (prepared.kind === 'already') return { plan: [], gates: [], applied: false, verified: true };
  return {
    plan: planSteps(prepared.plan),
    gates: prepared.gates.map(reportGate),
    applied: receipt !== null,
    verified: receipt?.verified ?? false,
  };
}

const texts = {
  ...releaseWords,
  promote: { en: 'Promote {model} {to} to {stage}', pl: 'Awansowanie {model} {to} do etapu {stage}' },
  rollback: { en: 'Roll back {model} in {stage} to {to}', pl: 'Wycofanie {model} w etapie {stage} do {to}' },
  deploy: { en: 'Deploy {model} {to} to {stage}', pl: 'Wdrożenie {model} {to} do etapu {stage}' },
  shadow: { en: 'Start the shadow of {model} {to} in {stage}', pl: 'Start trybu cienia {model} {to} w etapie {stage}' },
  canary: { en: 'Shift traffic of {model} {to} in {stage}', pl: 'Zmiana ruchu {model} {to} w etapie {stage}' },
  unassign: { en: 'Take {model} {from} out of {stage}', pl: 'Usunięcie {model} {from} z etapu {stage}' },
  register: { en: 'Register {model} {to}', pl: 'Rejestracja {model} {to}' },
  now: { en: 'now', pl: 'teraz' },
  nobody: { en: 'no version', pl: 'brak wersji' },
  since: { en: '{version}, since {time}, by {by}', pl: '{version}, od {time}, {by}' },
  'create-tag': { en: 'create tag', pl: 'nowy tag' },
  'set-alias': { en: 'set alias', pl: 'ustawienie aliasu' },
  'delete-alias': { en: 'delete alias', pl: 'usunięcie aliasu' },
  record: { en: 'record on', pl: 'zapis przy' },
  'edit-manifest': { en: 'edit', pl: 'zmiana' },
  commit: { en: 'commit to', pl: 'commit w' },
  'push-branch': { en: 'push branch', pl: 'wysłanie gałęzi' },
  'run-command': { en: 'run', pl: 'uruchomienie' },
  'push-tag': { en: 'push tag', pl: 'wysłanie tagu' },
  gates: { en: 'Gates', pl: 'Bramki' },
  passed: { en: 'passed', pl: 'spełniona' },
  failed: { en: 'FAILED', pl: 'NIESPEŁNIONA' },
  blocked: {
    en: 'Blocked by a gate. To go on all the same: --override-gates --reason TEXT.',
    pl: 'Zatrzymane przez bramkę. Aby mimo to kontynuować: --override-gates --reason TEKST.',
  },
  dryRun: { en: 'Dry run: nothing was changed.', pl: 'Próba: nic nie zmieniono.' },
  notRun: {
    en: 'Not run: {command}. Add --run-commands to run it, or run it yourself.',
    pl: 'Nie uruchomiono: {command}. Dodaj --run-commands albo uruchom je samodzielnie.',
  },
  notRunIn: {
    en: 'Not run: {command}. Add --run-commands to run it, or run it yourself in {folder}.',
    pl: 'Nie uruchomiono: {command}. Dodaj --run-commands albo uruchom je samodzielnie w {folder}.',
  },
  runIn: { en: 'run in {folder}', pl: 'uruchomienie w {folder}' },
  commandFailed: {
    en: '{command} ended with code {code}. The release itself stands: mend and run the command again, or roll back.',
    pl: '{command} zakończyło się kodem {code}. Samo wydanie obowiązuje: popraw i uruchom polecenie ponownie albo wycofaj wersję.',
  },
  declined: { en: 'Nothing was changed.', pl: 'Nic nie zmieniono.' },
} as const satisfies Record<string, Text>;

type Words = (name: keyof typeof texts, args?: Readonly<Record<string, string | number>>) => string;

function wordsIn(language: Language): Words {
  return (name, args = {}) => printable(format(message(texts[name], args), language));
}

/** The plan with its gates, for people. */
export function planText({ plan, gates }: ReadyRelease, language: Language): string {
  const words = wordsIn(language);
  const holder = plan.change?.holder ?? null;
  const guarded = plan.action !== 'register' && plan.action !== 'unassign';
  const now =
    holder === null
      ? printable(plan.from ?? words('nobody'))
      : words('since', { version: holder.version, time: isoTimeOrNull(holder.since) ?? '–', by: holder.by ?? '–' });
  const rows = [
    [words('now'), now],
    ...planSteps(plan).map(({ step, target, before, after, folder, key }) => [
      folder === undefined ? words(step) : words('runIn', { folder }),
      printable(`${target}${key === undefined ? '' : ` ${key}`}  (${before ?? '–'} → ${after ?? '–'})`),
    ]),
  ];
  return `${words(plan.action, wordsOf(plan))}\n${tableText(rows, '  ')}${warningsText(plan, language)}${guarded ? gatesText(gates, language) : ''}`;
}

function warningsText({ warnings }: ReadyRelease['plan'], language: Language): string {
  return warnings.map((warning) => `${printable(format(warning, language))}\n`).join('');
}

function gatesText(gates: readonly GateOutcome[], language: Language): string {
  const words = wordsIn(language);
  if (gates.length === 0) return `${words('noGates')}\n`;
  const rows = gates.map(({ metric, passed, why }) => [
    words(passed ? 'passed' : 'failed'),
    printable(metric),
    printable(format(why, language)),
  ]);
  return `${words('gates')}\n${tableText(rows, '  ')}`;
}

/** A plan's names for its sentences. */
function wordsOf({ model, stage, from, to }: ReadyRelease['plan']): Readonly<Record<string, string>> {
  return { model, stage: stage ?? '', from: from ?? '–', to: to ?? '–' };
}

/** One of the sentences that end a command, with a line end. */
export function sentence(
  name: 'blocked' | 'dryRun' | 'declined' | 'notRun' | 'notRunIn' | 'commandFailed',
  language: Language,
  args: Readonly<Record<string, string>> = {},
): string {
  return `${wordsIn(language)(name, args)}\n`;
}

/** That there is nothing to do. */
export function alreadyText(
  { note, ...args }: { readonly model: string; readonly version: string; readonly stage: string; readonly note: Message | null },
  language: Language,
): string {
  return `${wordsIn(language)('already', args)}\n${note === null ? '' : `${printable(format(note, language))}\n`}`;
}

/** What was done. */
export function receiptText({ plan }: ReadyRelease, receipt: Receipt, language: Language): string {
  return outcomeMessages(plan, receipt)
    .map((one) => `${printable(format(one, language))}\n`)
    .join('');
}
