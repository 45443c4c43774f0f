import * as vscode from 'vscode';
import * as z from 'zod';
import { commandIds } from '../core/config/ids.ts';
import type { DriftComputer } from '../ports/drift-computer.ts';
import { DriftBoard } from './drift-panel/drift-board.ts';
import { DriftActs, type PanelActsDeps } from './drift-panel/panel-acts.ts';
import { ShowChartActions } from './drift-panel/show-chart-actions.ts';
import { DriftPanels } from './drift-panel/panel.ts';
import type { AskedServers } from './host/asked-servers.ts';
import { registerCommands } from './host/register-commands.ts';
import type { WorkspaceSessions } from './workspace/workspace-sessions.ts';

/** What the drift panel stands on. */
export interface DriftFeatureDeps extends Pick<PanelActsDeps, 'rollBack' | 'askForCredential'> {
  readonly sessions: WorkspaceSessions;
  readonly servers: AskedServers;
  readonly computer: DriftComputer;
  readonly log: vscode.LogOutputChannel;
  readonly extensionUri: vscode.Uri;
}

/** Which chart to show, as commands are told. */
const shownChart = z.object({ project: z.string(), chart: z.string() });

/** All about drift: the panel with its command, and the ways to it from the editor. */
export class DriftFeature implements vscode.Disposable {
  readonly #disposables: vscode.Disposable;

  constructor(deps: DriftFeatureDeps) {
    const { sessions, log, extensionUri } = deps;
    const board = new DriftBoard({ ...deps, folders: sessions });
    const panels = new DriftPanels({ extensionUri, log, board, acts: new DriftActs({ ...deps, board }), onDidChange: sessions.onDidJudge });
    this.#disposables = vscode.Disposable.from(
      panels,
      vscode.languages.registerCodeActionsProvider(
        { scheme: 'file', language: 'yaml' },
        new ShowChartActions(board),
        ShowChartActions.metadata,
      ),
      registerCommands(log, { [commandIds.openDriftPanel]: (given) => panels.show(shownChart.safeParse(given).data ?? null) }),
    );
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
