import * as vscode from 'vscode';
import * as z from 'zod';
import { readManifest } from '../../app/read-manifest.ts';
import { checks } from '../../core/checks/index.ts';
import { commandIds } from '../../core/config/ids.ts';
import type { Text } from '../../core/l10n/message.ts';
import { relativePath } from '../../core/project/paths.ts';
import { flow, manifestEdits } from '../../core/start/manifest-edits.ts';
import { createFileTree } from '../../node/file-tree.ts';
import { fileUri } from '../diagnostics/findings-store.ts';
import { registerCommands } from '../host/register-commands.ts';
import { displayLanguage, sayText } from '../host/words.ts';
import { ReadinessItem } from '../tree/readiness-tree.ts';
import type { FolderState } from '../workspace/folder-session.ts';
import type { WorkspaceSessions } from '../workspace/workspace-sessions.ts';
import { writeManifest } from './write-manifest.ts';

const texts = {
  reason: { en: 'Why is it acceptable to go without {what}?', pl: 'Dlaczego można się obejść bez: {what}?' },
  reasonNeeded: {
    en: 'A waiver needs a reason: it is read when it ends.',
    pl: 'Odstępstwo wymaga powodu: ktoś go przeczyta, gdy się skończy.',
  },
  owner: { en: 'Who answers for it? Leave it empty for nobody.', pl: 'Kto za to odpowiada? Zostaw puste, jeśli nikt.' },
  until: { en: 'Until when?', pl: 'Do kiedy?' },
  forGood: { en: 'No last day', pl: 'Bezterminowo' },
  days: { en: '{days} days', pl: '{days} dni' },
  year: { en: 'One year', pl: 'Jeden rok' },
  attester: { en: 'Who attests that this is done: {what}?', pl: 'Kto poświadcza, że to jest zrobione: {what}?' },
  attesterNeeded: { en: 'An attestation is somebody’s word: say whose.', pl: 'Poświadczenie to czyjeś słowo: podaj czyje.' },
  attested: {
    en: '{what} is attested already, by {by}. Change the entry in the manifest.',
    pl: '{what}: to już poświadcza {by}. Zmień wpis w manifeście.',
  },
  written: { en: 'Written, not yet saved. Look at it and save.', pl: 'Wpisano, ale nie zapisano pliku. Sprawdź i zapisz.' },
} as const satisfies Readonly<Record<string, Text>>;

/** As a code action tells which finding is meant. */
const meantFinding = z.object({ folder: z.string(), root: z.string(), rule: z.string(), path: z.string() });
export type MeantFinding = z.infer<typeof meantFinding>;

/** A check, or a rule in one file, of a project. */
interface Meant {
  readonly state: FolderState;
  readonly root: string;
  /** What it is called, for people. */
  readonly what: string;
  readonly entry: { readonly check: string } | { readonly rule: string; readonly path: string };
}

/** Setting a check or a finding aside, and vouching for a check: entries of the manifest that the person sees before they save. */
export function registerWaiveCommands(sessions: WorkspaceSessions, log: vscode.LogOutputChannel): vscode.Disposable {
  return registerCommands(log, {
    [commandIds.waive]: (argument) => waive(meantBy(sessions, argument)),
    [commandIds.attest]: (argument) => attest(meantBy(sessions, argument)),
  });
}

function meantBy(sessions: WorkspaceSessions, argument: unknown): Meant | null {
  if (argument instanceof ReadinessItem) return meantItem(argument);
  const finding = meantFinding.safeParse(argument).data;
  const state = finding === undefined ? undefined : sessions.states().find(({ folder }) => folder.uri.toString() === finding.folder);
  if (finding === undefined || state === undefined) return null;
  const { root, rule, path } = finding;
  return { state, root, what: rule, entry: { rule, path: relativePath(root, path) } };
}

/** A row of the view, whose id begins with its project's folder. */
function meantItem({ node, state }: ReadinessItem): Meant | null {
  const roots = state.reports.map(({ root }) => root).filter((root) => node.id.startsWith(`${root}:`));
  const root = roots.toSorted((one, other) => other.length - one.length)[0];
  if (root === undefined || node.about === null) return null;
  const check = checks.find(({ id }) => id === node.about);
  if (check !== undefined) return { state, root, what: sayText(check.title), entry: { check: check.id } };
  if (node.place === null) return null;
  return { state, root, what: node.about, entry: { rule: node.about, path: relativePath(root, node.place.path) } };
}

async function waive(meant: Meant | null): Promise<void> {
  if (meant === null) return;
  const reason = await vscode.window.showInputBox({
    prompt: sayText(texts.reason, { what: meant.what }),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? sayText(texts.reasonNeeded) : null),
  });
  if (reason === undefined) return;
  const until = await pickDay();
  if (until === undefined) return;
  const { signal } = new AbortController();
  const owner = await vscode.window.showInputBox({
    prompt: sayText(texts.owner),
    value: await person(meant, signal),
    ignoreFocusOut: true,
  });
  if (owner === undefined) return;
  const line = flow({
    ...meant.entry,
    reason: reason.trim(),
    ...(owner.trim() === '' ? {} : { owner: owner.trim() }),
    ...(until === null ? {} : { until }),
  });
  await write(meant, { key: 'waive', lines: [`- ${line}`] }, signal);
}

async function attest(meant: Meant | null): Promise<void> {
  if (meant === null || !('check' in meant.entry)) return;
  const { signal } = new AbortController();
  const manifest = await readManifest(createFileTree(meant.state.root), meant.root, signal);
  const known = manifest?.facts.manifest.attest?.[meant.entry.check];
  if (manifest !== null && known !== undefined) {
    // A second entry under the same key would make the file invalid.
    await vscode.window.showTextDocument(fileUri(meant.state, manifest.path));
    void vscode.window.showInformationMessage(sayText(texts.attested, { what: meant.what, by: known.by }));
    return;
  }
  const by = await vscode.window.showInputBox({
    prompt: sayText(texts.attester, { what: meant.what }),
    value: await person(meant, signal),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? sayText(texts.attesterNeeded) : null),
  });
  if (by === undefined) return;
  const until = await pickDay();
  if (until === undefined) return;
  const value = flow({ by: by.trim(), ...(until === null ? {} : { until }) });
  await write(meant, { key: 'attest', lines: [`${meant.entry.check}: ${value}`] }, signal);
}

async function write(meant: Meant, part: Parameters<typeof manifestEdits>[1][number], signal: AbortSignal): Promise<void> {
  const isWritten = await writeManifest(meant, (target) => manifestEdits(target, [part]), signal);
  if (isWritten) void vscode.window.showInformationMessage(sayText(texts.written));
}

/** Who Git says that the person is; nobody where it may not be asked or does not know. */
async function person({ state }: Meant, signal: AbortSignal): Promise<string> {
  const identity = vscode.workspace.isTrusted ? await state.repository?.identity(signal).catch(() => null) : null;
  return identity?.email ?? '';
}

/** ISO date; null for no last day. */
async function pickDay(): Promise<string | null | undefined> {
  const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 'yyyy-mm-dd'.length);
  const shown = new Intl.DateTimeFormat(displayLanguage(), { dateStyle: 'long', timeZone: 'UTC' });
  const items = [30, 90, 180, 365].map((days) => {
    const until: string | null = day(days);
    return { label: days === 365 ? sayText(texts.year) : sayText(texts.days, { days }), description: shown.format(new Date(until)), until };
  });
  const all: readonly { readonly label: string; readonly description?: string; readonly until: string | null }[] = [
    ...items,
    { label: sayText(texts.forGood), until: null },
  ];
  return (await vscode.window.showQuickPick(all, { placeHolder: sayText(texts.until) }))?.until;
}
