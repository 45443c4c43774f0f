/** The only wire-up of the extension: what is created here is disposed when the editor ends it. No logic lives here. */
import * as vscode from 'vscode';
import { commandIds, contextKeys, settingIds, viewIds } from '../core/config/ids.ts';
import { startWorker } from '../node/worker-client.ts';
import { registerReadinessCommands } from './commands/readiness-commands.ts';
import { registerReleaseCommands } from './commands/release-commands.ts';
import { FindingsStore } from './diagnostics/findings-store.ts';
import { DiagnosticsPublisher } from './diagnostics/publish.ts';
import { QuickFixProvider } from './diagnostics/quick-fixes.ts';
import { createDriftData } from './drift-panel/drift-data.ts';
import { DriftPanels } from './drift-panel/panel.ts';
import { registerExplanations } from './explain/explanation-documents.ts';
import { guard } from './host/guard.ts';
import { listFolderVersions } from './host/list-versions.ts';
import { StatusBar } from './status-bar.ts';
import { ReadinessTree } from './tree/readiness-tree.ts';
import { VersionsTree } from './tree/versions-tree.ts';
import { WorkspaceSessions } from './workspace/workspace-sessions.ts';

/** What other extensions and tests may use. */
export interface AirworthyApi {
  /** Resolves when nothing is left to analyse. */
  settled(): Promise<void>;
}

/** Starts the extension: called by the editor when a workspace looks like a model project, or at the first command. */
export function activate(context: vscode.ExtensionContext): AirworthyApi {
  const log = vscode.window.createOutputChannel('Airworthy', { log: true });
  const worker = startWorker(context.asAbsolutePath('dist/worker.js'), () => sessions.reload());
  const sessions = new WorkspaceSessions({ worker, log });
  const store = new FindingsStore();
  const publisher = new DiagnosticsPublisher(store);
  const statusBar = new StatusBar();
  const tree = new ReadinessTree(() => sessions.states());
  const versions = new VersionsTree(listFolderVersions);
  const driftPanels = new DriftPanels({ extensionUri: context.extensionUri, log, data: createDriftData(() => sessions.states()) });
  const readinessView = vscode.window.createTreeView(viewIds.readiness, { treeDataProvider: tree, showCollapseAll: true });

  const showAll = (): void => {
    const reports = sessions.states().flatMap((state) => state.reports);
    statusBar.update(reports);
    tree.refresh();
    void vscode.commands.executeCommand('setContext', contextKeys.hasProject, reports.some((report) => report.machineLearning));
  };

  context.subscriptions.push(
    log,
    sessions,
    { dispose: () => void worker.dispose() },
    publisher,
    statusBar,
    readinessView,
    vscode.window.createTreeView(viewIds.versions, { treeDataProvider: versions, showCollapseAll: true }),
    driftPanels,
    sessions.onDidJudge((state) => {
      publisher.publish(store.update(state));
      showAll();
      void guard(log, 'Airworthy', () => versions.update(state));
    }),
    sessions.onDidRemove((folder) => {
      publisher.publish(store.remove(folder));
      versions.remove(folder);
      showAll();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingIds.severity)) sessions.rejudge();
      if (event.affectsConfiguration(settingIds.language) || event.affectsConfiguration(settingIds.statusBar)) {
        publisher.publish(store.files());
        showAll();
      }
    }),
    vscode.languages.registerCodeActionsProvider({ scheme: 'file' }, new QuickFixProvider(store, (uri) => sessions.settled(uri)), QuickFixProvider.metadata),
    registerExplanations(),
    registerReadinessCommands({ sessions, tree, log }),
    registerReleaseCommands({ sessions, tree: versions, log }),
    vscode.commands.registerCommand(commandIds.openDriftPanel, () => driftPanels.show()),
  );
  sessions.start();
  return { settled: () => sessions.settled() };
}
