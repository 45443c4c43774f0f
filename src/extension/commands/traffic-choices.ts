import * as vscode from 'vscode';
import type { Text } from '../../core/l10n/message.ts';
import type { ReleaseModel } from '../../core/release/release-config.ts';
import { canaryShare } from '../../core/release/serving-report.ts';
import type { ReportedModel } from '../../core/release/versions-report.ts';
import { sayText } from '../host/words.ts';

const texts = {
  share: { en: 'Which share of the traffic?', pl: 'Jaka część ruchu?' },
  shareNow: { en: 'Which share of the traffic? Now it gets {now} %.', pl: 'Jaka część ruchu? Teraz dostaje {now} %.' },
  step: { en: 'step {n} of the manifest', pl: 'krok {n} z manifestu' },
  whole: { en: 'everybody meets it', pl: 'trafia do niej cały ruch' },
  none: { en: 'ends the canary', pl: 'kończy tryb kanarkowy' },
  now: { en: 'now', pl: 'teraz' },
  other: { en: 'Another share…', pl: 'Inna część…' },
  type: { en: 'Percent of the traffic, a whole number from 0 to 100', pl: 'Procent ruchu, liczba całkowita od 0 do 100' },
} as const satisfies Readonly<Record<string, Text>>;

/**
 * The share of traffic for the canary, in percent: a step that the manifest declares, all, none, or what the person types. What it gets
 * now, where the listed versions tell it, is marked.
 */
export async function chooseShare(model: ReleaseModel, listed: readonly ReportedModel[]): Promise<number | undefined> {
  const steps = [...new Set(model.deploy.flatMap((target) => target.steps ?? []))].filter((step) => step > 0 && step < 100);
  const now = canaryShare(listed.filter((one) => one.model === model.name));
  const choices = [
    ...steps.map((step, index) => ({ percent: step, meaning: sayText(texts.step, { n: index + 1 }) })),
    { percent: 100, meaning: sayText(texts.whole) },
    { percent: 0, meaning: sayText(texts.none) },
  ];
  const items = [
    ...choices.map(({ percent, meaning }) => ({
      label: `${String(percent)} %`,
      description: percent === now ? `${meaning} · ${sayText(texts.now)}` : meaning,
      percent,
    })),
    { label: sayText(texts.other), description: '', percent: null },
  ];
  const isListed = choices.some(({ percent }) => percent === now);
  const title = now === null || isListed ? sayText(texts.share) : sayText(texts.shareNow, { now });
  const picked = await vscode.window.showQuickPick(items, { placeHolder: title });
  if (picked === undefined || picked.percent !== null) return picked?.percent;
  const typed = await vscode.window.showInputBox({
    prompt: sayText(texts.type),
    ignoreFocusOut: true,
    validateInput: (text) => (/^(?:100|\d{1,2})$/.test(text.trim()) ? undefined : sayText(texts.type)),
  });
  return typed === undefined ? undefined : Number(typed);
}
