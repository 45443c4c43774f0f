/** `models:/…`, by which files name a model in MLflow's registry, and what it stands for at a moment. */
import type { ModelState, StageHolder } from './model-state.ts';

/** What a reference names, as MLflow reads it. */
export type ModelReference =
  | { readonly kind: 'version'; readonly name: string; readonly version: string }
  | { readonly kind: 'alias'; readonly name: string; readonly alias: string }
  /** A deprecated stage. */
  | { readonly kind: 'stage'; readonly name: string; readonly stage: string }
  | { readonly kind: 'latest'; readonly name: string }
  /** A model of MLflow 3 by its own id, registered or not: it never moves. */
  | { readonly kind: 'logged-model'; readonly id: string };

/** A reference in a text. */
export interface FoundModelReference {
  readonly reference: ModelReference;
  /** As it stands there. */
  readonly text: string;
  /** Offsets in the text; the end is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** What a reference stands for now. */
export type ResolvedReference =
  /** `pin` is the reference to write for the same version; `isPinned` where the reference itself never moves. */
  | { readonly kind: 'version'; readonly name: string; readonly version: string; readonly pin: string; readonly isPinned: boolean }
  /** Pinned to a model that needs no registry. */
  | { readonly kind: 'logged-model'; readonly id: string }
  /** The registry knows no such model, no such version, or nothing under that alias or stage. */
  | { readonly kind: 'unknown'; readonly what: 'model' | 'version' | 'alias' | 'stage' };

/** Reads one reference; null where MLflow would not take it. */
export function parseModelReference(text: string): ModelReference | null {
  const parts = /^models:\/+(.+)$/s.exec(text)?.[1]?.split('/') ?? [];
  const [name = '', suffix] = parts;
  if (parts.length > 2 || name.trim() === '') return null;
  if (suffix !== undefined) {
    if (suffix.trim() === '') return null;
    if (/^\d+$/.test(suffix)) return { kind: 'version', name, version: suffix.replace(/^0+(?=\d)/, '') };
    return suffix.toLowerCase() === 'latest' ? { kind: 'latest', name } : { kind: 'stage', name, stage: suffix };
  }
  const at = name.lastIndexOf('@');
  if (at < 0) return { kind: 'logged-model', id: name };
  const alias = name.slice(at + 1);
  return at === 0 || alias.trim() === '' ? null : { kind: 'alias', name: name.slice(0, at), alias };
}

/** All references in a text of any kind. Between quotes a name may hold spaces, elsewhere it ends at the first. */
export function findModelReferences(text: string): readonly FoundModelReference[] {
  const found: FoundModelReference[] = [];
  const pattern = /(?<=")models:\/[^"\r\n]+(?=")|(?<=')models:\/[^'\r\n]+(?=')|(?<![\w"'])models:\/[^\s"'`<>,;()[\]{}]+/g;
  for (const { 0: whole, index } of text.matchAll(pattern)) {
    // A full stop or colon ends a sentence, not a name.
    const trimmed = whole.replace(/[.:!?]+$/, '');
    const reference = parseModelReference(trimmed);
    if (reference !== null) found.push({ reference, text: trimmed, start: index, end: index + trimmed.length });
  }
  return found;
}

/** What a reference stands for, by the registry's state. */
export function resolveModelReference(reference: ModelReference, models: readonly ModelState[]): ResolvedReference {
  if (reference.kind === 'logged-model') return reference;
  const { name } = reference;
  const model = models.find(({ artifact }) => artifact === name);
  if (model === undefined) return { kind: 'unknown', what: 'model' };
  const version = versionOf(reference, model);
  if (version === null) return { kind: 'unknown', what: reference.kind === 'latest' ? 'version' : reference.kind };
  return { kind: 'version', name, version, pin: `models:/${name}/${version}`, isPinned: reference.kind === 'version' };
}

/** What a reference means now, with what the registry keeps of how it came to that. */
export interface ReferenceMeaning {
  readonly resolved: ResolvedReference;
  /** When the alias or stage was pointed there, else when the version was registered; milliseconds since 1970-01-01T00:00Z. */
  readonly since: number | null;
  /** Who did that, as claimed. */
  readonly by: string | null;
}

/** As `resolveModelReference`, with since when and by whom; null where the registry does not keep it. */
export function meaningOfReference(reference: ModelReference, models: readonly ModelState[]): ReferenceMeaning {
  const resolved = resolveModelReference(reference, models);
  const model = resolved.kind === 'version' ? models.find(({ artifact }) => artifact === resolved.name) : undefined;
  if (resolved.kind !== 'version' || model === undefined) return { resolved, since: null, by: null };
  const holder = holderOf(reference, model);
  if (holder !== undefined) return { resolved, since: holder.since, by: holder.by };
  const version = model.versions.find((one) => one.version === resolved.version);
  return { resolved, since: version?.registeredAt ?? null, by: version?.author ?? null };
}

function versionOf(reference: RegistryReference, model: ModelState): string | null {
  if (reference.kind === 'latest') return model.latest;
  if (reference.kind !== 'version') return holderOf(reference, model)?.version ?? null;
  return model.versions.some(({ version, active }) => version === reference.version && active) ? reference.version : null;
}

type RegistryReference = Exclude<ModelReference, { readonly kind: 'logged-model' }>;

/** The stage's holder that an alias or a deprecated stage leads to. */
function holderOf(reference: ModelReference, model: ModelState): StageHolder | undefined {
  const holders = [...model.stages.values()];
  if (reference.kind === 'alias') return holders.find(({ ref }) => ref === reference.alias);
  if (reference.kind !== 'stage') return undefined;
  // MLflow takes its stages in any letter case.
  const stage = `models:/${reference.name}/${reference.stage}`.toLowerCase();
  return holders.find(({ ref }) => ref.toLowerCase() === stage);
}
