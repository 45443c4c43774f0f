import * as vscode from 'vscode';
import type { ReleaseDependencies } from '../../app/release-context.ts';
import { type Message, type Text, message } from '../../core/l10n/message.ts';
import type { DeclaredServer } from '../../core/release/gate-source.ts';
import { createHttp } from '../../node/http/create-http.ts';
import { proxyAgents } from '../../node/http/proxy-agents.ts';
import type { Credentials } from '../../ports/credentials.ts';
import type { Http } from '../../ports/http.ts';
import type { Writers } from '../../ports/writer.ts';
import { prometheusSource } from '../../providers/metrics/prometheus.ts';
import { createModelServers } from '../../providers/model-servers.ts';
import { noServerWriters } from '../../providers/writers/refusing-writers.ts';
import { originOf } from './credentials.ts';
import { trackingUri } from './settings.ts';
import { sayText } from './words.ts';

const texts = {
  ask: { en: 'Send requests to {servers}?', pl: 'Wysłać zapytania do {servers}?' },
  detail: {
    en: 'A manifest or a setting names this address. Without an answer its versions, charts and alerts stay unknown and its gates fail. Your answer counts until the window closes.',
    pl: 'Ten adres podaje manifest albo ustawienie. Bez odpowiedzi jego wersje, wykresy i alerty pozostaną nieznane, a jego bramki niespełnione. Zgoda obowiązuje do zamknięcia okna.',
  },
  send: { en: 'Ask', pl: 'Zapytaj' },
  notAsked: { en: 'The source {name} was not asked.', pl: 'Źródło {name} nie zostało zapytane.' },
} as const satisfies Readonly<Record<string, Text>>;

/** What releases need of servers. */
export type ServerDependencies = Pick<
  ReleaseDependencies,
  'metricSource' | 'versionMetric' | 'modelServer' | 'trackingServer' | 'userName'
> & {
  readonly serverWriters: (servers: readonly DeclaredServer[]) => Pick<Writers, 'alias' | 'version-tag'>;
};

/** The servers that the person said may be asked, until the window closes. */
export class AskedServers {
  readonly #allowed = new Set<string>();
  readonly #credentials: Credentials;
  readonly #http = createHttp({ agentFor: proxyAgents(process.env) });

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  /** Whether the person said that this address may be asked; never in Restricted Mode. */
  mayAsk(url: string): boolean {
    return vscode.workspace.isTrusted && this.#allowed.has(originOf(url) ?? '');
  }

  /** What requests to allowed servers are made with; whoever makes one asks `mayAsk` first. */
  access(): { readonly http: Http; readonly credentials: Credentials } {
    return { http: this.#http, credentials: this.#credentials };
  }

  /** Asks the person about servers that were not allowed yet; who says no is asked again next time. Whether all of them are allowed now. */
  async askFor(urls: readonly string[]): Promise<boolean> {
    const origins = [...new Set(urls.map(originOf).filter((origin) => origin !== null))].filter((origin) => !this.#allowed.has(origin));
    if (origins.length === 0) return true;
    if (!vscode.workspace.isTrusted) return false;
    const send = sayText(texts.send);
    const title = sayText(texts.ask, { servers: origins.join(', ') });
    if ((await vscode.window.showInformationMessage(title, { modal: true, detail: sayText(texts.detail) }, send)) !== send) return false;
    for (const origin of origins) this.#allowed.add(origin);
    return true;
  }

  /** The servers for releases of a folder: one that was not allowed answers nothing. */
  dependencies(scope: vscode.Uri): ServerDependencies {
    const http = this.#http;
    const models = createModelServers({ http, credentials: this.#credentials, now: () => Date.now() });
    const named = trackingUri(scope);
    return {
      metricSource: (source) =>
        this.#refusal(source) ?? prometheusSource({ http, credentials: this.#credentials, url: source.url, auth: source.auth }),
      versionMetric: ({ source, model, version, metric }, signal) => {
        const refusal = this.#refusal(source);
        if (refusal !== null) return Promise.resolve(refusal);
        return models.metric({ server: source, artifact: model.registryName, version, metric }, signal);
      },
      modelServer: (server, options) => this.#refusal(server) ?? models.registry(server, options),
      trackingServer: named === null ? null : { type: 'mlflow', name: 'MLflow', url: named },
      userName: process.env['USER'] ?? process.env['USERNAME'] ?? null,
      serverWriters: (servers) => (servers.every((server) => this.#refusal(server) === null) ? models.writers(servers) : noServerWriters),
    };
  }

  #refusal({ name, url }: DeclaredServer): { readonly failure: Message } | null {
    return this.#allowed.has(originOf(url) ?? '') ? null : { failure: message(texts.notAsked, { name }) };
  }
}
