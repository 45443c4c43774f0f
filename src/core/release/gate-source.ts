import type { ManifestSource } from '../config/manifest-schema.ts';
import { prometheusSeconds } from '../facts/monitoring/prometheus-duration.ts';
import { message, type Message } from '../l10n/message.ts';
import type { MetricGate } from './gate-outcome.ts';
import type { ReleaseModel } from './release-config.ts';

/** A server that a manifest declares. */
export type DeclaredServer = ManifestSource & {
  /** Its key under `sources`. */
  readonly name: string;
  readonly url: string;
};

/** What a Prometheus gate asks, before a version is filled in. */
export interface GateQuestion {
  readonly query: string;
  /** Milliseconds. */
  readonly window: number;
}

const texts = {
  undeclared: {
    en: 'The manifest has no source {name}. Declare it under sources, with type: {type} and its url.',
    pl: 'Manifest nie ma źródła {name}. Zadeklaruj je w sources, z type: {type} i adresem url.',
  },
  otherType: {
    en: 'The source {name} is of type {found}; the gate needs one of type {type}.',
    pl: 'Źródło {name} ma typ {found}; bramka wymaga źródła typu {type}.',
  },
  noUrl: { en: 'The source {name} has no url. Add the address of its server.', pl: 'Źródło {name} nie ma url. Dodaj adres serwera.' },
  noQuery: {
    en: 'The gate has no query. Add the PromQL that gives {metric}, with {placeholder} in it.',
    pl: 'Bramka nie ma query. Dodaj zapytanie PromQL, które daje {metric}, z {placeholder}.',
  },
  noWindow: {
    en: 'The gate has no window. Add how far back every sample must pass, such as 1h.',
    pl: 'Bramka nie ma window. Dodaj, jak daleko wstecz każda próbka musi przejść, np. 1h.',
  },
  offline: {
    en: 'The source {name} was not asked. Add --online to ask it.',
    pl: 'Źródło {name} nie zostało zapytane. Dodaj --online, aby je zapytać.',
  },
} as const;

/** A server by the name that a gate gives it, or what to do about the manifest. */
export function declaredServer(
  { sources }: Pick<ReleaseModel, 'sources'>,
  { name, type }: { readonly name: string; readonly type: 'prometheus' | 'mlflow' },
): DeclaredServer | { readonly failure: Message } {
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (source === undefined) return { failure: message(texts.undeclared, { name: JSON.stringify(name), type }) };
  if (source.type !== type) return { failure: message(texts.otherType, { name, found: source.type, type }) };
  return source.url === undefined ? { failure: message(texts.noUrl, { name }) } : { ...source, name, url: source.url };
}

/** What a Prometheus gate asks, or what it lacks. */
export function gateQuestion({ metric, query, window }: MetricGate): GateQuestion | { readonly failure: Message } {
  if (query === undefined) return { failure: message(texts.noQuery, { metric, placeholder: '{{version}}' }) };
  const seconds = window === undefined ? undefined : prometheusSeconds(window);
  return seconds === undefined ? { failure: message(texts.noWindow) } : { query, window: seconds * 1000 };
}

/** That a command line did not allow a server to be asked. */
export function offlineReason({ name }: Pick<DeclaredServer, 'name'>): Message {
  return message(texts.offline, { name });
}
