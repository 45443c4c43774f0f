import { debianPrograms } from './debian-program.ts';

/** The real Prometheus and its tool. */
export interface PrometheusPrograms {
  readonly prometheus: string;
  readonly promtool: string;
}

/** Prometheus, found or fetched as `debianPrograms` does. */
export async function prometheusPrograms(): Promise<PrometheusPrograms | null> {
  const [prometheus, promtool] =
    (await debianPrograms({ name: 'prometheus', programs: ['prometheus', 'promtool'], versionArgument: '--version' })) ?? [];
  return prometheus === undefined || promtool === undefined ? null : { prometheus, promtool };
}

/** The real Alertmanager, in Debian's package under its own name. */
export async function alertmanagerProgram(): Promise<string | null> {
  const found = await debianPrograms({
    name: 'prometheus-alertmanager',
    programs: ['prometheus-alertmanager'],
    versionArgument: '--version',
  });
  return found?.[0] ?? null;
}

/** The real VictoriaMetrics, single node. */
export async function victoriaProgram(): Promise<string | null> {
  const found = await debianPrograms({ name: 'victoria-metrics', programs: ['victoria-metrics'], versionArgument: '-version' });
  return found?.[0] ?? null;
}
