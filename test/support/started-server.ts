import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { startGroup } from '../host/processes.mjs';

/** A server of another program that runs. */
export interface StartedServer {
  /** With its prefix, without a slash at its end. */
  readonly url: string;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

/** How a server is started. */
export interface ServerStart {
  /** For messages. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Its own folder, removed when it is stopped. */
  readonly folder: string;
  /** Where it is started; in its own folder where left out. */
  readonly cwd?: string;
  readonly url: string;
  /** Answers with a good status once it is ready. */
  readonly readyPath: string;
}

/** Starts a server and waits until it says that it is ready. Rejects with what it printed where it ends before. */
export async function startServer({ name, command, args, folder, cwd = folder, url, readyPath }: ServerStart): Promise<StartedServer> {
  const group = startGroup({ command, args: [...args], cwd });
  const stop = async (): Promise<void> => {
    await group.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  for (;;) {
    const isReady = await fetch(`${url}${readyPath}`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return { url, stop };
    if (group.hasExited()) {
      await stop();
      throw new Error(`${name} ended before it was ready:\n${group.output()}`);
    }
    await pause(50);
  }
}

/** A port of this machine that nobody listens at now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
