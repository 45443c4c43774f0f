/** The charts of a manifest before anybody was asked. May not import `vscode`. */
import { chartSpecs, type UnaskableChart } from '../../core/charts/chart-specs.ts';
import type { ChartSpec } from '../../core/charts/chart.ts';
import type { Manifest, ManifestSource } from '../../core/config/manifest-schema.ts';
import { redactUrl } from '../../core/facts/redact-url.ts';
import { type Message, message } from '../../core/l10n/message.ts';
import type { ChartView } from './chart-view.ts';
import { driftWords as words } from './drift-words.ts';

const typeNames: Readonly<Record<ManifestSource['type'], string>> = {
  prometheus: 'Prometheus',
  alertmanager: 'Alertmanager',
  mlflow: 'MLflow',
  files: 'files',
  reports: 'reports',
};

/** The manifest's charts and those that need no declaration. What was known of a chart that is still asked the same stays known. */
export function declaredViews(manifest: Manifest, ready: readonly ChartSpec[], known: readonly ChartView[]): readonly ChartView[] {
  const { charts, left } = chartSpecs(manifest);
  const before = new Map(known.map((view) => [identityOf(view.spec, manifest), view]));
  const asked = [...charts, ...ready].map((spec): ChartView => {
    const view = before.get(identityOf(spec, manifest));
    return {
      ...bare(spec, manifest),
      ...(view === undefined ? {} : { given: view.given, compared: view.compared, failure: view.failure }),
    };
  });
  return [...asked, ...left.map((one) => unaskable(one, manifest))];
}

/** A chart is still the same where it asks the same of the same source, whatever its title and place are. */
function identityOf(spec: ChartSpec, { sources = {} }: Manifest): string {
  const asked = { ...spec, title: '', id: spec.id.startsWith('ready/') ? spec.id : '' };
  return JSON.stringify([asked, sources[spec.source]]);
}

function bare(spec: ChartSpec, manifest: Manifest): ChartView {
  return { spec, source: sourceText(spec.source, manifest), given: null, compared: null, failure: null };
}

/** Where numbers come from, in words; addresses without what is secret in them. */
export function sourceText(name: string, { sources = {} }: Pick<Manifest, 'sources'>): Message {
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (source === undefined) return message(words.sourceUnknown, { name });
  if (source.type === 'files') return message(words.sourceFiles, { name, path: source.current ?? '–' });
  if (source.type === 'reports') return message(words.sourceReports, { name, path: source.path ?? '–' });
  return message(words.sourceServer, { name, type: typeNames[source.type], url: redactUrl(source.url ?? '–') });
}

/** A chart that nobody can be asked for, with the reason in its place. */
function unaskable({ id, title, why }: UnaskableChart, manifest: Manifest): ChartView {
  const [list, place] = id.split('/');
  const entry = (list === 'drift' ? manifest.drift : manifest.charts)?.[Number(place)];
  const source = entry?.source ?? '';
  return {
    spec: {
      id,
      title,
      source,
      group: list === 'drift' ? 'drift' : (entry?.group ?? 'quality'),
      type: 'files',
      query: entry?.query ?? null,
      column: null,
      metric: entry?.metric ?? null,
      unit: entry?.unit ?? '',
      method: entry?.method ?? null,
      warn: entry?.warn ?? null,
      alert: entry?.alert ?? null,
      direction: entry?.direction ?? null,
      forMs: 0,
      minRows: null,
      model: entry?.model ?? null,
    },
    source: sourceText(source, manifest),
    given: null,
    compared: null,
    failure: { code: 'unsupported', text: why, hint: message(words.correctEntry), at: null, cause: null },
  };
}

/** Whether a chart can be asked: not those whose source there is none of. */
export function isAskable({ spec }: ChartView, { sources = {} }: Manifest): boolean {
  return Object.hasOwn(sources, spec.source) && sources[spec.source]?.type === spec.type;
}
