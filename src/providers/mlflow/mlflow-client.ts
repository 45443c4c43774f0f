/** MLflow's REST API, versions 2 and 3, as far as releases and metrics need it. Only paths below the configured address are asked for. */
import type * as z from 'zod';
import { trackingAddress } from '../../core/project/tracking-address.ts';
import { message } from '../../core/l10n/message.ts';
import { ProviderError } from '../../ports/version-registry.ts';
import { answers, type LoggedModel, type Metric, type ModelVersion, type RegisteredModel, type Run } from './mlflow-answers.ts';
import { mlflowError } from './mlflow-failures.ts';
import { sendCall, type MlflowCall, type MlflowServer } from './mlflow-request.ts';

/** A version of a model. */
export interface VersionOf {
  readonly name: string;
  readonly version: string;
}

/** Runs that logged a metric. */
export interface RunsQuestion {
  readonly metric: string;
  /** Ids; null for all. */
  readonly experiments: readonly string[] | null;
  readonly most: number;
}

/** A metric of a run. */
export interface HistoryQuestion {
  readonly runId: string;
  readonly metric: string;
}

/** What a run logged of a metric. */
export interface MetricHistory {
  readonly values: readonly Metric[];
  /** False where there are more values than are read; the oldest were. */
  readonly isComplete: boolean;
}

/** The calls. What does not exist is null; every other failure is a `ProviderError`. */
export interface MlflowClient {
  /** The server's address, as it stands in writes. */
  readonly url: string;
  /** All registered models, without MLflow's prompts. */
  models(signal: AbortSignal): Promise<readonly RegisteredModel[]>;
  model(name: string, signal: AbortSignal): Promise<RegisteredModel | null>;
  /** All versions of a model, or of all models. */
  versions(name: string | null, signal: AbortSignal): Promise<readonly ModelVersion[]>;
  version(of: VersionOf, signal: AbortSignal): Promise<ModelVersion | null>;
  run(id: string, signal: AbortSignal): Promise<Run | null>;
  /** The newest runs that logged a metric, newest first, at most `most`, of these experiments or of all that are not deleted. */
  runsWith(question: RunsQuestion, signal: AbortSignal): Promise<readonly Run[]>;
  /** The values that a run logged of a metric, in no order; MLflow 2's database store sends all at once. A run that is gone has none. */
  history(question: HistoryQuestion, signal: AbortSignal): Promise<MetricHistory>;
  loggedModel(id: string, signal: AbortSignal): Promise<LoggedModel | null>;
  setAlias(change: VersionOf & { readonly alias: string }, signal: AbortSignal): Promise<void>;
  deleteAlias(change: { readonly name: string; readonly alias: string }, signal: AbortSignal): Promise<void>;
  setVersionTag(change: VersionOf & { readonly key: string; readonly value: string }, signal: AbortSignal): Promise<void>;
  deleteVersionTag(change: VersionOf & { readonly key: string }, signal: AbortSignal): Promise<void>;
}

/** What a client may be told besides its server. */
export interface MlflowClientOptions extends Pick<MlflowServer, 'http' | 'authorization'> {
  /** A tracking URI, as it stands in a manifest or in settings. */
  readonly url: string;
  /** Models and versions a page; smaller pages are for tests. */
  readonly pageSize?: number;
  /** See `MlflowServer`. */
  readonly longestWait?: number;
  /** Values read of a metric's history; fewer are for tests. */
  readonly longestHistory?: number;
}

const mostPages = 2000;
/** Below every number that a run logs; NaN, which MLflow's database keeps as 0, included. */
const lowestNumber = '-1.8e308';
/** Values a page of a history: about 1 MB. */
const historyPage = 10_000;

const texts = {
  nameServer: { en: 'Name the http or https address of an MLflow server.', pl: 'Podaj adres http lub https serwera MLflow.' },
} as const;

/** The client of a server. Throws a `ProviderError` of code `unsupported` where the address is none of a server. */
export function createMlflowClient(options: MlflowClientOptions): MlflowClient {
  const { http, url, authorization, pageSize = 1000, longestWait = 5000, longestHistory = 100_000 } = options;
  const address = trackingAddress(url);
  if (address.kind === 'unsupported') throw new ProviderError('unsupported', { text: address.why, hint: message(texts.nameServer) });
  if (address.hadCredentials) throw mlflowError('credentialsInUrl', {});
  const server: MlflowServer = { http, url: address.url, authorization, longestWait };

  async function ask<T extends z.ZodType>(call: MlflowCall<T>, signal: AbortSignal): Promise<z.output<T> | null> {
    return sendCall(server, call, signal);
  }

  /** For calls that change something: what they are about must be there. */
  async function change(call: Pick<MlflowCall<z.ZodType>, 'method' | 'path' | 'input'>, signal: AbortSignal): Promise<void> {
    const answer = await ask({ ...call, output: answers.nothing }, signal);
    if (answer === null)
      throw mlflowError('missing', {
        server: server.url,
        what: `${String(call.input['name'])} ${String(call.input['version'] ?? '')}`.trim(),
      });
  }

  /** All pages, or those that hold the first `most`; a token that comes again, or more pages than any registry has, is a server that goes in circles. */
  async function pages<T extends z.ZodType<{ readonly next_page_token?: string | undefined }>, R>(
    call: MlflowCall<T>,
    itemsOf: (page: z.output<T>) => readonly R[],
    signal: AbortSignal,
    most = Number.POSITIVE_INFINITY,
  ): Promise<readonly R[]> {
    const items: R[] = [];
    const seen = new Set<string>();
    let token: string | undefined;
    do {
      const page = await ask({ ...call, input: { ...call.input, page_token: token } }, signal);
      if (page === null) return items;
      for (const item of itemsOf(page)) items.push(item);
      token = page.next_page_token === '' ? undefined : page.next_page_token;
      if (token !== undefined && (seen.has(token) || seen.size >= mostPages))
        throw mlflowError('endless', { server: server.url, what: call.path });
      if (token !== undefined) seen.add(token);
    } while (token !== undefined && items.length < most);
    return items;
  }

  async function experimentIds(signal: AbortSignal): Promise<readonly string[]> {
    const call = { method: 'POST', path: 'experiments/search', input: { max_results: pageSize }, output: answers.experiments } as const;
    return (await pages(call, (page) => page.experiments, signal)).map(({ experiment_id: id }) => id);
  }

  return {
    url: server.url,

    async models(signal) {
      const input = { max_results: Math.min(pageSize, 100) };
      const all = await pages(
        { method: 'GET', path: 'registered-models/search', input, output: answers.models },
        (page) => page.registered_models,
        signal,
      );
      return all.filter(({ tags }) => !tags.some(({ key, value }) => key === 'mlflow.prompt.is_prompt' && value.toLowerCase() === 'true'));
    },

    async model(name, signal) {
      const answer = await ask({ method: 'GET', path: 'registered-models/get', input: { name }, output: answers.model }, signal);
      return answer?.registered_model ?? null;
    },

    async versions(name, signal) {
      // MLflow's filters know no escapes: a name with both kinds of quotes cannot be said in one.
      const quote = name?.includes("'") === true ? (name.includes('"') ? null : '"') : "'";
      const filter = name === null || quote === null ? undefined : `name=${quote}${name}${quote}`;
      const input = { filter, max_results: pageSize };
      const all = await pages(
        { method: 'GET', path: 'model-versions/search', input, output: answers.versions },
        (page) => page.model_versions,
        signal,
      );
      return name === null ? all : all.filter((version) => version.name === name);
    },

    async version({ name, version }, signal) {
      const answer = await ask({ method: 'GET', path: 'model-versions/get', input: { name, version }, output: answers.version }, signal);
      return answer?.model_version ?? null;
    },

    async run(id, signal) {
      const answer = await ask({ method: 'GET', path: 'runs/get', input: { run_id: id }, output: answers.run }, signal);
      return answer?.run ?? null;
    },

    async runsWith({ metric, experiments, most }, signal) {
      const ids = experiments ?? (await experimentIds(signal));
      if (ids.length === 0) return [];
      // What no filter can say is looked for among the newest runs.
      const filter = metric.includes('`') ? undefined : `metrics.\`${metric}\` > ${lowestNumber}`;
      const size = Math.min(pageSize, Math.max(most, filter === undefined ? 1000 : 1));
      const input = {
        experiment_ids: ids,
        filter,
        max_results: size,
        order_by: ['attributes.start_time DESC'],
        run_view_type: 'ACTIVE_ONLY',
      };
      const found = await pages({ method: 'POST', path: 'runs/search', input, output: answers.runs }, (page) => page.runs, signal, most);
      return found.filter(({ data }) => data?.metrics.some(({ key }) => key === metric)).slice(0, most);
    },

    async history({ runId, metric }, signal) {
      // Without `max_results` some servers of version 3 send empty pages for ever.
      const input = { run_id: runId, metric_key: metric, max_results: Math.min(historyPage, longestHistory) };
      const call = { method: 'GET', path: 'metrics/get-history', input, output: answers.history } as const;
      const values = await pages(call, (page) => page.metrics, signal, longestHistory + 1);
      return { values: values.slice(0, longestHistory), isComplete: values.length <= longestHistory };
    },

    async loggedModel(id, signal) {
      // The id comes from a server and goes into a path.
      if (!/^m-[\w-]{1,100}$/.test(id)) return null;
      const answer = await ask({ method: 'GET', path: `logged-models/${id}`, input: {}, output: answers.loggedModel }, signal);
      return answer?.model ?? null;
    },

    setAlias: ({ name, version, alias }, signal) =>
      change({ method: 'POST', path: 'registered-models/alias', input: { name, alias, version } }, signal),
    deleteAlias: ({ name, alias }, signal) => change({ method: 'DELETE', path: 'registered-models/alias', input: { name, alias } }, signal),
    setVersionTag: ({ name, version, key, value }, signal) =>
      change({ method: 'POST', path: 'model-versions/set-tag', input: { name, version, key, value } }, signal),
    deleteVersionTag: ({ name, version, key }, signal) =>
      change({ method: 'DELETE', path: 'model-versions/delete-tag', input: { name, version, key } }, signal),
  };
}
