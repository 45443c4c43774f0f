import type { DeclaredServer } from '../core/release/gate-source.ts';
import type { ReleaseModel } from '../core/release/release-config.ts';
import type { ChartSource } from '../ports/chart-source.ts';
import type { Credentials } from '../ports/credentials.ts';
import type { Http } from '../ports/http.ts';
import { prometheusCharts } from './metrics/prometheus-charts.ts';
import { mlflowAuthorization } from './mlflow/mlflow-authorization.ts';
import { mlflowCharts } from './mlflow/mlflow-charts.ts';
import { createMlflowClient } from './mlflow/mlflow-client.ts';

/** What a server is asked with. */
export interface ServerAccess {
  readonly http: Http;
  readonly credentials: Credentials;
}

/** What answers charts of a server that may be asked, by its type; `models` are those of its manifest. */
export function serverCharts(
  access: ServerAccess,
  { type, name, url, auth }: Pick<DeclaredServer, 'type' | 'name' | 'url' | 'auth'>,
  models: readonly ReleaseModel[],
): ChartSource {
  if (type !== 'mlflow') return prometheusCharts({ ...access, url, auth });
  const client = createMlflowClient({ http: access.http, url, authorization: mlflowAuthorization(access.credentials, { url, auth }) });
  // Those that name the server, and those that name none.
  const kept = models.filter(({ registry, source }) => registry === 'mlflow' && (source === null || source === name));
  return mlflowCharts({
    client,
    models: kept.map(({ name: own, registryName, aliases }) => ({ name: own, registered: registryName, aliases })),
  });
}
