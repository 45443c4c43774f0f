/** What a server's refusals mean, in words for people. */
import { message, type Text } from '../../core/l10n/message.ts';
import type { HttpAnswer, HttpError, HttpErrorCode } from '../../ports/http.ts';
import { ProviderError, type ProviderErrorCode } from '../../ports/version-registry.ts';
import type { Envelope } from './prometheus-answer.ts';

/** A request and what is known of its server. */
export interface Asked {
  /** The server's address for people. */
  readonly server: string;
  readonly url: string;
  readonly hasCredential: boolean;
}

/** What happened, and what to do. `{detail}` is the server's own words behind a colon, or nothing. */
interface Words {
  readonly code: ProviderErrorCode;
  readonly text: Text;
  readonly hint: Text;
}

const correctQuery: Text = {
  en: 'Correct the query; Prometheus shows on its own page what it gives.',
  pl: 'Popraw zapytanie; strona samego Prometheusa pokazuje, co ono daje.',
};
const checkAddress: Text = {
  en: 'Check the url of the source: a server under a path needs that path in it.',
  pl: 'Sprawdź url źródła: jeśli serwer działa pod ścieżką, musi ona być w adresie.',
};
const askLess: Text = {
  en: 'Take a shorter window, or record the query as a rule in Prometheus.',
  pl: 'Skróć window albo zapisz zapytanie jako regułę w Prometheusie.',
};
const tryLater: Text = { en: 'Look whether the server is well, and try again.', pl: 'Sprawdź stan serwera i spróbuj ponownie.' };

const failures = {
  anonymous: {
    code: 'unauthorized',
    text: { en: '{server} wants to know who asks (401){detail}.', pl: '{server} wymaga uwierzytelnienia (401){detail}.' },
    hint: {
      en: 'Name a credential under auth of the source, as env:NAME or secret.',
      pl: 'Wskaż dane logowania w auth źródła, jako env:NAZWA lub secret.',
    },
  },
  badCredential: {
    code: 'unauthorized',
    text: { en: '{server} does not take the credential (401){detail}.', pl: '{server} nie przyjmuje danych logowania (401){detail}.' },
    hint: { en: 'Check that it is right and has not run out.', pl: 'Sprawdź, czy są poprawne i nie wygasły.' },
  },
  forbidden: {
    code: 'unauthorized',
    text: { en: '{server} does not allow this query (403){detail}.', pl: '{server} nie zezwala na to zapytanie (403){detail}.' },
    hint: { en: 'Ask whoever runs the server for the right to query.', pl: 'Poproś administratora serwera o prawo do zapytań.' },
  },
  notFound: {
    code: 'not-found',
    text: { en: 'There is no Prometheus at {server} (404){detail}.', pl: 'Pod {server} nie ma Prometheusa (404){detail}.' },
    hint: checkAddress,
  },
  badQuery: {
    code: 'bad-answer',
    text: { en: '{server} does not take the query ({status}){detail}.', pl: '{server} nie przyjmuje zapytania ({status}){detail}.' },
    hint: correctQuery,
  },
  badExecution: {
    code: 'bad-answer',
    text: { en: '{server} cannot evaluate the query ({status}){detail}.', pl: '{server} nie może obliczyć zapytania ({status}){detail}.' },
    hint: correctQuery,
  },
  slowQuery: {
    code: 'unreachable',
    text: {
      en: '{server} gave the query up for its time limit ({status}){detail}.',
      pl: '{server} przerwał zapytanie z powodu limitu czasu ({status}){detail}.',
    },
    hint: askLess,
  },
  tooMany: {
    code: 'unreachable',
    text: {
      en: '{server} takes no more requests for now (429){detail}.',
      pl: '{server} na razie nie przyjmuje więcej żądań (429){detail}.',
    },
    hint: { en: 'Wait a little and try again.', pl: 'Odczekaj chwilę i spróbuj ponownie.' },
  },
  tooLong: {
    code: 'unsupported',
    text: {
      en: '{server} takes no query of this length ({status}){detail}.',
      pl: '{server} nie przyjmuje tak długiego zapytania ({status}){detail}.',
    },
    hint: askLess,
  },
  otherWay: {
    code: 'unsupported',
    text: { en: '{server} cannot be asked this way ({status}){detail}.', pl: '{server} nie obsługuje takiego żądania ({status}){detail}.' },
    hint: checkAddress,
  },
  unwell: {
    code: 'unreachable',
    text: { en: '{server} cannot answer now ({status}){detail}.', pl: '{server} nie może teraz odpowiedzieć ({status}){detail}.' },
    hint: tryLater,
  },
  otherStatus: {
    code: 'bad-answer',
    text: { en: '{server} answered with the status {status}{detail}.', pl: '{server} odpowiedział kodem {status}{detail}.' },
    hint: checkAddress,
  },
  redirect: {
    code: 'bad-answer',
    text: {
      en: '{server} sends the request on to {target} ({status}), and requests are not sent on.',
      pl: '{server} przekierowuje żądanie do {target} ({status}), a przekierowania nie są wykonywane.',
    },
    hint: {
      en: 'Write the address it leads to as url, if it is the server you mean; a login page wants auth instead.',
      pl: 'Jeśli to właściwy serwer, wpisz jako url adres, do którego prowadzi; strona logowania wymaga auth.',
    },
  },
  page: {
    code: 'bad-answer',
    text: {
      en: '{server} answered with something else than Prometheus does, such as a web page.',
      pl: '{server} odpowiedział inaczej niż Prometheus, na przykład stroną WWW.',
    },
    hint: {
      en: 'Check the url of the source, and whether a login stands before the server.',
      pl: 'Sprawdź url źródła oraz czy przed serwerem nie ma strony logowania.',
    },
  },
  shape: {
    code: 'bad-answer',
    text: {
      en: '{server} answered with series that cannot be read{detail}.',
      pl: '{server} odpowiedział seriami, których nie da się odczytać{detail}.',
    },
    hint: {
      en: 'Check that the server speaks the HTTP API of Prometheus.',
      pl: 'Sprawdź, czy serwer obsługuje HTTP API Prometheusa.',
    },
  },
} as const satisfies Readonly<Record<string, Words>>;

const ofErrorType = new Map<string, Words>([
  ['bad_data', failures.badQuery],
  ['execution', failures.badExecution],
  ['timeout', failures.slowQuery],
]);

const ofStatus = new Map<number, Words>([
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

function wordsFor({ hasCredential }: Asked, status: number, envelope: Envelope | null): Words {
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
export function noAnswer(error: HttpError): ProviderError {
  const codes: Readonly<Record<HttpErrorCode, ProviderErrorCode>> = {
    unreachable: 'unreachable',
    timeout: 'unreachable',
    certificate: 'unreachable',
    insecure: 'unauthorized',
    'too-large': 'unsupported',
  };
  const asksTooMuch = error.code === 'too-large' || error.code === 'timeout';
  return new ProviderError(codes[error.code], { text: error.text, hint: asksTooMuch ? message(askLess) : error.hint }, error);
}

function failure(
  { code, text, hint }: Words,
  { server }: Asked,
  { status, detail }: { readonly status: number; readonly detail: string },
  cause?: unknown,
): ProviderError {
  const args = { server, status, detail: detail === '' ? '' : `: ${oneLine(detail)}` };
  return new ProviderError(code, { text: message(text, args), hint: message(hint) }, cause);
}

/** Without parameters, which may hold what is nobody's business. */
function redirected({ server, url }: Asked, { status, headers }: HttpAnswer): ProviderError {
  const location = headers['location'] ?? '';
  const target = URL.canParse(location, url) ? new URL(location, url) : null;
  const { code, text, hint } = failures.redirect;
  const shown = target === null ? '?' : `${target.origin}${target.pathname}`;
  return new ProviderError(code, { text: message(text, { server, status, target: shown }), hint: message(hint) });
}

/** A proxy's short words; a page is no explanation. */
function plainText({ headers, text }: HttpAnswer): string {
  return /^text\/plain\b/.test(headers['content-type'] ?? '') ? text : '';
}

const longest = 300;

/** A text from outside as one line of bounded length, without its last full stop. */
function oneLine(text: string): string {
  const line = text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line.replace(/\.$/, '');
}
