/** Charts that need no declaration: what serving systems measure of themselves, under the names that they give it. */
import { message, type Text } from '../l10n/message.ts';
import type { Project } from '../project/project.ts';
import type { ChartGroup, ChartSpec } from './chart.ts';
import { servedObjects, type ServedObject, type ServingSystem } from './served-objects.ts';

/** A chart of a system: its query for an object, and the unit of the values, which is the metric's own. */
interface ReadyChart {
  readonly id: string;
  readonly group: ChartGroup;
  readonly title: Text;
  readonly unit: string;
  readonly query: (object: ServedObject) => string;
}

/** Over which the rates are taken: two scrapes fit into it at every usual pace. */
const over = '[5m]';

const titles = {
  latency: { en: '{name}: response time, 95th percentile', pl: '{name}: czas odpowiedzi, 95. percentyl' },
  predict: { en: '{name}: time of the prediction itself, 95th percentile', pl: '{name}: czas samej predykcji, 95. percentyl' },
  mean: { en: '{name}: response time, mean', pl: '{name}: czas odpowiedzi, średnia' },
  errors: { en: '{name}: requests that fail on the server (5xx)', pl: '{name}: żądania zakończone błędem serwera (5xx)' },
  restErrors: { en: '{name}: REST requests that fail on the server (5xx)', pl: '{name}: żądania REST zakończone błędem serwera (5xx)' },
  byPredictor: { en: '{name}: requests by predictor', pl: '{name}: żądania według predyktora' },
  byRevision: { en: '{name}: requests by revision', pl: '{name}: żądania według rewizji' },
  byModel: { en: '{name}: requests by model', pl: '{name}: żądania według modelu' },
  byPipeline: { en: '{name}: requests by pipeline', pl: '{name}: żądania według potoku' },
  requests: { en: '{name}: requests', pl: '{name}: żądania' },
} as const;

const perSecond = '1/s';

/** Percent of requests that fail; 0 where there are requests and no failure was ever counted, none where there are no requests. */
function failing(by: string, { all, failed }: { readonly all: string; readonly failed: string }): string {
  const sum = (selector: string): string => `sum by (${by}) (rate(${selector}${over}))`;
  return `100 * (${sum(failed)} or 0 * ${sum(all)}) / ${sum(all)}`;
}

function percentile(by: string, buckets: string): string {
  return `histogram_quantile(0.95, sum by (${by}, le) (rate(${buckets}${over})))`;
}

function rate(by: string, counter: string): string {
  return `sum by (${by}) (rate(${counter}${over}))`;
}

/** KServe's `python/kserve/kserve/metrics.py`: histograms in seconds with the label `model_name`; failures are not counted. */
const kservePython: readonly ReadyChart[] = [
  {
    id: 'predict-p95',
    group: 'operations',
    title: titles.predict,
    unit: 's',
    query: ({ name }) => percentile('model_name', `request_predict_seconds_bucket{model_name=${quoted(name)}}`),
  },
  {
    id: 'requests',
    group: 'traffic',
    title: titles.requests,
    unit: perSecond,
    query: ({ name }) => rate('model_name', `request_predict_seconds_count{model_name=${quoted(name)}}`),
  },
];

/** Knative Serving's queue proxy (up to 1.18): `revision_app_request_count`, and latencies in milliseconds. */
const knative: readonly ReadyChart[] = [
  {
    id: 'latency-p95',
    group: 'operations',
    title: titles.latency,
    unit: 'ms',
    query: (object) => percentile('revision_name', `revision_app_request_latencies_bucket{${knativeService(object)}}`),
  },
  {
    id: 'errors',
    group: 'operations',
    title: titles.errors,
    unit: '%',
    query: (object) =>
      failing('revision_name', {
        all: `revision_app_request_count{${knativeService(object)}}`,
        failed: `revision_app_request_count{${knativeService(object)}, response_code_class="5xx"}`,
      }),
  },
  {
    id: 'traffic',
    group: 'traffic',
    title: titles.byRevision,
    unit: perSecond,
    query: (object) => rate('revision_name', `revision_app_request_count{${knativeService(object)}}`),
  },
];

/** KServe names a predictor's Knative service after itself, until 0.11 with `-default` at the end. */
function knativeService({ name, namespace }: ServedObject): string {
  const service = `service_name=~${quoted(`${escaped(name)}-predictor(-default)?`)}`;
  return namespace === null ? service : `${service}, namespace_name=${quoted(namespace)}`;
}

/** Seldon Core v1.1 and later, `executor/api/metric/constants.go`: histograms in seconds of what each predictor's orchestrator answers. */
const seldonV1: readonly ReadyChart[] = [
  {
    id: 'latency-p95',
    group: 'operations',
    title: titles.latency,
    unit: 's',
    query: ({ name }) =>
      percentile(
        'predictor_name, predictor_version',
        `seldon_api_executor_server_requests_seconds_bucket{deployment_name=${quoted(name)}}`,
      ),
  },
  {
    id: 'errors',
    group: 'operations',
    title: titles.errors,
    unit: '%',
    query: ({ name }) =>
      failing('predictor_name, predictor_version', {
        all: `seldon_api_executor_server_requests_seconds_count{deployment_name=${quoted(name)}}`,
        failed: `seldon_api_executor_server_requests_seconds_count{deployment_name=${quoted(name)}, code=~"5.."}`,
      }),
  },
  {
    id: 'traffic',
    group: 'traffic',
    title: titles.byPredictor,
    unit: perSecond,
    query: ({ name }) =>
      rate('predictor_name, predictor_version', `seldon_api_executor_server_requests_seconds_count{deployment_name=${quoted(name)}}`),
  },
];

/**
 * Seldon Core v2, `scheduler/pkg/metrics/agent.go` and `gateway.go`: counters in seconds and requests with the label `model` or `pipeline`.
 * Its histogram of models has no label for the model, so that models get a mean and pipelines a percentile. The codes of gRPC are
 * not HTTP's, so that failures are those of REST.
 */
function seldonV2(label: 'model' | 'pipeline'): readonly ReadyChart[] {
  const selector = (metric: string, { measured }: ServedObject, more = ''): string =>
    `seldon_${label}_${metric}{${label}=~${quoted(measured.map(escaped).join('|'))}${more}}`;
  const latency: ReadyChart =
    label === 'pipeline'
      ? {
          id: 'latency-p95',
          group: 'operations',
          title: titles.latency,
          unit: 's',
          query: (object) => percentile(label, selector('infer_api_seconds_bucket', object)),
        }
      : {
          id: 'latency-mean',
          group: 'operations',
          title: titles.mean,
          unit: 's',
          query: (object) => `${rate(label, selector('infer_seconds_total', object))} / ${rate(label, selector('infer_total', object))}`,
        };
  return [
    latency,
    {
      id: 'errors',
      group: 'operations',
      title: titles.restErrors,
      unit: '%',
      query: (object) =>
        failing(label, {
          all: selector('infer_total', object, ', method_type="rest"'),
          failed: selector('infer_total', object, ', method_type="rest", code=~"5.."'),
        }),
    },
    {
      id: 'traffic',
      group: 'traffic',
      title: label === 'model' ? titles.byModel : titles.byPipeline,
      unit: perSecond,
      query: (object) => rate(label, selector('infer_total', object)),
    },
  ];
}

const charts: Readonly<Record<ServingSystem, readonly ReadyChart[]>> = {
  'kserve-python': kservePython,
  knative,
  'seldon-v1': seldonV1,
  'seldon-v2-models': seldonV2('model'),
  'seldon-v2-pipelines': seldonV2('pipeline'),
};

/**
 * Charts of what the project's serving manifests deploy by KServe, Knative or Seldon, for every prometheus source that is declared: which of
 * several holds the metrics nobody says, and one that does not gives no lines. Where no manifest shows the serving system there is no chart.
 * They have no thresholds; what they show is not judged.
 */
export function readyMadeCharts(project: Project): readonly ChartSpec[] {
  const sources = Object.entries(project.manifest?.sources ?? {}).flatMap(([key, { type }]) => (type === 'prometheus' ? [key] : []));
  const objects = servedObjects(project);
  return sources.flatMap((source) =>
    objects.flatMap((object) => charts[object.system].map((chart) => specOf(chart, { object, source, isOnly: sources.length === 1 }))),
  );
}

interface ReadyPlace {
  readonly object: ServedObject;
  readonly source: string;
  readonly isOnly: boolean;
}

function specOf(chart: ReadyChart, { object, source, isOnly }: ReadyPlace): ChartSpec {
  const where = object.namespace === null ? object.name : `${object.namespace}/${object.name}`;
  return {
    id: `ready/${isOnly ? '' : `${source}/`}${object.system}/${where}/${chart.id}`,
    group: chart.group,
    title: message(chart.title, { name: object.model ?? object.name }),
    source,
    type: 'prometheus',
    query: chart.query(object),
    column: null,
    metric: null,
    unit: chart.unit,
    method: null,
    warn: null,
    alert: null,
    direction: null,
    forMs: 0,
    minRows: null,
    model: object.model,
  };
}

/** A string of PromQL: a manifest's names are anybody's text. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A text in a regular expression (RE2). */
function escaped(text: string): string {
  return text.replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}
