import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runCommand, startGroup } from '../host/processes.mjs';
import type { Series } from '../../src/core/model/series.ts';
import type { PrometheusPrograms } from './prometheus-programs.ts';

/** A running Prometheus with data in it. */
export interface PrometheusServer {
  /** With its prefix, without a slash at its end. */
  readonly url: string;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

/** What a server is to hold, and where under its origin it is to answer. */
export interface PrometheusSetting {
  readonly programs: PrometheusPrograms;
  readonly series: readonly Pick<Series, 'labels' | 'samples'>[];
  /** Such as `/monitoring`; nothing where left out. */
  readonly prefix?: string;
}

/** Starts Prometheus on a free port of this machine, with samples written before it starts. It scrapes nothing. */
export async function prometheusServer({ programs, series, prefix = '' }: PrometheusSetting): Promise<PrometheusServer> {
  const folder = mkdtempSync(join(tmpdir(), 'airworthy-prometheus-'));
  const data = join(folder, 'data');
  writeFileSync(join(folder, 'samples.txt'), openMetrics(series));
  writeFileSync(join(folder, 'prometheus.yml'), 'global: {}\n');
  await runCommand({
    command: programs.promtool,
    args: ['tsdb', 'create-blocks-from', 'openmetrics', join(folder, 'samples.txt'), data],
  });
  const port = await freePort();
  const group = startGroup({
    command: programs.prometheus,
    args: [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${data}`,
      `--web.listen-address=127.0.0.1:${port}`,
      `--web.route-prefix=${prefix}/`,
      '--log.level=warn',
    ],
    cwd: folder,
  });
  const url = `http://127.0.0.1:${port}${prefix}`;
  const stop = async (): Promise<void> => {
    await group.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  for (;;) {
    const isReady = await fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return { url, stop };
    if (group.hasExited()) {
      await stop();
      throw new Error(`Prometheus ended before it was ready:\n${group.output()}`);
    }
    await pause(50);
  }
}

/** The text that promtool reads: each metric's samples together. */
function openMetrics(series: PrometheusSetting['series']): string {
  const names = [...new Set(series.map(({ labels }) => labels['__name__'] ?? ''))];
  const lines = names.flatMap((name) => [
    `# TYPE ${name} gauge`,
    ...series
      .filter(({ labels }) => labels['__name__'] === name)
      .flatMap((one) => one.samples.map(([time, value]) => `${name}{${labelText(one.labels)}} ${numberText(value)} ${time / 1000}`)),
  ]);
  return [...lines, '# EOF', ''].join('\n');
}

/** The parser takes no blanks here. */
function labelText(labels: Series['labels']): string {
  return Object.entries(labels)
    .filter(([label]) => label !== '__name__')
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(',');
}

function numberText(value: number): string {
  return Number.isFinite(value) || Number.isNaN(value) ? String(value) : value > 0 ? '+Inf' : '-Inf';
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
