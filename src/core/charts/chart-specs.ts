/** The charts that a manifest declares. */
import type { Manifest, ManifestChart } from '../config/manifest-schema.ts';
import { prometheusSeconds } from '../facts/monitoring/prometheus-duration.ts';
import { message, type Message } from '../l10n/message.ts';
import type { ChartSpec } from './chart.ts';

/** A declared chart that cannot be asked, and why. */
export interface UnaskableChart {
  readonly id: string;
  readonly title: string;
  readonly why: Message;
}

const texts = {
  noSuchSource: { en: "There is no source '{source}' under 'sources'.", pl: 'W „sources” nie ma źródła „{source}”.' },
  alertmanager: {
    en: "The source '{source}' is an Alertmanager, which holds alerts and no series.",
    pl: 'Źródło „{source}” to Alertmanager, który przechowuje alerty, a nie serie.',
  },
} as const;

/** The entries of `drift` and `charts` in the manifest's order, those that cannot be asked apart. */
export function chartSpecs(manifest: Pick<Manifest, 'drift' | 'charts' | 'sources'>): {
  readonly charts: readonly ChartSpec[];
  readonly left: readonly UnaskableChart[];
} {
  const charts: ChartSpec[] = [];
  const left: UnaskableChart[] = [];
  for (const list of ['drift', 'charts'] as const) {
    for (const [index, entry] of (manifest[list] ?? []).entries()) {
      const id = `${list}/${index}`;
      const source = Object.hasOwn(manifest.sources ?? {}, entry.source) ? manifest.sources?.[entry.source] : undefined;
      const because = source === undefined ? texts.noSuchSource : source.type === 'alertmanager' ? texts.alertmanager : null;
      if (because !== null) left.push({ id, title: entry.title, why: message(because, { source: entry.source }) });
      else if (source !== undefined && source.type !== 'alertmanager')
        charts.push({ ...declared(entry), id, group: list === 'drift' ? 'drift' : (entry.group ?? 'quality'), type: source.type });
    }
  }
  return { charts, left };
}

function declared(entry: ManifestChart): Omit<ChartSpec, 'id' | 'group' | 'type'> {
  const { title, source, query, column, metric, method, unit, warn, alert, direction, minRows, model } = entry;
  return {
    title,
    source,
    query: query ?? null,
    column: column ?? null,
    metric: metric ?? null,
    method: method ?? null,
    unit: unit ?? '',
    warn: warn ?? null,
    alert: alert ?? null,
    direction: direction ?? null,
    forMs: (prometheusSeconds(entry.for ?? '0') ?? 0) * 1000,
    minRows: minRows ?? null,
    model: model ?? null,
  };
}
