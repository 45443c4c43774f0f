/** Gates on drift: `{drift: TITLE}` passes where every line of the entry is below its alert, by the judgement that the charts show. */
import type { ChartAnswer, ChartSpec } from '../charts/chart.ts';
import { type ChartJudgement, type LineJudgement, judgeChart } from '../charts/judge-chart.ts';
import { joinMessages } from '../l10n/join-messages.ts';
import { type Message, message } from '../l10n/message.ts';
import type { GateOutcome } from './gate-outcome.ts';
import { isoTime } from './iso-time.ts';

const texts = {
  noEntry: {
    en: 'The manifest has no drift entry with the title {title}.',
    pl: 'Manifest nie ma wpisu drift o tytule {title}.',
  },
  noAlert: {
    en: 'The drift entry has no alert, so that nothing says what is too much.',
    pl: 'Wpis drift nie ma progu alert, więc nic nie mówi, ile to za dużo.',
  },
  empty: { en: 'There is no value.', pl: 'Nie ma żadnej wartości.' },
  noValue: { en: 'The newest value, of {time}, is no number.', pl: 'Najnowsza wartość, z {time}, nie jest liczbą.' },
  stale: { en: 'The newest value is of {time}, which is too long ago.', pl: 'Najnowsza wartość pochodzi z {time}, czyli jest za stara.' },
  tooFew: {
    en: 'Too few rows for a verdict: {current} against {reference}.',
    pl: 'Za mało wierszy, by coś orzec: {current} wobec {reference}.',
  },
  reached: { en: '{value} reaches the alert of {limit} since {since}.', pl: '{value} osiąga próg alarmu {limit} od {since}.' },
  below: { en: '{value} of {time} does not reach the alert of {limit}.', pl: '{value} z {time} nie osiąga progu alarmu {limit}.' },
  ofLine: { en: '{line}:', pl: '{line}:' },
} as const;

/** The outcome where the manifest has no such entry. */
export function noSuchDrift(title: string): GateOutcome {
  return { metric: title, value: null, limit: null, passed: false, why: message(texts.noEntry, { title: JSON.stringify(title) }) };
}

/**
 * The outcome for an entry and what its source answered. What is unknown does not pass: no value, a value that is no number, too few rows
 * and a value that is too old fail, each with that reason. A value at the alert fails at once, though `for` has not passed.
 */
export function judgeDrift(
  title: string,
  { spec, answer }: { readonly spec: ChartSpec; readonly answer: ChartAnswer },
  now: number,
): GateOutcome {
  const judgement = judgeChart(spec, answer, now);
  const limit = judgement.thresholds.alert;
  const failed = (value: number | null, why: Message): GateOutcome => ({ metric: title, value, limit, passed: false, why });
  if (limit === null) return failed(null, message(texts.noAlert));
  if (judgement.lines.length === 0) return failed(null, message(texts.empty));
  const verdicts = judgement.lines.map((line) => ({ line, failure: failureOf(line, judgement, limit) }));
  const bad = verdicts.find(({ failure }) => failure !== null);
  const shown = bad?.line ?? mostExtreme(judgement);
  const value = shown.newest?.value ?? null;
  const failure = bad?.failure ?? null;
  if (failure !== null) return failed(value, named(shown, failure));
  const why = message(texts.below, { value: value ?? '', time: isoTime(shown.newest?.time ?? now), limit });
  return { metric: title, value, limit, passed: true, why: named(shown, why) };
}

function failureOf({ newest, verdicts, stateSince }: LineJudgement, { stale }: ChartJudgement, limit: number): Message | null {
  if (newest === null) return message(texts.empty);
  const time = isoTime(newest.time);
  switch (verdicts.at(-1)) {
    case 'alert': {
      const since = stateSince ?? newest.time;
      return message(texts.reached, { value: newest.value ?? '', limit, since: isoTime(since) });
    }
    case 'not-enough-data':
      return message(texts.tooFew, { current: newest.rows?.current ?? 0, reference: newest.rows?.reference ?? 0 });
    case 'ok':
    case 'warn':
      return stale ? message(texts.stale, { time }) : null;
    case 'no-value':
    case undefined:
      return newest.note ?? message(texts.noValue, { time });
  }
}

/** The line that came nearest to the alert, to be named where all pass. */
function mostExtreme({ lines, thresholds }: ChartJudgement): LineJudgement {
  const sign = thresholds.direction === 'above' ? 1 : -1;
  const nearness = ({ newest }: LineJudgement): number => sign * (newest?.value ?? Number.NEGATIVE_INFINITY);
  return lines.reduce((one, other) => (nearness(other) > nearness(one) ? other : one));
}

function named({ line }: LineJudgement, why: Message): Message {
  return line.name === '' ? why : joinMessages(message(texts.ofLine, { line: line.name }), why);
}
