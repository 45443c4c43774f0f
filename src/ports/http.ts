import { format, type Message } from '../core/l10n/message.ts';

/** A request to a server that the person named. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** http or https, without credentials in it. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** Milliseconds until the whole answer must be there. */
  readonly timeout: number;
  /** Bytes after which an answer is given up. */
  readonly largestAnswer: number;
}

/** A server's answer, whatever its status. A redirect is an answer: it is never followed. */
export interface HttpAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Why there is no answer: nobody answers there, not in time, too much, a certificate that is not trusted, or credentials over plain HTTP. */
export type HttpErrorCode = 'unreachable' | 'timeout' | 'too-large' | 'certificate' | 'insecure';

/** No answer could be had. `text` names the server, never a credential. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly code: HttpErrorCode;
  readonly text: Message;
  readonly hint: Message;

  constructor(code: HttpErrorCode, words: { readonly text: Message; readonly hint: Message }, cause?: unknown) {
    super(format(words.text, 'en'), { cause });
    this.code = code;
    this.text = words.text;
    this.hint = words.hint;
  }
}

/** The only way to a server. Rejects with `HttpError`, or with the signal's reason when aborted. */
export interface Http {
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>;
}
