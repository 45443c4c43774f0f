/** Turns what someone asks for into one plan: the registry's change, the serving manifest's edit, and the commands that follow. */
import { message, type Message } from '../core/l10n/message.ts';
import { deployIntent, deployTargetOf, mainStageOf, returnIntent, roleOfStage } from '../core/release/manifest-plan.ts';
import {
  emptyState,
  planPromotion,
  planRegistration,
  planRollback,
  planUnassignment,
  type Planned,
  type RegistryChange,
} from '../core/release/release-plan.ts';
import type { StageHolder } from '../core/release/model-state.ts';
import type { ReleasePlan } from '../core/release/release-steps.ts';
import { rollbackCandidates } from '../core/release/stage-line.ts';
import type { ManifestIntent } from '../core/release/serving/manifest-intent.ts';
import { commandsOf } from './deploy-commands.ts';
import type { OpenedModel } from './open-model.ts';
import { findManifest, planManifest, type EditableManifest, type PlannedManifest } from './plan-manifest.ts';
import type { ReleaseContext } from './release-context.ts';

/** What someone asks for. `remote` is the remote to push to; null to push nothing. */
export type ReleaseRequest = { readonly model: string; readonly remote: string | null } & (
  | { readonly action: 'promote' | 'deploy'; readonly version: string; readonly stage: string }
  /**
   * `to` null: the newest earlier holder of the stage that was not itself rolled back from. `withoutManifest`: the registry alone goes
   * back, whatever the manifest serves. `goesOnWithout`: where the model's server cannot be reached, the manifest alone goes back.
   */
  | {
      readonly action: 'rollback';
      readonly stage: string;
      readonly to: string | null;
      readonly withoutManifest?: boolean;
      readonly goesOnWithout?: boolean;
    }
  | { readonly action: 'unassign'; readonly stage: string }
  /** `stage` null: the model's shadow stage. */
  | { readonly action: 'shadow'; readonly version: string; readonly stage: string | null }
  /** The share of traffic for the canary that runs, in percent; 100 makes it the version that everybody meets, 0 ends it. */
  | { readonly action: 'canary'; readonly percent: number; readonly stage: string | null }
  /** `revision` is anything that Git takes for a commit. */
  | { readonly action: 'register'; readonly version: string; readonly revision: string }
);

/** The answer to a request. */
export type PlannedRelease =
  | { readonly kind: 'plan'; readonly plan: ReleasePlan }
  | { readonly kind: 'already'; readonly stage: string; readonly holder: StageHolder }
  | { readonly kind: 'refused'; readonly reason: Message };

const texts = {
  noCommit: { en: '{revision} is no commit of this repository.', pl: '{revision} nie jest commitem tego repozytorium.' },
  noTarget: {
    en: '{model} declares no deploy with a manifest or a command for {stage}. Promote it instead, or declare one in airworthy.yaml.',
    pl: 'Model {model} nie deklaruje dla etapu {stage} wdrożenia z manifestem ani poleceniem. Użyj awansowania albo zadeklaruj je w airworthy.yaml.',
  },
  noManifest: {
    en: '{model} declares no deploy with a manifest for {stage}.',
    pl: 'Model {model} nie deklaruje dla etapu {stage} wdrożenia z manifestem.',
  },
  noCanary: { en: 'No canary of {model} runs by {path}.', pl: 'Według {path} nie działa żaden kanarek modelu {model}.' },
  nothingEarlier: {
    en: 'There is no earlier version of {model} in {stage} to roll back to.',
    pl: 'W etapie {stage} nie ma wcześniejszej wersji modelu {model}, do której można wrócić.',
  },
  manifestLeft: {
    en: 'The serving manifest is left as it is: {why}',
    pl: 'Manifest serwowania zostaje bez zmian: {why}',
  },
  otherServed: {
    en: '{path} does not serve {from} for {stage}, so it is left as it is.',
    pl: '{path} nie serwuje {from} dla etapu {stage}, więc zostaje bez zmian.',
  },
  keepsVersions: {
    en: 'Versions of {model} are kept by its serving manifest alone; there is nothing to register.',
    pl: 'Wersje modelu {model} są tylko w manifeście serwowania; nie ma czego rejestrować.',
  },
  unproved: {
    en: 'Nothing here can tell whether {version} exists: only the serving manifest keeps versions of {model}.',
    pl: 'Nie da się tu sprawdzić, czy {version} istnieje: wersje modelu {model} są tylko w manifeście serwowania.',
  },
} as const;

/** What a plan is made of. */
export interface PlanInput {
  readonly context: ReleaseContext;
  readonly opened: OpenedModel;
  readonly request: ReleaseRequest;
}

/** Plans a release. Nothing is written. */
export async function planRelease(input: PlanInput, signal: AbortSignal): Promise<PlannedRelease> {
  const { request, opened } = input;
  if (request.action === 'canary') return planCanary(input, request, signal);
  const stage = request.action === 'register' ? null : (request.stage ?? shadowStage(opened));
  const planned = opened.registry === null ? planInManifest(input, stage) : await planInRegistry(input, stage, signal);
  if (planned.kind === 'refused' || stage === null) return planned.kind === 'plan' ? withoutManifest(input, planned) : planned;
  const wantsManifest = request.action !== 'promote' || opened.registry === null;
  if (!wantsManifest) return planned.kind === 'plan' ? withoutManifest(input, planned) : planned;
  return withManifest(input, { planned, stage }, signal);
}

function shadowStage({ model }: OpenedModel): string {
  return model.stages.find((stage) => roleOfStage(model, stage) === 'shadow') ?? 'shadow';
}

/** What the registry is asked, or what a manifest alone is. `change` null where no registry changes. */
interface PlannedPart {
  readonly kind: 'plan';
  readonly change: RegistryChange | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly warnings: readonly Message[];
}
type Part = PlannedPart | Exclude<Planned, { kind: 'plan' }>;

async function planInRegistry({ context, opened, request }: PlanInput, stage: string | null, signal: AbortSignal): Promise<Part> {
  const { model, state, counter, artifact } = opened;
  if (request.action === 'register') {
    const commit = await context.repository.resolveCommit(request.revision, signal);
    if (commit === null) return refused(texts.noCommit, { revision: JSON.stringify(request.revision) });
    return partOf(planRegistration(state, { model, artifact, version: request.version, commit }));
  }
  const asked = { model, counter, stage: stage ?? '' };
  if (request.action === 'rollback') return partOf(planRollback(state, { ...asked, to: request.to }));
  if (request.action === 'unassign') return partOf(planUnassignment(state, asked));
  return 'version' in request ? partOf(planPromotion(state, { ...asked, version: request.version })) : refused(texts.noManifest);
}

function partOf(planned: Planned): Part {
  if (planned.kind !== 'plan') return planned;
  const { change, warnings } = planned;
  return { kind: 'plan', change, from: change.holder?.version ?? null, to: change.to, warnings };
}

/** A model that only its manifest keeps: its past is the file's in Git. */
function planInManifest({ opened, request }: PlanInput, stage: string | null): Part {
  const { model } = opened;
  const args = { model: model.name, stage: stage ?? '' };
  if (stage === null || request.action === 'register') return refused(texts.keepsVersions, args);
  const state = opened.state ?? emptyState(model.registryName);
  const from = state.stages.get(stage)?.version ?? null;
  const part = (to: string | null, warnings: readonly Message[] = []): PlannedPart => ({ kind: 'plan', change: null, from, to, warnings });
  if (request.action === 'unassign') return part(null);
  if (request.action !== 'rollback') {
    const version = 'version' in request ? request.version : '';
    const isKnown = state.versions.some((known) => known.version === version);
    return part(version, isKnown ? [] : [message(texts.unproved, { ...args, version })]);
  }
  const to = request.to ?? rollbackCandidates(state, stage)[0]?.version;
  return to === undefined ? refused(texts.nothingEarlier, args) : part(to);
}

function refused(
  text: { readonly en: string; readonly pl: string },
  args: Readonly<Record<string, string>> = {},
): { readonly kind: 'refused'; readonly reason: Message } {
  return { kind: 'refused', reason: message(text, args) };
}

function withoutManifest({ opened, request }: PlanInput, { change, from, to, warnings }: PlannedPart): PlannedRelease {
  return {
    kind: 'plan',
    plan: {
      action: request.action,
      model: opened.model.name,
      stage: change?.stage ?? null,
      from,
      to,
      traffic: null,
      commit: change?.commit ?? null,
      change,
      manifest: null,
      remote: request.remote,
      commands: [],
      warnings,
    },
  };
}

/** Adds the manifest's edit. A deployment needs it (or a command); a rollback takes it along where the manifest serves what is left. */
async function withManifest(
  input: PlanInput,
  { planned, stage }: { readonly planned: Exclude<Part, { kind: 'refused' }>; readonly stage: string },
  signal: AbortSignal,
): Promise<PlannedRelease> {
  const { context, opened, request } = input;
  const { model } = opened;
  const isReturn = request.action === 'rollback' || request.action === 'unassign';
  const part: PlannedPart =
    planned.kind === 'plan'
      ? planned
      : { kind: 'plan', change: null, from: planned.holder.version, to: planned.holder.version, warnings: [] };
  if (request.action === 'rollback' && request.withoutManifest === true && opened.registry !== null) {
    return planned.kind === 'plan' ? withoutManifest(input, part) : planned;
  }
  const found = await findManifest(context.repository, { model, stage }, signal);
  if (found.kind === 'refused') return found;
  if (found.kind === 'none') {
    const command = deployTargetOf(model, stage)?.command;
    if (isReturn || request.action === 'shadow') {
      return opened.registry === null
        ? refused(texts.noManifest, { model: model.name, stage })
        : planned.kind === 'plan'
          ? withoutManifest(input, part)
          : planned;
    }
    if (command === undefined) return refused(texts.noTarget, { model: model.name, stage });
    return finished(input, { part, stage, manifest: null, edit: null }, signal);
  }
  const { manifest } = found;
  const intent = intentOf(input, { part, stage, manifest });
  if (intent === null) {
    const note = message(texts.otherServed, { path: manifest.path, from: part.from ?? '–', stage });
    if (opened.registry === null) return { kind: 'refused', reason: note };
    return planned.kind === 'plan' ? withoutManifest(input, { ...part, warnings: [...part.warnings, note] }) : planned;
  }
  const name = `${model.name}-${stage}-${part.to ?? 'empty'}`;
  const edit = await planManifest(context.repository, { manifest, model, intent, name }, signal);
  if (edit.kind === 'refused') return edit;
  if (edit.kind === 'already' && part.change === null) {
    return planned.kind === 'already' ? planned : already(opened, stage, part.to);
  }
  return finished(input, { part, stage, manifest, edit }, signal);
}

function already({ state }: OpenedModel, stage: string, version: string | null): PlannedRelease {
  const holder = state?.stages.get(stage);
  const none: StageHolder = { version: version ?? '–', commit: null, since: null, by: null, ref: '', object: '' };
  return { kind: 'already', stage, holder: holder ?? none };
}

function intentOf(
  { opened, request }: PlanInput,
  { part, stage, manifest }: { readonly part: PlannedPart; readonly stage: string; readonly manifest: EditableManifest },
): ManifestIntent | null {
  const { model } = opened;
  const { object, target } = manifest;
  if (request.action === 'rollback' || request.action === 'unassign') {
    return object === null ? null : returnIntent(roleOfStage(model, stage), { object, from: part.from, to: part.to });
  }
  const version = part.to ?? '';
  return request.action === 'shadow' ? { kind: 'start-shadow', version } : deployIntent(model, { stage, version, target, object });
}

async function finished(
  input: PlanInput,
  {
    part,
    stage,
    manifest,
    edit,
  }: {
    readonly part: PlannedPart;
    readonly stage: string;
    readonly manifest: EditableManifest | null;
    readonly edit: Exclude<PlannedManifest, { kind: 'refused' }> | null;
  },
  signal: AbortSignal,
): Promise<PlannedRelease> {
  const { context, opened, request } = input;
  const isEdit = edit?.kind === 'edit';
  const target = manifest?.target ?? deployTargetOf(opened.model, stage);
  const run = await commandsOf(
    context,
    { model: opened.model.name, stage, target, path: manifest?.path ?? null, from: part.from, to: part.to },
    signal,
  );
  const plan: ReleasePlan = {
    action: request.action,
    model: opened.model.name,
    stage,
    from: part.from,
    to: part.to,
    traffic: isEdit ? edit.traffic : null,
    commit: part.change?.commit ?? opened.state?.versions.find(({ version }) => version === part.to)?.commit ?? null,
    change: part.change,
    manifest: isEdit ? edit.commit : null,
    remote: request.remote,
    commands: run.commands,
    warnings: [...part.warnings, ...(isEdit ? edit.notes : []), ...run.warnings],
  };
  return { kind: 'plan', plan };
}

/** Shifts the traffic of the canary that runs; all of it is a deployment to the stage that everybody meets. */
async function planCanary(
  input: PlanInput,
  request: Extract<ReleaseRequest, { action: 'canary' }>,
  signal: AbortSignal,
): Promise<PlannedRelease> {
  const { context, opened } = input;
  const { model } = opened;
  const main = request.stage ?? mainStageOf(model);
  const found = await findManifest(context.repository, { model, stage: main }, signal);
  if (found.kind === 'refused') return found;
  if (found.kind === 'none') return refused(texts.noManifest, { model: model.name, stage: main });
  const { manifest } = found;
  const canary = manifest.object?.slots.find(({ role }) => role === 'canary')?.version?.value;
  if (canary === undefined) return refused(texts.noCanary, { model: model.name, path: manifest.path });
  if (request.percent === 100) {
    const deploy = { action: 'deploy', model: model.name, version: canary, stage: main, remote: request.remote } as const;
    return planRelease({ ...input, request: deploy }, signal);
  }
  const stage = model.stages.find((one) => roleOfStage(model, one) === 'canary') ?? main;
  const intent = { kind: 'shift-canary', percent: request.percent } as const;
  const edit = await planManifest(
    context.repository,
    { manifest, model, intent, name: `${model.name}-canary-${String(request.percent)}` },
    signal,
  );
  if (edit.kind === 'refused') return edit;
  if (edit.kind === 'already') return already(opened, stage, canary);
  return finished(input, { part: { kind: 'plan', change: null, from: canary, to: canary, warnings: [] }, stage, manifest, edit }, signal);
}
