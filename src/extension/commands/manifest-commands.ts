import { posix } from 'node:path';
import * as vscode from 'vscode';
import { manifestNames } from '../../app/read-manifest.ts';
import { commandIds } from '../../core/config/ids.ts';
import type { Text } from '../../core/l10n/message.ts';
import { startText } from '../../core/start/start-text.ts';
import { findData } from '../../node/find-data.ts';
import { fileUri } from '../diagnostics/findings-store.ts';
import { type DriftProject, driftProjects, manifestPath } from '../drift-panel/drift-projects.ts';
import { displayLanguage, sayText } from '../host/words.ts';
import type { WorkspaceSessions } from '../workspace/workspace-sessions.ts';
import { registerCommands } from '../host/register-commands.ts';

const texts = {
  noProject: {
    en: 'No machine-learning project was found in this workspace.',
    pl: 'W tym obszarze roboczym nie znaleziono projektu uczenia maszynowego.',
  },
  which: { en: 'A manifest for which project?', pl: 'Manifest dla którego projektu?' },
  looking: { en: 'Looking for models and data', pl: 'Szukanie modeli i danych' },
} as const satisfies Readonly<Record<string, Text>>;

/** The command that begins a manifest with what was found, shown unsaved: nothing is written until the person saves it. */
export function registerManifestCommands(sessions: WorkspaceSessions, log: vscode.LogOutputChannel): vscode.Disposable {
  return registerCommands(log, { [commandIds.createManifest]: () => createManifest(sessions) });
}

async function createManifest(sessions: WorkspaceSessions): Promise<void> {
  await sessions.settled();
  const project = await pickProject(driftProjects(sessions));
  if (project === undefined) return;
  const { signal } = new AbortController();
  const existing = await manifestPath(project, signal);
  if (existing !== null) {
    await vscode.window.showTextDocument(fileUri(project.state, existing));
    return;
  }
  const { analyser, root } = project.state;
  const start = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: sayText(texts.looking) }, async () =>
    analyser.start(project.root, await findData(root, project.root, signal)),
  );
  if (start === null) return;
  const uri = fileUri(project.state, posix.join(project.root, manifestNames[0])).with({ scheme: 'untitled' });
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  // A manifest that was begun before and is still unsaved stays as the person left it.
  if (editor.document.getText() === '')
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), startText(start, displayLanguage())));
}

async function pickProject(projects: readonly DriftProject[]): Promise<DriftProject | undefined> {
  const [only, ...others] = projects;
  if (only === undefined) void vscode.window.showInformationMessage(sayText(texts.noProject));
  if (others.length === 0) return only;
  const items = projects.map((project) => ({ label: project.name, description: project.root, project }));
  return (await vscode.window.showQuickPick(items, { placeHolder: sayText(texts.which) }))?.project;
}
