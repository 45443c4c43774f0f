import { joinPath } from '../project/paths.ts';
import { sourceOf, type MetricGate } from '../release/gate-outcome.ts';
import type { ReleaseModel } from '../release/release-config.ts';
import type { MetricValue } from './version-snapshot.ts';

/** Which way a metric is better. */
export type BetterWay = 'higher' | 'lower';

/** Which way a metric is better, and how that is known; null where it is not. */
export interface MetricDirection {
  readonly better: BetterWay;
  readonly knownBy: 'gate' | 'name';
}

/** Where a metric stands. */
export type MetricPlace = Pick<MetricValue, 'file' | 'pointer'>;

/** The metrics that a model's gates name: files relative to the repository, or `mlflow:SOURCE`. */
export function gatedMetrics(model: Pick<ReleaseModel, 'gates' | 'folder'>): readonly (MetricPlace & { readonly gate: MetricGate })[] {
  return model.gates.flatMap((gate): readonly (MetricPlace & { readonly gate: MetricGate })[] => {
    const source = sourceOf(gate);
    if (source.kind === 'mlflow') {
      const [file = '', name = ''] = source.gate.from.split(/#(.*)/s);
      return name === '' ? [] : [{ file, pointer: pointerOf([name]), gate: source.gate }];
    }
    if (source.kind !== 'file') return [];
    const file = joinPath(model.folder, source.pointer.file);
    return file === null ? [] : [{ file, pointer: source.pointer.pointer, gate: source.gate }];
  });
}

/** A JSON Pointer from its keys. */
export function pointerOf(keys: readonly string[]): string {
  return keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The keys of a JSON Pointer. */
export function keysOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/**
 * Which way each metric is better: as a gate on it says, else by a well-known name. Gates that contradict each other, and a band with
 * two limits and no `better`, say nothing, and then the name is not asked either.
 */
export function metricDirections(model: Pick<ReleaseModel, 'gates' | 'folder'>): (place: MetricPlace) => MetricDirection | null {
  const ways = new Map<string, ReadonlySet<BetterWay | null>>();
  for (const { file, pointer, gate } of gatedMetrics(model)) {
    const key = `${file}#${pointer}`;
    ways.set(key, new Set([...(ways.get(key) ?? []), wayOfGate(gate)]));
  }
  return ({ file, pointer }) => {
    const said = ways.get(`${file}#${pointer}`);
    if (said === undefined) {
      const better = wayOfName(pointer);
      return better === null ? null : { better, knownBy: 'name' };
    }
    const [better = null] = said;
    return said.size > 1 || better === null ? null : { better, knownBy: 'gate' };
  };
}

function wayOfGate({ better, min, max, noWorseThan }: MetricGate): BetterWay | null {
  if (better !== undefined) return better;
  if (min !== undefined && max !== undefined) return null;
  if (max !== undefined) return 'lower';
  return min !== undefined || noWorseThan !== undefined ? 'higher' : null;
}

const higherWords: ReadonlySet<string> = new Set([
  'accuracy',
  'acc',
  'f1',
  'auc',
  'auroc',
  'auprc',
  'recall',
  'precision',
  'r2',
  'ndcg',
  'sensitivity',
  'specificity',
]);
const lowerWords: ReadonlySet<string> = new Set([
  'loss',
  'rmse',
  'mae',
  'mse',
  'mape',
  'logloss',
  'error',
  'latency',
  'fpr',
  'fnr',
  'perplexity',
]);
/** Names that are well known as a whole only. */
const phrases: Readonly<Record<string, BetterWay>> = {
  'false positive rate': 'lower',
  'false negative rate': 'lower',
  'true positive rate': 'higher',
  'true negative rate': 'higher',
  'average precision': 'higher',
  'error rate': 'lower',
};
/** Words that say of which data, average or percentile a metric is: as a key of their own, they belong to the key before (`/recall/mean`). */
const aspects = /^(?:train|training|val|valid|validation|test|eval|holdout|cv|macro|micro|weighted|mean|avg|average|median|p\d{2}|ms)$/;
/** Words that leave a direction alone beside a word that has one. */
const qualifiers =
  /^(?:oof|binary|min|max|s|sec|seconds|us|roc|pr|score|balanced|top|k|at|\d+|squared|absolute|root|percentage|log|cross|entropy|request|inference|prediction|positive|negative|overall)$/;

/**
 * Which way a metric of this name is better; null for a name with any word that is not known, such as `neg_mean_squared_error` or
 * `recall_threshold`. Where the last key only says which average or percentile it is (`/recall/mean`), the one before it counts.
 */
function wayOfName(pointer: string): BetterWay | null {
  for (const key of keysOf(pointer).toReversed()) {
    const words = key
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word !== '');
    const bare = words.filter((word) => !aspects.test(word) && !qualifiers.test(word));
    const phrase = Object.entries(phrases).find(([known]) => ` ${words.join(' ')} `.includes(` ${known} `));
    if (phrase !== undefined) {
      const rest = bare.filter((word) => !phrase[0].split(' ').includes(word));
      return rest.length === 0 ? phrase[1] : null;
    }
    if (words.length > 0 && words.every((word) => aspects.test(word))) continue;
    const isHigher = bare.some((word) => higherWords.has(word));
    const isLower = bare.some((word) => lowerWords.has(word));
    const areKnown = bare.length > 0 && bare.every((word) => higherWords.has(word) || lowerWords.has(word));
    return !areKnown || isHigher === isLower ? null : isHigher ? 'higher' : 'lower';
  }
  return null;
}
