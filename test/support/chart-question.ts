import type { ChartSpec } from '../../src/core/charts/chart.ts';
import { createHttp } from '../../src/node/http/create-http.ts';
import type { Credentials } from '../../src/ports/credentials.ts';
import type { Http } from '../../src/ports/http.ts';
import type { ServerOptions } from '../../src/providers/metrics/ask-server.ts';
import { bareChart } from './charts.ts';

/** A chart of a prometheus source, as a manifest without thresholds declares it. */
export function promChart(query: string, more: Partial<ChartSpec> = {}): ChartSpec {
  return bareChart({ id: 'drift/0', group: 'drift', title: 'Drift', source: 'live', type: 'prometheus', query, ...more });
}

/** Credentials of somebody who stored none. */
export const noCredentials: Credentials = { authorization: () => Promise.resolve(null) };

/** Credentials that hold one header for every origin, and write down who asked for it. */
export function oneCredential(header: string): Credentials & { readonly askedFor: readonly string[] } {
  const askedFor: string[] = [];
  return {
    askedFor,
    authorization(origin) {
      askedFor.push(origin);
      return Promise.resolve(header);
    },
  };
}

/** How a server is reached directly, over the real HTTP client. */
export function serverAt(url: string, more: { readonly http?: Http } & Partial<ServerOptions> = {}): ServerOptions {
  return { http: createHttp(), credentials: noCredentials, url, auth: undefined, ...more };
}
