/** Registries on MLflow servers, with the writers and metrics that belong to them: what a surface needs once it may ask. */
import { message } from '../core/l10n/message.ts';
import { serverAddress } from '../core/project/tracking-address.ts';
import type { DeclaredServer } from '../core/release/gate-source.ts';
import type { MetricReading } from '../core/release/gate-outcome.ts';
import type { Credentials } from '../ports/credentials.ts';
import type { Http } from '../ports/http.ts';
import type { ServerRegistry } from '../ports/version-registry.ts';
import type { Writers } from '../ports/writer.ts';
import { mlflowAuthorization } from './mlflow/mlflow-authorization.ts';
import { createMlflowClient, type MlflowClient } from './mlflow/mlflow-client.ts';
import { mlflowWriters } from './mlflow/mlflow-writers.ts';
import { versionMetrics } from './mlflow/version-metrics.ts';
import { mlflowRegistry, type MlflowRegistryDependencies } from './registries/mlflow.ts';

/** What servers are asked with. */
export interface ModelServerDependencies {
  readonly http: Http;
  readonly credentials: Credentials;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: () => number;
}

const texts = {
  noMetric: {
    en: 'The run of {version} in {name} has no metric {metric}.',
    pl: 'Przebieg wersji {version} w {name} nie ma metryki {metric}.',
  },
} as const;

/** A metric of a version. */
export interface ServedMetric {
  readonly server: DeclaredServer;
  readonly artifact: string;
  readonly version: string;
  readonly metric: string;
}

/** All that is asked of MLflow servers. */
export interface ModelServers {
  registry(server: DeclaredServer, options: Pick<MlflowRegistryDependencies, 'aliasesOf' | 'actor'>): ServerRegistry;
  metric(wanted: ServedMetric, signal: AbortSignal): Promise<MetricReading>;
  /** Writers for the servers that are named; a write to any other one is sent without credentials. */
  writers(servers: readonly DeclaredServer[]): Pick<Writers, 'alias' | 'version-tag'>;
}

/** The servers over HTTP. */
export function createModelServers({ http, credentials, now }: ModelServerDependencies): ModelServers {
  const clientOf = ({ url, auth }: Pick<DeclaredServer, 'url'> & Partial<Pick<DeclaredServer, 'auth'>>): MlflowClient =>
    createMlflowClient({ http, url, authorization: mlflowAuthorization(credentials, { url, auth }) });
  return {
    registry: (server, options) => mlflowRegistry({ client: clientOf(server), ...options, now }),

    async metric({ server, artifact, version, metric }, signal) {
      const { metrics } = await versionMetrics(clientOf(server), { name: artifact, version }, signal);
      const value = metrics.get(metric);
      return value === undefined ? { failure: message(texts.noMetric, { version, name: artifact, metric }) } : { value };
    },

    writers(servers) {
      const clients = new Map<string, MlflowClient>();
      return mlflowWriters((url) => {
        const known = clients.get(url) ?? clientOf(servers.find((server) => serverAddress(server.url) === url) ?? { url });
        clients.set(url, known);
        return known;
      });
    },
  };
}
