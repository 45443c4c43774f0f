import { userInfo } from 'node:os';
import type { GateChartMakers } from '../app/gate-charts.ts';
import type { ReleaseDependencies } from '../app/release-context.ts';
import { offlineReason, type DeclaredServer } from '../core/release/gate-source.ts';
import { environmentCredentials } from '../node/credentials/environment-credentials.ts';
import { createHttp } from '../node/http/create-http.ts';
import { proxyAgents } from '../node/http/proxy-agents.ts';
import { prometheusCharts } from '../providers/metrics/prometheus-charts.ts';
import { prometheusSource } from '../providers/metrics/prometheus.ts';
import type { Writers } from '../ports/writer.ts';
import { createModelServers } from '../providers/model-servers.ts';
import { noServerWriters } from '../providers/writers/refusing-writers.ts';
import type { CliIo } from './command.ts';

/** What a command line allows to be asked. */
export interface OnlineOptions {
  readonly isOnline: boolean;
  /** Names of variables that may hold credentials. */
  readonly allowedVariables: readonly string[];
  /** An MLflow server named beside all manifests; null where none is. */
  readonly trackingUri: string | null;
}

/** What the flags `--online`, `--allow-env` and `--tracking-uri` allow. */
export function onlineOptions(values: {
  readonly online: boolean;
  readonly 'allow-env': readonly string[];
  readonly 'tracking-uri'?: string | undefined;
}): OnlineOptions {
  return { isOnline: values.online, allowedVariables: values['allow-env'], trackingUri: values['tracking-uri'] ?? null };
}

/** The servers that a command line asks: none without `--online`. */
export function onlineServers(
  { env }: Pick<CliIo, 'env'>,
  { isOnline, allowedVariables, trackingUri }: OnlineOptions,
): Pick<ReleaseDependencies, 'metricSource' | 'versionMetric' | 'modelServer' | 'trackingServer' | 'userName'> & {
  readonly serverWriters: (servers: readonly DeclaredServer[]) => Pick<Writers, 'alias' | 'version-tag'>;
  readonly serverCharts: GateChartMakers['serverCharts'];
} {
  const http = createHttp({ agentFor: proxyAgents(env) });
  const credentials = environmentCredentials({ environment: env, allowed: new Set(allowedVariables) });
  const models = createModelServers({ http, credentials, now: () => Date.now() });
  const url = trackingUri ?? (allowedVariables.includes(trackingVariable) ? env[trackingVariable] : undefined);
  return {
    metricSource(source) {
      if (!isOnline) return { failure: offlineReason(source) };
      return prometheusSource({ http, credentials, url: source.url, auth: source.auth });
    },
    versionMetric({ source, model, version, metric }, signal) {
      if (!isOnline) return Promise.resolve({ failure: offlineReason(source) });
      return models.metric({ server: source, artifact: model.registryName, version, metric }, signal);
    },
    modelServer: (server, options) => (isOnline ? models.registry(server, options) : { failure: offlineReason(server) }),
    trackingServer: url === undefined ? null : { type: 'mlflow', name: trackingUri === null ? trackingVariable : 'MLflow', url },
    userName: env['USER'] ?? env['USERNAME'] ?? systemUser(),
    serverCharts(server, named) {
      if (!isOnline) return { failure: offlineReason(server) };
      if (server.type === 'mlflow') return models.charts(server, named);
      return prometheusCharts({ http, credentials, url: server.url, auth: server.auth });
    },
    serverWriters: (servers) => (isOnline ? models.writers(servers) : noServerWriters),
  };
}

/** MLflow's own variable; used only where it is allowed by name. */
const trackingVariable = 'MLFLOW_TRACKING_URI';

/** The name that this machine has for who runs this; null where it has none, as in a container with a bare number. */
function systemUser(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null;
  }
}
