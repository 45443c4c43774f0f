/** The only wire-up of the extension: what is created here is disposed when the editor ends it. No logic lives here. */
import * as vscode from 'vscode';
import { contextKeys, settingIds, viewIds } from '../core/config/ids.ts';
import { startWorker } from '../node/worker-client.ts';
import { registerManifestCommands } from './commands/manifest-commands.ts';
import { registerReadinessCommands } from './commands/readiness-commands.ts';
import { registerWaiveCommands } from './commands/waive-commands.ts';
import { FindingsStore } from './diagnostics/findings-store.ts';
import { DiagnosticsPublisher } from './diagnostics/publish.ts';
import { QuickFixProvider } from './diagnostics/quick-fixes.ts';
import { askForVariable, typeWantedCredential } from './commands/credential-commands.ts';
import { DriftFeature } from './drift-feature.ts';
import { ExplanationDocuments } from './explain/explanation-documents.ts';
import { AskedServers } from './host/asked-servers.ts';
import { EditorCredentials } from './host/credentials.ts';
import { StatusBar } from './status-bar.ts';
import { ReadinessTree } from './tree/readiness-tree.ts';
import type { VersionItem } from './tree/versions-tree.ts';
import { VersionsFeature } from './versions-feature.ts';
import { judgedProjects } from './workspace/judged-projects.ts';
import { WorkspaceSessions } from './workspace/workspace-sessions.ts';

/** What other extensions and tests may use. */
export interface AirworthyApi {
  /** Resolves when nothing is left to analyse. */
  settled(): Promise<void>;
  /** What the versions view shows below an item, or at its top: the items that its menus hand to commands. */
  versionItems(item?: VersionItem): Promise<readonly VersionItem[]>;
}

/** Starts the extension: called by the editor when a workspace looks like a model project, or at the first command or view. */
export function activate(context: vscode.ExtensionContext): AirworthyApi {
  const log = vscode.window.createOutputChannel('Airworthy', { log: true });
  const worker = startWorker(context.asAbsolutePath('dist/worker.js'), () => sessions.recover());
  const sessions = new WorkspaceSessions({ worker, log });
  const store = new FindingsStore();
  const publisher = new DiagnosticsPublisher(store);
  const statusBar = new StatusBar();
  const tree = new ReadinessTree(sessions);
  const view = vscode.window.createTreeView(viewIds.readiness, { treeDataProvider: tree, showCollapseAll: true });
  const credentials = new EditorCredentials({
    secrets: context.secrets,
    names: context.globalState,
    environment: process.env,
    mayUse: askForVariable,
  });
  const servers = new AskedServers(credentials);
  const versions = new VersionsFeature({ sessions, log, credentials, servers });
  const explanations = new ExplanationDocuments();
  const drift = new DriftFeature({
    sessions,
    servers,
    log,
    extensionUri: context.extensionUri,
    memory: context.workspaceState,
    versions,
    askForCredential: (origin) => typeWantedCredential(credentials, origin),
    drifting: (charts) => tree.setDrifting(charts),
    answered: (facts) => sessions.setLive(facts),
  });

  const showAll = (): void => {
    const projects = judgedProjects(sessions.states());
    statusBar.update(projects);
    tree.refresh();
    void vscode.commands.executeCommand('setContext', contextKeys.hasProject, projects.length > 0);
  };

  context.subscriptions.push(
    log,
    sessions,
    { dispose: () => void worker.dispose() },
    publisher,
    statusBar,
    tree,
    versions,
    explanations,
    drift,
    view,
    sessions.onDidJudge((state) => {
      publisher.publish(store.update(state));
      showAll();
    }),
    sessions.onDidRemove((folder) => {
      publisher.publish(store.remove(folder));
      showAll();
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settingIds.severity)) sessions.rejudge();
      if (event.affectsConfiguration(settingIds.statusBar)) showAll();
      if (!event.affectsConfiguration(settingIds.language)) return;
      publisher.publish(store.files());
      showAll();
      versions.show();
      explanations.refresh();
    }),
    vscode.languages.registerCodeActionsProvider(
      { scheme: 'file' },
      new QuickFixProvider(store, (uri) => sessions.settled(uri)),
      QuickFixProvider.metadata,
    ),
    registerReadinessCommands({ sessions, tree, view, log }),
    registerManifestCommands(sessions, log),
    registerWaiveCommands(sessions, log),
  );
  sessions.start();
  void sessions.firstRun().then(() => vscode.commands.executeCommand('setContext', contextKeys.judged, true));
  return { settled: () => sessions.settled(), versionItems: (item) => versions.items(item) };
}
