import * as vscode from 'vscode';
import type { ManifestSource } from '../../core/config/manifest-schema.ts';
import { type Text, message } from '../../core/l10n/message.ts';
import type { ReleaseModel } from '../../core/release/release-config.ts';
import type { AlertSource } from '../../ports/alert-source.ts';
import type { ChartSource } from '../../ports/chart-source.ts';
import { ProviderError } from '../../ports/version-registry.ts';
import { alertmanagerAlerts } from '../../providers/metrics/alertmanager.ts';
import { prometheusAlerts } from '../../providers/metrics/prometheus-alerts.ts';
import { serverCharts } from '../../providers/server-charts.ts';
import type { AskedServers } from './asked-servers.ts';

/** A source of the manifest with its name. */
export interface NamedSource extends ManifestSource {
  readonly name: string;
}

const texts = {
  restricted: {
    en: 'The source {name} was not asked: nothing is sent in Restricted Mode.',
    pl: 'Źródło {name} nie zostało zapytane: w trybie ograniczonym nic nie jest wysyłane.',
  },
  trust: { en: 'Trust this workspace, then refresh.', pl: 'Zaufaj temu obszarowi roboczemu i odśwież.' },
  notAsked: { en: 'The source {name} was not asked.', pl: 'Źródło {name} nie zostało zapytane.' },
  refresh: { en: 'Refresh, and allow its address when you are asked.', pl: 'Odśwież i zezwól na jego adres, gdy padnie pytanie.' },
  noUrl: { en: 'The source {name} has no url.', pl: 'Źródło {name} nie ma url.' },
  writeUrl: { en: 'Write its address in airworthy.yaml.', pl: 'Wpisz jego adres w airworthy.yaml.' },
} as const satisfies Readonly<Record<string, Text>>;

/** What answers charts of a server. Whether it may be asked is looked at with every question. */
export function allowedCharts(servers: AskedServers, source: NamedSource, models: readonly ReleaseModel[]): ChartSource {
  return {
    // Async, so that a refusal rejects.
    async answer(question, signal) {
      const { url } = serverOptions(servers, source);
      return serverCharts(servers.access(), { ...source, url }, models).answer(question, signal);
    },
  };
}

/** What holds alerts; null for sources that hold none. */
export function serverAlerts(servers: AskedServers, source: NamedSource): AlertSource | null {
  const { type, name } = source;
  if (type !== 'prometheus' && type !== 'alertmanager') return null;
  return {
    async alerts(signal) {
      const options = { ...serverOptions(servers, source), source: name };
      return (type === 'prometheus' ? prometheusAlerts : alertmanagerAlerts)(options).alerts(signal);
    },
  };
}

/** The way to a server that may be asked; throws `ProviderError` for one that may not. */
function serverOptions(servers: AskedServers, { name, url, auth }: NamedSource) {
  if (url === undefined) throw new ProviderError('unsupported', { text: message(texts.noUrl, { name }), hint: message(texts.writeUrl) });
  if (!servers.mayAsk(url)) {
    const [text, hint] = vscode.workspace.isTrusted ? [texts.notAsked, texts.refresh] : [texts.restricted, texts.trust];
    throw new ProviderError('unsupported', { text: message(text, { name }), hint: message(hint) });
  }
  return { ...servers.access(), url, auth };
}
