import type { ModelState } from '../core/release/model-state.ts';

/**
 * What one repository's registry came to, kept from one run to the next outside the workspace. Nothing here ever fails: without it, tags
 * are read again.
 */
export interface RegistryCache {
  /** Whether anything is kept, which says whether to ask what tags there are before they are read. */
  isKept(): boolean;
  /** The models that were made from the same; null where they are not kept. */
  load(madeFrom: string): readonly ModelState[] | null;
  /** Replaces what is kept. `madeFrom` is everything that the models follow from. */
  save(madeFrom: string, models: readonly ModelState[]): void;
}
