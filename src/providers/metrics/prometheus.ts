import { message } from '../../core/l10n/message.ts';
import { mostSteps, type SeriesAnswer } from '../../core/model/series.ts';
import type { MetricSource, RangeQuery } from '../../ports/metric-source.ts';
import { ProviderError } from '../../ports/version-registry.ts';
import { askServer, timeoutOf, type ServerOptions, type ServerReply } from './ask-server.ts';
import { serverAddress, type ServerAddress } from './prometheus-address.ts';
import { envelopeOf, seriesOf, type Envelope } from './prometheus-answer.ts';
import { refusal, unreadable } from './prometheus-failure.ts';

const texts = {
  tooFine: {
    en: 'The query asks {server} for {steps} points a series; at most {most} can be had at once.',
    pl: 'Zapytanie prosi {server} o {steps} punktów na serię; naraz można dostać najwyżej {most}.',
  },
  coarser: { en: 'Take a longer step or a shorter time.', pl: 'Wydłuż krok albo skróć okres.' },
} as const;

/** A server that speaks Prometheus' HTTP API. */
export function prometheusSource(options: ServerOptions): MetricSource {
  return {
    async range(query, signal) {
      return (await askRange(options, query, signal)).answer;
    },
  };
}

/** The series of a range query, with how far the server's clock is ahead of ours. Rejects as `MetricSource` does. */
export async function askRange(
  options: ServerOptions,
  query: RangeQuery,
  signal: AbortSignal,
): Promise<{ readonly answer: SeriesAnswer; readonly server: string; readonly clockAhead: number | null }> {
  const address = serverAddress(options.url);
  checkSteps(address, query);
  const reply = await askServer(
    options,
    {
      system: 'Prometheus',
      endpoint: ({ endpoint }) => endpoint('v1/query_range'),
      parameters: {
        query: query.query,
        start: seconds(query.start),
        end: seconds(query.end),
        step: seconds(query.step),
        // What nobody waits for any more need not be evaluated to its end.
        timeout: `${Math.ceil(timeoutOf(options))}ms`,
      },
      takesPost: true,
    },
    signal,
  );
  return { answer: readReply(reply, seriesOf), server: address.shown, clockAhead: reply.clockAhead };
}

/** Reads what a good answer of the HTTP API holds; throws `ProviderError` for a refusal and for what `read` throws at. */
export function readReply<T>({ asked, answer }: ServerReply, read: (envelope: Envelope) => T): T {
  const envelope = envelopeOf(answer.text);
  if (envelope?.status !== 'success' || answer.status < 200 || answer.status > 299) throw refusal(asked, answer, envelope);
  try {
    return read(envelope);
  } catch (error) {
    throw unreadable(asked, error);
  }
}

/** A larger number of points is refused by the server in words that name parameters nobody set. */
function checkSteps({ shown }: ServerAddress, { start, end, step }: RangeQuery): void {
  const steps = Math.floor((end - start) / step);
  if (steps <= mostSteps) return;
  throw new ProviderError('unsupported', {
    text: message(texts.tooFine, { server: shown, steps, most: mostSteps }),
    hint: message(texts.coarser),
  });
}

function seconds(milliseconds: number): string {
  return String(milliseconds / 1000);
}
