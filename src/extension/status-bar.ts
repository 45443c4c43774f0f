import * as vscode from 'vscode';
import { commandIds, settingIds } from '../core/config/ids.ts';
import { worstReport } from '../core/report/check-json.ts';
import type { Verdict } from '../core/model/check-result.ts';
import { sayText } from './host/words.ts';
import { verdictWords } from './tree/readiness-model.ts';
import type { JudgedProject } from './workspace/judged-projects.ts';

const texts = {
  name: { en: 'Airworthy readiness', pl: 'Airworthy: gotowość' },
  text: { en: 'Airworthy: {verdict} · {score}', pl: 'Airworthy: {verdict} · {score}' },
  tooltip: {
    en: 'Production readiness of {name}: {verdict}, score {score} of 100. Click to see the checklist.',
    pl: 'Gotowość produkcyjna projektu {name}: {verdict}, wynik {score} na 100. Kliknij, aby zobaczyć listę kontrolną.',
  },
};

const icons: Readonly<Record<Verdict, string>> = {
  'no-go': 'error',
  'shadow-only': 'warning',
  go: 'pass',
  'not-applicable': 'circle-slash',
};

/** The verdict in the status bar: one quiet item, hidden where there is no model project or the person hid it. */
export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('airworthy.readiness', vscode.StatusBarAlignment.Left, 0);

  constructor() {
    this.#item.command = commandIds.showReadiness;
  }

  /** Shows the worst of the projects. */
  update(projects: readonly JudgedProject[]): void {
    const isShown = vscode.workspace.getConfiguration().get<boolean>(settingIds.statusBar, true);
    if (projects.length === 0 || !isShown) {
      this.#item.hide();
      return;
    }
    const worst = worstReport(projects.map(({ report }) => report));
    const verdict = sayText(verdictWords(worst));
    const icon = worst.stage === 'prototype' ? 'beaker' : icons[worst.verdict];
    const args = { name: worst.name, verdict, score: worst.score };
    this.#item.name = sayText(texts.name);
    this.#item.text = `$(${icon}) ${sayText(texts.text, args)}`;
    this.#item.tooltip = sayText(texts.tooltip, args);
    this.#item.accessibilityInformation = { label: sayText(texts.tooltip, args) };
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
