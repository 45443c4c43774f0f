/** Lines of a chart from the series of a monitoring system. */
import { message, type Message } from '../l10n/message.ts';
import type { Sample, Series } from '../model/series.ts';
import type { ChartLine, ChartPoint, Direction } from './chart.ts';
import { histogramQuantile } from './histogram-quantile.ts';
import { labelVersion } from './label-version.ts';
import { lineNames } from './line-names.ts';

/** Lines that one chart shows: more cannot be told apart, and every one of them is drawn on each frame. */
export const mostLines = 60;

/** The quantiles that stand for a native histogram. */
const quantiles = [
  [0.5, 'p50'],
  [0.95, 'p95'],
  [0.99, 'p99'],
] as const;

const texts = {
  tooMany: {
    en: '{total} lines came, and {shown} are shown: those whose newest values are the {side}. Sum the query up, or narrow it by labels.',
    pl: 'Nadeszło {total} {total|linia|linie|linii}, a widać {shown}: te, których najnowsze wartości są {side}. Zagreguj zapytanie albo zawęź je etykietami.',
  },
} as const;

const sides = { above: { en: 'highest', pl: 'najwyższe' }, below: { en: 'lowest', pl: 'najniższe' } } as const;

/** What lines are made for. */
export interface LinesRequest {
  /** Milliseconds between two values. */
  readonly step: number;
  /** On which side a value is bad: where there are too many lines, the worst ones are kept. */
  readonly direction: Direction;
}

/** The lines, the worst ones where there are too many; and whether quantiles of native histograms are among them. */
export interface SeriesLines {
  readonly lines: readonly ChartLine[];
  readonly warnings: readonly Message[];
  readonly hasQuantiles: boolean;
}

/** A series of numbers; a native histogram becomes one for each quantile, told apart by a label `quantile`. */
interface NumberSeries {
  readonly labels: Series['labels'];
  readonly samples: readonly Sample[];
}

/** Series without a value give no line. Values are in order of time, of two at one time the later one in the answer. */
export function seriesLines(series: readonly Series[], { step, direction }: LinesRequest): SeriesLines {
  const all = series.flatMap(numberSeries).filter(({ samples }) => samples.length > 0);
  const kept = worstOf(all, direction);
  const names = lineNames(kept.map(({ labels }) => labels));
  const lines = kept.map(({ labels, samples }, index): ChartLine => {
    return { name: names[index] ?? '', version: labelVersion(labels), points: pointsOf(samples, step) };
  });
  return {
    lines,
    warnings: kept.length < all.length ? [tooMany(all.length, kept.length, direction)] : [],
    hasQuantiles: series.some(({ histograms }) => histograms.length > 0),
  };
}

function numberSeries({ labels, samples, histograms }: Series): readonly NumberSeries[] {
  const ofHistograms = quantiles.map(([share, quantile]): NumberSeries => {
    return { labels: { ...labels, quantile }, samples: histograms.map((one) => [one.time, histogramQuantile(share, one)]) };
  });
  return [{ labels, samples }, ...ofHistograms];
}

/** In the answer's order. A line whose newest value is no number is kept before good ones: what is unknown must be seen. */
function worstOf(all: readonly NumberSeries[], direction: Direction): readonly NumberSeries[] {
  if (all.length <= mostLines) return all;
  const badness = ({ samples }: NumberSeries): number => {
    const value = samples.at(-1)?.[1] ?? Number.NaN;
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : direction === 'above' ? value : -value;
  };
  // Not by difference: two infinities would give NaN.
  const worst = new Set(
    all.toSorted((one, other) => (badness(one) === badness(other) ? 0 : badness(one) > badness(other) ? -1 : 1)).slice(0, mostLines),
  );
  return all.filter((one) => worst.has(one));
}

function tooMany(total: number, shown: number, direction: Direction): Message {
  const side = sides[direction];
  return {
    en: texts.tooMany.en.replace('{side}', side.en),
    pl: texts.tooMany.pl.replace('{side}', side.pl),
    args: { total, shown },
  };
}

/** How much longer than the step the time between two values may be before something is missing: servers round. */
const longestStep = 1.5;

function pointsOf(samples: readonly Sample[], step: number): readonly ChartPoint[] {
  const ordered = [...new Map(samples)].sort(([one], [other]) => one - other);
  return ordered.flatMap(([time, value], index): readonly ChartPoint[] => {
    const before = ordered[index - 1]?.[0];
    const isGap = before !== undefined && time - before > step * longestStep;
    return isGap
      ? [
          { time: before + step, value: null },
          { time, value },
        ]
      : [{ time, value }];
  });
}

const quantileMethod = {
  en: 'The 50th, 95th and 99th percentile, estimated from native histograms as histogram_quantile does.',
  pl: '50., 95. i 99. percentyl, oszacowane z natywnych histogramów tak jak w histogram_quantile.',
} as const;

/** How quantile lines were got. */
export function quantileWords(): Message {
  return message(quantileMethod);
}
