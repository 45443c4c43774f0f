import { chartSpecs } from '../core/charts/chart-specs.ts';
import { joinPath } from '../core/project/paths.ts';
import {
  failedGate,
  gatesOf,
  judgeCheck,
  judgeMetric,
  sourceOf,
  unaskedReason,
  type ChampionReading,
  type GateOutcome,
  type GateSource,
  type MetricReading,
} from '../core/release/gate-outcome.ts';
import { declaredServer, gateQuestion } from '../core/release/gate-source.ts';
import { fillQuery } from '../core/release/prometheus/fill-query.ts';
import { gateRange } from '../core/release/prometheus/gate-range.ts';
import { judgeDrift, noSuchDrift } from '../core/release/judge-drift.ts';
import { judgeSeries, type SeriesReading } from '../core/release/prometheus/judge-series.ts';
import { message } from '../core/l10n/message.ts';
import type { ModelState, StageHolder } from '../core/release/model-state.ts';
import type { ReleaseModel } from '../core/release/release-config.ts';
import { askChart, longestRead } from './ask-chart.ts';
import { serverQuestions, type ServerQuestions } from './ask-server.ts';
import type { GateDependencies } from './gate-dependencies.ts';
import { mapLimited } from './map-limited.ts';
import type { ReleaseContext } from './release-context.ts';
import { readMetric } from './release-metrics.ts';

/** The version that is judged. */
export interface GateRequest {
  readonly model: ReleaseModel;
  readonly state: ModelState;
  readonly stage: string;
  readonly version: string;
  /** Null where the registry does not say which commit the version was made from. */
  readonly commit: string | null;
}

const texts = {
  noCommit: {
    en: 'The registry does not say which commit the version was made from.',
    pl: 'Rejestr nie mówi, z którego commita powstała ta wersja.',
  },
  outside: { en: '{path} leads out of the repository.', pl: 'Ścieżka {path} wychodzi poza repozytorium.' },
  sameQuestion: {
    en: 'The query has no {placeholder}, so that it asks the same of both.',
    pl: 'Zapytanie nie zawiera {placeholder}, więc pyta o to samo dla obu.',
  },
} as const;

/** Each gate on a file or a check may start a process, and each on a server may wait for it. */
const mostAtOnce = 6;

/** All that one evaluation of gates shares. */
interface Evaluation {
  readonly deps: GateDependencies;
  readonly context: Pick<ReleaseContext, 'repository'>;
  readonly request: GateRequest;
  readonly servers: ServerQuestions;
  /** Files are read, not waited for: what is large takes its time. */
  readonly files: ServerQuestions;
}

type SourceOfKind<Kind extends GateSource['kind']> = Extract<GateSource, { kind: Kind }>;

/**
 * Judges a version by the gates of a stage; the outcomes are in the order of the manifest. A gate that cannot be asked fails, with the
 * reason. One server that does not answer costs the time limit of one gate.
 */
export async function evaluateGates(
  deps: GateDependencies,
  { context, request }: { readonly context: Pick<ReleaseContext, 'repository'>; readonly request: GateRequest },
  signal: AbortSignal,
): Promise<readonly GateOutcome[]> {
  const servers = serverQuestions(deps.gateTimeout ?? 11_000, signal);
  const evaluation = { deps, context, request, servers, files: serverQuestions(longestRead, signal) };
  return mapLimited(gatesOf(request.model, request.stage), mostAtOnce, (gate) => {
    signal.throwIfAborted();
    return outcomeOf(evaluation, sourceOf(gate), signal);
  });
}

async function outcomeOf(evaluation: Evaluation, source: GateSource, signal: AbortSignal): Promise<GateOutcome> {
  switch (source.kind) {
    case 'file':
      return fileGate(evaluation, source, signal);
    case 'check':
      return checkGate(evaluation, source, signal);
    case 'prometheus':
      return prometheusGate(evaluation, source);
    case 'mlflow':
      return mlflowGate(evaluation, source);
    case 'drift':
      return driftGate(evaluation, source);
    case 'unclear':
      return failedGate(source, unaskedReason(source));
  }
}

async function checkGate({ deps, context, request }: Evaluation, { check }: SourceOfKind<'check'>, signal: AbortSignal) {
  const { root } = context.repository;
  const folder = request.model.folder === '' ? root : `${root}/${request.model.folder}`;
  return judgeCheck(check, await deps.readiness(check, folder, signal));
}

async function fileGate({ deps, context, request }: Evaluation, { gate, pointer }: SourceOfKind<'file'>, signal: AbortSignal) {
  const path = joinPath(request.model.folder, pointer.file);
  const read = async (commit: string | null): Promise<MetricReading> => {
    if (commit === null) return { failure: message(texts.noCommit) };
    if (path === null) return { failure: message(texts.outside, { path: pointer.file }) };
    return readMetric({ repository: context.repository, dvcCache: deps.dvcCache }, { commit, path, pointer: pointer.pointer }, signal);
  };
  const holder = championOf(request, gate);
  const champion: ChampionReading = holder === null ? null : { version: holder.version, reading: await read(holder.commit) };
  return judgeMetric(gate, await read(request.commit), champion);
}

async function mlflowGate({ deps, request, servers }: Evaluation, source: SourceOfKind<'mlflow'>): Promise<GateOutcome> {
  const { gate, name, metric } = source;
  const { model } = request;
  const server = declaredServer(model, { name, type: 'mlflow' });
  if ('failure' in server) return failedGate(source, server.failure);
  const read = (version: string): Promise<MetricReading> =>
    servers.ask(name, (signal) => deps.versionMetric({ source: server, model, version, metric }, signal));
  const [reading, champion] = await both(read, request, championOf(request, gate));
  return judgeMetric(gate, reading, champion);
}

async function prometheusGate({ deps, request, servers }: Evaluation, source: SourceOfKind<'prometheus'>): Promise<GateOutcome> {
  const { gate, name } = source;
  const server = declaredServer(request.model, { name, type: 'prometheus' });
  const question = gateQuestion(gate);
  if ('failure' in server) return failedGate(source, server.failure);
  if ('failure' in question) return failedGate(source, question.failure);
  const metrics = deps.metricSource(server);
  if ('failure' in metrics) return failedGate(source, metrics.failure);
  const range = gateRange(question.window, deps.now());
  const holder = championOf(request, gate);
  const read = async (version: string): Promise<SeriesReading> => {
    const filled = fillQuery(question.query, { version, model: request.model.name });
    if ('failure' in filled) return filled;
    const { query } = filled;
    // The champion's numbers would be the challenger's own.
    if (holder !== null && !filled.filled.has('version')) return { failure: message(texts.sameQuestion, { placeholder: '{{version}}' }) };
    const answer = await servers.ask(name, (signal) => metrics.range({ ...range, query }, signal));
    return 'failure' in answer ? answer : { answer, range, query };
  };
  const [reading, champion] = await both(read, request, holder);
  return judgeSeries(gate, reading, champion);
}

/** All entries of the title must pass; the first that does not is the outcome. */
async function driftGate({ deps, context, request, servers, files }: Evaluation, source: SourceOfKind<'drift'>): Promise<GateOutcome> {
  const { title } = source;
  const { model } = request;
  const { charts, left } = chartSpecs({ drift: [...model.drift], sources: { ...model.sources } });
  const unaskable = left.find((entry) => entry.title === title);
  if (unaskable !== undefined) return failedGate(source, unaskable.why);
  const outcomes = charts
    .filter((spec) => spec.title === title)
    .map(async (spec): Promise<GateOutcome> => {
      const answer = await askChart(deps, { spec, model, root: context.repository.root }, { servers, files });
      return 'failure' in answer ? failedGate(source, answer.failure) : judgeDrift(title, { spec, answer }, deps.now());
    });
  const settled = await Promise.all(outcomes);
  return settled.find(({ passed }) => !passed) ?? settled[0] ?? noSuchDrift(title);
}

/** Who holds the stage that a gate compares with; null where it compares with none, or nobody does. */
function championOf({ state }: GateRequest, { noWorseThan }: SourceOfKind<'file'>['gate']): StageHolder | null {
  return noWorseThan === undefined ? null : (state.stages.get(noWorseThan.stage) ?? null);
}

/** Reads the same of the version and of its champion, at once. */
async function both<Reading>(
  read: (version: string) => Promise<Reading>,
  { version }: GateRequest,
  holder: StageHolder | null,
): Promise<readonly [Reading, { readonly version: string; readonly reading: Reading } | null]> {
  if (holder === null) return [await read(version), null];
  const [reading, champion] = await Promise.all([read(version), read(holder.version)]);
  return [reading, { version: holder.version, reading: champion }];
}
