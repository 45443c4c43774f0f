import { isList } from '../../facts/data-file.ts';
import type { Json } from '../../facts/format.ts';
import { baseName, folderOf, relativePath } from '../../project/paths.ts';
import type { Project } from '../../project/project.ts';
import { yamlScalar } from '../edits/yaml-entry.ts';
import { pipelinesOf } from './dvc-outputs.ts';

/** A gate that would hold for what the project records today. */
export interface ProposedGate {
  readonly metric: string;
  /** As it stands in a manifest, quoted where YAML needs it. */
  readonly from: string;
  readonly file: string;
  readonly limit: 'min' | 'max';
  readonly value: number;
  /** Whether the value is the goal's target, not today's number. */
  readonly isTarget: boolean;
}

interface Metric {
  readonly name: string;
  readonly file: string;
  readonly pointer: string;
  readonly value: number;
}

/** From the most telling on; a goal's own metric goes before them. */
const preferred = [
  /^(?:macro_|weighted_)?f1(?:_score)?$/i,
  /auc|average_precision|avg_prec/i,
  /recall/i,
  /^precision/i,
  /accuracy|^acc$/i,
  /^r2(?:_score)?$/i,
  /rmse/i,
  /^mae$|mean_absolute_error/i,
  /mape/i,
  /mse$/i,
  /loss/i,
];
/** Metrics of which less is better. */
const lowerIsBetter = /loss|error|rmse|mse|\bmae\b|mape|latency|_ms$|seconds|false_(?:positive|negative)|brier|perplexity/i;
/** What a file counts, not how good the model is. */
const noQuality = /count|rows|size|seed|epoch|step|time|duration|n_|support|threshold/i;

/**
 * A gate for the manifest from the project's own metrics: the goal's metric, else the best known one.
 * Its limit is the goal's target where there is one, else today's value, rounded so that it holds today.
 */
export function proposedGate(project: Project, model: string): ProposedGate | undefined {
  const document = project.manifestDocument;
  if (document === null) return undefined;
  const metrics = recordedMetrics(project).filter(({ file, pointer }) => isOf(project, model, { file, pointer }));
  const goal = project.manifest?.goal;
  const wanted = goal?.metric === undefined ? undefined : metrics.find(({ name }) => name.toLowerCase() === goal.metric?.toLowerCase());
  const chosen = wanted ?? preferred.flatMap((pattern) => metrics.find(({ name }) => pattern.test(name)) ?? [])[0];
  if (chosen === undefined) return undefined;
  const target = wanted === undefined ? undefined : targetOf(goal?.target);
  const limit = target?.limit ?? (lowerIsBetter.test(chosen.name) ? 'max' : 'min');
  return {
    metric: yamlScalar(chosen.name),
    from: yamlScalar(`${relativePath(folderOf(document.path), chosen.file)}#${chosen.pointer}`),
    file: chosen.file,
    limit,
    value: target?.value ?? rounded(chosen.value, limit),
    isTarget: target !== undefined,
  };
}

/** In a project of several models a metric is a model's own only if its path says so; what another model's gates read is that one's. */
function isOf(project: Project, model: string, { file, pointer }: Pick<Metric, 'file' | 'pointer'>): boolean {
  const models = project.manifest?.models ?? [];
  const named = (name: string): boolean => `${file}${pointer}`.toLowerCase().includes(name.toLowerCase());
  if (named(model) || models.length < 2) return true;
  const isRead = models.some(({ gates = [] }) =>
    gates.some((gate) => 'from' in gate && baseName(gate.from.replace(/#.*$/, '')) === baseName(file)),
  );
  const isOnlyOne = models.every(({ name, gates = [] }) => name === model || gates.length > 0);
  return isOnlyOne && !isRead && !models.some(({ name }) => named(name));
}

/** The numbers of the metrics files that dvc.yaml names, else of files called metrics or eval. */
function recordedMetrics(project: Project): readonly Metric[] {
  const pipelines = pipelinesOf(project);
  const declared = pipelines.flatMap(({ document: { facts } }) => [
    ...facts.stages.flatMap((stage) => stage.outs.filter((out) => out.kind === 'metric')),
    ...facts.metrics,
  ]);
  const named = declared.flatMap(({ resolved }) => resolved ?? []);
  const files =
    named.length > 0
      ? named
      : [...project.tree.keys()].filter((path) => /(?:^|\/)(?:metrics?|eval(?:uation)?|scores?)(?:\/[^/]+)?\.json$/i.test(path));
  const metrics = [...new Set(files)].flatMap((file) => numbersIn(project.data(file), file, []));
  // What was measured on the training data comes last: a gate on it would praise overfitting.
  const isTraining = ({ file, pointer }: Metric): number => Number(/(?:^|[/_.-])train/i.test(`${file}${pointer}`));
  return [...metrics].sort((left, right) => isTraining(left) - isTraining(right));
}

function numbersIn(data: Json | undefined, file: string, path: readonly string[]): readonly Metric[] {
  if (typeof data === 'number') {
    const name = path.at(-1) ?? '';
    return Number.isFinite(data) && !noQuality.test(name) ? [{ name, file, pointer: `/${path.map(escaped).join('/')}`, value: data }] : [];
  }
  if (data === undefined || data === null || typeof data !== 'object' || isList(data) || path.length > 4) return [];
  return Object.entries(data).flatMap(([key, value]) => numbersIn(value, file, [...path, key]));
}

function escaped(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}

function targetOf(target: string | undefined): { readonly limit: 'min' | 'max'; readonly value: number } | undefined {
  const found = /^\s*(>=|<=|>|<)\s*(\d+(?:\.\d+)?)\s*$/.exec(target ?? '');
  return found === null ? undefined : { limit: found[1]?.startsWith('>') === true ? 'min' : 'max', value: Number(found[2]) };
}

/** Two digits after the point for shares, two significant ones otherwise; towards the side that holds today. */
function rounded(value: number, limit: 'min' | 'max'): number {
  const digits = Math.abs(value) <= 1 ? 2 : Math.max(0, 1 - Math.floor(Math.log10(Math.abs(value))));
  const scale = 10 ** digits;
  const scaled = limit === 'min' ? Math.floor(value * scale) : Math.ceil(value * scale);
  return Number((scaled / scale).toFixed(digits));
}
