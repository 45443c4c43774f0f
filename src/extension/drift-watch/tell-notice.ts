import * as vscode from 'vscode';
import type { Text } from '../../core/l10n/message.ts';
import { sayText } from '../host/words.ts';

/** What a person is told of, and what can be done. */
export interface Notice {
  readonly text: string;
  /** The version that a rollback would lead to; null where it is not known. */
  readonly rollbackVersion: string | null;
  /** Whether there is a model at all that could be rolled back. */
  readonly hasModels: boolean;
  readonly hasRunbook: boolean;
}

/** What the person chose. */
export type NoticeAnswer = 'open' | 'rollBack' | 'runbook' | 'snooze';

const texts = {
  open: { en: 'Open Chart', pl: 'Otwórz wykres' },
  rollBackTo: { en: 'Roll Back to {version}', pl: 'Wycofaj do {version}' },
  rollBack: { en: 'Roll Back…', pl: 'Wycofaj…' },
  runbook: { en: 'Open Runbook', pl: 'Otwórz procedurę' },
  snooze: { en: 'Snooze 4 h', pl: 'Wycisz na 4 h' },
} as const satisfies Readonly<Record<string, Text>>;

/** Tells, and waits for what the person chooses; undefined where the notification was closed. */
export async function tellNotice({ text, rollbackVersion, hasModels, hasRunbook }: Notice): Promise<NoticeAnswer | undefined> {
  const rollBack = rollbackVersion === null ? sayText(texts.rollBack) : sayText(texts.rollBackTo, { version: rollbackVersion });
  const buttons = new Map<string, NoticeAnswer>([
    [sayText(texts.open), 'open'],
    ...(hasModels ? [[rollBack, 'rollBack'] as const] : []),
    ...(hasRunbook ? [[sayText(texts.runbook), 'runbook'] as const] : []),
    [sayText(texts.snooze), 'snooze'],
  ]);
  return buttons.get((await vscode.window.showWarningMessage(text, ...buttons.keys())) ?? '');
}
