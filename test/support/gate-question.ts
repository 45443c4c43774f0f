import { format } from '../../src/core/l10n/message.ts';
import type { GateOutcome, MetricGate } from '../../src/core/release/gate-outcome.ts';
import { fillQuery } from '../../src/core/release/prometheus/fill-query.ts';
import { gateRange } from '../../src/core/release/prometheus/gate-range.ts';
import { judgeSeries, type SeriesReading } from '../../src/core/release/prometheus/judge-series.ts';
import type { MetricSource } from '../../src/ports/metric-source.ts';

const { signal } = new AbortController();

/** Asks a source for a version's series over the last hour. */
export async function readGate(source: MetricSource, query: string, version: string): Promise<SeriesReading> {
  const filled = fillQuery(query, { version });
  if ('failure' in filled) return filled;
  const range = gateRange(3_600_000, Date.now());
  return { answer: await source.range({ ...range, query: filled.query }, signal), range, query: filled.query };
}

/** Asks a source for a version's series and judges them by limits. */
export async function askGate(
  source: MetricSource,
  gate: Omit<MetricGate, 'metric' | 'from'> & { readonly query: string },
  version: string,
): Promise<GateOutcome & { readonly words: string }> {
  const outcome = judgeSeries({ metric: 'latency', from: 'prometheus:live', ...gate }, await readGate(source, gate.query, version), null);
  return { ...outcome, words: format(outcome.why, 'en') };
}
