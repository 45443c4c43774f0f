import { request, type IncomingMessage } from 'node:http';
import { loopbackServer, type LoopbackServer } from './loopback-server.ts';

/** An answer in place of the server's. */
export interface OwnAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What becomes of a request: nothing (it is passed on), a cut connection, or an answer of the proxy's own. */
export type Fault = 'pass' | 'cut' | OwnAnswer;

/** A server's stand-in that passes requests on, writes them down, and fails those that a test chooses. */
export interface FaultProxy extends LoopbackServer {
  /** `METHOD /path` without the API's prefix and the query, in order. */
  readonly asked: string[];
  /** Chooses; may wait, and may change the server before the request goes on. */
  fault: (asked: string, incoming: IncomingMessage) => Fault | Promise<Fault>;
}

/** Lets everything pass. */
export const passAll: FaultProxy['fault'] = () => 'pass';
/** The server is gone. */
export const allCut: FaultProxy['fault'] = () => 'cut';

/** Starts a proxy in front of a server, at an address of its own. */
export async function faultProxy(leadsTo: string): Promise<FaultProxy> {
  const asked: string[] = [];
  const server = await loopbackServer((incoming, answer) => {
    const path = String(incoming.url);
    const line = `${String(incoming.method)} ${path.replace(/^.*\/api\/2\.0\/mlflow\//, '').replace(/\?.*$/, '')}`;
    asked.push(line);
    void Promise.resolve(proxy.fault(line, incoming)).then((fault) => {
      if (fault === 'cut') incoming.socket.destroy();
      else if (fault === 'pass') {
        const { method, headers } = incoming;
        const onward = request(new URL(path, leadsTo), { method, headers }, (theirs) => {
          answer.writeHead(theirs.statusCode ?? 502, theirs.headers);
          theirs.pipe(answer);
        });
        onward.on('error', () => incoming.socket.destroy());
        incoming.pipe(onward);
      } else {
        const type = fault.body.startsWith('<') ? 'text/html' : 'application/json';
        answer.writeHead(fault.status, { 'content-type': type, ...fault.headers }).end(fault.body);
      }
    });
  });
  const proxy: FaultProxy = { ...server, asked, fault: passAll };
  return proxy;
}
