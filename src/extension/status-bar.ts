import * as vscode from 'vscode';
import { commandIds, settingIds } from '../core/config/ids.ts';
import type { ProjectReport } from '../core/engine/judge-project.ts';
import { worstReport } from '../core/report/check-json.ts';
import { reportWords } from '../core/report/check-text.ts';
import type { Verdict } from '../core/model/check-result.ts';
import { sayText } from './host/words.ts';

const texts = {
  name: { en: 'Airworthy readiness', pl: 'Airworthy: gotowość' },
  tooltip: {
    en: 'Production readiness of {name}: {verdict}, score {score} of 100. Click to see the checklist.',
    pl: 'Gotowość produkcyjna projektu {name}: {verdict}, wynik {score} na 100. Kliknij, aby zobaczyć listę kontrolną.',
  },
  prototype: { en: 'prototype', pl: 'prototyp' },
};

const icons: Readonly<Record<Verdict, string>> = { 'no-go': 'error', 'shadow-only': 'warning', go: 'pass', 'not-applicable': 'circle-slash' };

/** The verdict in the status bar: one quiet item, hidden where there is no model project or the person hid it. */
export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('airworthy.readiness', vscode.StatusBarAlignment.Left, 0);

  constructor() {
    this.#item.command = commandIds.showReadiness;
  }

  update(reports: readonly ProjectReport[]): void {
    const judged = reports.filter((report) => report.machineLearning);
    const isShown = vscode.workspace.getConfiguration().get<boolean>(settingIds.statusBar, true);
    if (judged.length === 0 || !isShown) {
      this.#item.hide();
      return;
    }
    const worst = worstReport(judged);
    const isPrototype = worst.stage === 'prototype';
    const verdict = isPrototype ? sayText(texts.prototype) : sayText(reportWords[worst.verdict]);
    this.#item.name = sayText(texts.name);
    this.#item.text = `$(${isPrototype ? 'beaker' : icons[worst.verdict]}) ${verdict} · ${String(worst.score)}`;
    this.#item.tooltip = sayText(texts.tooltip, { name: worst.name, verdict, score: worst.score });
    this.#item.accessibilityInformation = { label: `${this.#item.name}: ${verdict}, ${String(worst.score)}` };
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
