import type { ChartSpec } from '../../src/core/charts/chart.ts';
import { createHttp } from '../../src/node/http/create-http.ts';
import type { Credentials } from '../../src/ports/credentials.ts';
import type { Http } from '../../src/ports/http.ts';
import type { ServerOptions } from '../../src/providers/metrics/ask-server.ts';

/** A chart of a prometheus source, as a manifest without thresholds declares it. */
export function promChart(query: string, more: Partial<ChartSpec> = {}): ChartSpec {
  return {
    id: 'drift/0',
    group: 'drift',
    title: 'Drift',
    source: 'live',
    type: 'prometheus',
    query,
    column: null,
    metric: null,
    unit: '',
    method: null,
    warn: null,
    alert: null,
    direction: null,
    forMs: 0,
    minRows: null,
    model: null,
    ...more,
  };
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
