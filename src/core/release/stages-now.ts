import type { StageNow, TrailEntry } from './trail-entry.ts';
import type { TrailModel } from './trail-registry.ts';

/** What registries say that each stage holds, and who brought it there. Stages that were emptied are there, without a version. */
export function stagesNow(models: readonly TrailModel[], entries: readonly TrailEntry[]): readonly StageNow[] {
  const byModel = new Map<string, TrailEntry[]>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.registry, entry.model]);
    const list = byModel.get(key);
    if (list === undefined) byModel.set(key, [entry]);
    else list.push(entry);
  }
  return models.flatMap((model) => stagesOf(model, byModel.get(JSON.stringify([model.registry, model.model])) ?? []));
}

function stagesOf({ registry, model, state }: TrailModel, entries: readonly TrailEntry[]): readonly StageNow[] {
  const byRef = new Map(entries.map((entry) => [entry.ref, entry]));
  const newest = new Map<string, TrailEntry>();
  for (const entry of entries) if (entry.stage !== null && !newest.has(entry.stage)) newest.set(entry.stage, entry);
  const common = { model, registry, role: 'main' as const };
  const unknown = { version: null, since: null, by: null, actor: null, identity: 'claimed' as const, ref: null };
  const held = [...state.stages].map(([stage, { version, since, by, ref }]) => {
    // MLflow's stages have the name of an alias, not that of the record behind it.
    const last = newest.get(stage);
    const entry = byRef.get(ref) ?? (last?.to === version ? last : undefined);
    return { ...common, stage, version, since, by, actor: entry?.actor ?? null, identity: entry?.identity ?? ('claimed' as const), ref };
  });
  const emptied = [...newest].flatMap(([stage, { holder, at: since, by, actor, identity, ref }]): readonly StageNow[] => {
    if (state.stages.has(stage)) return [];
    const base = { ...common, ...unknown, stage };
    if (holder === null) return [{ ...base, since, by, actor, identity, ref }];
    // Also empty where its version was deregistered, which is no event of the stage; all else is not listed because GTO's settings hide it.
    return state.versions.some(({ version, active }) => version === holder && !active) ? [base] : [];
  });
  return [...held, ...emptied];
}
