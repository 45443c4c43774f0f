/** Pages of servers that a person may open in the browser. May not import `vscode`. */

/** Grafana's data-source proxy, behind which no page of the data source can be seen (`/api/datasources/proxy/…`, `/api/datasources/uid/…`). */
const grafanaProxy = /\/api\/datasources\/(?:proxy\/(?:uid\/)?|uid\/)[^/]+(?:\/resources)?(?=\/|$)/;

/** A query's page in Prometheus (`/graph`, `g0.*`), over a range that ends at a time; Grafana's own page where its proxy stands before it. */
export function graphPage(
  url: string,
  { query, start, end }: { readonly query: string; readonly start: number; readonly end: number },
): string | null {
  const base = pageBase(url);
  if (base === null || base.isGrafana) return base?.url.href ?? null;
  const seconds = Math.max(1, Math.round((end - start) / 1000));
  const page = below(base.url, 'graph');
  page.search = new URLSearchParams({
    'g0.expr': query,
    'g0.tab': '0',
    'g0.range_input': `${String(seconds)}s`,
    'g0.end_input': new Date(end).toISOString().slice(0, 19).replace('T', ' '),
  }).toString();
  return page.href;
}

/** The page of Prometheus that lists alerts, searched for a name. */
export function prometheusAlertPage(url: string, name: string): string | null {
  const base = pageBase(url);
  if (base === null || base.isGrafana) return base?.url.href ?? null;
  const page = below(base.url, 'alerts');
  page.search = new URLSearchParams({ search: name }).toString();
  return page.href;
}

/** The page of Alertmanager that lists alerts of a name. */
export function alertmanagerPage(url: string, name: string): string | null {
  const base = pageBase(url);
  if (base === null || base.isGrafana) return base?.url.href ?? null;
  const page = below(base.url, '');
  page.hash = `#/alerts?filter=${encodeURIComponent(`{alertname=${JSON.stringify(name)}}`)}`;
  return page.href;
}

/** A run's page in MLflow, which finds its experiment by itself. */
export function runPage(url: string, run: string): string | null {
  const base = pageBase(url);
  if (base === null) return null;
  const page = below(base.url, '');
  page.hash = `#/runs/${encodeURIComponent(run)}`;
  return page.href;
}

/** The address without credentials, parameters and the path of the API. Null for what is no http or https address. */
function pageBase(text: string): { readonly url: URL; readonly isGrafana: boolean } | null {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  url.username = '';
  url.password = '';
  url.search = '';
  url.hash = '';
  const proxied = grafanaProxy.exec(url.pathname);
  if (proxied !== null) {
    url.pathname = `${url.pathname.slice(0, proxied.index)}/`;
    return { url, isGrafana: true };
  }
  url.pathname = url.pathname.replace(/\/+$/, '').replace(/\/(?:api\/v[12]|graph)$/, '');
  return { url, isGrafana: false };
}

function below(base: URL, name: string): URL {
  const url = new URL(base.href);
  url.pathname = `${base.pathname.replace(/\/+$/, '')}/${name}`;
  return url;
}
