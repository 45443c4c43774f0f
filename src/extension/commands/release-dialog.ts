import * as vscode from 'vscode';
import type { ReadyRelease } from '../../app/prepare-release.ts';
import { openModel } from '../../app/open-model.ts';
import { openUnreached } from '../../app/open-unreached.ts';
import type { ReleaseDependencies } from '../../app/release-context.ts';
import type { Text } from '../../core/l10n/message.ts';
import { formerHolders } from '../../core/release/stage-line.ts';
import type { ProviderError } from '../../ports/version-registry.ts';
import type { AskedServers } from '../host/asked-servers.ts';
import { releaseDependencies } from '../host/release-dependencies.ts';
import { say, sayText } from '../host/words.ts';
import { shortVersion } from '../tree/version-node.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import type { ReleaseCause } from './release-flow.ts';
import { planParagraphs, planTitle, verbWords } from './plan-words.ts';

/** What the person decided: to do it, or to see the plan for another version. */
export type Decision =
  { readonly kind: 'go'; readonly reason: string; readonly remote: string | null } | { readonly kind: 'other'; readonly to: string };

const texts = {
  leave: { en: 'Leave as It Is', pl: 'Zostaw bez zmian' },
  withoutServer: { en: '{act} without MLflow', pl: '{act} bez MLflow' },
  goOn: { en: 'Go On without It', pl: 'Kontynuuj bez niego' },
  pendingLater: {
    en: '{why} Nothing was changed. Without it, all that can be reached is rolled back now; the rest stays pending, on top of the Versions view, until you finish or undo it.',
    pl: '{why} Niczego nie zmieniono. Bez niego zostanie teraz wycofane wszystko, co osiągalne; reszta pozostanie do zapisania, na górze widoku wersji, aż ją dokończysz lub cofniesz.',
  },
  notReached: { en: 'Roll back without what cannot be reached?', pl: 'Wycofać bez tego, co nieosiągalne?' },
  override: { en: 'Override Gates…', pl: 'Pomiń bramki…' },
  andPush: { en: '{act} and Push to {remote}', pl: '{act} i wyślij do {remote}' },
  overrideAndPush: { en: 'Override and Push to {remote}…', pl: 'Pomiń i wyślij do {remote}…' },
  more: { en: 'More…', pl: 'Więcej…' },
  moreTitle: { en: 'Roll back otherwise', pl: 'Wycofaj inaczej' },
  otherReason: { en: 'Give another reason…', pl: 'Podaj inny powód…' },
  heldBefore: { en: 'was in {stage} before', pl: 'była wcześniej w etapie {stage}' },
  reason: { en: 'Why? The reason is kept with the release.', pl: 'Dlaczego? Powód zostanie zapisany razem z wydaniem.' },
  reasonNeeded: { en: 'A reason is needed.', pl: 'Powód jest wymagany.' },
  recorded: { en: 'Recorded as the reason: {reason}', pl: 'Zapisany powód: {reason}' },
  rolledBack: { en: 'Rolled back from {version}', pl: 'Wycofanie z {version}' },
  typeModel: { en: '{stage} is protected. Type {model} to go on.', pl: 'Etap {stage} jest chroniony. Wpisz {model}, aby kontynuować.' },
  otherName: { en: 'Type {model}, exactly.', pl: 'Wpisz dokładnie {model}.' },
} as const satisfies Readonly<Record<string, Text>>;

/** Shows the plan with its gates; gives the decision, undefined where the person called it off. `remotes` are where it could be pushed. */
export async function confirmRelease(
  servers: AskedServers,
  prepared: ReadyRelease,
  { state, remotes, cause }: { readonly state: FolderState; readonly remotes: readonly string[]; readonly cause: ReleaseCause | null },
): Promise<Decision | undefined> {
  if (prepared.plan.action !== 'rollback') return confirmChange(prepared, remotes);
  const reason = cause?.reason ?? usualReason(prepared);
  const decision = await confirmRollback(prepared, { remotes, reason, isGiven: cause !== null });
  return decision === 'otherwise' ? rollBackOtherwise(prepared, releaseDependencies(state, servers), reason) : decision;
}

/** In a crisis a rollback asks nothing more than this: it is picked, confirmed, done. */
async function confirmRollback(
  prepared: ReadyRelease,
  { remotes, reason, isGiven }: { readonly remotes: readonly string[]; readonly reason: string; readonly isGiven: boolean },
): Promise<Decision | 'otherwise' | undefined> {
  const choices = actChoices(prepared, remotes);
  const more = sayText(texts.more);
  // What is recorded is shown before; the usual reason says nothing that the title does not.
  const notes = isGiven ? [sayText(texts.recorded, { reason })] : [];
  const chosen = await ask(prepared, remotes, { buttons: [...choices.keys(), more], notes });
  if (chosen === more) return 'otherwise';
  const remote = choices.get(chosen ?? '');
  return remote === undefined ? undefined : { kind: 'go', reason, remote };
}

/** Asks whether a rollback that met a server out of reach goes on with the rest. */
export async function agreesToGoOn({ text }: ProviderError): Promise<boolean> {
  const goOn = sayText(texts.goOn);
  const options = { modal: true, detail: sayText(texts.pendingLater, { why: say(text) }) };
  return (await vscode.window.showWarningMessage(sayText(texts.notReached), options, goOn)) === goOn;
}

function usualReason({ plan }: ReadyRelease): string {
  return sayText(texts.rolledBack, { version: shortVersion(plan.from ?? '–') });
}

/** Another former holder, or the same one for another reason. */
async function rollBackOtherwise(prepared: ReadyRelease, dependencies: ReleaseDependencies, reason: string): Promise<Decision | undefined> {
  const { context, plan, isUnreached } = prepared;
  const asked = { context, name: plan.model };
  const { signal } = new AbortController();
  const opened = isUnreached
    ? await openUnreached(dependencies, { ...asked, to: null }, signal)
    : await openModel(dependencies, asked, signal);
  const state = opened?.state ?? null;
  const stage = plan.stage ?? '–';
  const holders = state === null ? [] : formerHolders(state, stage).filter(({ version }) => version !== plan.from && version !== plan.to);
  const items = [
    { label: sayText(texts.otherReason), description: '', to: null },
    ...holders.map(({ version }) => ({ label: shortVersion(version), description: sayText(texts.heldBefore, { stage }), to: version })),
  ];
  const picked = await vscode.window.showQuickPick(items, { title: sayText(texts.moreTitle) });
  if (picked === undefined) return undefined;
  if (picked.to !== null) return { kind: 'other', to: picked.to };
  const typed = await askReason({ isNeeded: true, proposed: reason });
  return typed === undefined ? undefined : { kind: 'go', reason: typed, remote: null };
}

async function confirmChange(prepared: ReadyRelease, remotes: readonly string[]): Promise<Decision | undefined> {
  const { plan, isBlocked, isProtected } = prepared;
  const choices = actChoices(prepared, remotes);
  const remote = choices.get((await ask(prepared, remotes, { buttons: [...choices.keys()], notes: [] })) ?? '');
  if (remote === undefined) return undefined;
  if (isProtected && !(await typeModel(plan.model, plan.stage ?? '–'))) return undefined;
  const reason = await askReason({ isNeeded: isBlocked || isProtected, proposed: '' });
  return reason === undefined ? undefined : { kind: 'go', reason, remote };
}

/** What the buttons say, with the remote that each pushes to: first without a push, then with one for each of the first two remotes. */
function actChoices({ plan, isBlocked, isUnreached }: ReadyRelease, remotes: readonly string[]): ReadonlyMap<string, string | null> {
  const verb = sayText(isBlocked ? texts.override : verbWords[plan.action]);
  const act = isUnreached ? sayText(texts.withoutServer, { act: verb }) : verb;
  const choices = new Map<string, string | null>([[act, null]]);
  for (const remote of remotes.slice(0, 2))
    choices.set(sayText(isBlocked ? texts.overrideAndPush : texts.andPush, { act, remote }), remote);
  return choices;
}

function ask(
  prepared: ReadyRelease,
  remotes: readonly string[],
  { buttons, notes }: { readonly buttons: readonly string[]; readonly notes: readonly string[] },
): Thenable<string | undefined> {
  const paragraphs = planParagraphs(prepared, { hasRemote: remotes.length > 0 });
  const detail = [...paragraphs.map((lines) => lines.map(say).join('\n')), ...notes].join('\n\n');
  // The first button is the one that Enter presses: to override a gate must not be it.
  const safe = prepared.isBlocked ? [sayText(texts.leave)] : [];
  return vscode.window.showWarningMessage(say(planTitle(prepared)), { modal: true, detail }, ...safe, ...buttons);
}

/** Whether the person typed the model's name; nothing else is accepted. */
async function typeModel(model: string, stage: string): Promise<boolean> {
  const typed = await vscode.window.showInputBox({
    prompt: sayText(texts.typeModel, { model, stage }),
    ignoreFocusOut: true,
    validateInput: (text) => (text === model ? undefined : sayText(texts.otherName, { model })),
  });
  return typed === model;
}

function askReason({ isNeeded, proposed }: { readonly isNeeded: boolean; readonly proposed: string }): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    prompt: sayText(texts.reason),
    value: proposed,
    ignoreFocusOut: true,
    validateInput: (text) => (isNeeded && text.trim() === '' ? sayText(texts.reasonNeeded) : undefined),
  });
}
