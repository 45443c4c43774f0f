import { posix } from 'node:path';
import * as vscode from 'vscode';
import { batchStates } from '../../app/batch-states.ts';
import { driftOfProject } from '../../app/project-drift.ts';
import { type LoadedManifest, manifestNames, manifestOfText, readManifest } from '../../app/read-manifest.ts';
import { type Message, message } from '../../core/l10n/message.ts';
import { positionAt } from '../../core/model/source-text.ts';
import { joinPath } from '../../core/project/paths.ts';
import { releaseConfigOf } from '../../core/release/release-config.ts';
import type { ModelState } from '../../core/release/model-state.ts';
import { registrySteps, tagsAlone } from '../../core/release/registry.ts';
import { createBatchFiles } from '../../node/batch-files.ts';
import { createFileTree } from '../../node/file-tree.ts';
import { readRepositoryFiles } from '../../node/git/refs-from-files.ts';
import { GitError } from '../../ports/git.ts';
import { unhurried } from '../../ports/pace.ts';
import type { PanelProject, PanelSnapshot } from '../../protocol/drift-panel.ts';
import { fileUri } from '../diagnostics/findings-store.ts';
import { displayLanguage, say, sayText } from '../host/words.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import { driftWords } from './drift-words.ts';
import { manifestStart } from './manifest-start.ts';
import { panelLabels, panelProject } from './snapshot.ts';

/** What the panel asks its surroundings. */
export interface DriftData {
  /** Computes everything anew. Rejects with the signal's reason. */
  snapshot(signal: AbortSignal): Promise<PanelSnapshot>;
  /** What the charts depend on, as one text, without reading the batches: where it differs from before, the charts are out of date. */
  declared(signal: AbortSignal): Promise<string>;
  openManifest(project: string, series: string): Promise<void>;
  openBatch(project: string, batch: string): Promise<void>;
  emptyAction(): Promise<void>;
}

/** The folders and their newest states. */
export interface DriftFolders {
  states(): readonly FolderState[];
  /** Resolves when they have been analysed. */
  settled(): Promise<void>;
}

interface Place {
  readonly state: FolderState;
  readonly root: string;
  readonly name: string;
}

/** The panel's data from the workspace's folders. Reads batch files each time it is asked; starts no process but Git, and that only in trusted workspaces. */
export function createDriftData(folders: DriftFolders): DriftData {
  const places = (): readonly Place[] =>
    folders
      .states()
      .flatMap((state) => state.reports.filter((report) => report.machineLearning).map(({ root, name }) => ({ state, root, name })));
  const placeOf = (id: string): Place | undefined => places().find((place) => idOf(place) === id);

  return {
    async snapshot(signal) {
      await folders.settled();
      const language = displayLanguage();
      const projects: PanelProject[] = [];
      const found = places();
      for (const place of found) {
        const manifest = await manifestOf(place, signal);
        if (manifest === null || (manifest.facts.manifest.drift ?? []).length === 0) continue;
        const drift = await driftOfProject(createBatchFiles(place.state.root, place.root), manifest.facts, signal);
        const { models } = releaseConfigOf(manifest.facts.manifest, place.root);
        projects.push(panelProject({ id: idOf(place), name: place.name, drift, models, ...(await releasesOf(place, signal)) }, language));
      }
      const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date());
      return {
        type: 'snapshot',
        labels: panelLabels(language),
        empty: projects.length > 0 ? null : await emptyState(found, signal),
        projects,
        updated: sayText(driftWords.updated, { time }),
      };
    },
    async declared(signal) {
      await folders.settled();
      const parts = [];
      for (const place of places()) {
        const manifest = (await manifestOf(place, signal))?.facts.manifest;
        const { drift, sources, models } = manifest ?? {};
        const tags = readRepositoryFiles(place.state.root)?.tags?.map(({ name }) => name);
        const batches = manifest === undefined ? [] : await batchStates(createBatchFiles(place.state.root, place.root), manifest, signal);
        parts.push([idOf(place), drift, sources, models, tags, batches]);
      }
      return JSON.stringify([displayLanguage(), vscode.workspace.isTrusted, parts]);
    },
    async openManifest(project, series) {
      const place = placeOf(project);
      const manifest = place === undefined ? null : await manifestOf(place, neverAborted());
      if (place === undefined || manifest === null) return;
      const document = await vscode.workspace.openTextDocument(fileUri(place.state, manifest.path));
      // The editor may hold a newer text than the disk: the line is looked for in what is shown.
      const shown = manifestOfText(manifest.path, document.getText()) ?? manifest;
      const entry = shown.facts.root.at('drift', Number(series));
      const { line, column } = positionAt(shown.source, entry?.span.start ?? 0);
      const position = new vscode.Position(line - 1, column - 1);
      await vscode.window.showTextDocument(document, {
        selection: new vscode.Range(position, position),
        viewColumn: vscode.ViewColumn.Beside,
      });
    },
    async openBatch(project, batch) {
      const place = placeOf(project);
      // A path that leaves the repository is none of ours, whoever asks.
      const path = place === undefined ? null : joinPath(place.root, batch);
      if (place === undefined || path === null) return;
      await vscode.commands.executeCommand('vscode.open', fileUri(place.state, path), {
        viewColumn: vscode.ViewColumn.Beside,
        preview: true,
      });
    },
    async emptyAction() {
      const [place] = places();
      if (place === undefined) return;
      const existing = await existingManifest(place, neverAborted());
      if (existing !== null) {
        await vscode.window.showTextDocument(fileUri(place.state, existing));
        return;
      }
      const uri = fileUri(place.state, posix.join(place.root, manifestNames[0])).with({ scheme: 'untitled' });
      const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
      if (editor.document.getText() === '')
        await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), manifestStart(displayLanguage())));
    },
  };
}

function manifestOf(place: Place, signal: AbortSignal): Promise<LoadedManifest | null> {
  return readManifest(createFileTree(place.state.root), place.root, signal);
}

/** The path of a manifest that is there, readable or not. */
async function existingManifest(place: Place, signal: AbortSignal): Promise<string | null> {
  const tree = createFileTree(place.state.root);
  for (const name of manifestNames) {
    const path = posix.join(place.root, name);
    if ((await tree.stat(path, signal))?.kind === 'file') return path;
  }
  return null;
}

async function emptyState(places: readonly Place[], signal: AbortSignal): Promise<NonNullable<PanelSnapshot['empty']>> {
  const [place] = places;
  if (place === undefined) return { text: sayText(driftWords.noProject), action: null };
  const isThere = (await existingManifest(place, signal)) !== null;
  return {
    text: sayText(driftWords.nothingDeclared),
    action: sayText(isThere ? driftWords.openManifestAction : driftWords.writeManifestAction),
  };
}

/** What the tags of a project's repository say; what keeps them from being known is said, and the charts go on without them. */
async function releasesOf(
  { state }: Place,
  signal: AbortSignal,
): Promise<{ readonly registry: readonly ModelState[]; readonly notes: readonly Message[] }> {
  if (!vscode.workspace.isTrusted) {
    const isRepository = readRepositoryFiles(state.root) !== null;
    return { registry: [], notes: isRepository ? [message(driftWords.releasesRestricted)] : [] };
  }
  try {
    const tags = (await state.repository?.tags(signal)) ?? [];
    return { registry: await unhurried(registrySteps(tags, tagsAlone), signal), notes: [] };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return { registry: [], notes: [message(driftWords.releasesUnknown, { why: say(error.text) })] };
  }
}

/** Tells projects apart, in one window and after its restart. */
function idOf(place: Place): string {
  return `${place.state.folder.uri.toString()}#${place.root}`;
}

function neverAborted(): AbortSignal {
  return new AbortController().signal;
}
