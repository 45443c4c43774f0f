import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { debianPrograms } from './debian-program.ts';

/** The real Prometheus and its tool. */
export interface PrometheusPrograms {
  readonly prometheus: string;
  readonly promtool: string;
}

/** Prometheus, found or fetched as `debianPrograms` does. */
export async function prometheusPrograms(): Promise<PrometheusPrograms | null> {
  const found = await debianPrograms({ name: 'prometheus', programs: ['prometheus', 'promtool'], versionArgument: '--version' });
  const [prometheus, promtool] = found?.paths ?? [];
  return prometheus === undefined || promtool === undefined ? null : { prometheus, promtool };
}

/** The real Alertmanager. */
export interface AlertmanagerProgram {
  readonly path: string;
  /** The folder that it must be started in; null where any will do. */
  readonly files: string | null;
}

/** Alertmanager, in Debian's package under its own name, which opens its template below `/usr/share`. */
export async function alertmanagerProgram(): Promise<AlertmanagerProgram | null> {
  const found = await debianPrograms({
    name: 'prometheus-alertmanager',
    programs: ['prometheus-alertmanager'],
    versionArgument: '--version',
    opens: '/usr/share/prometheus/alertmanager',
  });
  const path = found?.paths[0];
  return path === undefined ? null : { path, files: found?.files ?? null };
}

/** Alertmanager's own checker of configurations, which lies beside it. */
export async function amtoolProgram(): Promise<string | null> {
  const program = await alertmanagerProgram();
  const path = program === null ? null : join(dirname(program.path), 'amtool');
  if (path === null || existsSync(path)) return path;
  if (process.env['CI'] === 'true') throw new Error(`${path} is not there.`);
  return null;
}

/** The real VictoriaMetrics, single node. */
export async function victoriaProgram(): Promise<string | null> {
  const found = await debianPrograms({ name: 'victoria-metrics', programs: ['victoria-metrics'], versionArgument: '-version' });
  return found?.paths[0] ?? null;
}
