import * as vscode from 'vscode';
import * as z from 'zod';
import { commandIds } from '../core/config/ids.ts';
import { DriftBoard } from './drift-panel/drift-board.ts';
import { DriftActs, type PanelActsDeps } from './drift-panel/panel-acts.ts';
import { ShowChartActions } from './drift-panel/show-chart-actions.ts';
import { DriftPanels } from './drift-panel/panel.ts';
import { QueryProblems } from './drift-watch/query-problems.ts';
import { DriftWatch, type DriftWatchDeps } from './drift-watch/drift-watch.ts';
import type { AskedServers } from './host/asked-servers.ts';
import { driftComputer } from './host/drift-computer.ts';
import { registerCommands } from './host/register-commands.ts';
import type { VersionsFeature } from './versions-feature.ts';
import type { WorkspaceSessions } from './workspace/workspace-sessions.ts';

/** What the drift panel and the watch stand on. */
export interface DriftFeatureDeps extends Pick<PanelActsDeps, 'askForCredential'> {
  readonly sessions: WorkspaceSessions;
  readonly servers: AskedServers;
  readonly versions: Pick<VersionsFeature, 'rollBack' | 'rollbackTarget' | 'badge'>;
  readonly memory: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
  readonly extensionUri: vscode.Uri;
  /** Is told which charts drift now, by their projects. */
  readonly drifting: DriftWatchDeps['drifting'];
  /** Is told what servers answered to the declared charts, by their projects. */
  readonly answered: DriftWatchDeps['answered'];
}

/** Which chart to show, as commands are told. */
const shownChart = z.object({ project: z.string(), chart: z.string() });

/** All about drift: the panel with its command, the watch in the background, and the ways to them from the editor. */
export class DriftFeature implements vscode.Disposable {
  readonly #disposables: vscode.Disposable;

  constructor(deps: DriftFeatureDeps) {
    const { sessions, servers, versions, memory, log, extensionUri, askForCredential, drifting, answered } = deps;
    const board = new DriftBoard({ servers, log, computer: driftComputer, folders: sessions });
    const rollBack: PanelActsDeps['rollBack'] = (request) => versions.rollBack(request);
    // What servers answered is no reason to ask them again: one that comes and goes would be asked without an end.
    const onDidChange: vscode.Event<unknown> = (listener) =>
      sessions.onDidJudge((state) => {
        if (!state.isOfAnswers) listener(state);
      });
    const acts = new DriftActs({ board, computer: driftComputer, rollBack, askForCredential });
    const panels = new DriftPanels({ extensionUri, log, board, acts, onDidChange });
    const problems = new QueryProblems();
    const watch = new DriftWatch(
      {
        board,
        log,
        memory,
        rollBack,
        rollbackTarget: (target) => versions.rollbackTarget(target),
        openRunbook: (project, view) => acts.openRunbook(project, view),
        hasRunbook: (project, view) => acts.hasRunbook(project, view),
        looked: (projects) => problems.update(projects),
        drifting,
        answered,
        badge: (count, tooltip) => versions.badge(count, tooltip),
      },
      onDidChange,
    );
    this.#disposables = vscode.Disposable.from(
      panels,
      watch,
      problems,
      board.onDidLook((projects) => problems.update(projects)),
      servers.onDidAllow(() => watch.now()),
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
