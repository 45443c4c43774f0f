import * as vscode from 'vscode';
import type { ReadyRelease } from '../../app/prepare-release.ts';
import type { Text } from '../../core/l10n/message.ts';
import { planSteps } from '../../core/release/release-steps.ts';
import { releaseWords } from '../../core/release/release-words.ts';
import { say, sayText } from '../host/words.ts';

const texts = {
  promoteTitle: { en: 'Promote {model} {to} to {stage}?', pl: 'Awansować {model} {to} do etapu {stage}?' },
  rollbackTitle: { en: 'Roll {model} in {stage} back to {to}?', pl: 'Wycofać {model} w etapie {stage} do {to}?' },
  blockedTitle: { en: '{model} {to} does not pass the gates of {stage}.', pl: '{model} {to} nie spełnia bramek etapu {stage}.' },
  promote: { en: 'Promote', pl: 'Awansuj' },
  rollback: { en: 'Roll Back', pl: 'Wycofaj' },
  rollbackWithReason: { en: 'Roll Back with a Reason…', pl: 'Wycofaj z powodem…' },
  override: { en: 'Override Gates…', pl: 'Pomiń bramki…' },
  now: { en: 'Now in {stage}: {version}.', pl: 'Teraz w etapie {stage}: {version}.' },
  nobody: { en: 'No version is in {stage} now.', pl: 'Teraz w etapie {stage} nie ma wersji.' },
  tag: {
    en: 'This makes the tag {target} in this clone. It is not pushed.',
    pl: 'W tym klonie powstanie tag {target}. Nie zostanie wysłany.',
  },
  passed: { en: '✓ {metric}: {why}', pl: '✓ {metric}: {why}' },
  failed: { en: '✗ {metric}: {why}', pl: '✗ {metric}: {why}' },
  reason: { en: 'Why? The reason is kept in the release tag.', pl: 'Dlaczego? Powód zostanie zapisany w tagu wydania.' },
  reasonNeeded: { en: 'A reason is needed.', pl: 'Powód jest wymagany.' },
  rolledBack: { en: 'Rolled back from {version}', pl: 'Wycofanie z {version}' },
  typeModel: { en: '{stage} is protected. Type {model} to go on.', pl: 'Etap {stage} jest chroniony. Wpisz {model}, aby kontynuować.' },
  otherName: { en: 'Type {model}, exactly.', pl: 'Wpisz dokładnie {model}.' },
} as const satisfies Readonly<Record<string, Text>>;

/** Shows the plan with its gates; gives the reason to record, undefined where the person called it off. */
export async function confirmRelease(prepared: ReadyRelease): Promise<string | undefined> {
  return prepared.plan.action === 'rollback' ? confirmRollback(prepared) : confirmPromotion(prepared);
}

/** In a crisis a rollback asks nothing more than this: it is picked, confirmed, done. */
async function confirmRollback(prepared: ReadyRelease): Promise<string | undefined> {
  const reason = sayText(texts.rolledBack, { version: prepared.plan.from ?? '–' });
  const [act, withReason] = [sayText(texts.rollback), sayText(texts.rollbackWithReason)];
  const chosen = await ask(prepared, texts.rollbackTitle, [act, withReason]);
  if (chosen === withReason) return askReason({ isNeeded: true, proposed: reason });
  return chosen === act ? reason : undefined;
}

async function confirmPromotion(prepared: ReadyRelease): Promise<string | undefined> {
  const { plan, isBlocked, isProtected } = prepared;
  const act = sayText(isBlocked ? texts.override : texts.promote);
  if ((await ask(prepared, isBlocked ? texts.blockedTitle : texts.promoteTitle, [act])) !== act) return undefined;
  if (isProtected && !(await typeModel(plan.model, plan.stage ?? '–'))) return undefined;
  return askReason({ isNeeded: isBlocked || isProtected, proposed: '' });
}

function ask({ plan, gates }: ReadyRelease, title: Text, buttons: readonly string[]): Thenable<string | undefined> {
  const { model, from } = plan;
  const [to, stage] = [plan.to ?? '–', plan.stage ?? '–'];
  const detail = [
    from === null ? sayText(texts.nobody, { stage }) : sayText(texts.now, { stage, version: from }),
    ...(gates.length === 0
      ? [sayText(releaseWords.noGates)]
      : gates.map(({ metric, passed, why }) => sayText(passed ? texts.passed : texts.failed, { metric, why: say(why) }))),
    ...planSteps(plan).map(({ target }) => sayText(texts.tag, { target })),
  ].join('\n');
  return vscode.window.showWarningMessage(sayText(title, { model, to, stage }), { modal: true, detail }, ...buttons);
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
