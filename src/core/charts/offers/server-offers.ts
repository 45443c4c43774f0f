/** Prometheus and Alertmanager servers that a project's files name. */
import type { ManifestSource } from '../../config/manifest-schema.ts';
import { message } from '../../l10n/message.ts';
import { positionAt } from '../../model/source-text.ts';
import type { Located } from '../../model/span.ts';
import { ownDocuments } from '../../project/evidence/own-documents.ts';
import type { Project } from '../../project/project.ts';
import type { ChartOffer } from '../offers.ts';
import { publishedServers, type PublishedServer } from './published-servers.ts';

/** Stands for an address that only the person knows. It is no URL, so that nothing can be asked by mistake. */
export const addressToFill = 'http://HOST:PORT';

/** The Prometheus that rules' charts ask. */
export interface PrometheusOfRules {
  /** Its key under `sources`. */
  readonly key: string;
  /** What has to be added for it; null where the manifest declares it. */
  readonly adds: ManifestSource | null;
}

const texts = {
  prometheus: { en: 'Charts from Prometheus at {url}', pl: 'Wykresy z Prometheusa pod adresem {url}' },
  prometheusSomewhere: { en: 'Charts from your Prometheus', pl: 'Wykresy z Twojego Prometheusa' },
  alertmanager: { en: 'Alerts and silences from Alertmanager at {url}', pl: 'Alerty i wyciszenia z Alertmanagera pod adresem {url}' },
  alertmanagerSomewhere: { en: 'Alerts and silences from your Alertmanager', pl: 'Alerty i wyciszenia z Twojego Alertmanagera' },
  published: {
    en: 'The service {service} of {path} publishes this port on your machine.',
    pl: 'Usługa {service} z {path} udostępnia ten port na Twoim komputerze.',
  },
  named: { en: '{path} names {target}.', pl: '{path} wskazuje {target}.' },
  configured: {
    en: '{path} configures a Prometheus, but no file says at which address you reach it: fill in url.',
    pl: '{path} konfiguruje Prometheusa, ale żaden plik nie mówi, pod jakim adresem jest dostępny: uzupełnij url.',
  },
  inside: {
    en: '{path} names {target}, which is known inside its network only: fill in the address at which you reach it, such as that of a port-forward.',
    pl: '{path} wskazuje {target}, znany tylko w swojej sieci: uzupełnij adres, pod którym jest dostępny, na przykład po port-forward.',
  },
} as const;

/** The servers to offer, and the one that the charts of rules are to ask. */
export function serverOffers(project: Project): { readonly offers: readonly ChartOffer[]; readonly prometheus: PrometheusOfRules } {
  const declared = Object.entries(project.manifest?.sources ?? {});
  const published = publishedServers(project);
  const own = declared.find(([, source]) => source.type === 'prometheus');
  const offers: ChartOffer[] = [];
  const prometheusKey = freeKey(project, 'prometheus');
  const prometheus = own === undefined ? prometheusOffer(project, published, prometheusKey) : null;
  if (prometheus !== null) offers.push(prometheus);
  if (!declared.some(([, source]) => source.type === 'alertmanager')) {
    const offer = alertmanagerOffer(project, published, freeKey(project, 'alertmanager'));
    if (offer !== null) offers.push(offer);
  }
  const adds = prometheus?.adds.sources[prometheusKey] ?? { type: 'prometheus', url: addressToFill };
  return { offers, prometheus: own === undefined ? { key: prometheusKey, adds } : { key: own[0], adds: null } };
}

function prometheusOffer(project: Project, published: readonly PublishedServer[], key: string): ChartOffer | null {
  const server = published.find(({ kind }) => kind === 'prometheus');
  if (server !== undefined) return publishedOffer(server, key);
  const [config] = ownDocuments(project, 'prometheus-config');
  if (config === undefined) return null;
  return {
    id: `prometheus:${config.path}`,
    kind: 'prometheus',
    text: message(texts.prometheusSomewhere),
    detail: message(texts.configured, { path: config.path }),
    place: { path: config.path, line: positionAt(config.source, config.span.start).line },
    ...source(key, 'prometheus', null),
  };
}

function alertmanagerOffer(project: Project, published: readonly PublishedServer[], key: string): ChartOffer | null {
  const server = published.find(({ kind }) => kind === 'alertmanager');
  if (server !== undefined) return publishedOffer(server, key);
  for (const config of ownDocuments(project, 'prometheus-config')) {
    const [target] = config.facts.alertmanagers;
    if (target === undefined) continue;
    const url = reachable(target);
    return {
      id: `alertmanager:${config.path}`,
      kind: 'alertmanager',
      text: url === null ? message(texts.alertmanagerSomewhere) : message(texts.alertmanager, { url }),
      detail: message(url === null ? texts.inside : texts.named, { path: config.path, target: target.value }),
      place: { path: config.path, line: positionAt(config.source, target.span.start).line },
      ...source(key, 'alertmanager', url),
    };
  }
  return null;
}

function publishedOffer({ kind, url, path, line, service }: PublishedServer, key: string): ChartOffer {
  return {
    id: `${kind}:${path}`,
    kind,
    text: message(texts[kind], { url }),
    detail: message(texts.published, { service, path }),
    place: { path, line },
    ...source(key, kind, url),
  };
}

function source(key: string, type: 'prometheus' | 'alertmanager', url: string | null): Pick<ChartOffer, 'adds' | 'toFill'> {
  return { adds: { sources: { [key]: { type, url: url ?? addressToFill } }, drift: [], charts: [] }, toFill: url === null ? [key] : [] };
}

/**
 * The address of a scrape target as it can be asked from here; null for names that only a cluster or a compose network knows. The port of
 * a target without one is that of its scheme, which its file may say elsewhere, so that nothing is said of it.
 */
function reachable({ value }: Located<string>): string | null {
  const [, host = '', port = ''] = /^([A-Za-z0-9.-]+):(\d+)$/.exec(value) ?? [];
  if (/^(?:localhost|127\.\d+\.\d+\.\d+)$/.test(host)) return `http://127.0.0.1:${port}`;
  const isInside = !host.includes('.') || /(?:^|\.)svc(?:\.|$)|\.(?:local|internal)$/.test(host);
  return isInside ? null : `http://${host}:${port}`;
}

/** A key that no declared source has. */
function freeKey(project: Project, wanted: string): string {
  const taken = project.manifest?.sources ?? {};
  let key = wanted;
  for (let number = 2; Object.hasOwn(taken, key); number += 1) key = `${wanted}-${number}`;
  return key;
}
