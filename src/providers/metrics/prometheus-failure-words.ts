/** What a monitoring server's refusals mean and what to do about them, in words for people. */
import type { Text } from '../../core/l10n/message.ts';
import type { ProviderErrorCode, ProviderErrorPlace } from '../../ports/version-registry.ts';

/** What happened, and what to do. `{detail}` is the server's own words behind a colon, or nothing. */
export interface FailureWords {
  readonly code: ProviderErrorCode;
  readonly text: Text;
  readonly hint: Text;
  /** What of the declaration is at fault. */
  readonly at?: ProviderErrorPlace;
}

const correctQuery: Text = {
  en: 'Correct the query; Prometheus shows on its own page what it gives.',
  pl: 'Popraw zapytanie; strona samego Prometheusa pokazuje, co ono daje.',
};
const checkAddress: Text = {
  en: 'Check the url of the source: a server under a path needs that path in it.',
  pl: 'Sprawdź url źródła: jeśli serwer działa pod ścieżką, musi ona być w adresie.',
};
/** What to do where a server cannot give so much. */
export const askLess: Text = {
  en: 'Ask for a shorter time (of a gate: its window), or record the query as a rule in Prometheus.',
  pl: 'Skróć okres (w bramce: window) albo zapisz zapytanie jako regułę w Prometheusie.',
};
const tryLater: Text = { en: 'Look whether the server is well, and try again.', pl: 'Sprawdź stan serwera i spróbuj ponownie.' };

/** What each refusal of a server means. */
export const failures = {
  anonymous: {
    code: 'unauthorized',
    at: 'credential',
    text: { en: '{server} wants to know who asks (401){detail}.', pl: '{server} wymaga uwierzytelnienia (401){detail}.' },
    hint: {
      en: 'Name a credential under auth of the source, as env:NAME or secret.',
      pl: 'Wskaż dane logowania w auth źródła, jako env:NAZWA lub secret.',
    },
  },
  badCredential: {
    code: 'unauthorized',
    at: 'credential',
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
    at: 'address',
    text: { en: 'There is no Prometheus at {server} (404){detail}.', pl: 'Pod {server} nie ma Prometheusa (404){detail}.' },
    hint: checkAddress,
  },
  badQuery: {
    code: 'bad-answer',
    at: 'query',
    text: { en: '{server} does not take the query ({status}){detail}.', pl: '{server} nie przyjmuje zapytania ({status}){detail}.' },
    hint: correctQuery,
  },
  badExecution: {
    code: 'bad-answer',
    at: 'query',
    text: { en: '{server} cannot evaluate the query ({status}){detail}.', pl: '{server} nie może obliczyć zapytania ({status}){detail}.' },
    hint: correctQuery,
  },
  slowQuery: {
    code: 'unreachable',
    at: 'query',
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
    at: 'query',
    text: {
      en: '{server} takes no query of this length ({status}){detail}.',
      pl: '{server} nie przyjmuje tak długiego zapytania ({status}){detail}.',
    },
    hint: askLess,
  },
  otherWay: {
    code: 'unsupported',
    at: 'address',
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
    at: 'address',
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
    at: 'address',
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
    at: 'address',
    text: {
      en: '{server} answered with series that cannot be read{detail}.',
      pl: '{server} odpowiedział seriami, których nie da się odczytać{detail}.',
    },
    hint: {
      en: 'Check that the server speaks the HTTP API of Prometheus.',
      pl: 'Sprawdź, czy serwer obsługuje HTTP API Prometheusa.',
    },
  },
} as const satisfies Readonly<Record<string, FailureWords>>;

/** The words that differ where an Alertmanager was asked. */
export const alertmanagerFailures = {
  notFound: {
    ...failures.notFound,
    text: { en: 'There is no Alertmanager at {server} (404){detail}.', pl: 'Pod {server} nie ma Alertmanagera (404){detail}.' },
  },
  page: {
    ...failures.page,
    text: {
      en: '{server} answered with something else than Alertmanager does, such as a web page.',
      pl: '{server} odpowiedział inaczej niż Alertmanager, na przykład stroną WWW.',
    },
  },
  shape: {
    ...failures.shape,
    text: {
      en: '{server} answered with alerts that cannot be read{detail}.',
      pl: '{server} odpowiedział alertami, których nie da się odczytać{detail}.',
    },
    hint: {
      en: 'Check that the server speaks the API v2 of Alertmanager.',
      pl: 'Sprawdź, czy serwer obsługuje API v2 Alertmanagera.',
    },
  },
} as const satisfies Readonly<Record<string, FailureWords>>;
