/** Which failure a server's refusal is. */
import * as z from 'zod';
import { message } from '../../core/l10n/message.ts';
import type { HttpAnswer, HttpError, HttpErrorCode } from '../../ports/http.ts';
import { ProviderError, type ProviderErrorCode } from '../../ports/version-registry.ts';
import type { Envelope } from './prometheus-answer.ts';
import { oneLine } from './server-words.ts';
import { alertmanagerFailures, askLess, failures, type FailureWords } from './prometheus-failure-words.ts';

/** A request and what is known of its server. */
export interface Asked {
  /** The server's address for people. */
  readonly server: string;
  /** What is expected to answer there. */
  readonly system: 'Prometheus' | 'Alertmanager';
  readonly url: string;
  readonly hasCredential: boolean;
}

const wordsSchema = z.union([z.string(), z.object({ message: z.string() }).transform(({ message }) => message)]);

const ofErrorType = new Map<string, FailureWords>([
  ['bad_data', failures.badQuery],
  ['execution', failures.badExecution],
  ['timeout', failures.slowQuery],
]);

const ofAlertmanager = new Map<FailureWords, FailureWords>([
  [failures.notFound, alertmanagerFailures.notFound],
  [failures.page, alertmanagerFailures.page],
  [failures.shape, alertmanagerFailures.shape],
]);

const ofStatus = new Map<number, FailureWords>([
  [400, failures.badQuery],
  [403, failures.forbidden],
  [404, failures.notFound],
  [405, failures.otherWay],
  [413, failures.tooLong],
  [414, failures.tooLong],
  [422, failures.badExecution],
  [429, failures.tooMany],
  [431, failures.tooLong],
  [501, failures.otherWay],
]);

/** The error for an answer that holds no series. */
export function refusal(asked: Asked, answer: HttpAnswer, envelope: Envelope | null): ProviderError {
  const { status } = answer;
  if (status >= 300 && status < 400) return redirected(asked, answer);
  if (envelope === null && status < 300) return failure(failures.page, asked, { status, detail: '' });
  const detail = envelope === null ? plainText(answer) : [envelope.errorType, envelope.error].filter(Boolean).join(': ');
  return failure(wordsFor(asked, status, envelope), asked, { status, detail });
}

function wordsFor({ hasCredential }: Asked, status: number, envelope: Envelope | null): FailureWords {
  if (status === 401) return hasCredential ? failures.badCredential : failures.anonymous;
  const known = ofErrorType.get(envelope?.errorType ?? '') ?? ofStatus.get(status);
  // A 400 that is not Prometheus' own says nothing of the query: plain HTTP to a port that speaks HTTPS gets one.
  if (known === failures.badQuery && envelope === null) return failures.otherStatus;
  if (known !== undefined) return known;
  return status >= 500 || status === 408 || status === 499 ? failures.unwell : failures.otherStatus;
}

/** The error for series of another shape than Prometheus documents. */
export function unreadable(asked: Asked, cause: unknown): ProviderError {
  return failure(
    failures.shape,
    asked,
    { status: 200, detail: cause instanceof Error && cause.name === 'Error' ? cause.message : '' },
    cause,
  );
}

/** The error where no answer could be had. */
export function noAnswer(error: HttpError, system: Asked['system']): ProviderError {
  const codes: Readonly<Record<HttpErrorCode, ProviderErrorCode>> = {
    unreachable: 'unreachable',
    timeout: 'unreachable',
    certificate: 'unreachable',
    insecure: 'unauthorized',
    'too-large': 'unsupported',
  };
  const asksTooMuch = system === 'Prometheus' && (error.code === 'too-large' || error.code === 'timeout');
  return new ProviderError(codes[error.code], { text: error.text, hint: asksTooMuch ? message(askLess) : error.hint }, error);
}

function failure(
  words: FailureWords,
  { server, system }: Asked,
  { status, detail }: { readonly status: number; readonly detail: string },
  cause?: unknown,
): ProviderError {
  const { code, text, hint, at } = system === 'Alertmanager' ? (ofAlertmanager.get(words) ?? words) : words;
  const args = { server, status, detail: detail === '' ? '' : `: ${oneLine(detail)}` };
  return new ProviderError(code, { text: message(text, args), hint: message(hint), ...(at !== undefined && { at }) }, cause);
}

/** Without parameters, which may hold what is nobody's business. */
function redirected({ server, url }: Asked, { status, headers }: HttpAnswer): ProviderError {
  const location = headers['location'] ?? '';
  const target = URL.canParse(location, url) ? new URL(location, url) : null;
  const { code, text, hint, at } = failures.redirect;
  const shown = target === null ? '?' : `${target.origin}${target.pathname}`;
  return new ProviderError(code, { text: message(text, { server, status, target: shown }), hint: message(hint), at });
}

/** A proxy's short words, Grafana's `message`, Alertmanager's bare string; a page is no explanation. */
function plainText({ headers, text }: HttpAnswer): string {
  const type = headers['content-type'] ?? '';
  if (/^text\/plain\b/.test(type)) return text;
  if (!/^application\/json\b/.test(type)) return '';
  try {
    return wordsSchema.parse(JSON.parse(text));
  } catch {
    return '';
  }
}
