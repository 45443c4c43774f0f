import { get as getHttp, type IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import { type Text, message } from '../../core/l10n/message.ts';
import { ProviderError, type ProviderErrorCode } from '../../ports/version-registry.ts';

/** A server that says nothing for so long is given up, in milliseconds. */
const silence = 30_000;
const mostRedirects = 5;

const texts = {
  unreachable: { en: '{host} did not answer.', pl: 'Serwer {host} nie odpowiedział.' },
  status: { en: '{host} answered with status {status}.', pl: 'Serwer {host} odpowiedział kodem {status}.' },
  unauthorized: { en: '{host} wants credentials.', pl: 'Serwer {host} wymaga poświadczeń.' },
  redirected: {
    en: '{host} sends the request on to {other}, which was not asked for.',
    pl: 'Serwer {host} odsyła żądanie do {other}, o co nie proszono.',
  },
  encoded: { en: '{host} sent the object in another encoding.', pl: 'Serwer {host} przysłał obiekt w innym kodowaniu.' },
  hint: {
    en: 'Check the network and the remote, or fetch the data with DVC.',
    pl: 'Sprawdź sieć i zdalny magazyn albo pobierz dane za pomocą DVC.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/**
 * Asks a server for an object; null where it has none. No credentials and no cookies are sent, no compression is asked for, and a
 * redirect is followed within the same origin only. The caller reads the answer to its end or destroys it.
 */
export async function requestObject(address: string, signal: AbortSignal): Promise<IncomingMessage | null> {
  let url = new URL(address);
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const response = await request(url, signal);
    const status = response.statusCode ?? 0;
    if (status === 200) {
      if ((response.headers['content-encoding'] ?? 'identity') === 'identity') return response;
      response.destroy();
      throw failure('bad-answer', texts.encoded, { host: url.host });
    }
    response.destroy();
    if (status === 404 || status === 410) return null;
    if (status === 401 || status === 403 || status === 407) throw failure('unauthorized', texts.unauthorized, { host: url.host });
    const location = status >= 300 && status < 400 ? response.headers.location : undefined;
    const next = location === undefined || !URL.canParse(location, url) ? null : new URL(location, url);
    if (next === null) throw failure(status >= 500 ? 'unreachable' : 'bad-answer', texts.status, { host: url.host, status });
    if (next.origin !== url.origin || next.username !== '' || next.password !== '') {
      throw failure('bad-answer', texts.redirected, { host: url.host, other: next.origin });
    }
    url = next;
  }
  throw failure('bad-answer', texts.status, { host: url.host, status: 310 });
}

/** The failure of a server that stopped in the middle of its answer. */
export function brokenOff(address: string, cause: unknown): ProviderError {
  return failure('unreachable', texts.unreachable, { host: new URL(address).host }, cause);
}

function request(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const get = url.protocol === 'https:' ? getHttps : getHttp;
    const sent = get(url, { signal, headers: { accept: '*/*', 'accept-encoding': 'identity' } }, resolve);
    // The same clock goes on over the body: a socket that falls silent is destroyed, which ends the reading with an error.
    sent.setTimeout(silence, () => sent.destroy(new Error('The server fell silent.')));
    sent.on('error', (error) => {
      reject(signal.aborted ? (signal.reason as Error) : failure('unreachable', texts.unreachable, { host: url.host }, error));
    });
  });
}

function failure(code: ProviderErrorCode, text: Text, args: Readonly<Record<string, string | number>>, cause?: unknown): ProviderError {
  return new ProviderError(code, { text: message(text, args), hint: message(texts.hint) }, cause);
}
