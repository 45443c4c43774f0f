import { message } from '../../core/l10n/message.ts';
import { ProviderError } from '../../ports/version-registry.ts';

/** Where a server is, as a manifest names it. */
export interface ServerAddress {
  /** Scheme, host and port: what a credential belongs to. */
  readonly origin: string;
  /** What people are shown: the address without its parameters. */
  readonly shown: string;
  /** An endpoint of the HTTP API with its version, such as `v1/query_range`; a path before the API and parameters of the address are kept. */
  readonly endpoint: (name: string) => URL;
}

const texts = {
  noAddress: { en: '{url} is no http or https address.', pl: '{url} nie jest adresem http ani https.' },
  writeAddress: {
    en: 'Write the url of the source as http://HOST:PORT, with the path that the server is under, if it has one.',
    pl: 'Zapisz url źródła jako http://HOST:PORT, wraz ze ścieżką serwera, jeśli ją ma.',
  },
  hasCredentials: {
    en: 'The address of {server} has a user name or a password in it.',
    pl: 'Adres {server} zawiera nazwę użytkownika lub hasło.',
  },
  moveCredentials: {
    en: 'Take it out of url, and name it under auth as env:NAME or secret.',
    pl: 'Usuń je z url i wskaż w auth jako env:NAZWA lub secret.',
  },
} as const;

/** Reads an address; throws `ProviderError` where it is none that can be asked. */
export function serverAddress(text: string): ServerAddress {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  // What cannot be read is not shown whole: it may hold a password.
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new ProviderError('unsupported', {
      text: message(texts.noAddress, { url: JSON.stringify(text.replace(/^.*@/s, '')) }),
      hint: message(texts.writeAddress),
      at: 'address',
    });
  }
  // People copy the address of the API or of the page that shows graphs.
  const prefix = url.pathname.replace(/\/+$/, '').replace(/\/(?:api\/v[12]|graph)$/, '');
  const shown = `${url.origin}${prefix}`;
  if (url.username !== '' || url.password !== '') {
    throw new ProviderError('unsupported', {
      text: message(texts.hasCredentials, { server: shown }),
      hint: message(texts.moveCredentials),
      at: 'address',
    });
  }
  return {
    origin: url.origin,
    shown,
    endpoint(name) {
      const endpoint = new URL(`${url.origin}${prefix}/api/${name}`);
      endpoint.search = url.search;
      return endpoint;
    },
  };
}
