/**
 * HTTP over Node's own client. `http` and `https` are imported by exactly these names: VS Code puts its proxy and certificate settings into
 * what extensions load as `http` and `https`, and passes `node:http` by.
 */
import * as http from 'http';
import * as https from 'https';
import { HttpError, type Http, type HttpAnswer, type HttpRequest } from '../../ports/http.ts';
import { httpError, httpErrorFrom } from './http-failures.ts';
import { isLoopback } from './loopback.ts';

/** How servers are reached. */
export interface HttpOptions {
  /** The agent for a URL, see `proxyAgents`; undefined for a direct request. Left out in the editor. */
  readonly agentFor?: (url: URL) => http.Agent | undefined;
}

/** Requests over Node's `http` and `https`. One connection a request, so that none is lost to a server that closes an idle one. */
export function createHttp({ agentFor }: HttpOptions = {}): Http {
  return {
    async send(request, signal) {
      signal.throwIfAborted();
      const url = checkedUrl(request);
      const agent = agentFor?.(url);
      const limit = new AbortController();
      const stop = (): void => limit.abort();
      const timer = setTimeout(stop, request.timeout);
      signal.addEventListener('abort', stop);
      try {
        return await exchange({ request, url, agent }, limit.signal);
      } catch (error) {
        signal.throwIfAborted();
        if (limit.signal.aborted) throw httpError('timeout', { server: url.origin, seconds: Math.ceil(request.timeout / 1000) }, error);
        if (error instanceof HttpError) throw error;
        throw httpErrorFrom(error, { server: url.origin, viaProxy: agent !== undefined });
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
      }
    },
  };
}

/** Refuses what must not be sent, before any connection is made. */
function checkedUrl({ url: text, headers }: HttpRequest): URL {
  // An address that cannot be read is not shown whole: it may hold a password.
  if (!URL.canParse(text)) throw httpError('notHttp', { server: text.replace(/^.*@/s, '').slice(0, 100) });
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw httpError('notHttp', { server: `${url.protocol}//${url.host}` });
  if (url.username !== '' || url.password !== '') throw httpError('credentialsInUrl', { server: url.origin });
  const holdsCredentials = Object.keys(headers).some((name) => /^(?:authorization|cookie)$/i.test(name));
  if (holdsCredentials && url.protocol === 'http:' && !isLoopback(url.hostname))
    throw httpError('plainCredentials', { server: url.origin });
  return url;
}

interface Exchange {
  readonly request: HttpRequest;
  readonly url: URL;
  readonly agent: http.Agent | undefined;
}

async function exchange({ request, url, agent }: Exchange, signal: AbortSignal): Promise<HttpAnswer> {
  const server = url.origin;
  const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const outgoing = begin({ request, url, agent }, signal);
    outgoing.once('response', resolve);
    outgoing.on('error', reject);
    // The agent for tunnels passes off the proxy's own refusal as the server's answer.
    outgoing.once('proxyConnect', ({ statusCode }: { readonly statusCode: number }) => {
      if (statusCode !== 200) outgoing.destroy(httpError('proxyRefused', { server, code: String(statusCode) }));
    });
    outgoing.end(request.body ?? undefined);
  });
  if (answer.statusCode === 407) {
    answer.destroy();
    throw httpError('proxyRefused', { server, code: '407' });
  }
  const text = await readText(answer, { server, limit: request.largestAnswer });
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]);
  return { status: answer.statusCode ?? 0, headers: Object.fromEntries(headers) as Readonly<Record<string, string>>, text };
}

function begin({ request, url, agent }: Exchange, signal: AbortSignal): http.ClientRequest {
  const length = request.body === null ? {} : { 'content-length': String(Buffer.byteLength(request.body)) };
  const options: https.RequestOptions = {
    method: request.method,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? undefined : url.port,
    path: `${url.pathname}${url.search}`,
    headers: { ...request.headers, ...length, 'accept-encoding': 'identity', connection: 'close' },
    signal,
    ...(agent === undefined ? {} : { agent }),
  };
  try {
    return url.protocol === 'https:' ? https.request(options) : http.request(options);
  } catch (error) {
    // The only input that Node checks here and that we do not make ourselves is a header.
    throw httpError('badHeader', { server: url.origin }, error);
  }
}

async function readText(
  answer: http.IncomingMessage,
  { server, limit }: { readonly server: string; readonly limit: number },
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw httpError('tooLarge', { server, limit: Math.round(limit / 100_000) / 10 });
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
