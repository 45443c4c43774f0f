/** One request to MLflow's REST API, and what its answer means. */
import type * as z from 'zod';
import type { ProviderError } from '../../ports/version-registry.ts';
import type { Http, HttpAnswer, HttpRequest } from '../../ports/http.ts';
import { answers } from './mlflow-answers.ts';
import { mlflowError, withoutAnswer } from './mlflow-failures.ts';

/** A server and how it is asked. */
export interface MlflowServer {
  readonly http: Http;
  /** Base URL without a slash at its end, see `trackingAddress`. */
  readonly url: string;
  /** The value of the `Authorization` header; null where none is known. */
  authorization(signal: AbortSignal): Promise<string | null>;
  /** The longest wait that a server that is busy may ask for, in milliseconds; a longer one is told to the person. */
  readonly longestWait: number;
}

/** A call of the API. */
export interface MlflowCall<T extends z.ZodType> {
  readonly method: HttpRequest['method'];
  /** Below `/api/2.0/mlflow/`; of this program's own making, never of a server's. */
  readonly path: string;
  /** In the query of a GET, else in the body, where alone lists can stand. What is undefined is left out. */
  readonly input: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  readonly output: T;
}

const timeout = 30_000;
const largestAnswer = 32 * 1024 * 1024;

/**
 * Sends a call. A server that is busy is asked once more, if it wants no longer wait than allowed. `null` where MLflow itself says that
 * what was asked for does not exist. Everything else that is no answer is a `ProviderError`.
 */
export async function sendCall<T extends z.ZodType>(
  server: MlflowServer,
  call: MlflowCall<T>,
  signal: AbortSignal,
): Promise<z.output<T> | null> {
  const authorization = await server.authorization(signal);
  const request = httpRequest(server.url, call, authorization);
  let answer = await send(server.http, request, signal);
  const wait = answer.status === 429 ? waitOf(answer) : Number.POSITIVE_INFINITY;
  if (wait <= server.longestWait) {
    await pause(wait, signal);
    answer = await send(server.http, request, signal);
  }
  const place = { server: server.url, what: call.path };
  if (answer.status === 200) return parsed(answer, call.output, place);
  const error = failureOf(answer, { ...place, loggedIn: authorization !== null });
  if (error === null) return null;
  throw error;
}

function httpRequest<T extends z.ZodType>(base: string, { method, path, input }: MlflowCall<T>, authorization: string | null): HttpRequest {
  const given = Object.entries(input).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const url = `${base}/api/2.0/mlflow/${path}`;
  const shared = { method, timeout, largestAnswer };
  const headers = { accept: 'application/json', ...(authorization === null ? {} : { authorization }) };
  if (method === 'GET') {
    const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
    return { ...shared, url: query === '' ? url : `${url}?${query}`, headers, body: null };
  }
  return { ...shared, url, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(Object.fromEntries(given)) };
}

async function send(http: Http, request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  try {
    return await http.send(request, signal);
  } catch (error) {
    throw withoutAnswer(error);
  }
}

/** Milliseconds that `Retry-After` asks for, as seconds or as a date by the server's own clock; one second where it says nothing. */
function waitOf({ headers }: HttpAnswer): number {
  const text = headers['retry-after']?.trim() ?? '';
  if (text === '') return 1000;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const [until, now] = [Date.parse(text), Date.parse(headers['date'] ?? '')];
  return Number.isNaN(until) || Number.isNaN(now) ? 1000 : Math.max(0, until - now);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}

interface Place {
  readonly server: string;
  readonly what: string;
}

function parsed<T extends z.ZodType>(answer: HttpAnswer, output: T, place: Place): z.output<T> {
  if (isPage(answer)) throw mlflowError('html', { ...place, status: answer.status });
  const json = readJson(answer.text);
  const result = output.safeParse(json);
  if (result.success) return result.data;
  throw mlflowError('badAnswer', { ...place }, json === undefined ? new Error('no JSON') : result.error);
}

function isPage({ headers, text }: HttpAnswer): boolean {
  return /\bhtml\b/i.test(headers['content-type'] ?? '') || /^\s*</.test(text.slice(0, 1000));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The failure that a status and MLflow's own code stand for; null where MLflow says that the thing does not exist. */
function failureOf(answer: HttpAnswer, { server, what, loggedIn }: Place & { readonly loggedIn: boolean }): ProviderError | null {
  const { status } = answer;
  const own = answers.error.safeParse(readJson(answer.text));
  const code = own.data?.error_code ?? '';
  const args = { server, what, status };
  const cause = new Error(`${String(status)} ${code} ${plain(own.data?.message ?? answer.text)}`);
  if (status === 401) return mlflowError(loggedIn ? 'loginRefused' : 'loginWanted', args, cause);
  if (status === 403) return mlflowError('forbidden', args, cause);
  if (status === 404) return code === 'RESOURCE_DOES_NOT_EXIST' ? null : mlflowError('noApi', args, cause);
  if (status === 409 || code === 'RESOURCE_CONFLICT' || code === 'RESOURCE_ALREADY_EXISTS') return mlflowError('conflict', args, cause);
  if (status === 429) return mlflowError('busy', { ...args, seconds: Math.ceil(waitOf(answer) / 1000) }, cause);
  if (status >= 500) return mlflowError('broken', args, cause);
  if (status >= 300 && status < 400) return mlflowError('redirect', args, cause);
  if (isPage(answer)) return mlflowError('html', args, cause);
  if (own.success) return mlflowError('refused', { ...args, detail: plain(own.data.message ?? code) }, cause);
  return mlflowError('badAnswer', args, cause);
}

/** A server's words without what a terminal or Markdown would take for more than words. */
function plain(text: string): string {
  return text
    .replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>[\]`|\\]+/gu, ' ')
    .trim()
    .slice(0, 200);
}
