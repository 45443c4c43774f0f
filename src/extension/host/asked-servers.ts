import * as vscode from 'vscode';
import type { GateChartMakers } from '../../app/gate-charts.ts';
import type { ReleaseDependencies } from '../../app/release-context.ts';
import { type Message, type Text, message } from '../../core/l10n/message.ts';
import type { DeclaredServer } from '../../core/release/gate-source.ts';
import { createHttp } from '../../node/http/create-http.ts';
import { proxyAgents } from '../../node/http/proxy-agents.ts';
import type { Credentials } from '../../ports/credentials.ts';
import type { Http } from '../../ports/http.ts';
import { LoginError, type ServerRegistry } from '../../ports/version-registry.ts';
import type { Writers } from '../../ports/writer.ts';
import { prometheusSource } from '../../providers/metrics/prometheus.ts';
import { createModelServers } from '../../providers/model-servers.ts';
import { serverCharts } from '../../providers/server-charts.ts';
import { noServerWriters } from '../../providers/writers/refusing-writers.ts';
import { originOf } from './credentials.ts';
import { allowAlways, isAlwaysAllowed, isAnyAlwaysAllowed, trackingUri } from './settings.ts';
import { sayText } from './words.ts';

const texts = {
  ask: { en: 'Send requests to {servers}?', pl: 'Wysłać zapytania do {servers}?' },
  detail: {
    en: 'A manifest or a setting names this address. Without an answer its versions, charts and alerts stay unknown and its gates fail. Your answer counts until the window closes, or always: then also in the background, until you take it out of the setting airworthy.servers.allowed.',
    pl: 'Ten adres podaje manifest albo ustawienie. Bez odpowiedzi jego wersje, wykresy i alerty pozostaną nieznane, a jego bramki niespełnione. Zgoda obowiązuje do zamknięcia okna albo zawsze: wtedy także w tle, dopóki nie usuniesz adresu z ustawienia airworthy.servers.allowed.',
  },
  send: { en: 'Ask', pl: 'Zapytaj' },
  always: { en: 'Always Ask', pl: 'Pytaj zawsze' },
  notAsked: { en: 'The source {name} was not asked.', pl: 'Źródło {name} nie zostało zapytane.' },
} as const satisfies Readonly<Record<string, Text>>;

/** What releases need of servers. */
export type ServerDependencies = Pick<
  ReleaseDependencies,
  'metricSource' | 'versionMetric' | 'modelServer' | 'trackingServer' | 'userName'
> & {
  readonly serverWriters: (servers: readonly DeclaredServer[]) => Pick<Writers, 'alias' | 'version-tag'>;
  readonly serverCharts: GateChartMakers['serverCharts'];
};

/** The servers that the person said may be asked, until the window closes or always. */
export class AskedServers {
  readonly #allowed = new Set<string>();
  readonly #allowedMore = new vscode.EventEmitter<undefined>();
  /** Fires when the person has allowed a server. */
  readonly onDidAllow = this.#allowedMore.event;
  /** Origins that took no credential at the last answer, and that a secret of the person's own could satisfy. */
  readonly #wantingLogin = new Set<string>();
  readonly #credentials: Credentials;
  readonly #http = createHttp({ agentFor: proxyAgents(process.env) });

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  /** Whether the person said that this address may be asked; never in Restricted Mode. */
  mayAsk(url: string): boolean {
    return vscode.workspace.isTrusted && this.#isAllowed(originOf(url) ?? '');
  }

  /** What requests to allowed servers are made with; whoever makes one asks `mayAsk` first. */
  access(): { readonly http: Http; readonly credentials: Credentials } {
    return { http: this.#http, credentials: this.#credentials };
  }

  /** Asks the person about servers that were not allowed yet; who says no is asked again next time. Whether all of them are allowed now. */
  async askFor(urls: readonly string[]): Promise<boolean> {
    const origins = [...new Set(urls.map(originOf).filter((origin) => origin !== null))].filter((origin) => !this.#isAllowed(origin));
    if (origins.length === 0) return true;
    if (!vscode.workspace.isTrusted) return false;
    const send = sayText(texts.send);
    const title = sayText(texts.ask, { servers: origins.join(', ') });
    const always = sayText(texts.always);
    const chosen = await vscode.window.showInformationMessage(title, { modal: true, detail: sayText(texts.detail) }, send, always);
    if (chosen === undefined) return false;
    for (const origin of origins) this.#allowed.add(origin);
    if (chosen === always) await allowAlways(origins);
    this.#allowedMore.fire(undefined);
    return true;
  }

  /** Whether the person said of any server that it may be asked. */
  allowsAny(): boolean {
    return vscode.workspace.isTrusted && (this.#allowed.size > 0 || isAnyAlwaysAllowed());
  }

  /** Which of these servers' origins wanted other credentials when they were last asked for versions, and would take a stored secret. */
  wantingLogin(urls: readonly string[]): readonly string[] {
    const origins = new Set(urls.map(originOf));
    return [...this.#wantingLogin].filter((origin) => origins.has(origin));
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
      serverCharts: (server, named) => this.#refusal(server) ?? serverCharts(this.access(), server, named),
      modelServer: (server, options) => this.#refusal(server) ?? this.#watched(server, models.registry(server, options)),
      trackingServer: named === null ? null : { type: 'mlflow', name: 'MLflow', url: named },
      userName: process.env['USER'] ?? process.env['USERNAME'] ?? null,
      serverWriters: (servers) => (servers.every((server) => this.#refusal(server) === null) ? models.writers(servers) : noServerWriters),
    };
  }

  #isAllowed(origin: string): boolean {
    return this.#allowed.has(origin) || isAlwaysAllowed(origin);
  }

  #refusal({ name, url }: DeclaredServer): { readonly failure: Message } | null {
    return this.mayAsk(url) ? null : { failure: message(texts.notAsked, { name }) };
  }

  /** The registry, with notice taken of whether its server lets the person in. */
  #watched({ url, auth }: DeclaredServer, registry: ServerRegistry): ServerRegistry {
    const origin = originOf(url) ?? '';
    return {
      ...registry,
      read: async (names, signal) => {
        try {
          const snapshot = await registry.read(names, signal);
          this.#wantingLogin.delete(origin);
          return snapshot;
        } catch (error) {
          if (error instanceof LoginError && takesSecret(auth)) this.#wantingLogin.add(origin);
          throw error;
        }
      },
    };
  }
}

/** Whether a source's login may come from the secret store: the manifest says so, or says nothing. */
function takesSecret(auth: DeclaredServer['auth']): boolean {
  return auth === undefined || Object.values(auth).includes('secret');
}
