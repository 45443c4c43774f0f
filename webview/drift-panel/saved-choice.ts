/** What of the page survives a hidden panel and a restarted window. */
import * as z from 'zod/mini';
import type { PanelWish } from '../../src/protocol/drift-panel.ts';

const between = z.object({ start: z.number(), end: z.number() });

/** The person's choices as they are saved. */
export const savedChoice = z.object({
  project: z.nullable(z.string()),
  /** Filters by name; null for all. */
  model: z.nullable(z.string()),
  stage: z.nullable(z.string()),
  version: z.nullable(z.string()),
  range: z.union([
    z.object({ kind: z.literal('last'), ms: z.number() }),
    z.object({ kind: z.literal('all') }),
    z.object({ kind: z.literal('between'), start: z.number(), end: z.number() }),
  ]),
  compare: z.union([z.literal('none'), z.literal('before'), between]),
  refreshEvery: z.number(),
  /** The part of the range that is seen, in milliseconds since 1970 UTC; null for all of it. */
  zoom: z.nullable(between),
  /** Charts whose data table or distribution is open, by `chartKey`. */
  openTables: z.array(z.string()),
  openDistributions: z.array(z.string()),
  /** Whether a group is unfolded, by its key, once the person has said. */
  folds: z.record(z.string(), z.boolean()),
  /** The point whose numbers are shown, by its chart's key, its line's name and its time. */
  selected: z.nullable(z.object({ chart: z.string(), line: z.string(), time: z.number() })),
});

/** The person's choices. */
export type Choice = z.infer<typeof savedChoice>;
/** A part of time. */
export type Span = z.infer<typeof between>;
/** A point that is chosen, within its chart. */
export type ChosenPoint = Pick<NonNullable<Choice['selected']>, 'line' | 'time'>;

/** What is chosen before anybody chose. */
export const firstChoice: Choice = {
  project: null,
  model: null,
  stage: null,
  version: null,
  range: { kind: 'all' },
  compare: 'none',
  refreshEvery: 0,
  zoom: null,
  openTables: [],
  openDistributions: [],
  folds: {},
  selected: null,
};

/** What the host is asked for. */
export function wishOf({ range, compare, refreshEvery }: Choice, width: number): PanelWish {
  return { range, compare, refreshEvery, width };
}
