import * as vscode from 'vscode';
import type { Text } from '../../core/l10n/message.ts';
import type { ReleaseModel } from '../../core/release/release-config.ts';
import { sayText } from '../host/words.ts';

const texts = {
  share: { en: 'Which share of the traffic?', pl: 'Jaka część ruchu?' },
  step: { en: 'step {n} of the manifest', pl: 'krok {n} z manifestu' },
  whole: { en: 'everybody meets it', pl: 'trafia do niej cały ruch' },
  none: { en: 'ends the canary', pl: 'kończy tryb kanarkowy' },
  other: { en: 'Another share…', pl: 'Inna część…' },
  type: { en: 'Percent of the traffic, a whole number from 0 to 100', pl: 'Procent ruchu, liczba całkowita od 0 do 100' },
} as const satisfies Readonly<Record<string, Text>>;

/** The share of traffic for the canary, in percent: a step that the manifest declares, all, none, or what the person types. */
export async function chooseShare(model: ReleaseModel): Promise<number | undefined> {
  const steps = [...new Set(model.deploy.flatMap((target) => target.steps ?? []))].filter((step) => step > 0 && step < 100);
  const items = [
    ...steps.map((step, index) => ({ label: `${String(step)} %`, description: sayText(texts.step, { n: index + 1 }), percent: step })),
    { label: '100 %', description: sayText(texts.whole), percent: 100 },
    { label: '0 %', description: sayText(texts.none), percent: 0 },
    { label: sayText(texts.other), description: '', percent: null },
  ];
  const picked = await vscode.window.showQuickPick(items, { placeHolder: sayText(texts.share) });
  if (picked === undefined || picked.percent !== null) return picked?.percent;
  const typed = await vscode.window.showInputBox({
    prompt: sayText(texts.type),
    ignoreFocusOut: true,
    validateInput: (text) => (/^(?:100|\d{1,2})$/.test(text.trim()) ? undefined : sayText(texts.type)),
  });
  return typed === undefined ? undefined : Number(typed);
}
