import * as vscode from 'vscode';
import type { ReleaseDependencies } from '../../app/release-context.ts';
import { type Message, type Text, message } from '../../core/l10n/message.ts';
import type { DeclaredServer } from '../../core/release/gate-source.ts';
import { createHttp } from '../../node/http/create-http.ts';
import { proxyAgents } from '../../node/http/proxy-agents.ts';
import type { Credentials } from '../../ports/credentials.ts';
import { LoginError, type ServerRegistry } from '../../ports/version-registry.ts';
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
    en: 'A manifest or a setting names this address. Without an answer its versions stay unknown and its gates fail. Your answer counts until the window closes.',
    pl: 'Ten adres podaje manifest albo ustawienie. Bez odpowiedzi jego wersje pozostaną nieznane, a jego bramki niespełnione. Zgoda obowiązuje do zamknięcia okna.',
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
  /** Origins that took no credential at the last answer, and that a secret of the person's own could satisfy. */
  readonly #wantingLogin = new Set<string>();
  readonly #credentials: Credentials;

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
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

  /** Whether the person said that this server may be asked. */
  allows(url: string): boolean {
    return this.#allowed.has(originOf(url) ?? '');
  }

  /** Whether the person said of any server that it may be asked. */
  allowsAny(): boolean {
    return this.#allowed.size > 0;
  }

  /** Which of these servers' origins wanted other credentials when they were last asked for versions, and would take a stored secret. */
  wantingLogin(urls: readonly string[]): readonly string[] {
    const origins = new Set(urls.map(originOf));
    return [...this.#wantingLogin].filter((origin) => origins.has(origin));
  }

  /** The servers for releases of a folder: one that was not allowed answers nothing. */
  dependencies(scope: vscode.Uri): ServerDependencies {
    const http = createHttp({ agentFor: proxyAgents(process.env) });
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
      modelServer: (server, options) => this.#refusal(server) ?? this.#watched(server, models.registry(server, options)),
      trackingServer: named === null ? null : { type: 'mlflow', name: 'MLflow', url: named },
      userName: process.env['USER'] ?? process.env['USERNAME'] ?? null,
      serverWriters: (servers) => (servers.every((server) => this.#refusal(server) === null) ? models.writers(servers) : noServerWriters),
    };
  }

  #refusal({ name, url }: DeclaredServer): { readonly failure: Message } | null {
    return this.allows(url) ? null : { failure: message(texts.notAsked, { name }) };
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
