import type { Json } from '../../facts/format.ts';
import { isList } from '../../facts/data-file.ts';
import type { PythonCall } from '../../facts/python/python-facts.ts';
import type { Project } from '../project.ts';
import type { Place } from './offer.ts';
import { perProject } from './per-project.ts';
import { type CodeFile, callsTo, codeFiles, importOf, placeOfCall } from './python-code.ts';
import { servingEntries } from './serving-code.ts';
import { scheduledRuns } from './scheduled-runs.ts';
import { automaticCommands } from './ci-commands.ts';
import { targetFiles } from './run-targets.ts';

/** A metric that the project's own code makes for Prometheus. */
export interface ExportedMetric {
  /** Without the endings that the client adds, such as `_total` and `_bucket`. */
  readonly name: string;
  readonly labels: readonly string[];
  /** A plain count of events. */
  readonly isCounter: boolean;
  readonly place: Place;
  /** `serving`: on the way of a request, and Prometheus can read it. `scheduled`: by a job that something starts. `unused`: neither. */
  readonly reach: 'serving' | 'scheduled' | 'unused';
}

const exposition =
  /^prometheus_client\.(?:\w+\.)*(?:generate_latest|make_asgi_app|make_wsgi_app|start_http_server|start_wsgi_server|push_to_gateway|pushadd_to_gateway|write_to_textfile|MetricsHandler|MultiProcessCollector)$|^prometheus_fastapi_instrumentator\.|^starlette_(?:exporter|prometheus)\.|^prometheus_flask_exporter\.|^aioprometheus\.|^django_prometheus\.|^opentelemetry\.(?:exporter\.prometheus|exporter\.otlp)\./;
const instrumentator =
  /^(?:prometheus_fastapi_instrumentator|starlette_exporter|starlette_prometheus|prometheus_flask_exporter|django_prometheus)(?:\.|$)/;
const instrument =
  /^prometheus_client\.(?:\w+\.)*(?:Counter|Gauge|Histogram|Summary|Info|Enum)$|(?:^|\.)create_(?:counter|histogram|gauge|up_down_counter|observable_gauge)$/;

/** All of them, in path order. */
export const exportedMetrics = perProject((project): readonly ExportedMetric[] => {
  const serving = new Set(
    servingEntries(project)
      .filter((entry) => entry.path.some((file) => exposes(file)))
      .flatMap((entry) => entry.path.map((file) => file.path)),
  );
  const scheduled = new Set(
    [...automaticCommands(project), ...scheduledRuns(project).flatMap((run) => run.commands)].flatMap((command) =>
      targetFiles(project, command),
    ),
  );
  return codeFiles(project)
    .filter((file) => !file.isTest && !file.isNotebook)
    .flatMap((file) => {
      const reach = serving.has(file.path) ? 'serving' : scheduled.has(file.path) ? 'scheduled' : 'unused';
      return metricsIn(file).map((metric) => ({ ...metric, reach }));
    });
});

function exposes(file: CodeFile): boolean {
  return callsTo(file.code, exposition).length > 0 || importOf(file.code, instrumentator) !== undefined;
}

function metricsIn(file: CodeFile): readonly Omit<ExportedMetric, 'reach'>[] {
  const made = callsTo(file.code, instrument).flatMap((call) => {
    const name = call.positional[0] ?? call.keywords.get('name');
    return typeof name === 'string'
      ? [
          {
            name: plainName(name),
            labels: labelsOf(call),
            isCounter: /(?:Counter|create_counter)$/.test(call.callee),
            place: placeOfCall(file, call),
          },
        ]
      : [];
  });
  const written = file.code.strings.flatMap(({ value, span }) =>
    [...value.matchAll(/# TYPE ([A-Za-z_:][\w:]*) (?:gauge|counter|histogram|summary|untyped)/g)].map((match) => ({
      name: plainName(match[1] ?? ''),
      labels: [],
      isCounter: false,
      place: { path: file.path, span },
    })),
  );
  const standard = importOf(file.code, instrumentator);
  const usual =
    standard === undefined
      ? []
      : [
          'http_requests',
          'http_request_duration_seconds',
          'http_request_duration_highr_seconds',
          'starlette_requests',
          'starlette_request_duration_seconds',
          'flask_http_request',
          'flask_http_request_duration_seconds',
        ].map((name) => ({ name, labels: [], isCounter: false, place: { path: file.path, span: standard } }));
  return [...made, ...written, ...usual];
}

function labelsOf(call: PythonCall): readonly string[] {
  const labels: Json | undefined = call.keywords.get('labelnames') ?? call.positional[2];
  return isList(labels) ? labels.filter((label): label is string => typeof label === 'string') : [];
}

/** A metric's name without what the client libraries append. */
export function plainName(name: string): string {
  return name.replace(/_(?:total|bucket|sum|count|created|info)$/, '');
}

/** Whether a query's metric is one that this code makes. */
export function exportsMetric(project: Project, name: string): ExportedMetric | undefined {
  const all = exportedMetrics(project).filter((metric) => metric.name === plainName(name) || metric.name === name);
  return all.find((metric) => metric.reach === 'serving') ?? all.find((metric) => metric.reach === 'scheduled') ?? all[0];
}
