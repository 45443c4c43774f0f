import { message, type MessageArgs, type Text } from '../../core/l10n/message.ts';
import { HttpError, type HttpErrorCode } from '../../ports/http.ts';

interface Failure {
  readonly code: HttpErrorCode;
  readonly text: Text;
  readonly hint: Text;
}

const failures = {
  notHttp: {
    code: 'unreachable',
    text: { en: '{server} is no http or https address.', pl: '{server} nie jest adresem http ani https.' },
    hint: { en: 'Correct the address of the server.', pl: 'Popraw adres serwera.' },
  },
  credentialsInUrl: {
    code: 'insecure',
    text: {
      en: 'The address of {server} holds a user name or a password.',
      pl: 'Adres serwera {server} zawiera nazwę użytkownika lub hasło.',
    },
    hint: {
      en: 'Take them out of the address, and keep them in the secret store or in the environment.',
      pl: 'Usuń je z adresu i przechowuj w magazynie sekretów albo w zmiennych środowiskowych.',
    },
  },
  plainCredentials: {
    code: 'insecure',
    text: {
      en: '{server} is asked over plain HTTP, where anyone on the way could read the password or token. Nothing was sent.',
      pl: 'Połączenie z {server} to nieszyfrowane HTTP, na którym każdy po drodze mógłby odczytać hasło lub token. Niczego nie wysłano.',
    },
    hint: { en: 'Use an https address, or a tunnel to this machine.', pl: 'Użyj adresu https albo tunelu do tego komputera.' },
  },
  badHeader: {
    code: 'insecure',
    text: {
      en: 'The password or token for {server} has characters that no header can hold. Nothing was sent.',
      pl: 'Hasło lub token do {server} zawiera znaki, których nagłówek nie może zawierać. Niczego nie wysłano.',
    },
    hint: { en: 'Enter it again, without line ends.', pl: 'Wprowadź je ponownie, bez znaków końca wiersza.' },
  },
  unknownHost: {
    code: 'unreachable',
    text: { en: 'There is no host of the name in {server}.', pl: 'Nie istnieje host o nazwie podanej w {server}.' },
    hint: { en: 'Check the address and your network or VPN.', pl: 'Sprawdź adres oraz sieć lub VPN.' },
  },
  refused: {
    code: 'unreachable',
    text: { en: 'Nothing answers at {server}.', pl: 'Pod adresem {server} nic nie odpowiada.' },
    hint: { en: 'Check that the server runs and that the address is right.', pl: 'Sprawdź, czy serwer działa i czy adres jest poprawny.' },
  },
  cut: {
    code: 'unreachable',
    text: {
      en: 'The connection to {server} was lost before the whole answer came.',
      pl: 'Połączenie z {server} zerwano, zanim nadeszła cała odpowiedź.',
    },
    hint: {
      en: 'Try again; if it stays so, look at the server’s log.',
      pl: 'Spróbuj ponownie; jeśli to się powtarza, zajrzyj do dziennika serwera.',
    },
  },
  notTls: {
    code: 'unreachable',
    text: { en: '{server} does not speak HTTPS.', pl: '{server} nie obsługuje HTTPS.' },
    hint: { en: 'Check the port, or whether the address begins with http://.', pl: 'Sprawdź port albo czy adres zaczyna się od http://.' },
  },
  failed: {
    code: 'unreachable',
    text: { en: '{server} could not be asked ({code}).', pl: 'Nie udało się zapytać {server} ({code}).' },
    hint: { en: 'Check the address and your network or VPN.', pl: 'Sprawdź adres oraz sieć lub VPN.' },
  },
  timeout: {
    code: 'timeout',
    text: {
      en: '{server} did not answer in full within {seconds} s.',
      pl: '{server} nie udzielił pełnej odpowiedzi w ciągu {seconds} s.',
    },
    hint: { en: 'Try again later, or check your network or VPN.', pl: 'Spróbuj później albo sprawdź sieć lub VPN.' },
  },
  tooLarge: {
    code: 'too-large',
    text: {
      en: 'The answer of {server} is larger than {limit} MB and was given up.',
      pl: 'Odpowiedź {server} przekracza {limit} MB i została porzucona.',
    },
    hint: { en: 'Check that the address is the right server’s.', pl: 'Sprawdź, czy to adres właściwego serwera.' },
  },
  untrusted: {
    code: 'certificate',
    text: { en: 'The certificate of {server} is not trusted ({code}).', pl: 'Certyfikat serwera {server} nie jest zaufany ({code}).' },
    hint: {
      en: 'If your organisation signs its own certificates, name its CA file in NODE_EXTRA_CA_CERTS.',
      pl: 'Jeśli Twoja organizacja sama podpisuje certyfikaty, wskaż plik jej urzędu w NODE_EXTRA_CA_CERTS.',
    },
  },
  outOfDate: {
    code: 'certificate',
    text: {
      en: 'The certificate of {server} is not valid today ({code}).',
      pl: 'Certyfikat serwera {server} nie jest dziś ważny ({code}).',
    },
    hint: {
      en: 'Check this machine’s clock; else the server’s certificate must be renewed.',
      pl: 'Sprawdź zegar tego komputera; w przeciwnym razie serwer potrzebuje nowego certyfikatu.',
    },
  },
  otherName: {
    code: 'certificate',
    text: {
      en: 'The certificate that {server} shows is for another name.',
      pl: 'Certyfikat, którym przedstawia się {server}, wystawiono na inną nazwę.',
    },
    hint: { en: 'Check the address: it must be the name in the certificate.', pl: 'Sprawdź adres: musi zawierać nazwę z certyfikatu.' },
  },
  badProxy: {
    code: 'unreachable',
    text: {
      en: 'The proxy that the environment names for {server} is no http or https address.',
      pl: 'Proxy wskazane w środowisku dla {server} nie jest adresem http ani https.',
    },
    hint: {
      en: 'Correct HTTPS_PROXY or HTTP_PROXY, or add the host to NO_PROXY.',
      pl: 'Popraw HTTPS_PROXY lub HTTP_PROXY albo dodaj host do NO_PROXY.',
    },
  },
  proxyGone: {
    code: 'unreachable',
    text: { en: 'The proxy on the way to {server} does not answer ({code}).', pl: 'Proxy na drodze do {server} nie odpowiada ({code}).' },
    hint: {
      en: 'Check HTTPS_PROXY or HTTP_PROXY and your network or VPN, or add the host to NO_PROXY.',
      pl: 'Sprawdź HTTPS_PROXY lub HTTP_PROXY oraz sieć lub VPN albo dodaj host do NO_PROXY.',
    },
  },
  proxyRefused: {
    code: 'unreachable',
    text: {
      en: 'The proxy on the way to {server} did not let the request through ({code}).',
      pl: 'Proxy na drodze do {server} nie przepuściło żądania ({code}).',
    },
    hint: {
      en: 'Check the proxy’s address and login in HTTPS_PROXY or HTTP_PROXY, or add the host to NO_PROXY.',
      pl: 'Sprawdź adres proxy i dane logowania w HTTPS_PROXY lub HTTP_PROXY albo dodaj host do NO_PROXY.',
    },
  },
} as const satisfies Record<string, Failure>;

/** A way in which a request fails. */
export type HttpFailure = keyof typeof failures;

/** The error for a failure. `cause` is for the log. */
export function httpError(failure: HttpFailure, args: MessageArgs & { readonly server: string }, cause?: unknown): HttpError {
  const { code, text, hint } = failures[failure];
  return new HttpError(code, { text: message(text, args), hint: message(hint) }, cause);
}

/** The error for what Node's sockets, TLS and HTTP parser report, on the way to a server or to the proxy before it. */
export function httpErrorFrom(cause: unknown, { server, viaProxy }: { readonly server: string; readonly viaProxy: boolean }): HttpError {
  const code = codeOf(cause);
  const failure = failureOf(code);
  const isProxyGone = viaProxy && (failure === 'unknownHost' || failure === 'refused');
  return httpError(isProxyGone ? 'proxyGone' : failure, { server, code }, cause);
}

function failureOf(code: string): HttpFailure {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH') return 'otherName';
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return 'outOfDate';
  if (/^CERT_|SELF_SIGNED_CERT|^UNABLE_TO_|^CRL_|^INVALID_(?:CA|PURPOSE)$|CERTIFICATE/.test(code)) return 'untrusted';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknownHost';
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'cut';
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) return 'notTls';
  return 'failed';
}

/** The code of an error; of several attempts (a name with many addresses) that of the first. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'error';
}
