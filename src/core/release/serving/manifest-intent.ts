import type { ServingObject, ServingSlot } from './serving-object.ts';

/** What a manifest is to be changed to. Percentages are whole numbers. */
export type ManifestIntent =
  /** All of the main side's traffic to this version: a direct promotion, or going back. A canary of the same version becomes the main side. */
  | { readonly kind: 'set-main'; readonly version: string }
  | { readonly kind: 'start-canary'; readonly version: string; readonly percent: number }
  /** 100 makes the canary the main side, 0 ends it. */
  | { readonly kind: 'shift-canary'; readonly percent: number }
  /** `percent` of the requests are copied to it; all where it is not said. */
  | { readonly kind: 'start-shadow'; readonly version: string; readonly percent?: number }
  | { readonly kind: 'end-shadow' };

/** What a slot must be after an edit, by which the edit is checked. */
export type ExpectedSlot = Pick<ServingSlot, 'role' | 'traffic'> & { readonly version: string | null };

/** The slots as they are, for edits that keep some of them. */
export function expected(slots: readonly ServingSlot[]): readonly ExpectedSlot[] {
  return slots.map(({ role, traffic, version }) => ({ role, traffic, version: version?.value ?? null }));
}

/** An object's slots by what they are for. */
export function rolesOf({ slots }: ServingObject): {
  readonly main: ServingSlot | undefined;
  readonly canaries: readonly ServingSlot[];
  readonly shadow: ServingSlot | undefined;
} {
  return {
    main: slots.find(({ role }) => role === 'main'),
    canaries: slots.filter(({ role }) => role === 'canary'),
    shadow: slots.find(({ role }) => role === 'shadow'),
  };
}
