import type { ManifestSource } from '../../core/config/manifest-schema.ts';
import { message } from '../../core/l10n/message.ts';
import { mostSteps, type SeriesAnswer } from '../../core/model/series.ts';
import type { CredentialReference, Credentials } from '../../ports/credentials.ts';
import { HttpError, type Http, type HttpAnswer, type HttpRequest } from '../../ports/http.ts';
import type { MetricSource, RangeQuery } from '../../ports/metric-source.ts';
import { ProviderError } from '../../ports/version-registry.ts';
import { serverAddress, type ServerAddress } from './prometheus-address.ts';
import { envelopeOf, seriesOf } from './prometheus-answer.ts';
import { noAnswer, refusal, unreadable, type Asked } from './prometheus-failure.ts';

/** A Prometheus server as a manifest declares it, and the ways to it. */
export interface PrometheusOptions {
  readonly http: Http;
  readonly credentials: Credentials;
  /** The source's `url`: the server's address with the path it is under. */
  readonly url: string;
  /** The source's `auth`. Without one, what the person stored for the address is sent, and nothing where that is nothing. */
  readonly auth: ManifestSource['auth'];
  /** Milliseconds until the whole answer must be there; 10,000 where left out. */
  readonly timeout?: number;
}

const texts = {
  noCredential: {
    en: 'The credential for {origin} is not there, or its use was not allowed.',
    pl: 'Brak danych logowania do {origin} albo nie zezwolono na ich użycie.',
  },
  giveCredential: {
    en: 'Allow the variable that auth names (--allow-env NAME), or store the secret for this address.',
    pl: 'Zezwól na zmienną podaną w auth (--allow-env NAZWA) albo zapisz sekret dla tego adresu.',
  },
  tooFine: {
    en: 'The query asks {server} for {steps} points a series; at most {most} can be had at once.',
    pl: 'Zapytanie prosi {server} o {steps} punktów na serię; naraz można dostać najwyżej {most}.',
  },
  coarser: { en: 'Take a longer step or a shorter time.', pl: 'Wydłuż krok albo skróć okres.' },
} as const;

/** Longer addresses are cut or refused by some proxies, so longer queries go as a form. */
const longestAddress = 2_000;
/** Some 250,000 samples. */
const largestAnswer = 16 * 1024 * 1024;

/** A server that speaks Prometheus' HTTP API. */
export function prometheusSource(options: PrometheusOptions): MetricSource {
  return {
    async range(query, signal) {
      const address = serverAddress(options.url);
      checkSteps(address, query);
      const authorization = await authorizationFor(options, address, signal);
      const request = rangeRequest(options, { address, query, authorization });
      const asked = { server: address.shown, url: request.url, hasCredential: authorization !== null };
      return readAnswer(asked, await send(options.http, request, signal));
    },
  };
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

async function authorizationFor(
  { auth, credentials }: PrometheusOptions,
  { origin }: ServerAddress,
  signal: AbortSignal,
): Promise<string | null> {
  const authorization = await credentials.authorization(origin, referenceOf(auth), signal);
  if (authorization !== null || auth === undefined) return authorization;
  throw new ProviderError('unauthorized', { text: message(texts.noCredential, { origin }), hint: message(texts.giveCredential) });
}

function referenceOf(auth: ManifestSource['auth']): CredentialReference {
  if (auth === undefined) return { kind: 'token', token: 'secret' };
  return 'token' in auth ? { kind: 'token', ...auth } : { kind: 'basic', ...auth };
}

function rangeRequest(
  { timeout = 10_000 }: PrometheusOptions,
  {
    address,
    query: { query, start, end, step },
    authorization,
  }: { readonly address: ServerAddress; readonly query: RangeQuery; readonly authorization: string | null },
): HttpRequest {
  const url = address.endpoint('query_range');
  const form = new URLSearchParams({
    query,
    start: seconds(start),
    end: seconds(end),
    step: seconds(step),
    // What nobody waits for any more need not be evaluated to its end.
    timeout: `${Math.ceil(timeout)}ms`,
  }).toString();
  const headers = { accept: 'application/json', ...(authorization === null ? {} : { authorization }) };
  const both = `${url.href}${url.search === '' ? '?' : '&'}${form}`;
  if (both.length <= longestAddress) return { method: 'GET', url: both, headers, body: null, timeout, largestAnswer };
  return {
    method: 'POST',
    url: url.href,
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: form,
    timeout,
    largestAnswer,
  };
}

function seconds(milliseconds: number): string {
  return String(milliseconds / 1000);
}

async function send(http: Http, request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  try {
    return await http.send(request, signal);
  } catch (error) {
    throw error instanceof HttpError ? noAnswer(error) : error;
  }
}

function readAnswer(asked: Asked, answer: HttpAnswer): SeriesAnswer {
  const envelope = envelopeOf(answer.text);
  if (envelope?.status !== 'success' || answer.status < 200 || answer.status > 299) throw refusal(asked, answer, envelope);
  try {
    return seriesOf(envelope);
  } catch (error) {
    throw unreadable(asked, error);
  }
}
