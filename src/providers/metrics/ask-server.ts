/** Asking a monitoring server over HTTP: the credential, the form of a request, and how far its clock is off. */
import type { ManifestSource } from '../../core/config/manifest-schema.ts';
import { message } from '../../core/l10n/message.ts';
import type { CredentialReference, Credentials } from '../../ports/credentials.ts';
import { HttpError, type Http, type HttpAnswer, type HttpRequest } from '../../ports/http.ts';
import { ProviderError } from '../../ports/version-registry.ts';
import { serverAddress, type ServerAddress } from './prometheus-address.ts';
import { noAnswer, type Asked } from './prometheus-failure.ts';

/** A server as a manifest declares it, and the ways to it. */
export interface ServerOptions {
  readonly http: Http;
  readonly credentials: Credentials;
  /** The source's `url`: the server's address with the path it is under. */
  readonly url: string;
  /** The source's `auth`. Without one, what the person stored for the address is sent, and nothing where that is nothing. */
  readonly auth: ManifestSource['auth'];
  /** Milliseconds until the whole answer must be there; 10,000 where left out. */
  readonly timeout?: number;
}

/** What is asked of an endpoint. */
export interface ServerQuestion {
  readonly system: Asked['system'];
  readonly endpoint: (address: ServerAddress) => URL;
  readonly parameters: Readonly<Record<string, string>>;
  /** Whether the endpoint takes a form by POST, for parameters that make an address too long. */
  readonly takesPost: boolean;
}

/** An answer of whatever status, with what the failure's words need. */
export interface ServerReply {
  readonly asked: Asked;
  readonly answer: HttpAnswer;
  /** Milliseconds by which the server's clock is ahead of ours, the way's time left out; null where its answer has no date. */
  readonly clockAhead: number | null;
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
} as const;

/** Longer addresses are cut or refused by some proxies, so longer queries go as a form. */
const longestAddress = 2_000;
/** Some 250,000 samples. */
const largestAnswer = 16 * 1024 * 1024;

/** The time that a request may take. */
export function timeoutOf({ timeout = 10_000 }: Pick<ServerOptions, 'timeout'>): number {
  return timeout;
}

/** Asks once. Rejects with `ProviderError` where there is no answer, or with the signal's reason. */
export async function askServer(options: ServerOptions, question: ServerQuestion, signal: AbortSignal): Promise<ServerReply> {
  const address = serverAddress(options.url);
  const authorization = await authorizationFor(options, address, signal);
  const request = requestOf(options, { address, question, authorization });
  const sentAt = Date.now();
  const answer = await send(options.http, { request, system: question.system }, signal);
  return {
    asked: { server: address.shown, system: question.system, url: request.url, hasCredential: authorization !== null },
    answer,
    clockAhead: clockAhead(answer, { sentAt, receivedAt: Date.now() }),
  };
}

async function authorizationFor(
  { auth, credentials }: ServerOptions,
  { origin }: ServerAddress,
  signal: AbortSignal,
): Promise<string | null> {
  const authorization = await credentials.authorization(origin, referenceOf(auth), signal);
  if (authorization !== null || auth === undefined) return authorization;
  throw new ProviderError('unauthorized', {
    text: message(texts.noCredential, { origin }),
    hint: message(texts.giveCredential),
    at: 'credential',
  });
}

function referenceOf(auth: ManifestSource['auth']): CredentialReference {
  if (auth === undefined) return { kind: 'token', token: 'secret' };
  return 'token' in auth ? { kind: 'token', ...auth } : { kind: 'basic', ...auth };
}

interface Addressed {
  readonly address: ServerAddress;
  readonly question: ServerQuestion;
  readonly authorization: string | null;
}

function requestOf(options: ServerOptions, { address, question, authorization }: Addressed): HttpRequest {
  const url = question.endpoint(address);
  const form = new URLSearchParams(question.parameters).toString();
  const both = form === '' ? url.href : `${url.href}${url.search === '' ? '?' : '&'}${form}`;
  const common = { timeout: timeoutOf(options), largestAnswer };
  const headers = { accept: 'application/json', ...(authorization === null ? {} : { authorization }) };
  if (both.length <= longestAddress || !question.takesPost) return { method: 'GET', url: both, headers, body: null, ...common };
  return {
    method: 'POST',
    url: url.href,
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: form,
    ...common,
  };
}

async function send(
  http: Http,
  { request, system }: { readonly request: HttpRequest; readonly system: Asked['system'] },
  signal: AbortSignal,
): Promise<HttpAnswer> {
  try {
    return await http.send(request, signal);
  } catch (error) {
    throw error instanceof HttpError ? noAnswer(error, system) : error;
  }
}

/** `Date` counts whole seconds and is of the moment the answer was made, which a cache on the way puts `Age` seconds back. */
function clockAhead(
  { headers }: HttpAnswer,
  { sentAt, receivedAt }: { readonly sentAt: number; readonly receivedAt: number },
): number | null {
  const date = Date.parse(headers['date'] ?? '');
  if (Number.isNaN(date)) return null;
  const age = /^\d+$/.test(headers['age'] ?? '') ? Number(headers['age']) * 1000 : 0;
  const server = date + age;
  if (server > receivedAt) return server - receivedAt;
  return server + 1000 < sentAt ? server + 1000 - sentAt : 0;
}
