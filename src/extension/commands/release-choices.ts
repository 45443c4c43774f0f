import * as vscode from 'vscode';
import { findModel, openReleases } from '../../app/release-context.ts';
import type { Text } from '../../core/l10n/message.ts';
import type { ReleaseModel } from '../../core/release/release-config.ts';
import type { ReportedModel } from '../../core/release/versions-report.ts';
import { releaseDependencies, releasePlace } from '../host/release-dependencies.ts';
import { sayText } from '../host/words.ts';
import { holdersOf, soleHolder, stageRank } from '../tree/stage-holders.ts';
import { shortVersion } from '../tree/version-node.ts';
import type { VersionItem, VersionsTree } from '../tree/versions-tree.ts';
import type { FolderState } from '../workspace/folder-session.ts';

/** A model with the folder whose repository keeps its versions. */
export interface ReleaseTarget {
  readonly state: FolderState;
  readonly model: ReportedModel;
}

const texts = {
  untrusted: {
    en: 'Releases are off in Restricted Mode: trust this workspace first.',
    pl: 'W trybie ograniczonym wydania są wyłączone: najpierw zaufaj temu obszarowi roboczemu.',
  },
  nothing: { en: 'No model versions were found in this workspace.', pl: 'W tym obszarze roboczym nie znaleziono wersji modelu.' },
  noStage: {
    en: 'No version is in a stage, so there is nothing to roll back.',
    pl: 'Żadna wersja nie jest w etapie, więc nie ma czego wycofać.',
  },
  model: { en: 'Which model?', pl: 'Który model?' },
  version: { en: 'Which version of {model}?', pl: 'Która wersja modelu {model}?' },
  stage: { en: 'To which stage?', pl: 'Do którego etapu?' },
  newStage: { en: 'Another stage…', pl: 'Inny etap…' },
  stageName: { en: 'Name of the stage', pl: 'Nazwa etapu' },
  now: { en: 'now {version}', pl: 'teraz {version}' },
} as const satisfies Readonly<Record<string, Text>>;

/** Whether the workspace is trusted; says why nothing happens where it is not. */
export function saysTrusted(): boolean {
  if (!vscode.workspace.isTrusted) void vscode.window.showWarningMessage(sayText(texts.untrusted));
  return vscode.workspace.isTrusted;
}

/** Every model of the workspace; says why there are none, also in Restricted Mode, where nothing may be released. */
function releasable(tree: VersionsTree, isMeant: (model: ReportedModel) => boolean): readonly ReleaseTarget[] {
  if (!saysTrusted()) return [];
  const all = tree.reports().flatMap(({ state, report }) => {
    const meant = report.models.filter(isMeant);
    // What a manifest serves of a model that a registry keeps is no model of its own; where the registry does not answer, it is all there is.
    const kept = new Set(meant.filter(({ registry }) => registry !== 'kubernetes').map(({ model }) => model));
    const own = meant.filter(({ registry, model }) => registry !== 'kubernetes' || !kept.has(model));
    return own.map((model) => ({ state, model }));
  });
  if (all.length === 0) void vscode.window.showInformationMessage(sayText(texts.nothing));
  return all;
}

/** Whether a model has a version that something could be done with. */
export function hasVersions({ versions, stages }: ReportedModel): boolean {
  return versions.length > 0 || Object.keys(stages).length > 0;
}

/** The model of a tree item, else the only one that is meant, else the one the person picks; undefined where there is none. */
export async function chooseModel(
  tree: VersionsTree,
  item: VersionItem | undefined,
  isMeant: (model: ReportedModel) => boolean,
): Promise<ReleaseTarget | undefined> {
  const all = releasable(tree, isMeant);
  if (item !== undefined && item.node.model !== null) return all.find(isOf(item));
  if (all.length <= 1) return all[0];
  const items = all.map((target) => ({ label: target.model.model, description: target.model.latest ?? '', target }));
  return (await vscode.window.showQuickPick(items, { placeHolder: sayText(texts.model) }))?.target;
}

/** What is meant: a model's stages, or one of them; null stands for any. */
export interface HeldBy {
  /** Of the repository. */
  readonly root: string;
  readonly model: string | null;
  readonly stage: string | null;
}

/** A stage that holds a version, with its model: one choice, because a rollback is for emergencies. */
export async function chooseHeldStage(
  tree: VersionsTree,
  item: HeldBy | undefined,
  question: Text,
): Promise<{ readonly target: ReleaseTarget; readonly stage: string } | undefined> {
  const all = releasable(tree, hasVersions);
  const isAsked = (stage: string): boolean => item === undefined || item.stage === null || item.stage === stage;
  const held = all
    .filter(({ state, model }) => item === undefined || (state.root === item.root && (item.model === null || model.model === item.model)))
    .flatMap((target) =>
      [...stagesOf(target.model)].filter(([stage]) => isAsked(stage)).map(([stage, version]) => ({ target, stage, version })),
    )
    // What everybody meets is rolled back in a hurry, so it comes first.
    .toSorted((one, other) => stageRank(one.stage) - stageRank(other.stage));
  if (all.length > 0 && held.length === 0) void vscode.window.showInformationMessage(sayText(texts.noStage));
  if (held.length <= 1) return held[0];
  const items = held.map(({ target, stage, version }) => ({
    label: `${target.model.model} · ${stage}`,
    description: sayText(texts.now, { version }),
    target,
    stage,
  }));
  return vscode.window.showQuickPick(items, { placeHolder: sayText(question) });
}

/** What is asked about a version, and the one that cannot be meant. */
export interface VersionQuestion {
  readonly question?: string;
  readonly without?: string;
}

/** An active version of a model, newest first. */
export async function chooseVersion(model: ReportedModel, { question, without }: VersionQuestion = {}): Promise<string | undefined> {
  const items = model.versions
    .filter(({ active, version }) => active && version !== without)
    .map(({ version, registeredAt, author }) => ({
      label: version,
      description: holdersOf(model)
        .flatMap((holder) => (holder.version === version ? [holder.stage] : []))
        .join(', '),
      detail: [registeredAt, author].filter((part) => part !== null).join(' · '),
    }));
  const placeHolder = question ?? sayText(texts.version, { model: model.model });
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true, matchOnDetail: true }))?.label;
}

/** What the manifest declares of a model; null where there is no repository. */
export async function declaredModel({ state, model }: ReleaseTarget, signal: AbortSignal): Promise<ReleaseModel | null> {
  const context = await openReleases(releaseDependencies(state), releasePlace(state), signal);
  return context === null ? null : findModel(context, model.model).model;
}

/**
 * One of the declared stages, or where none are declared, one in use or a new one. A version cannot be put where it is already
 * (`without`); null where that counts for nothing, as for a deployment, whose manifest may still serve another one.
 */
export async function chooseStage(
  { model }: ReleaseTarget,
  { declared, without }: { readonly declared: readonly string[]; readonly without: string | null },
): Promise<string | undefined> {
  const all = [...new Set([...declared, ...Object.keys(model.stages)])];
  const names = without === null ? all : all.filter((name) => soleHolder(model, name) !== without);
  const held = stagesOf(model);
  const items = names.map((name) => {
    const now = held.get(name);
    return { label: name, description: now === undefined ? '' : sayText(texts.now, { version: now }), isNew: false };
  });
  const other = { label: sayText(texts.newStage), description: '', isNew: true };
  const picked = await vscode.window.showQuickPick(declared.length > 0 ? items : [...items, other], { placeHolder: sayText(texts.stage) });
  return picked?.isNew === true ? vscode.window.showInputBox({ prompt: sayText(texts.stageName), ignoreFocusOut: true }) : picked?.label;
}

/** The versions of each stage that holds any, as one text. */
function stagesOf(model: ReportedModel): ReadonlyMap<string, string> {
  const stages = new Map<string, string>();
  for (const { stage, version } of holdersOf(model)) {
    const known = stages.get(stage);
    const shown = shortVersion(version ?? '–');
    stages.set(stage, known === undefined ? shown : `${known}, ${shown}`);
  }
  return stages;
}

function isOf(item: VersionItem): (target: ReleaseTarget) => boolean {
  return ({ state, model }) => state.root === item.state.root && model.model === item.node.model;
}
