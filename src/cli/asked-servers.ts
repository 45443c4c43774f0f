import { environmentCredentials } from '../node/credentials/environment-credentials.ts';
import { createHttp } from '../node/http/create-http.ts';
import { proxyAgents } from '../node/http/proxy-agents.ts';
import { prometheusSource } from '../providers/metrics/prometheus.ts';
import { createModelServers } from '../providers/model-servers.ts';
import { serverCharts } from '../providers/server-charts.ts';
import type { CliIo } from './command.ts';
import type { Servers } from './online-servers.ts';

/** Servers that may be asked, with the credentials in the variables that are allowed by name. */
export function askedServers(env: CliIo['env'], allowed: ReadonlySet<string>): Servers {
  const http = createHttp({ agentFor: proxyAgents(env) });
  const credentials = environmentCredentials({ environment: env, allowed });
  const models = createModelServers({ http, credentials, now: () => Date.now() });
  return {
    metricSource: ({ url, auth }) => prometheusSource({ http, credentials, url, auth }),
    versionMetric: ({ source, model, version, metric }, signal) =>
      models.metric({ server: source, artifact: model.registryName, version, metric }, signal),
    modelServer: (server, options) => models.registry(server, options),
    serverWriters: (servers) => models.writers(servers),
    serverCharts: (server, named) => serverCharts({ http, credentials }, server, named),
  };
}
