/** What the panel says where no chart is declared, and what its buttons write. */
import { posix } from 'node:path';
import * as vscode from 'vscode';
import { manifestNames } from '../../app/read-manifest.ts';
import { offerEdits } from '../../core/charts/offer-edit.ts';
import type { ChartOffer } from '../../core/charts/offers.ts';
import type { Text } from '../../core/l10n/message.ts';
import type { PanelSnapshot } from '../../protocol/drift-panel.ts';
import { writeManifest } from '../commands/write-manifest.ts';
import { fileUri } from '../diagnostics/findings-store.ts';
import { displayLanguage, say, sayText } from '../host/words.ts';
import { type DriftProject, manifestPath } from './drift-projects.ts';
import { driftWords } from './drift-words.ts';
import { findData } from '../../node/find-data.ts';
import { manifestStart } from './manifest-start.ts';

const texts = {
  fillIn: {
    en: 'Written, not yet saved. Fill in the address of: {sources}.',
    pl: 'Wpisano, ale nie zapisano pliku. Uzupełnij adres: {sources}.',
  },
  written: { en: 'Written, not yet saved. Look at it and save.', pl: 'Wpisano, ale nie zapisano pliku. Sprawdź i zapisz.' },
} as const satisfies Readonly<Record<string, Text>>;

/** The offer to open or begin the manifest by hand. */
const byHand = 'manifest';

/** A sentence, and a button for each thing that charts could be made of. */
export async function emptyState(projects: readonly DriftProject[], signal: AbortSignal): Promise<NonNullable<PanelSnapshot['empty']>> {
  const [first] = projects;
  if (first === undefined) return { text: sayText(driftWords.noProject), offers: [] };
  const found = await Promise.all(projects.map(async (project) => (await offersOf(project, signal)).map((offer) => ({ project, offer }))));
  const isThere = (await manifestPath(first, signal)) !== null;
  return {
    text: sayText(driftWords.nothingDeclared),
    offers: [
      ...found.flat().map(({ project, offer }) => ({
        id: idOf(project, offer),
        text: projects.length > 1 ? `${project.name}: ${say(offer.text)}` : say(offer.text),
        detail: say(offer.detail),
      })),
      {
        id: byHand,
        text: sayText(isThere ? driftWords.openManifestOffer : driftWords.writeManifestOffer),
        detail: sayText(isThere ? driftWords.openManifestDetail : driftWords.writeManifestDetail),
      },
    ],
  };
}

/** Does what a button of the empty state says. What is written is shown unsaved, and can be undone. */
export async function takeOffer(projects: readonly DriftProject[], id: string, signal: AbortSignal): Promise<void> {
  const [first] = projects;
  if (id === byHand) {
    if (first !== undefined) await openManifest(first, signal);
    return;
  }
  for (const project of projects) {
    const offer = (await offersOf(project, signal)).find((one) => idOf(project, one) === id);
    if (offer !== undefined) {
      await writeOffer(project, offer, signal);
      return;
    }
  }
}

async function offersOf(project: DriftProject, signal: AbortSignal): Promise<readonly ChartOffer[]> {
  const { analyser, root } = project.state;
  const monitoring = await analyser.monitoring(project.root, await findData(root, project.root, signal));
  return monitoring?.offers ?? [];
}

function idOf({ id }: DriftProject, offer: ChartOffer): string {
  return JSON.stringify([id, offer.id]);
}

async function openManifest(project: DriftProject, signal: AbortSignal): Promise<void> {
  const existing = await manifestPath(project, signal);
  if (existing !== null) {
    await vscode.window.showTextDocument(fileUri(project.state, existing));
    return;
  }
  const uri = fileUri(project.state, posix.join(project.root, manifestNames[0])).with({ scheme: 'untitled' });
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  if (editor.document.getText() === '')
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), manifestStart(displayLanguage())));
}

async function writeOffer(project: DriftProject, offer: ChartOffer, signal: AbortSignal): Promise<void> {
  if (!(await writeManifest(project, (target) => offerEdits(target, [offer]), signal))) return;
  const words = offer.toFill.length > 0 ? sayText(texts.fillIn, { sources: offer.toFill.join(', ') }) : sayText(texts.written);
  void vscode.window.showInformationMessage(words);
}
