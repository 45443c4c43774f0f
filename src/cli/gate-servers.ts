import type { GateDependencies } from '../app/gate-dependencies.ts';
import { message } from '../core/l10n/message.ts';
import { offlineReason } from '../core/release/gate-source.ts';
import { environmentCredentials } from '../node/credentials/environment-credentials.ts';
import { createHttp } from '../node/http/create-http.ts';
import { proxyAgents } from '../node/http/proxy-agents.ts';
import { prometheusSource } from '../providers/metrics/prometheus.ts';
import type { CliIo } from './command.ts';

/** What a command line allows to be asked. */
export interface OnlineOptions {
  readonly isOnline: boolean;
  /** Names of variables that may hold credentials. */
  readonly allowedVariables: readonly string[];
}

const texts = {
  noMlflow: { en: 'MLflow cannot be asked yet.', pl: 'Nie można jeszcze zapytać MLflow.' },
} as const;

/** The servers that gates ask from a command line: none without `--online`. */
export function gateServers(
  { env }: Pick<CliIo, 'env'>,
  { isOnline, allowedVariables }: OnlineOptions,
): Pick<GateDependencies, 'metricSource' | 'versionMetric'> {
  const http = createHttp({ agentFor: proxyAgents(env) });
  const credentials = environmentCredentials({ environment: env, allowed: new Set(allowedVariables) });
  return {
    metricSource(source) {
      if (!isOnline) return { failure: offlineReason(source) };
      return prometheusSource({ http, credentials, url: source.url, auth: source.auth });
    },
    versionMetric: ({ source }) => Promise.resolve({ failure: isOnline ? message(texts.noMlflow) : offlineReason(source) }),
  };
}
