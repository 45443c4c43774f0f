/** Plans for models that only their serving manifest keeps, with no registry beside it. */
import { message, type Message } from '../core/l10n/message.ts';
import { mainStageOf } from '../core/release/manifest-plan.ts';
import { emptyState, type RegistryChange } from '../core/release/release-plan.ts';
import { isSameVersion, spelledLike } from '../core/release/serving/version-name.ts';
import { rollbackCandidates } from '../core/release/stage-line.ts';
import type { PlanInput } from './plan-release.ts';

const texts = {
  nothingEarlier: {
    en: 'There is no earlier version of {model} in {stage} to roll back to.',
    pl: 'W etapie {stage} nie ma wcześniejszej wersji modelu {model}, do której można wrócić.',
  },
  unknownStage: {
    en: 'There is no stage {stage}. Stages of {model}: {stages}.',
    pl: 'Nie ma etapu {stage}. Etapy modelu {model}: {stages}.',
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

/** What the registry is asked, or what a manifest alone is. `change` null where no registry changes. */
export interface PlannedPart {
  readonly kind: 'plan';
  readonly change: RegistryChange | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly warnings: readonly Message[];
}

/** A refusal, with its reason. */
export function refused(
  text: { readonly en: string; readonly pl: string },
  args: Readonly<Record<string, string>> = {},
): { readonly kind: 'refused'; readonly reason: Message } {
  return { kind: 'refused', reason: message(text, args) };
}

/** A model that only its manifest keeps: its past is the file's in Git. */
export function planInManifest({ opened, request }: PlanInput, stage: string | null): PlannedPart | ReturnType<typeof refused> {
  const { model } = opened;
  const args = { model: model.name, stage: stage ?? '' };
  if (stage === null || request.action === 'register') return refused(texts.keepsVersions, args);
  const state = opened.state ?? emptyState(model.registryName);
  const stages = model.stages.length > 0 ? model.stages : [mainStageOf(model), 'canary', 'shadow'];
  // A stage that is in use is one, whatever the manifest says: a rollback must not fail over a list.
  if (!stages.includes(stage) && !state.stages.has(stage)) return refused(texts.unknownStage, { ...args, stages: stages.join(', ') });
  const from = state.stages.get(stage)?.version ?? null;
  // The file's own way to write versions, so that what is recorded is what will be read.
  const spelled = (version: string): string =>
    state.versions.find((known) => isSameVersion(known.version, version))?.version ??
    (state.versions[0] === undefined ? null : spelledLike(version, state.versions[0].version)) ??
    version;
  const part = (to: string | null, warnings: readonly Message[] = []): PlannedPart => ({ kind: 'plan', change: null, from, to, warnings });
  if (request.action === 'unassign') return part(null);
  if (request.action !== 'rollback') {
    const version = 'version' in request ? spelled(request.version) : '';
    const isKnown = state.versions.some((known) => known.version === version);
    return part(version, isKnown ? [] : [message(texts.unproved, { ...args, version })]);
  }
  const to = request.to === null ? rollbackCandidates(state, stage)[0]?.version : spelled(request.to);
  if (to === undefined) return refused(texts.nothingEarlier, args);
  const isKnown = state.versions.some((known) => known.version === to);
  return part(to, isKnown ? [] : [message(texts.unproved, { ...args, version: to })]);
}
