import type { DeployTarget } from '../core/config/manifest-schema.ts';
import { message, type Message } from '../core/l10n/message.ts';
import { joinPath } from '../core/project/paths.ts';
import { deployTargetOf } from '../core/release/manifest-plan.ts';
import type { ReleaseModel } from '../core/release/release-config.ts';
import type { ManifestCommit, Traffic } from '../core/release/release-steps.ts';
import type { ManifestIntent } from '../core/release/serving/manifest-intent.ts';
import { planManifestEdit, type PlannedManifestEdit } from '../core/release/serving/plan-manifest-edit.ts';
import { chooseObject, readServing } from '../core/release/serving/read-serving.ts';
import type { ServingObject } from '../core/release/serving/serving-object.ts';
import type { GitRepository } from '../ports/git.ts';

/** A manifest that a stage's target names, as it may be edited. */
export interface EditableManifest {
  readonly path: string;
  readonly target: DeployTarget;
  readonly text: string;
  /** The object that serves the model; null where none or several could be meant. */
  readonly object: ServingObject | null;
  readonly blob: string;
  readonly mode: string;
  /** True where Git stores the text with other line ends. */
  readonly convertsLines: boolean;
}

/** What a stage's target names: an editable manifest, none, or why it cannot be edited. */
export type FoundManifest =
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly manifest: EditableManifest }
  | { readonly kind: 'refused'; readonly reason: Message };

/** An edit with the commit that will hold it, nothing to do, or why it cannot be made. */
export type PlannedManifest =
  | { readonly kind: 'already' }
  | { readonly kind: 'edit'; readonly commit: ManifestCommit; readonly traffic: Traffic | null; readonly notes: readonly Message[] }
  | { readonly kind: 'refused'; readonly reason: Message };

const texts = {
  outside: { en: '{path} leads out of the repository.', pl: 'Ścieżka {path} wychodzi poza repozytorium.' },
  notCommitted: {
    en: '{path} is not in the commit that is checked out. Commit it first.',
    pl: 'Pliku {path} nie ma w bieżącym commicie. Najpierw zapisz go w commicie.',
  },
  dirty: {
    en: '{path} has changes that are not committed. Commit or stash them first; a release commits only its own change.',
    pl: 'Plik {path} ma niezapisane w commicie zmiany. Zapisz je lub odłóż (stash); wydanie zapisuje tylko własną zmianę.',
  },
  notText: { en: '{path} is not UTF-8 text.', pl: 'Plik {path} nie jest tekstem UTF-8.' },
  link: { en: '{path} is a link. Name the file that it leads to.', pl: '{path} jest dowiązaniem. Podaj plik, do którego prowadzi.' },
  unfinished: {
    en: 'A {operation} is under way in this repository. End it first.',
    pl: 'W tym repozytorium trwa operacja {operation}. Najpierw ją zakończ.',
  },
  detached: {
    en: 'No branch is checked out, so that a commit would be lost. Check one out first.',
    pl: 'Nie ma wybranej gałęzi, więc commit by przepadł. Najpierw przejdź na gałąź.',
  },
} as const;

/** Looks at the manifest that a stage is deployed by. */
export async function findManifest(
  repository: GitRepository,
  { model, stage }: { readonly model: ReleaseModel; readonly stage: string },
  signal: AbortSignal,
): Promise<FoundManifest> {
  const target = deployTargetOf(model, stage);
  if (target?.manifest === undefined) return { kind: 'none' };
  const refused = (text: { readonly en: string; readonly pl: string }, args: Readonly<Record<string, string>> = {}): FoundManifest => ({
    kind: 'refused',
    reason: message(text, { path: target.manifest ?? '', ...args }),
  });
  const path = joinPath(model.folder, target.manifest);
  if (path === null) return refused(texts.outside);
  const [operation, state] = await Promise.all([repository.unfinishedOperation(signal), repository.fileState(path, signal)]);
  if (operation !== null) return refused(texts.unfinished, { operation });
  const { committed, staged, bytes } = state;
  if (committed === null || bytes === null) return refused(texts.notCommitted);
  if (committed.mode === '120000') return refused(texts.link);
  const text = decode(bytes);
  if (text === null) return refused(texts.notText);
  const head = await repository.head(signal);
  const [stored] = head.commit === null ? [] : await repository.readBlobs([{ commit: head.commit, path }], signal);
  const storedText = stored === null || stored === undefined ? null : decode(stored);
  const convertsLines = storedText !== text && storedText === text.replaceAll('\r\n', '\n');
  if (staged !== committed.object || (storedText !== text && !convertsLines)) return refused(texts.dirty);
  const object = chooseObject(readServing(path, text), { object: target.object, model: model.name });
  return { kind: 'found', manifest: { path, target, text, object, blob: committed.object, mode: committed.mode, convertsLines } };
}

/** Null for what is no UTF-8. A byte-order mark is kept. */
function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Plans the edit of a manifest, and the branch that gets it. */
export async function planManifest(
  repository: GitRepository,
  {
    manifest,
    model,
    intent,
    name,
  }: { readonly manifest: EditableManifest; readonly model: ReleaseModel; readonly intent: ManifestIntent; readonly name: string },
  signal: AbortSignal,
): Promise<PlannedManifest> {
  const { path, target, text, blob, mode, convertsLines } = manifest;
  const edit = planManifestEdit(text, path, { object: target.object, model: model.name, intent });
  if (edit.kind === 'refused') return edit;
  if (edit.kind === 'already') return { kind: 'already' };
  const head = await repository.head(signal);
  const isNewBranch = target.via === 'branch';
  if (head.commit === null || (head.branch === null && !isNewBranch)) return { kind: 'refused', reason: message(texts.detached) };
  const branch = isNewBranch ? await freeBranch(repository, name, signal) : `refs/heads/${head.branch ?? ''}`;
  const commit: ManifestCommit = {
    path,
    object: edit.before.name ?? model.name,
    oldText: text,
    newText: edit.newText,
    storedText: convertsLines ? edit.newText.replaceAll('\r\n', '\n') : edit.newText,
    blob,
    mode,
    changes: edit.changes.map(({ line, target: place, before, after }) => ({ line, key: lastKey(place), before, after })),
    branch,
    isNewBranch,
    parent: head.commit,
  };
  return { kind: 'edit', commit, traffic: trafficOf(edit, intent), notes: edit.notes };
}

/** The last key of a place such as `spec.predictors.1`; a number in a list says nothing. */
function lastKey(place: string): string {
  return place.split('.').findLast((part) => !/^\d+$/.test(part)) ?? place;
}

/** A branch that is not there yet, here or at a remote as it was last fetched, such as `airworthy/fraud-production-v1.5.0`. */
async function freeBranch(repository: GitRepository, name: string, signal: AbortSignal): Promise<string> {
  const base = `refs/heads/airworthy/${name.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replaceAll(/\.{2,}|^[.-]+|[.-]+$/g, '')}`;
  const [here, there] = await Promise.all(['refs/heads/airworthy/', 'refs/remotes/'].map((prefix) => repository.refs(prefix, signal)));
  const fetched = (there ?? []).map(({ name: ref }) => ref.replace(/^refs\/remotes\/[^/]+\//, 'refs/heads/'));
  const taken = new Set([...(here ?? []).map((ref) => ref.name), ...fetched]);
  for (let count = 1; ; count += 1) {
    const branch = count === 1 ? base : `${base}-${String(count)}`;
    if (!taken.has(branch)) return branch;
  }
}

function trafficOf({ before, after }: Extract<PlannedManifestEdit, { kind: 'edit' }>, intent: ManifestIntent): Traffic | null {
  if (intent.kind !== 'start-canary' && intent.kind !== 'shift-canary' && intent.kind !== 'start-shadow') return null;
  const role = intent.kind === 'start-shadow' ? 'shadow' : 'canary';
  const share = ({ slots }: ServingObject): number | null => slots.find((slot) => slot.role === role)?.traffic ?? null;
  return { before: share(before), after: share(after) ?? ('percent' in intent ? (intent.percent ?? 100) : 100) };
}
