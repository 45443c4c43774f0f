/** Charts of an MLflow server: the quality of what is in each stage, or what runs logged. */
import type { ChartAnswer, ChartLine, ChartSpec } from '../../core/charts/chart.ts';
import { stageLine, type VersionHistory } from '../../core/charts/stage-lines.ts';
import { stageTerms, type StageTerm } from '../../core/charts/stage-terms.ts';
import { metricDirections, pointerOf } from '../../core/compare/metric-direction.ts';
import { type Message, type Text, message } from '../../core/l10n/message.ts';
import type { TimeRange } from '../../core/model/series.ts';
import type { ChartQuestion, ChartSource } from '../../ports/chart-source.ts';
import { ProviderError } from '../../ports/version-registry.ts';
import { inParallel } from './in-parallel.ts';
import type { ModelVersion, Run } from './mlflow-answers.ts';
import type { MlflowClient } from './mlflow-client.ts';
import { mlflowError } from './mlflow-failures.ts';
import { runHistory, versionHistory } from './metric-values.ts';
import { readModel } from './model-state.ts';

/** A model of the manifest whose versions a server holds. */
export interface ChartedModel {
  /** As the manifest's charts name it. */
  readonly name: string;
  /** As the server does. */
  readonly registered: string;
  /** The manifest's aliases by stage. */
  readonly aliases: Readonly<Record<string, string>>;
}

/** What answers charts of an MLflow source. */
export interface MlflowChartsDependencies {
  readonly client: MlflowClient;
  /** The manifest's models of this source. */
  readonly models: readonly ChartedModel[];
}

const texts = {
  noMetric: { en: 'The entry names no metric.', pl: 'Wpis nie podaje metryki.' },
  nameMetric: {
    en: 'Add metric with the name under which runs log it.',
    pl: 'Dodaj metric z nazwą, pod którą zapisują ją przebiegi.',
  },
  noModel: {
    en: 'The model {model} is not among the models that the manifest keeps on this server.',
    pl: 'Modelu {model} nie ma wśród modeli, które manifest trzyma na tym serwerze.',
  },
  nameModel: {
    en: 'Declare it under models with registry: mlflow, or name one of: {models}.',
    pl: 'Zadeklaruj go w models z registry: mlflow albo podaj jeden z: {models}.',
  },
  inStages: {
    en: 'Metric {metric} of the version in each stage, as its run logged it',
    pl: 'Metryka {metric} wersji w każdym etapie, tak jak zapisał ją przebieg',
  },
  ofVersions: {
    en: 'Metric {metric} of each version, at the time it was registered',
    pl: 'Metryka {metric} każdej wersji w chwili jej rejestracji',
  },
  ofRuns: { en: 'Metric {metric} as runs logged it', pl: 'Metryka {metric} zapisana przez przebiegi' },
  noStages: {
    en: 'No version of {model} is in a stage or has an alias, so all versions are shown.',
    pl: 'Żadna wersja modelu {model} nie jest w etapie ani nie ma aliasu, więc pokazano wszystkie wersje.',
  },
  moreVersions: {
    en: 'Only the newest {shown} of {all} versions are shown.',
    pl: 'Pokazano tylko najnowsze wersje: {shown} z {all}.',
  },
  version: { en: 'Version {version}.', pl: 'Wersja {version}.' },
  noRuns: { en: 'No run on this server has logged {metric}.', pl: 'Żaden przebieg na tym serwerze nie zapisał metryki {metric}.' },
  moreRuns: {
    en: 'Only the newest {shown} runs that logged {metric} are shown.',
    pl: 'Pokazano tylko najnowsze przebiegi z metryką {metric}: {shown}.',
  },
  allRuns: {
    en: 'The manifest keeps no model on this server: these are runs of all its experiments. Name a model for those of one.',
    pl: 'Manifest nie trzyma na tym serwerze żadnego modelu: to przebiegi ze wszystkich jego eksperymentów. Podaj model, aby zobaczyć jego przebiegi.',
  },
} as const satisfies Readonly<Record<string, Text>>;

const mostRequests = 4;
/** Lines that people can tell apart. */
const mostRuns = 20;
/** Versions that are asked for in one chart. */
const mostVersions = 100;
/** Versions whose runs say which experiments are a model's. */
const versionsForExperiments = 10;

/**
 * An entry with `model` has one line a stage (an alias is a stage): the metric of each version while it was there, beginning with the value
 * that it came with, and going on with what its run logs later. A model without stages has one line, of all versions at their registration.
 * An entry without `model` has a line for each of the newest runs that logged the metric, in the experiments that the project's models came
 * from, or in all where the project has no model here. Thresholds: none; worse is the side that the metric's well-known name says.
 */
export function mlflowCharts({ client, models }: MlflowChartsDependencies): ChartSource {
  return {
    async answer({ chart, range }: ChartQuestion, signal) {
      const { metric } = chart;
      if (metric === null || metric === '') throw unsupported(texts.noMetric, texts.nameMetric, {});
      const asked: Asked = { client, metric, range, signal };
      if (chart.model === null) return answerOf(metric, await runLines(asked, models));
      return answerOf(metric, await modelLines(asked, modelNamed(models, chart.model)));
    },
  };
}

interface Asked {
  readonly client: MlflowClient;
  readonly metric: string;
  readonly range: TimeRange;
  readonly signal: AbortSignal;
}

type Found = Pick<ChartAnswer, 'lines' | 'method' | 'warnings'>;

function answerOf(metric: string, found: Found): ChartAnswer {
  const better = metricDirections({ gates: [], folder: '' })({ file: '', pointer: pointerOf([metric]) })?.better;
  return { ...found, defaults: { alert: null, direction: better === 'higher' ? 'below' : 'above', inclusive: true }, pace: null };
}

function modelNamed(models: readonly ChartedModel[], name: NonNullable<ChartSpec['model']>): ChartedModel {
  const found = models.find((model) => model.name === name);
  if (found !== undefined) return found;
  throw unsupported(texts.noModel, texts.nameModel, { model: name, models: models.map((model) => model.name).join(', ') || '–' });
}

async function modelLines(asked: Asked, { registered, aliases }: ChartedModel): Promise<Found> {
  const { client, metric, range, signal } = asked;
  const model = await client.model(registered, signal);
  if (model?.name !== registered) throw mlflowError('missing', { server: client.url, what: registered });
  const versions = await client.versions(registered, signal);
  const { state, notes } = readModel({ model, versions, aliases, commits: new Map() });
  const terms = stageTerms(state);
  if (terms.size === 0) return versionLine(asked, registered, versions);
  const wanted = versionsWithin([...terms.values()].flat(), range);
  const shown = versions.filter(({ version }) => wanted.includes(version)).slice(0, mostVersions);
  const histories = await historiesOf(asked, shown);
  return {
    lines: [...terms].map(([stage, own]) => stageLine(stage, own, histories, range)).filter(({ points }) => points.length > 0),
    method: message(texts.inStages, { metric }),
    warnings: [...notes, ...problemsOf(histories), ...cutVersions(shown.length, wanted.length)],
  };
}

/** The versions that were in some stage in the range, by the newest term first. */
function versionsWithin(terms: readonly StageTerm[], { start, end }: TimeRange): readonly string[] {
  const within = terms.filter(({ from, until }) => from <= end && (until === null || until >= start));
  return [...new Set(within.toSorted((one, other) => other.from - one.from).map(({ version }) => version))];
}

async function historiesOf(
  { client, metric, signal }: Asked,
  versions: readonly ModelVersion[],
): Promise<ReadonlyMap<string, VersionHistory>> {
  const read = async (version: ModelVersion): Promise<readonly [string, VersionHistory]> => [
    version.version,
    await versionHistory(client, version, metric, signal),
  ];
  return new Map(await inParallel(versions, mostRequests, read));
}

/** What runs could not tell, once each. */
function problemsOf(histories: ReadonlyMap<string, VersionHistory>): readonly Message[] {
  const problems = [...histories.values()].flatMap(({ runId, problem }) => (problem === null ? [] : [[runId, problem] as const]));
  return [...new Map(problems).values()];
}

function cutVersions(shown: number, all: number): readonly Message[] {
  return shown < all ? [message(texts.moreVersions, { shown, all })] : [];
}

async function versionLine(asked: Asked, registered: string, versions: readonly ModelVersion[]): Promise<Found> {
  const { metric, range } = asked;
  const within = versions
    .flatMap((version) => {
      const time = version.creation_timestamp;
      return time === undefined || time < range.start || time > range.end ? [] : [{ version, time }];
    })
    .toSorted((one, other) => other.time - one.time);
  const shown = within.slice(0, mostVersions);
  const histories = await historiesOf(
    asked,
    shown.map(({ version }) => version),
  );
  const points = shown.toReversed().map(({ version: { version }, time }) => {
    const { values = [], runId = '' } = histories.get(version) ?? {};
    const last = values.toSorted((one, other) => one.time - other.time || one.step - other.step).at(-1);
    return { time, value: last?.value ?? null, ...(runId === '' ? {} : { from: runId }), note: message(texts.version, { version }) };
  });
  return {
    lines: points.length === 0 ? [] : [{ name: '', version: null, points }],
    method: message(texts.ofVersions, { metric }),
    warnings: [message(texts.noStages, { model: registered }), ...problemsOf(histories), ...cutVersions(shown.length, within.length)],
  };
}

async function runLines(asked: Asked, models: readonly ChartedModel[]): Promise<Found> {
  const { client, metric, range, signal } = asked;
  const { experiments, versionOfRun } = await experimentsOf(asked, models);
  const found = await client.runsWith({ metric, experiments, most: mostRuns + 1 }, signal);
  const runs = found.slice(0, mostRuns);
  const histories = await inParallel(runs, mostRequests, ({ info }) => runHistory(client, info.run_id, metric, signal));
  const names = runNames(runs);
  const lines = runs.map((run, index): ChartLine => {
    const { run_id: runId } = run.info;
    const values = (histories[index]?.values ?? []).filter(({ time }) => time >= range.start && time <= range.end);
    const points = values.toSorted((one, other) => one.time - other.time || one.step - other.step);
    return {
      name: names[index] ?? runId,
      version: versionOfRun.get(runId) ?? null,
      points: points.map(({ time, value }) => ({ time, value, from: runId })),
    };
  });
  return {
    lines: lines.filter(({ points }) => points.length > 0),
    method: message(texts.ofRuns, { metric }),
    warnings: [
      ...(runs.length === 0 ? [message(texts.noRuns, { metric })] : []),
      ...(runs.length < found.length ? [message(texts.moreRuns, { shown: runs.length, metric })] : []),
      ...(experiments === null && runs.length > 0 ? [message(texts.allRuns)] : []),
      ...histories.flatMap(({ problem }) => problem ?? []),
    ],
  };
}

/** The experiments that the newest versions came from, null where the project has no version here, and the versions by run. */
async function experimentsOf(
  { client, signal }: Asked,
  models: readonly ChartedModel[],
): Promise<{ readonly experiments: readonly string[] | null; readonly versionOfRun: ReadonlyMap<string, string> }> {
  const experiments = new Set<string>();
  const versionOfRun = new Map<string, string>();
  for (const { registered } of models) {
    const versions = (await client.versions(registered, signal)).toSorted((one, other) => Number(other.version) - Number(one.version));
    for (const { version, run_id: runId = '' } of versions) if (runId !== '') versionOfRun.set(runId, version);
    const ids = versions.slice(0, versionsForExperiments).flatMap(({ run_id: runId = '' }) => (runId === '' ? [] : [runId]));
    const runs = await inParallel([...new Set(ids)], mostRequests, (id) => client.run(id, signal));
    for (const run of runs) if (run?.info.experiment_id !== undefined) experiments.add(run.info.experiment_id);
  }
  return { experiments: experiments.size === 0 ? null : [...experiments], versionOfRun };
}

/** MLflow's names of runs need not differ: where they do not, the id tells them apart. */
function runNames(runs: readonly Run[]): readonly string[] {
  const names = runs.map(({ info }) => info.run_name ?? '');
  return runs.map(({ info: { run_id: id } }, index) => {
    const name = names[index] ?? '';
    if (name === '') return id;
    return names.filter((other) => other === name).length > 1 ? `${name} (${id.slice(0, 8)})` : name;
  });
}

function unsupported(text: Text, hint: Text, args: Readonly<Record<string, string>>): ProviderError {
  return new ProviderError('unsupported', { text: message(text, args), hint: message(hint, args) });
}
