/** What servers that a manifest declares answered, for the checks of its project. Nothing of it is ever kept from one run to the next. */
import type { ChartJudgement } from '../charts/judge-chart.ts';
import { type Message, message } from '../l10n/message.ts';
import { isoTime } from '../release/iso-time.ts';

/**
 * What one entry came to. `values`: it has a value of now, and how that stands by its thresholds; `nothing`: the server answered, with no
 * value, or none of now; `failed`: it did not answer.
 */
export type LiveAnswer =
  | { readonly kind: 'values'; readonly state: 'ok' | 'warn' | 'alert'; readonly why: Message }
  | { readonly kind: 'nothing'; readonly why: Message }
  | { readonly kind: 'failed'; readonly why: Message };

/** The answers for one project. */
export interface LiveFacts {
  /** By the entry's place in the manifest, such as `drift/0` or `charts/2`; what was not asked is not there. */
  readonly charts: Readonly<Record<string, LiveAnswer>>;
  /** How many versions a model's registry has that can be used, by the model's name. */
  readonly versions: Readonly<Record<string, { readonly count: number } | { readonly failure: Message }>>;
}

const texts = {
  empty: { en: 'the server has no value of it', pl: 'serwer nie ma żadnej wartości' },
  stale: { en: 'the newest value is of {time}, which is too long ago', pl: 'najnowsza wartość pochodzi z {time}, czyli jest za stara' },
  tooFew: { en: 'there are too few rows for a verdict', pl: 'jest za mało wierszy, by coś orzec' },
  value: { en: '{value} at {time}', pl: '{value} o {time}' },
  warns: { en: '{value} at {time} reaches the warning of {limit}', pl: '{value} o {time} osiąga próg ostrzeżenia {limit}' },
  alerts: { en: '{value} at {time} reaches the alert of {limit}', pl: '{value} o {time} osiąga próg alarmu {limit}' },
} as const;

/** What a chart's answer says, by the judgement that the panel shows. */
export function liveAnswer({ worst, stale, thresholds, newest: newestTime }: ChartJudgement): LiveAnswer {
  const newest = worst?.newest ?? null;
  if (newest === null || newestTime === null) return { kind: 'nothing', why: message(texts.empty) };
  const time = isoTime(newest.time);
  if (stale) return { kind: 'nothing', why: message(texts.stale, { time: isoTime(newestTime) }) };
  if (newest.value === null) return { kind: 'nothing', why: message(texts.empty) };
  const args = { value: newest.value, time };
  switch (worst?.state) {
    case 'alert':
      return { kind: 'values', state: 'alert', why: message(texts.alerts, { ...args, limit: thresholds.alert ?? '–' }) };
    case 'warn':
      return { kind: 'values', state: 'warn', why: message(texts.warns, { ...args, limit: thresholds.warn ?? '–' }) };
    case 'not-enough-data':
      return { kind: 'nothing', why: message(texts.tooFew) };
    case 'ok':
    case 'no-value':
    case undefined:
      return { kind: 'values', state: 'ok', why: message(texts.value, args) };
  }
}

/** Whether two lots of facts lead to the same answers of checks, whatever numbers they name. */
export function isAlike(one: Readonly<Record<string, LiveFacts>>, other: Readonly<Record<string, LiveFacts>>): boolean {
  return JSON.stringify(outline(one)) === JSON.stringify(outline(other));
}

/** What checks tell apart. */
function outline(facts: Readonly<Record<string, LiveFacts>>): unknown {
  const byName = <Value>(record: Readonly<Record<string, Value>>): [string, Value][] =>
    Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1));
  return byName(facts).map(([root, { charts, versions }]) => [
    root,
    byName(charts).map(([id, said]) => [id, said.kind, said.kind === 'values' ? said.state : said.why.en]),
    byName(versions),
  ]);
}
