import { request } from 'node:http';
import { loopbackServer, type LoopbackServer } from './loopback-server.ts';

/** A stand-in for Grafana: only its data-source proxy, as its HTTP API documents it. */
export interface GrafanaProxy extends LoopbackServer {
  /** `METHOD /path` as it was asked, in order. */
  readonly asked: readonly string[];
}

/**
 * Starts a server that forwards `/api/datasources/proxy/uid/UID/…` to a data source for those who bring a service account's token, and
 * refuses others in Grafana's words. It is no Grafana: it shows that the way through one is gone as documented.
 */
export async function grafanaProxy({ uid, token, leadsTo }: { readonly uid: string; readonly token: string; readonly leadsTo: string }) {
  const asked: string[] = [];
  const server = await loopbackServer((incoming, answer) => {
    const path = String(incoming.url);
    asked.push(`${String(incoming.method)} ${path.replace(/\?.*$/, '')}`);
    const refuse = (status: number, message: string): void => {
      answer.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify({ message, traceID: '' }));
    };
    if (incoming.headers.authorization !== `Bearer ${token}`) {
      refuse(401, 'Invalid API key');
      return;
    }
    const [, wanted, rest = ''] = /^\/api\/datasources\/proxy\/uid\/([^/]+)(\/.*)$/.exec(path) ?? [];
    if (wanted !== uid) {
      refuse(404, 'Unable to find datasource');
      return;
    }
    const headers = Object.fromEntries(Object.entries(incoming.headers).filter(([name]) => name !== 'authorization' && name !== 'host'));
    const onward = request(`${leadsTo}${rest}`, { method: incoming.method, headers }, (theirs) => {
      answer.writeHead(theirs.statusCode ?? 502, theirs.headers);
      theirs.pipe(answer);
    });
    onward.on('error', () => refuse(502, 'Bad Gateway'));
    incoming.pipe(onward);
  });
  return { ...server, asked } satisfies GrafanaProxy;
}
