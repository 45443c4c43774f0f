import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../host/processes.mjs';
import type { Series } from '../../src/core/model/series.ts';
import type { PrometheusPrograms } from './prometheus-programs.ts';
import { freePort, startServer, type StartedServer } from './started-server.ts';

/** What a server is to hold, and where under its origin it is to answer. */
export interface PrometheusSetting {
  readonly programs: PrometheusPrograms;
  readonly series: readonly Pick<Series, 'labels' | 'samples'>[];
  /** Such as `/monitoring`; nothing where left out. */
  readonly prefix?: string;
  /** Addresses of exporters that it scrapes each second. */
  readonly scrapes?: readonly string[];
  /** The text of a rule file, `drift.yml`, which it evaluates each second. */
  readonly rules?: string;
  /** The address of the Alertmanager that it tells of its alerts. */
  readonly alertmanager?: string;
}

/** Starts Prometheus on a free port of this machine, with samples written before it starts. */
export async function prometheusServer(setting: PrometheusSetting): Promise<StartedServer> {
  const { programs, series, prefix = '' } = setting;
  const folder = mkdtempSync(join(tmpdir(), 'airworthy-prometheus-'));
  try {
    const data = join(folder, 'data');
    if (series.length > 0) {
      writeFileSync(join(folder, 'samples.txt'), openMetrics(series));
      await runCommand({
        command: programs.promtool,
        args: ['tsdb', 'create-blocks-from', 'openmetrics', join(folder, 'samples.txt'), data],
      });
    }
    if (setting.rules !== undefined) writeFileSync(join(folder, 'drift.yml'), setting.rules);
    // JSON is YAML too.
    writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(configOf(setting)));
    const port = await freePort();
    return await startServer({
      name: 'Prometheus',
      command: programs.prometheus,
      args: [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${data}`,
        `--web.listen-address=127.0.0.1:${port}`,
        `--web.route-prefix=${prefix}/`,
        '--log.level=warn',
      ],
      folder,
      url: `http://127.0.0.1:${port}${prefix}`,
      readyPath: '/-/ready',
    });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function configOf({ scrapes = [], rules, alertmanager }: PrometheusSetting): object {
  const targets = (urls: readonly string[]) => [{ targets: urls.map((url) => new URL(url).host) }];
  return {
    global: { scrape_interval: '1s', evaluation_interval: '1s', external_labels: { cluster: 'test' } },
    ...(rules === undefined ? {} : { rule_files: ['drift.yml'] }),
    ...(scrapes.length === 0 ? {} : { scrape_configs: [{ job_name: 'sample', static_configs: targets(scrapes) }] }),
    ...(alertmanager === undefined
      ? {}
      : { alerting: { alertmanagers: [{ path_prefix: new URL(alertmanager).pathname, static_configs: targets([alertmanager]) }] } }),
  };
}

/** The text that promtool reads: each metric's samples together. */
export function openMetrics(series: PrometheusSetting['series']): string {
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
