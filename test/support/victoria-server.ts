import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Series } from '../../src/core/model/series.ts';
import { openMetrics } from './prometheus-server.ts';
import { freePort, startServer, type StartedServer } from './started-server.ts';

/** What VictoriaMetrics is to hold, and where it is to answer. */
export interface VictoriaSetting {
  readonly program: string;
  readonly series: readonly Pick<Series, 'labels' | 'samples'>[];
  /** Such as `/victoria`; nothing where left out. */
  readonly prefix?: string;
}

/** Starts VictoriaMetrics on a free port of this machine and writes samples into it. */
export async function victoriaServer({ program, series, prefix = '' }: VictoriaSetting): Promise<StartedServer> {
  const folder = mkdtempSync(join(tmpdir(), 'airworthy-victoria-'));
  const port = await freePort();
  const server = await startServer({
    name: 'VictoriaMetrics',
    command: program,
    args: [
      `-storageDataPath=${join(folder, 'data')}`,
      `-httpListenAddr=127.0.0.1:${port}`,
      ...(prefix === '' ? [] : [`-http.pathPrefix=${prefix}`]),
      '-loggerLevel=WARN',
      // Without it the newest half minute is left out, which a test would have to wait for.
      '-search.latencyOffset=0s',
      '-retentionPeriod=1',
    ],
    folder,
    url: `http://127.0.0.1:${port}${prefix}`,
    readyPath: '/health',
  });
  try {
    await importSeries(server, series);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Its import takes milliseconds, and what it takes can be queried a moment later. */
async function importSeries({ url }: StartedServer, series: VictoriaSetting['series']): Promise<void> {
  const text = openMetrics(series).replaceAll(/ (\d+(?:\.\d+)?)$/gm, (_whole, seconds: string) => ` ${Math.round(Number(seconds) * 1000)}`);
  const answer = await fetch(`${url}/api/v1/import/prometheus`, { method: 'POST', body: text.replaceAll(/^#.*\n/gm, '') });
  if (!answer.ok) throw new Error(`VictoriaMetrics did not take the samples: ${await answer.text()}`);
  const names = new Set(series.map(({ labels }) => labels['__name__']));
  for (;;) {
    await fetch(`${url}/internal/force_flush`);
    const known = (await (await fetch(`${url}/api/v1/label/__name__/values`)).json()) as { readonly data: readonly string[] };
    if (known.data.length >= names.size) return;
    await pause(50);
  }
}
