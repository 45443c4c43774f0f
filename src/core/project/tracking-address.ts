/** MLflow's tracking URIs: which of them name a server that can be asked over REST. */
import { message, type Message } from '../l10n/message.ts';

/** What a tracking URI is. */
export type TrackingAddress =
  /** Base URL without a slash at its end, without credentials, query and fragment; `hadCredentials` where a user name or password was in it. */
  | { readonly kind: 'server'; readonly url: string; readonly hadCredentials: boolean }
  | { readonly kind: 'unsupported'; readonly why: Message };

const texts = {
  databricks: {
    en: '{address} is Databricks, whose registry Airworthy does not speak to.',
    pl: '{address} to Databricks, a z jego rejestrem Airworthy się nie łączy.',
  },
  database: {
    en: '{address} is a database; Airworthy asks MLflow servers only. Start mlflow server on it and name its http address.',
    pl: '{address} to baza danych, a Airworthy pyta tylko serwery MLflow. Uruchom na niej mlflow server i podaj jego adres http.',
  },
  folder: {
    en: '{address} is a folder; Airworthy asks MLflow servers only. Start mlflow server on it and name its http address.',
    pl: '{address} to folder, a Airworthy pyta tylko serwery MLflow. Uruchom na nim mlflow server i podaj jego adres http.',
  },
  unknown: {
    en: '{address} is no http or https address of an MLflow server.',
    pl: '{address} nie jest adresem http ani https serwera MLflow.',
  },
} as const;

/** Reads a tracking URI as MLflow does: a scheme of a server, of a database, of Databricks, or else a path. */
export function trackingAddress(uri: string): TrackingAddress {
  const text = uri.trim();
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(text)?.[1]?.toLowerCase() ?? '';
  const unsupported = (why: keyof typeof texts): TrackingAddress => ({
    kind: 'unsupported',
    // What stands before an @ may be a password.
    why: message(texts[why], { address: text.replace(/\/\/[^/]*@/, '//').slice(0, 200) }),
  });
  if (scheme === 'http' || scheme === 'https') {
    const parts = /^https?:\/\/(?:([^/?#]*)@)?([^/?#@\s\\]+)([^?#\s]*)/i.exec(text);
    const [, credentials, host = '', path = ''] = parts ?? [];
    if (host === '') return unsupported('unknown');
    return {
      kind: 'server',
      url: `${scheme}://${host.toLowerCase()}${path.replace(/\/+$/, '')}`,
      hadCredentials: credentials !== undefined,
    };
  }
  if (/^databricks(?:-uc)?$|^uc$/.test(scheme) || /^databricks(?:-uc)?$/i.test(text)) return unsupported('databricks');
  if (/^(?:sqlite|mysql|postgresql|postgres|mssql|oracle)(?:\+|$)/.test(scheme)) return unsupported('database');
  // One letter is a Windows drive.
  if (scheme === '' || scheme === 'file' || scheme.length === 1) return unsupported(text === '' ? 'unknown' : 'folder');
  return unsupported('unknown');
}

/** The address under which a server is known, however a tracking URI spells it; the URI itself where it is no server's. */
export function serverAddress(uri: string): string {
  const address = trackingAddress(uri);
  return address.kind === 'server' ? address.url : uri;
}
