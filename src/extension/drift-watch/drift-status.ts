import * as vscode from 'vscode';
import { commandIds, settingIds } from '../../core/config/ids.ts';
import type { WatchStanding } from '../../core/charts/watch.ts';
import { sayText } from '../host/words.ts';
import type { WatchSummary } from './watch-words.ts';

const name = { en: 'Airworthy drift', pl: 'Airworthy: dryf' };

const icons: Readonly<Record<WatchStanding, string>> = { bad: 'flame', warn: 'warning', fine: 'pulse', unknown: 'question' };

/** How the watched charts stand, in the status bar: hidden where none is watched, or the person hid the status bar's items. */
export class DriftStatus implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('airworthy.drift', vscode.StatusBarAlignment.Left, -1);

  constructor() {
    this.#item.command = commandIds.openDriftPanel;
  }

  update(summary: WatchSummary | null): void {
    const isShown = vscode.workspace.getConfiguration().get<boolean>(settingIds.statusBar, true);
    if (summary === null || !isShown) {
      this.#item.hide();
      return;
    }
    this.#item.name = sayText(name);
    this.#item.text = `$(${icons[summary.standing]}) ${summary.text}`;
    this.#item.tooltip = summary.tooltip;
    this.#item.accessibilityInformation = { label: `${summary.text}. ${summary.tooltip}` };
    this.#item.backgroundColor = summary.standing === 'bad' ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
