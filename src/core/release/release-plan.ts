import { message, type Message } from '../l10n/message.ts';
import { formatGtoTag, isStageName, normaliseVersion } from './gto-tag.ts';
import type { ModelState, StageHolder } from './registry-state.ts';
import type { ReleaseModel } from './release-config.ts';
import { formerHolders, rollbackCandidates, type EarlierHolder } from './stage-line.ts';

/** One thing that will be written, for people and for JSON. */
export interface PlanStep {
  readonly step: 'create-tag' | 'push-tag';
  /** What is written: the tag, or remote and tag. */
  readonly target: string;
  /** The version before; null where there is none. */
  readonly before: string | null;
  readonly after: string;
}

/** All that a promotion or a rollback will write, and the state it was planned on. */
export interface ReleasePlan {
  readonly action: 'promote' | 'rollback';
  /** The manifest's name, else the artifact's. */
  readonly model: string;
  readonly artifact: string;
  readonly stage: string;
  /** Who holds the stage now; null where nobody does. */
  readonly holder: StageHolder | null;
  readonly to: string;
  /** The commit of `to`. */
  readonly commit: string;
  /** Name of the tag to make. */
  readonly tag: string;
  /** The remote to push to; null where nothing is pushed. */
  readonly remote: string | null;
  readonly steps: readonly PlanStep[];
}

/** The answer to a request: a plan, nothing to do, or why it cannot be. */
export type Planned =
  | { readonly kind: 'plan'; readonly plan: ReleasePlan; readonly state: ModelState }
  | { readonly kind: 'already'; readonly stage: string; readonly holder: StageHolder }
  | { readonly kind: 'refused'; readonly reason: Message };

/** What both actions are asked with. */
export interface ReleaseRequest {
  readonly model: ReleaseModel;
  readonly stage: string;
  readonly remote: string | null;
  /** The counter for the new tag: one more than the greatest of the artifact's tags. */
  readonly counter: number;
}

const texts = {
  badStage: { en: '{stage} cannot be the name of a stage.', pl: '{stage} nie może być nazwą etapu.' },
  unknownStage: {
    en: 'There is no stage {stage}. Stages of {model}: {stages}.',
    pl: 'Nie ma etapu {stage}. Etapy modelu {model}: {stages}.',
  },
  unknownModel: { en: 'There is no model {model}.', pl: 'Nie ma modelu {model}.' },
  deprecated: { en: '{model} is deprecated.', pl: 'Model {model} jest wycofany z użycia.' },
  unknownVersion: { en: '{model} has no version {version}.', pl: 'Model {model} nie ma wersji {version}.' },
  deregistered: { en: '{version} of {model} is deregistered.', pl: 'Wersja {version} modelu {model} jest wyrejestrowana.' },
  neverHeld: {
    en: '{version} was never in {stage}, so it cannot be gone back to.',
    pl: 'Wersja {version} nigdy nie była w etapie {stage}, więc nie można do niej wrócić.',
  },
  nothingEarlier: {
    en: 'There is no earlier version of {model} in {stage} to roll back to.',
    pl: 'W etapie {stage} nie ma wcześniejszej wersji modelu {model}, do której można wrócić.',
  },
} as const;

/** Plans to put a registered version into a stage. */
export function planPromotion(state: ModelState | null, request: ReleaseRequest & { readonly version: string }): Planned {
  const model = request.model.name;
  const refusal = refuse(state, request);
  if (refusal !== null) return { kind: 'refused', reason: refusal };
  const wanted = normaliseVersion(request.version);
  const known = state?.versions.filter(({ version }) => version === wanted) ?? [];
  const version = known.find(({ active }) => active);
  if (state === null || version === undefined) {
    const text = known.length > 0 ? texts.deregistered : texts.unknownVersion;
    return { kind: 'refused', reason: message(text, { model, version: request.version }) };
  }
  return planTo(state, request, { action: 'promote', to: version });
}

/** Plans to bring an earlier version back into a stage: a new assignment, never the removal of a tag. `to` null: the best candidate. */
export function planRollback(state: ModelState | null, request: ReleaseRequest & { readonly to: string | null }): Planned {
  const { stage } = request;
  const model = request.model.name;
  const refusal = refuse(state, request);
  if (refusal !== null || state === null) return { kind: 'refused', reason: refusal ?? message(texts.unknownModel, { model }) };
  if (request.to === null) {
    const [best] = rollbackCandidates(state, stage);
    if (best === undefined) return { kind: 'refused', reason: message(texts.nothingEarlier, { model, stage }) };
    return planTo(state, request, { action: 'rollback', to: best });
  }
  const wanted = normaliseVersion(request.to);
  const to = formerHolders(state, stage).find(({ version }) => version === wanted);
  if (to !== undefined) return planTo(state, request, { action: 'rollback', to });
  const known = state.versions.find(({ version }) => version === wanted);
  const text = known === undefined ? texts.unknownVersion : known.active ? texts.neverHeld : texts.deregistered;
  return { kind: 'refused', reason: message(text, { model, stage, version: request.to }) };
}

function refuse(state: ModelState | null, { model, stage }: ReleaseRequest): Message | null {
  if (!isStageName(stage)) return message(texts.badStage, { stage: JSON.stringify(stage) });
  if (state === null) return message(texts.unknownModel, { model: model.name });
  if (state.deprecated) return message(texts.deprecated, { model: model.name });
  // A stage that is in use is one, whatever the manifest says: a rollback must not fail over a list.
  if (model.stages.length > 0 && !model.stages.includes(stage) && !state.stages.has(stage)) {
    return message(texts.unknownStage, { stage, model: model.name, stages: model.stages.join(', ') });
  }
  return null;
}

function planTo(
  state: ModelState,
  request: ReleaseRequest,
  target: { readonly action: 'promote' | 'rollback'; readonly to: EarlierHolder },
): Planned {
  const { stage, remote } = request;
  const { version, commit } = target.to;
  const holder = state.stages.get(stage) ?? null;
  if (holder?.version === version && holder.commit === commit) return { kind: 'already', stage, holder };
  const tag = formatGtoTag(state.artifact, { action: 'assign', stage }, request.counter);
  const before = holder?.version ?? null;
  const steps: PlanStep[] = [{ step: 'create-tag', target: tag, before, after: version }];
  if (remote !== null) steps.push({ step: 'push-tag', target: `${remote} ${tag}`, before, after: version });
  const { artifact } = state;
  return {
    kind: 'plan',
    state,
    plan: { action: target.action, model: request.model.name, artifact, stage, holder, to: version, commit, tag, remote, steps },
  };
}
