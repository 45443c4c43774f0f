import type { ProjectDrift, WatchedSeries } from '../../ports/drift-computer.ts';
import type { DriftPoint } from '../../core/drift/drift-over-time.ts';
import { type Language, type MessageArgs, type Text, format, message } from '../../core/l10n/message.ts';
import { driftWords as words } from './drift-words.ts';
import { dayText, rowsRange } from './score-text.ts';

/** What drifts in the newest batch, with sample sizes, in a few sentences. Each source has batches of its own and so its own verdict. */
export function headline({ series }: Pick<ProjectDrift, 'series'>, language: Language): string {
  const sources = new Map<string, WatchedSeries[]>();
  for (const one of series) sources.set(one.source, [...(sources.get(one.source) ?? []), one]);
  const say = (text: Text, args: MessageArgs = {}): string => format(message(text, args), language);
  const verdicts = [...sources].flatMap(([source, own]) => {
    const verdict = verdictOf(own, say, language);
    return verdict === null ? [] : [{ source, verdict }];
  });
  if (verdicts.length === 0) return say(words.headlineNothing);
  return verdicts.map(({ source, verdict }) => (sources.size > 1 ? say(words.ofSource, { source, verdict }) : verdict)).join(' ');
}

/** All series of a source have a point for each of its batches. Null where there is no batch. */
function verdictOf(series: readonly WatchedSeries[], say: (text: Text, args?: MessageArgs) => string, language: Language): string | null {
  const counts = Math.max(...series.map(({ points }) => points.length));
  const batch = (index: number): readonly DriftPoint[] => series.flatMap(({ points }) => points[index] ?? []);
  const newest = batch(counts - 1);
  const [first] = newest;
  if (first === undefined) return null;
  const judged = newest.filter(isJudged);
  const sizes = (points: readonly DriftPoint[]): MessageArgs => ({
    day: dayText(first.time, language),
    rows: rowsRange(
      points.map(({ rowsCurrent }) => rowsCurrent),
      language,
    ),
    reference: rowsRange(
      points.map(({ rowsReference }) => rowsReference),
      language,
    ),
  });
  if (judged.length === 0)
    return `${say(words.headlineUnjudged, sizes(newest))} ${earlier(
      Array.from({ length: counts - 1 }, (_, index) => batch(index)),
      say,
      language,
    )}`;
  const drifting = judged.filter(({ state }) => state === 'alert').length;
  const warning = judged.filter(({ state }) => state === 'warn').length;
  const few = newest.length - judged.length;
  return [
    say(drifting > 0 ? words.headlineDrift : words.headlineSteady, { ...sizes(judged), drifting, all: judged.length }),
    ...(warning > 0 ? [say(words.alsoWarning, { count: warning })] : []),
    ...(few > 0 ? [say(words.alsoUnjudged, { count: few })] : []),
  ].join(' ');
}

/** A newest batch with too few rows must not hide the drift before it. */
function earlier(batches: readonly (readonly DriftPoint[])[], say: (text: Text, args?: MessageArgs) => string, language: Language): string {
  const judged = batches.map((points) => points.filter(isJudged)).findLast((points) => points.length > 0);
  const [first] = judged ?? [];
  if (judged === undefined || first === undefined) return say(words.neverJudged);
  const drifting = judged.filter(({ state }) => state === 'alert').length;
  return say(drifting > 0 ? words.earlierDrift : words.earlierSteady, { day: dayText(first.time, language), drifting, all: judged.length });
}

function isJudged({ state }: DriftPoint): boolean {
  return state !== 'not-enough-data';
}
