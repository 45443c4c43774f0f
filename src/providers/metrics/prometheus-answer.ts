/** The answers of Prometheus' HTTP API (`/api/v1`), and of servers that speak it: Thanos, Mimir, VictoriaMetrics. */
import * as z from 'zod';
import type { HistogramSample, Sample, Series, SeriesAnswer } from '../../core/model/series.ts';

const envelopeSchema = z.object({
  status: z.enum(['success', 'error']),
  errorType: z.string().nullish(),
  error: z.string().nullish(),
  warnings: z.array(z.string()).nullish(),
  /** VictoriaMetrics' word for a cluster whose nodes did not all answer. */
  isPartial: z.boolean().nullish(),
  data: z.unknown().optional(),
});

/** Which of its bounds a bucket holds (0 the upper, 1 the lower, 2 none, 3 both), the bounds, and the count. */
const bucketSchema = z.tuple([z.number(), z.string(), z.string(), z.string()]);

const histogramSchema = z.object({ count: z.string(), sum: z.string(), buckets: z.array(bucketSchema).nullish() });

const matrixSchema = z.object({
  resultType: z.literal('matrix'),
  result: z
    .array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.number(), z.string()])).nullish(),
        histograms: z.array(z.tuple([z.number(), histogramSchema])).nullish(),
      }),
    )
    .nullable(),
});

/** What every answer of the API is wrapped in. */
export type Envelope = z.infer<typeof envelopeSchema>;

/** The envelope of an answer; null where the text is none, such as a proxy's page. */
export function envelopeOf(text: string): Envelope | null {
  try {
    return envelopeSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The series of a range query. Throws on any other shape: a number that is no number must not pass for one. */
export function seriesOf({ data, warnings, isPartial }: Envelope): SeriesAnswer {
  const { result } = matrixSchema.parse(data);
  return {
    series: (result ?? []).map(({ metric, values, histograms }): Series => ({
      labels: metric,
      samples: (values ?? []).map(sampleOf).sort(([one], [other]) => one - other),
      histograms: (histograms ?? []).map(histogramOf).sort((one, other) => one.time - other.time),
    })),
    // Before 3.0 remarks on a query's style came as warnings too; they say nothing about the numbers.
    warnings: [...(warnings ?? []).filter((text) => !text.startsWith('PromQL info:')), ...(isPartial === true ? ['isPartial: true'] : [])],
  };
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const words = new Map([
  ['NaN', Number.NaN],
  ['Inf', Number.POSITIVE_INFINITY],
  ['+Inf', Number.POSITIVE_INFINITY],
  ['-Inf', Number.NEGATIVE_INFINITY],
]);

/** Times are seconds, with milliseconds behind the point. */
function sampleOf([seconds, text]: readonly [number, string]): Sample {
  return [Math.round(seconds * 1000), numberOf(text)];
}

function histogramOf([seconds, { count, sum, buckets }]: readonly [number, z.infer<typeof histogramSchema>]): HistogramSample {
  return {
    time: Math.round(seconds * 1000),
    count: numberOf(count),
    sum: numberOf(sum),
    buckets: (buckets ?? [])
      .map(([, lower, upper, held]) => ({ lower: numberOf(lower), upper: numberOf(upper), count: numberOf(held) }))
      .sort((one, other) => one.lower - other.lower),
  };
}

/** A number as the API writes it, in quotes. Throws on what is none. */
export function numberOf(text: string): number {
  const value = words.get(text) ?? (decimal.test(text) ? Number(text) : undefined);
  if (value === undefined) throw new Error(`${JSON.stringify(text.slice(0, 50))} is no number of Prometheus.`);
  return value;
}
