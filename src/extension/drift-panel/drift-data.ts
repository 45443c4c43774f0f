import { posix } from 'node:path';
import * as vscode from 'vscode';
import { driftOfProject } from '../../app/project-drift.ts';
import { type LoadedManifest, readManifest } from '../../app/read-manifest.ts';
import { releaseConfigOf } from '../../core/release/release-config.ts';
import { positionAt } from '../../core/model/source-text.ts';
import { folderOf } from '../../core/project/paths.ts';
import { createBatchFiles } from '../../node/batch-files.ts';
import { createFileTree } from '../../node/file-tree.ts';
import type { ToPanel } from '../../protocol/drift-panel.ts';
import { fileUri } from '../diagnostics/findings-store.ts';
import { displayLanguage, sayText } from '../host/words.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import { driftWords } from './drift-words.ts';
import { panelLabels, panelProject } from './snapshot.ts';

/** What the panel asks its surroundings. */
export interface DriftData {
  snapshot(signal: AbortSignal): Promise<Extract<ToPanel, { readonly type: 'snapshot' }>>;
  openManifest(project: string, series: string): Promise<void>;
  openBatch(project: string, batch: string): Promise<void>;
  emptyAction(): Promise<void>;
}

interface Place {
  readonly state: FolderState;
  readonly root: string;
  readonly name: string;
}

/** The panel's data from the workspace's folders. Reads batch files each time it is asked. */
export function createDriftData(states: () => readonly FolderState[]): DriftData {
  const places = (): readonly Place[] =>
    states().flatMap((state) => state.reports.filter((report) => report.machineLearning).map(({ root, name }) => ({ state, root, name })));
  const placeOf = (id: string): Place | undefined => places().find((place) => idOf(place) === id);
  const manifestOf = (place: Place, signal: AbortSignal): Promise<LoadedManifest | null> => readManifest(createFileTree(place.state.root), place.root, signal);

  return {
    async snapshot(signal) {
      const language = displayLanguage();
      const projects = [];
      for (const place of places()) {
        const manifest = await manifestOf(place, signal);
        if ((manifest?.facts.manifest.drift ?? []).length === 0 || manifest === null) continue;
        const drift = await driftOfProject(createBatchFiles(place.state.root, place.root), manifest.facts, signal);
        const { models } = releaseConfigOf(manifest.facts.manifest, place.root);
        const tags = (await place.state.repository?.tags(signal)) ?? [];
        const live = models.map(({ registryName, stages }) => ({ artifact: registryName, liveStage: stages.at(-1) ?? null }));
        projects.push(panelProject({ id: idOf(place), name: place.name, drift, tags, models: live }, language));
      }
      const updated = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date());
      return {
        type: 'snapshot',
        labels: panelLabels(language),
        empty: projects.length > 0 ? null : { text: sayText(driftWords.nothingDeclared), action: places().length > 0 ? sayText(driftWords.openManifestAction) : null },
        projects,
        updated: sayText(driftWords.updated, { time: updated }),
      };
    },
    async openManifest(project, series) {
      const place = placeOf(project);
      const manifest = place === undefined ? null : await manifestOf(place, new AbortController().signal);
      if (place === undefined || manifest === null) return;
      const entry = manifest.facts.root.at('drift', Number(series));
      const { line, column } = positionAt(manifest.source, entry?.span.start ?? 0);
      const position = new vscode.Position(line - 1, column - 1);
      await vscode.window.showTextDocument(fileUri(place.state, manifest.path), { selection: new vscode.Range(position, position), viewColumn: vscode.ViewColumn.Beside });
    },
    async openBatch(project, batch) {
      const place = placeOf(project);
      if (place === undefined) return;
      await vscode.commands.executeCommand('vscode.open', fileUri(place.state, posix.join(place.root, batch)));
    },
    async emptyAction() {
      const [place] = places();
      if (place === undefined) return;
      const manifest = await manifestOf(place, new AbortController().signal);
      if (manifest !== null) {
        await vscode.window.showTextDocument(fileUri(place.state, manifest.path));
        return;
      }
      const path = posix.join(place.root, 'airworthy.yaml');
      const document = await vscode.workspace.openTextDocument(fileUri(place.state, path).with({ scheme: 'untitled' }));
      await vscode.window.showTextDocument(document);
    },
  };
}

function idOf(place: Place): string {
  return `${place.state.folder.uri.toString()}#${folderOf(posix.join(place.root, 'x'))}`;
}
