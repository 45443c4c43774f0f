import { message, type MessageArgs, type Text } from '../../core/l10n/message.ts';
import { HttpError } from '../../ports/http.ts';
import { LoginError, ProviderError, type ProviderErrorCode } from '../../ports/version-registry.ts';

interface Failure {
  readonly code: ProviderErrorCode;
  readonly text: Text;
  readonly hint: Text;
}

const failures = {
  credentialsInUrl: {
    code: 'unsupported',
    text: {
      en: 'The address of the MLflow server holds a user name or a password.',
      pl: 'Adres serwera MLflow zawiera nazwę użytkownika lub hasło.',
    },
    hint: {
      en: 'Take them out of the address and name them under auth of the source, as env:NAME or secret.',
      pl: 'Usuń je z adresu i wskaż w auth źródła jako env:NAZWA albo secret.',
    },
  },
  loginWanted: {
    code: 'unauthorized',
    text: { en: '{server} wants a login, and none was sent.', pl: '{server} wymaga zalogowania, a nie wysłano żadnych danych logowania.' },
    hint: {
      en: 'Name the token, or user and password, under auth of the source; a command line also needs --allow-env with their names.',
      pl: 'Wskaż token albo użytkownika i hasło w auth źródła; wiersz poleceń potrzebuje też --allow-env z ich nazwami.',
    },
  },
  loginRefused: {
    code: 'unauthorized',
    text: { en: '{server} did not accept the login.', pl: '{server} nie przyjął danych logowania.' },
    hint: {
      en: 'Check the token, or user and password: they may be wrong or have expired.',
      pl: 'Sprawdź token albo użytkownika i hasło: mogą być błędne lub wygasłe.',
    },
  },
  forbidden: {
    code: 'unauthorized',
    text: { en: '{server} does not allow this: {what}.', pl: '{server} na to nie pozwala: {what}.' },
    hint: {
      en: 'Ask the server’s owner for the permission on this model, or for this machine’s address to be allowed.',
      pl: 'Poproś właściciela serwera o uprawnienia do tego modelu albo o dopuszczenie adresu tego komputera.',
    },
  },
  noApi: {
    code: 'not-found',
    text: { en: 'There is no MLflow API at {server}.', pl: 'Pod adresem {server} nie ma API MLflow.' },
    hint: {
      en: 'Check the address, with the path that the server is under; MLflow 1.x is too old.',
      pl: 'Sprawdź adres wraz ze ścieżką, pod którą działa serwer; MLflow 1.x jest za stary.',
    },
  },
  missing: {
    code: 'not-found',
    text: { en: '{server} knows no such thing: {what}.', pl: '{server} tego nie zna: {what}.' },
    hint: {
      en: 'Look at the versions again: it may have been deleted or renamed.',
      pl: 'Sprawdź wersje ponownie: mogło zostać usunięte lub przemianowane.',
    },
  },
  conflict: {
    code: 'conflict',
    text: { en: '{server} reports a conflict: {what}.', pl: '{server} zgłasza konflikt: {what}.' },
    hint: { en: 'Look at the versions again and retry.', pl: 'Sprawdź wersje ponownie i spróbuj jeszcze raz.' },
  },
  refused: {
    code: 'unsupported',
    text: { en: '{server} refused the request {what}: {detail}', pl: '{server} odrzucił żądanie {what}: {detail}' },
    hint: { en: 'Check the name of the model, the version and the alias.', pl: 'Sprawdź nazwę modelu, wersję i alias.' },
  },
  busy: {
    code: 'unreachable',
    text: { en: '{server} gets too many requests at the moment (429).', pl: '{server} otrzymuje obecnie zbyt wiele żądań (429).' },
    hint: { en: 'Try again in {seconds} s.', pl: 'Spróbuj ponownie za {seconds} s.' },
  },
  broken: {
    code: 'unreachable',
    text: {
      en: '{server} could not do it: it answered with its own error {status}.',
      pl: '{server} nie wykonał polecenia: odpowiedział własnym błędem {status}.',
    },
    hint: { en: 'Try again later; the server’s log says more.', pl: 'Spróbuj później; więcej jest w dzienniku serwera.' },
  },
  redirect: {
    code: 'bad-answer',
    text: {
      en: '{server} sends on to another address ({status}), which is not followed.',
      pl: '{server} odsyła pod inny adres ({status}), a przekierowań się nie wykonuje.',
    },
    hint: {
      en: 'Name the final address; a login page in between means that a login is needed first.',
      pl: 'Podaj adres docelowy; strona logowania po drodze oznacza, że najpierw trzeba się zalogować.',
    },
  },
  html: {
    code: 'bad-answer',
    text: {
      en: 'A web page answered at {server} instead of MLflow’s API: a proxy or a login page ({status}).',
      pl: 'Pod adresem {server} zamiast API MLflow odpowiedziała strona WWW: proxy albo strona logowania ({status}).',
    },
    hint: {
      en: 'Check the address and whether a login or a VPN is needed.',
      pl: 'Sprawdź adres oraz czy potrzebne jest logowanie lub VPN.',
    },
  },
  badAnswer: {
    code: 'bad-answer',
    text: {
      en: '{server} answered {what} with something that MLflow does not answer.',
      pl: '{server} odpowiedział na {what} czymś, czego MLflow nie odpowiada.',
    },
    hint: {
      en: 'Check that the address is an MLflow server’s, version 2 or 3.',
      pl: 'Sprawdź, czy to adres serwera MLflow w wersji 2 lub 3.',
    },
  },
  endless: {
    code: 'bad-answer',
    text: { en: '{server} goes on with {what} page after page without an end.', pl: '{server} podaje {what} strona po stronie bez końca.' },
    hint: { en: 'Check that the address is an MLflow server’s.', pl: 'Sprawdź, czy to adres serwera MLflow.' },
  },
} as const satisfies Record<string, Failure>;

/** A way in which an MLflow server fails. */
export type MlflowFailure = keyof typeof failures;

/** The error for a failure; `cause` is for the log. */
export function mlflowError(failure: MlflowFailure, args: MessageArgs, cause?: unknown): ProviderError {
  const { code, text, hint } = failures[failure];
  const Kind = failure === 'loginWanted' || failure === 'loginRefused' ? LoginError : ProviderError;
  return new Kind(code, { text: message(text, args), hint: message(hint, args) }, cause);
}

const codes = {
  unreachable: 'unreachable',
  timeout: 'unreachable',
  'too-large': 'bad-answer',
  certificate: 'unreachable',
  insecure: 'unauthorized',
} as const;

/** No answer as the failure of a registry, in the same words; whatever else was thrown stays. */
export function withoutAnswer(error: unknown): unknown {
  return error instanceof HttpError ? new ProviderError(codes[error.code], { text: error.text, hint: error.hint }, error) : error;
}
