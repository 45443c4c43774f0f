/** Who holds the stages of a model, whichever registry says so. May not import `vscode`. */
import type { Text } from '../../core/l10n/message.ts';
import type { ReportedModel } from '../../core/release/versions-report.ts';
import type { NodeIcon } from './view-node.ts';

/** A version in a stage. */
export interface Holder {
  readonly stage: string;
  /** Null where a file does not name the version that serves. */
  readonly version: string | null;
  readonly since: string | null;
  readonly by: string | null;
  /** Its share of the stage's traffic in percent; null where the registry does not say. */
  readonly traffic: number | null;
}

const texts = {
  live: { en: 'live', pl: 'na produkcji' },
  partly: { en: 'on part of the traffic', pl: 'na części ruchu' },
} as const satisfies Readonly<Record<string, Text>>;

/** How a stage is shown. */
export interface StageFace {
  readonly icon: NodeIcon;
  readonly status: Text | null;
}

/** From what everybody meets to what nobody does. */
const faces: readonly (StageFace & { readonly names: RegExp })[] = [
  { names: /^(?:prod|production|live)$/i, icon: { name: 'circle-filled', colour: 'testing.iconPassed' }, status: texts.live },
  { names: /canary|staging|stage/i, icon: { name: 'color-mode', colour: 'charts.yellow' }, status: texts.partly },
  { names: /shadow/i, icon: { name: 'circle-outline', colour: null }, status: null },
];
const otherFace: StageFace = { icon: { name: 'circle-outline', colour: null }, status: null };

/** Lower for what more people meet; stages of other names come last. */
export function stageRank(stage: string): number {
  const rank = faces.findIndex(({ names }) => names.test(stage));
  return rank === -1 ? faces.length : rank;
}

/** Icon and word of a stage; a version with a part of the traffic is on part of it, whatever the stage is called. */
export function stageFace({ stage, traffic }: Pick<Holder, 'stage' | 'traffic'>): StageFace {
  const face = faces[stageRank(stage)] ?? otherFace;
  const canary = faces[1];
  // An ended canary stays in some files without traffic: nobody meets it.
  if (traffic === 0) return otherFace;
  return traffic !== null && traffic > 0 && traffic < 100 && face.status === texts.live && canary !== undefined ? canary : face;
}

/** All versions in stages, what everybody meets first. */
export function holdersOf(model: ReportedModel): readonly Holder[] {
  return Object.entries<ReportedModel['stages'][string]>(model.stages)
    .flatMap(([stage, held]): readonly Holder[] =>
      'version' in held
        ? [{ stage, version: held.version, since: held.since, by: held.by, traffic: null }]
        : held.map(({ version, since, by, traffic }) => ({ stage, version, since, by, traffic })),
    )
    .toSorted((one, other) => stageRank(one.stage) - stageRank(other.stage) || (other.traffic ?? 100) - (one.traffic ?? 100));
}

/** The version that a stage holds by itself; null where none does, or several share it. */
export function soleHolder(model: ReportedModel, stage: string): string | null {
  const holders = holdersOf(model).filter((holder) => holder.stage === stage);
  return holders.length === 1 ? (holders[0]?.version ?? null) : null;
}
