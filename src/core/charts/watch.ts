/**
 * What a watch over charts remembers from one look to the next, so that a person is told of an episode once.
 * An episode begins when a chart's judgement is bad (its `for` has passed) and ends with a value that is not: no answer, too few rows or a
 * stale value end nothing, for what is unknown is not known to be over.
 */
import type { ChartSpec } from './chart.ts';
import type { ChartJudgement } from './judge-chart.ts';

/** A chart at one look; its judgement is null where it could not be asked. */
export interface WatchedChart {
  /** Tells it from every other chart that is watched. */
  readonly key: string;
  readonly judgement: ChartJudgement | null;
}

/** A time in which a chart is bad. */
export interface Episode {
  /** When the unbroken run of bad values began; milliseconds since 1970 UTC, as all times here. */
  readonly since: number;
  /** The time of the newest bad value that was seen: a run that begins after it is another episode. */
  readonly seen: number;
}

/** What is remembered; plain data, for it outlives the window. */
export interface WatchMemory {
  readonly episodes: Readonly<Record<string, Episode>>;
  /** Until when nothing is said of a chart. */
  readonly snoozed: Readonly<Record<string, number>>;
}

/** Nothing was seen yet. */
export const noMemory: WatchMemory = { episodes: {}, snoozed: {} };

/** What a look says of a chart. */
export type WatchStanding = 'fine' | 'warn' | 'bad' | 'unknown';

/** The outcome of one look. */
export interface WatchRound {
  readonly memory: WatchMemory;
  /** Charts to tell of now, by key: episodes that began, and those whose snooze has run out. */
  readonly announce: readonly string[];
  /** One a chart, in the order given. */
  readonly standings: readonly WatchStanding[];
}

/** One look at the charts. What is remembered of charts that are no longer watched is dropped. */
export function watchRound(memory: WatchMemory, charts: readonly WatchedChart[], now: number): WatchRound {
  const episodes: Record<string, Episode> = {};
  const snoozed: Record<string, number> = {};
  const announce: string[] = [];
  const standings: WatchStanding[] = [];
  for (const { key, judgement } of charts) {
    const known = own(memory.episodes, key);
    const standing = standingOf(judgement);
    standings.push(standing);
    const episode = standing === 'bad' ? newestEpisode(judgement, known) : standing === 'unknown' ? known : undefined;
    if (episode === undefined) continue;
    episodes[key] = episode;
    const until = own(memory.snoozed, key);
    const isNew = known === undefined || episode.since > known.seen;
    // A snooze is for the episode that it was asked in; what begins after that is news.
    if (until !== undefined && until > now && !isNew) snoozed[key] = until;
    else if (standing === 'bad' && (isNew || until !== undefined)) announce.push(key);
    else if (until !== undefined && standing === 'unknown') snoozed[key] = until;
  }
  return { memory: { episodes, snoozed }, announce, standings };
}

/** Says nothing of a chart's episode until a time; then it is told of once more, if it is still bad. */
export function snooze(memory: WatchMemory, key: string, until: number): WatchMemory {
  return { ...memory, snoozed: { ...memory.snoozed, [key]: until } };
}

/** Whether a chart tells of an alert, or of a warning where that is its only threshold. */
export function standingOf(judgement: ChartJudgement | null): WatchStanding {
  if (judgement === null || judgement.stale) return 'unknown';
  const { state, thresholds } = judgement;
  if (state === 'alert' || (state === 'warn' && thresholds.alert === null)) return 'bad';
  if (state === 'warn') return 'warn';
  return state === 'ok' ? 'fine' : 'unknown';
}

function newestEpisode(judgement: ChartJudgement | null, known: Episode | undefined): Episode | undefined {
  const worst = judgement?.worst ?? null;
  const newest = worst?.newest ?? null;
  if (worst === null || newest === null) return undefined;
  const began = worst.stateSince ?? newest.time;
  // A window that moves on forgets how an episode began; what was seen keeps it.
  const since = known !== undefined && began <= known.seen ? Math.min(known.since, began) : began;
  return { since, seen: Math.max(known?.seen ?? newest.time, newest.time) };
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The range a watch asks for: long enough to see the whole of `for` twice, and an hour at least. In milliseconds. */
export function watchedSpan({ forMs }: Pick<ChartSpec, 'forMs'>): number {
  return Math.max(3_600_000, forMs * 2);
}
