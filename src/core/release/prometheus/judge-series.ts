/**
 * Judges what Prometheus answered for a gate. Every sample of every series must lie within the limits; an answer that is empty, has
 * values that are no finite numbers, has a series that ended, or that the server itself does not vouch for, fails.
 */
import { joinMessages } from '../../l10n/join-messages.ts';
import { message, type Message } from '../../l10n/message.ts';
import { seriesName, type Series, type SeriesAnswer, type TimeRange } from '../../model/series.ts';
import { championUnknown, compare, firstLimit, isHigherBetter, type GateOutcome, type MetricGate } from '../gate-outcome.ts';
import { shownBeside, shownSpan, shownTime } from './shown.ts';

/** What a query gave over a time, or why it gave nothing. */
export type SeriesReading =
  { readonly answer: SeriesAnswer; readonly range: TimeRange; readonly query: string } | { readonly failure: Message };

/** The same query for the version that a stage holds now; null where none is there. */
export type ChampionSeries = { readonly version: string; readonly reading: SeriesReading } | null;

type Answered = Exclude<SeriesReading, { failure: Message }>;

interface PlacedSample {
  readonly series: Series;
  readonly time: number;
  readonly value: number;
  /** The less, the worse; below 0 it lies beyond a limit. */
  readonly margin: number;
}

const texts = {
  empty: {
    en: 'No data: {query} gave no samples in the last {window}.',
    pl: 'Brak danych: {query} nie dało próbek z ostatnich {window}.',
  },
  histogram: {
    en: '{series} holds histograms, and a histogram is no number: take histogram_quantile or histogram_avg of it.',
    pl: '{series} zawiera histogramy, a histogram nie jest liczbą: użyj histogram_quantile lub histogram_avg.',
  },
  notFinite: {
    en: '{series} is {value} at {time}: {count} of {samples} {samples|sample|samples} {count|is no finite number|are no finite numbers}.',
    pl: '{series} ma wartość {value} o {time}: {count} z {samples} {samples|próbki|próbek|próbek} nie jest skończoną liczbą.',
  },
  above: {
    en: '{value} of {series} at {time} is above {limit}.',
    pl: '{value} dla {series} o {time} to więcej niż {limit}.',
  },
  below: {
    en: '{value} of {series} at {time} is below {limit}.',
    pl: '{value} dla {series} o {time} to mniej niż {limit}.',
  },
  failed: {
    en: '{failed} of {samples} {samples|sample|samples} in {failedSeries} of {series} series {failed|fails|fail}, the first at {first}.',
    pl: 'Nie przechodzi {failed} z {samples} {samples|próbki|próbek|próbek} w {failedSeries} z {series} serii, pierwsza o {first}.',
  },
  atLeast: { en: 'The lowest value, {value}, is at least {limit}.', pl: 'Najniższa wartość, {value}, to co najmniej {limit}.' },
  atMost: { en: 'The highest value, {value}, is at most {limit}.', pl: 'Najwyższa wartość, {value}, to co najwyżej {limit}.' },
  within: {
    en: 'All values are within {min} and {max}; {value} is closest to a limit.',
    pl: 'Wszystkie wartości mieszczą się między {min} a {max}; najbliżej progu jest {value}.',
  },
  judged: {
    en: '{samples} {samples|sample|samples} in {series} series over {span}.',
    pl: '{samples} {samples|próbka|próbki|próbek} w {series} {series|serii|seriach} z {span}.',
  },
  stale: {
    en: '{series} is stale: its last sample is {age} old, of {time}. Where it ended rightly, take max or min over the series in the query.',
    pl: '{series} nie ma świeżych danych: ostatnia próbka ma {age}, z {time}. Jeśli seria skończyła się słusznie, weź w zapytaniu max lub min po seriach.',
  },
  warned: {
    en: 'The server says that its answer may be incomplete or wrong: {warning}',
    pl: 'Serwer ostrzega, że jego odpowiedź może być niepełna lub błędna: {warning}',
  },
  noLimit: { en: 'The gate has no limit.', pl: 'Bramka nie ma progu.' },
  noChampion: { en: 'No version is in {stage} to compare with.', pl: 'W etapie {stage} nie ma wersji do porównania.' },
  noWorse: {
    en: 'The mean {value} is no worse than the mean {champion} of {version} by more than {by}.',
    pl: 'Średnia {value} nie jest gorsza od średniej {champion} wersji {version} o więcej niż {by}.',
  },
  worse: {
    en: 'The mean {value} of {series} is worse than the mean {champion} of {version} by more than {by}.',
    pl: 'Średnia {value} dla {series} jest gorsza od średniej {champion} wersji {version} o więcej niż {by}.',
  },
} as const;

/**
 * The outcome of a gate on series. Its value is the sample that comes closest to a limit or goes farthest beyond it. `noWorseThan`
 * compares means over the window, because one outlier of the champion must not lower the bar: the mean of each series with the mean of
 * all the champion's samples. Where that comparison decides, the value is the mean of the worst series.
 */
export function judgeSeries(gate: MetricGate, reading: SeriesReading, champion: ChampionSeries): GateOutcome {
  const { metric, min, max, noWorseThan } = gate;
  const first = firstLimit(gate);
  const outcome = (passed: boolean, value: number | null, limit: number | null, why: Message): GateOutcome => ({
    metric,
    value,
    limit,
    passed,
    why,
  });
  if ('failure' in reading) return outcome(false, null, first, reading.failure);
  const fault = unreadable(reading);
  if (fault !== null) return outcome(false, fault.value, first, fault.why);
  const samples = placedSamples(gate, reading.answer);
  const worst = worstOf(gate, samples);
  if (worst.margin < 0) {
    const limit = min !== undefined && worst.value < min ? min : (max ?? null);
    return outcome(false, worst.value, limit, beyondLimit(worst, samples, reading.answer, limit ?? 0));
  }
  const doubt = doubtful(reading);
  if (doubt !== null) return outcome(false, worst.value, first, doubt);
  const within = withinLimits(gate, worst.value);
  const judged = judgedCounts(samples.length, reading);
  if (noWorseThan === undefined) {
    return within === null
      ? outcome(false, worst.value, null, message(texts.noLimit))
      : outcome(true, worst.value, first, joinMessages(within, judged));
  }
  const { stage } = noWorseThan;
  if (champion === null) {
    return outcome(true, worst.value, first, joinMessages(within ?? message(texts.noChampion, { stage }), judged));
  }
  const compared = comparison(gate, reading.answer, champion);
  if ('why' in compared) return outcome(false, worst.value, first, championUnknown({ version: champion.version, stage }, compared.why));
  const args = { version: champion.version, by: noWorseThan.by ?? 0, champion: shownBeside(compared.champion, compared.limit) };
  const value = shownBeside(compared.mean, compared.limit);
  if (!compared.passed) {
    return outcome(false, compared.mean, compared.limit, message(texts.worse, { ...args, value, series: seriesName(compared.series) }));
  }
  const noWorse = message(texts.noWorse, { ...args, value });
  return within === null
    ? outcome(true, compared.mean, compared.limit, joinMessages(noWorse, judged))
    : outcome(true, worst.value, first, joinMessages(within, noWorse, judged));
}

/** Why an answer holds nothing that can be judged. */
function unreadable({ answer, range, query }: Answered): { readonly value: number | null; readonly why: Message } | null {
  const histogram = answer.series.find(({ histograms }) => histograms.length > 0);
  if (histogram !== undefined) return { value: null, why: message(texts.histogram, { series: seriesName(histogram) }) };
  const all = answer.series.flatMap((series) => series.samples.map(([time, value]) => ({ series, time, value })));
  const hollow = answer.series.find(({ samples }) => samples.length === 0);
  if (all.length === 0 || hollow !== undefined) {
    const asked = hollow === undefined ? query : seriesName(hollow);
    const empty = message(texts.empty, { query: asked, window: shownSpan(range.end - range.start) });
    const [warning] = answer.warnings;
    return { value: null, why: warning === undefined ? empty : joinMessages(empty, message(texts.warned, { warning })) };
  }
  const wrong = all.filter(({ value }) => !Number.isFinite(value));
  const [shown] = wrong;
  if (shown === undefined) return null;
  const { series, time, value } = shown;
  const args = { series: seriesName(series), value: String(value), time: shownTime(time), count: wrong.length, samples: all.length };
  return { value, why: message(texts.notFinite, args) };
}

/** Why good numbers are not to be trusted: a series that ended, or the server's own warning. */
function doubtful({ answer, range }: Answered): Message | null {
  // An instant selector still finds a sample of the last 5 min, so a series without a value now has none that Prometheus calls current.
  // A minute is left for scrapes and rules that are late.
  const oldest = range.end - Math.max(60_000, 2 * range.step);
  const last = (series: Series): number => series.samples.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY;
  const stale = answer.series.filter((series) => last(series) < oldest);
  const [oldestSeries] = stale.toSorted((one, other) => last(one) - last(other));
  if (oldestSeries !== undefined) {
    const time = last(oldestSeries);
    return message(texts.stale, { series: seriesName(oldestSeries), age: shownSpan(range.end - time), time: shownTime(time) });
  }
  const [warning] = answer.warnings;
  return warning === undefined ? null : message(texts.warned, { warning });
}

/** All samples with how far they are inside the limits. */
function placedSamples({ min, max }: MetricGate, { series: all }: SeriesAnswer): readonly PlacedSample[] {
  const inside = (value: number): number =>
    Math.min(min === undefined ? Number.POSITIVE_INFINITY : value - min, max === undefined ? Number.POSITIVE_INFINITY : max - value);
  return all.flatMap((series) => series.samples.map(([time, value]) => ({ series, time, value, margin: inside(value) })));
}

/** The sample farthest beyond a limit, else closest to one; of equal ones, and where there is no limit, the worst value. */
function worstOf(gate: MetricGate, samples: readonly PlacedSample[]): PlacedSample {
  const sign = isHigherBetter(gate) ? 1 : -1;
  return samples.reduce((one, other) => {
    if (other.margin !== one.margin) return other.margin < one.margin ? other : one;
    return sign * (other.value - one.value) < 0 ? other : one;
  });
}

function beyondLimit(worst: PlacedSample, samples: readonly PlacedSample[], { series }: SeriesAnswer, limit: number): Message {
  const failed = samples.filter(({ margin }) => margin < 0);
  const first = failed.reduce((earliest, { time }) => Math.min(earliest, time), Number.POSITIVE_INFINITY);
  const args = { value: shownBeside(worst.value, limit), series: seriesName(worst.series), time: shownTime(worst.time), limit };
  const counts = {
    failed: failed.length,
    samples: samples.length,
    failedSeries: new Set(failed.map((sample) => sample.series)).size,
    series: series.length,
    first: shownTime(first),
  };
  return joinMessages(message(worst.value > limit ? texts.above : texts.below, args), message(texts.failed, counts));
}

function withinLimits({ min, max }: MetricGate, worst: number): Message | null {
  if (min !== undefined && max !== undefined) {
    return message(texts.within, { value: shownBeside(worst, Math.abs(worst - min) < Math.abs(worst - max) ? min : max), min, max });
  }
  if (min !== undefined) return message(texts.atLeast, { value: shownBeside(worst, min), limit: min });
  return max === undefined ? null : message(texts.atMost, { value: shownBeside(worst, max), limit: max });
}

/** How much was judged: the span is from the oldest sample, which may be younger than the window. */
function judgedCounts(samples: number, { answer, range }: Answered): Message {
  const oldest = answer.series.reduce((earliest, series) => Math.min(earliest, series.samples[0]?.[0] ?? earliest), range.end);
  return message(texts.judged, { samples, series: answer.series.length, span: shownSpan(range.end - oldest) });
}

interface Comparison {
  readonly series: Series;
  readonly mean: number;
  readonly champion: number;
  readonly passed: boolean;
  readonly limit: number;
}

function comparison(
  gate: MetricGate,
  { series: all }: SeriesAnswer,
  { reading }: NonNullable<ChampionSeries>,
): Comparison | { readonly why: Message } {
  if ('failure' in reading) return { why: reading.failure };
  const why = unreadable(reading)?.why ?? doubtful(reading);
  if (why !== null) return { why };
  const champion = meanOf(reading.answer.series.flatMap(({ samples }) => samples.map(([, value]) => value)));
  const sign = isHigherBetter(gate) ? 1 : -1;
  const [worst] = all
    .map((series) => ({ series, mean: meanOf(series.samples.map(([, value]) => value)) }))
    .toSorted((one, other) => sign * (one.mean - other.mean));
  if (worst === undefined) throw new Error('An answer without samples is refused before it is compared.');
  return { ...worst, champion, ...compare(gate, worst.mean, champion) };
}

/** Divides before it adds, so that great numbers do not overflow. */
function meanOf(values: readonly number[]): number {
  return values.reduce((mean, value, index) => mean + (value - mean) / (index + 1), 0);
}
