import * as vscode from 'vscode';
import type { GateDependencies } from '../../app/gate-dependencies.ts';
import { type Text, message } from '../../core/l10n/message.ts';
import { createHttp } from '../../node/http/create-http.ts';
import { proxyAgents } from '../../node/http/proxy-agents.ts';
import type { Credentials } from '../../ports/credentials.ts';
import { prometheusSource } from '../../providers/metrics/prometheus.ts';
import { originOf } from './credentials.ts';
import { sayText } from './words.ts';

const texts = {
  ask: { en: 'The gates ask {servers}. Send the queries?', pl: 'Bramki pytają {servers}. Wysłać zapytania?' },
  detail: {
    en: 'Without an answer these gates fail. The answer counts until the window closes.',
    pl: 'Bez odpowiedzi te bramki będą niespełnione. Zgoda obowiązuje do zamknięcia okna.',
  },
  send: { en: 'Ask', pl: 'Zapytaj' },
  notAsked: { en: 'The source {name} was not asked.', pl: 'Źródło {name} nie zostało zapytane.' },
  notYet: { en: 'The editor does not ask {name} yet.', pl: 'Edytor nie pyta jeszcze źródła {name}.' },
} as const satisfies Readonly<Record<string, Text>>;

/** The servers that the person said may be asked, until the window closes. */
export class AskedServers {
  readonly #allowed = new Set<string>();
  readonly #credentials: Credentials;

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
  }

  /** Asks the person about servers that were not allowed yet; who says no is asked again next time. */
  async askFor(urls: readonly string[]): Promise<void> {
    const origins = [...new Set(urls.map(originOf).filter((origin) => origin !== null))].filter((origin) => !this.#allowed.has(origin));
    if (origins.length === 0 || !vscode.workspace.isTrusted) return;
    const send = sayText(texts.send);
    const title = sayText(texts.ask, { servers: origins.join(', ') });
    if ((await vscode.window.showInformationMessage(title, { modal: true, detail: sayText(texts.detail) }, send)) !== send) return;
    for (const origin of origins) this.#allowed.add(origin);
  }

  /** The servers that gates ask: none that was not allowed. */
  gateServers(): Pick<GateDependencies, 'metricSource' | 'versionMetric'> {
    const http = createHttp({ agentFor: proxyAgents(process.env) });
    return {
      metricSource: ({ name, url, auth }) => {
        if (!this.#allowed.has(originOf(url) ?? '')) return { failure: message(texts.notAsked, { name }) };
        return prometheusSource({ http, credentials: this.#credentials, url, auth });
      },
      versionMetric: ({ source: { name } }) => Promise.resolve({ failure: message(texts.notYet, { name }) }),
    };
  }
}
