/** Turns what someone asks for into one plan: the registry's change, the serving manifest's edit, and the commands that follow. */
import { message, type Message } from '../core/l10n/message.ts';
import { deployIntent, deployTargetOf, mainStageOf, returnIntent, roleOfStage, runningCanary } from '../core/release/manifest-plan.ts';
import type { StageHolder } from '../core/release/model-state.ts';
import { shortBranch, type ReleasePlan } from '../core/release/release-steps.ts';
import type { ManifestIntent } from '../core/release/serving/manifest-intent.ts';
import { commandsOf } from './deploy-commands.ts';
import type { OpenedModel } from './open-model.ts';
import { findManifest, planManifest, type EditableManifest, type PlannedManifest } from './plan-manifest.ts';
import { planInManifest, refused, type PlannedPart } from './plan-in-manifest.ts';
import { planInRegistry, type Part } from './plan-in-registry.ts';
import type { ReleaseContext } from './release-context.ts';

/** What someone asks for. `remote` is the remote to push to; null to push nothing. */
export type ReleaseRequest = { readonly model: string; readonly remote: string | null } & (
  | { readonly action: 'promote'; readonly version: string; readonly stage: string }
  /** `isWhole`: all of the traffic at once, whatever the target's strategy. */
  | { readonly action: 'deploy'; readonly version: string; readonly stage: string; readonly isWhole?: boolean }
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
  /** `note`: what to know beside that. */
  | { readonly kind: 'already'; readonly stage: string; readonly holder: StageHolder; readonly note?: Message }
  | { readonly kind: 'refused'; readonly reason: Message };

const texts = {
  noTarget: {
    en: '{model} declares no deploy with a manifest or a command for {stage}. Promote it instead, or declare one in airworthy.yaml.',
    pl: 'Model {model} nie deklaruje dla etapu {stage} wdrożenia z manifestem ani poleceniem. Użyj awansowania albo zadeklaruj je w airworthy.yaml.',
  },
  noManifest: {
    en: '{model} declares no deploy with a manifest for {stage}.',
    pl: 'Model {model} nie deklaruje dla etapu {stage} wdrożenia z manifestem.',
  },
  noCanary: { en: 'No canary of {model} runs by {path}.', pl: 'Według {path} nie działa żaden kanarek modelu {model}.' },
  canaryRuns: {
    en: '{version} runs as a canary already, with {percent} % of the traffic by {path}. Shift its traffic to go on.',
    pl: 'Wersja {version} już działa jako kanarek, z {percent} % ruchu według {path}. Aby przejść dalej, zmień jej udział w ruchu.',
  },
  otherServed: {
    en: '{path} does not serve {from} for {stage}, so it is left as it is.',
    pl: '{path} nie serwuje {from} dla etapu {stage}, więc zostaje bez zmian.',
  },
  pushedWhole: {
    en: 'A branch is pushed as a whole: commits of {branch} that {remote} does not have yet go along.',
    pl: 'Gałąź jest wysyłana w całości: razem z nią idą commity z {branch}, których {remote} jeszcze nie ma.',
  },
  endsOnly: {
    en: '{path} stops serving {from} for {stage}; {to} gets requests there only when it is deployed again.',
    pl: '{path} przestaje serwować {from} w etapie {stage}; {to} dostanie tam zapytania dopiero po ponownym wdrożeniu.',
  },
  staysServed: {
    en: '{path} goes on serving {from}: what everybody meets cannot be left empty. Roll back, or take the model out of the file by hand.',
    pl: '{path} nadal serwuje {from}: strona, na którą trafiają wszyscy, nie może być pusta. Wycofaj wersję albo usuń model z pliku ręcznie.',
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
  const planned = opened.registry === null ? planInManifest(input, stage) : await planInRegistry({ ...input, request }, stage, signal);
  if (planned.kind === 'refused' || stage === null) return planned.kind === 'plan' ? withoutManifest(input, planned) : planned;
  const wantsManifest = request.action !== 'promote' || opened.registry === null;
  if (!wantsManifest) return planned.kind === 'plan' ? withoutManifest(input, planned) : planned;
  return withManifest(input, { planned, stage }, signal);
}

function shadowStage({ model }: OpenedModel): string {
  return model.stages.find((stage) => roleOfStage(model, stage) === 'shadow') ?? 'shadow';
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
    // A stage that a command alone deploys goes back by the same command.
    if (command !== undefined && request.action === 'rollback' && planned.kind === 'plan') {
      return finished(input, { part, stage, manifest: null, edit: null }, signal);
    }
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
  if (intent === null && !isReturn) {
    const note = runsAlready(manifest, part.to ?? '');
    if (part.change === null) return { ...(planned.kind === 'already' ? planned : already(opened, stage, part.to)), note };
    return finished(input, { part: { ...part, warnings: [...part.warnings, note] }, stage, manifest, edit: { kind: 'already' } }, signal);
  }
  if (intent === null) {
    const isKept = part.to === null && roleOfStage(model, stage) === 'main' && servesVersion(manifest, part.from);
    const note = message(isKept ? texts.staysServed : texts.otherServed, { path: manifest.path, from: part.from ?? '–', stage });
    if (opened.registry === null) return { kind: 'refused', reason: note };
    return planned.kind === 'plan' ? withoutManifest(input, { ...part, warnings: [...part.warnings, note] }) : planned;
  }
  const name = `${model.name}-${stage}-${part.to ?? 'empty'}`;
  const edit = await planManifest(context.repository, { manifest, model, intent, name }, signal);
  if (edit.kind === 'refused') return edit;
  if (edit.kind === 'already' && part.change === null) {
    return planned.kind === 'already' ? planned : already(opened, stage, part.to);
  }
  const isEnd =
    isReturn &&
    part.to !== null &&
    (intent.kind === 'end-shadow' || (intent.kind === 'shift-canary' && roleOfStage(model, stage) === 'canary'));
  const note = isEnd ? [message(texts.endsOnly, { path: manifest.path, from: part.from ?? '–', stage, to: part.to })] : [];
  return finished(input, { part: { ...part, warnings: [...part.warnings, ...note] }, stage, manifest, edit }, signal);
}

/** That nothing is to be edited: the version is on its way. */
function runsAlready({ path, object }: EditableManifest, version: string): Message {
  return message(texts.canaryRuns, { version, percent: runningCanary(object, version)?.traffic ?? '?', path });
}

function already({ state }: OpenedModel, stage: string, version: string | null): Extract<PlannedRelease, { kind: 'already' }> {
  const holder = state?.stages.get(stage);
  const none: StageHolder = { version: version ?? '–', commit: null, since: null, by: null, ref: '', object: '' };
  return { kind: 'already', stage, holder: holder ?? none };
}

function servesVersion({ object }: EditableManifest, version: string | null): boolean {
  return object?.slots.some((slot) => slot.role === 'main' && slot.version?.value === version) === true;
}

function intentOf(
  { opened, request }: PlanInput,
  { part, stage, manifest }: { readonly part: PlannedPart; readonly stage: string; readonly manifest: EditableManifest },
): ManifestIntent | null {
  const { model } = opened;
  const { object, target } = manifest;
  if (request.action === 'rollback' || request.action === 'unassign') {
    return object === null ? null : returnIntent(model, { stage, object, from: part.from, to: part.to });
  }
  const version = part.to ?? '';
  if (request.action === 'shadow') return { kind: 'start-shadow', version };
  const isWhole = request.action === 'deploy' && request.isWhole === true;
  return deployIntent(model, { stage, version, target, object, isWhole });
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
    { model: opened.model.name, stage, folder: opened.model.folder, target, path: manifest?.path ?? null, from: part.from, to: part.to },
    signal,
  );
  const { remote } = request;
  const isWhole = isEdit && remote !== null && (await hasUnpushed(context, { remote, commit: edit.commit.parent }, signal));
  const pushed = isWhole ? [message(texts.pushedWhole, { remote, branch: shortBranch(edit.commit.branch) })] : [];
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
    warnings: [...part.warnings, ...(isEdit ? edit.notes : []), ...run.warnings, ...pushed],
  };
  return { kind: 'plan', plan };
}

/** Whether no branch of a remote is known to be at a commit, so that pushing what follows on it sends more than one commit. */
async function hasUnpushed(
  { repository }: ReleaseContext,
  { remote, commit }: { readonly remote: string; readonly commit: string },
  signal: AbortSignal,
): Promise<boolean> {
  const refs = await repository.refs(`refs/remotes/${remote}/`, signal);
  return refs.every(({ object }) => object !== commit);
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
    const deploy = { action: 'deploy', model: model.name, version: canary, stage: main, remote: request.remote, isWhole: true } as const;
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
