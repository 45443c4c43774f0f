import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Server } from 'node:net';

/** A real server on a free port of this machine. */
export interface LoopbackServer {
  /** Without a slash at its end. */
  readonly url: string;
  /** Ends the server and every connection. */
  close(): Promise<void>;
}

/** Starts an HTTP server, or with a key and a certificate an HTTPS one. */
export async function loopbackServer(answer: RequestListener, tls: ServerOptions | null = null): Promise<LoopbackServer> {
  const server = tls === null ? createServer(answer) : createTlsServer(tls, answer);
  return listening(server, tls === null ? 'http' : 'https');
}

/** Listens with a server that somebody else made. */
export async function listening(server: Server, scheme: 'http' | 'https'): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A connection that a test cuts is no failure of the server.
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `${scheme}://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      if (server.listening) await once(server, 'close');
    },
  };
}

/** Servers for the tests of the `describe` that this is called in: each starts when it is asked for and ends with its test. */
export function serversOfTests(): (answer: RequestListener) => Promise<string> {
  const servers: LoopbackServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });
  return async (answer) => {
    const server = await loopbackServer(answer);
    servers.push(server);
    return server.url;
  };
}
