import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { listening, type LoopbackServer } from './loopback-server.ts';

/** A proxy that writes down what it was asked for. */
export interface ForwardingProxy extends LoopbackServer {
  /** `GET http://host/path` or `CONNECT host:port`, in order. */
  readonly asked: readonly string[];
}

/** How a proxy behaves. */
export interface ProxyRules {
  /** Its `Proxy-Authorization`; null lets everyone in. */
  readonly authorization: string | null;
  /** Where host names lead; all of them to one address, since none of the names in tests is real. */
  readonly leadsTo: URL;
}

/** Starts a real HTTP proxy that forwards requests and opens tunnels. */
export async function forwardingProxy({ authorization, leadsTo }: ProxyRules): Promise<ForwardingProxy> {
  const asked: string[] = [];
  const isLetIn = (header: string | undefined): boolean => authorization === null || header === authorization;
  const server = createServer((incoming, answer) => {
    asked.push(`${String(incoming.method)} ${String(incoming.url)}`);
    if (!isLetIn(incoming.headers['proxy-authorization'])) {
      answer.writeHead(407).end('who are you?');
      return;
    }
    const { pathname, search } = new URL(String(incoming.url));
    const { method, headers } = incoming;
    const onward = request(new URL(`${pathname}${search}`, leadsTo), { method, headers }, (theirs) => {
      answer.writeHead(theirs.statusCode ?? 502, theirs.headers);
      theirs.pipe(answer);
    });
    incoming.pipe(onward);
  });
  server.on('connect', (incoming, socket) => {
    asked.push(`CONNECT ${String(incoming.url)}`);
    if (!isLetIn(incoming.headers['proxy-authorization'])) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    const onward = connect(Number(leadsTo.port), leadsTo.hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  return { ...(await listening(server, 'http')), asked };
}
