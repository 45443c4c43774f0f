import { documentPointer, type DocumentPointer } from '../config/pointer.ts';
import type { ManifestGate } from '../config/manifest-schema.ts';
import { joinMessages } from '../l10n/join-messages.ts';
import { format, message, type Message } from '../l10n/message.ts';
import type { ReleaseModel } from './release-config.ts';

/** A gate on a number. */
export type MetricGate = Extract<ManifestGate, { metric: string }>;

/** How a gate came out. */
export interface GateOutcome {
  /** The metric's name, the check's id or the drift entry's title. */
  readonly metric: string;
  /** What was found; null where nothing was. */
  readonly value: number | string | null;
  /** What it was held against: the limit that decided. */
  readonly limit: number | string | null;
  readonly passed: boolean;
  readonly why: Message;
}

/** A gate's outcome as JSON gives it. Numbers that JSON cannot hold are `"NaN"`, `"Infinity"` and `"-Infinity"`. */
export interface ReportedGate {
  readonly metric: string;
  readonly value: number | string | null;
  readonly limit: number | string | null;
  readonly passed: boolean;
  /** English. */
  readonly why: string;
}

/** What was read for a metric: a number, or why there is none. */
export type MetricReading = { readonly value: number } | { readonly failure: Message };

/** What a gate is compared with besides its limits: the version that is in a stage now. */
export type ChampionReading =
  | { readonly version: string; readonly reading: MetricReading }
  /** Nobody holds the stage, so there is nothing to be worse than. */
  | null;

/** Where a gate's answer is found. */
export type GateSource =
  | { readonly kind: 'file'; readonly gate: MetricGate; readonly pointer: DocumentPointer }
  /** `name` is the key under `sources`. */
  | { readonly kind: 'prometheus'; readonly gate: MetricGate; readonly name: string }
  | { readonly kind: 'mlflow'; readonly gate: MetricGate; readonly name: string; readonly metric: string }
  | { readonly kind: 'unclear'; readonly gate: MetricGate }
  | { readonly kind: 'check'; readonly check: string }
  | { readonly kind: 'drift'; readonly title: string };

const texts = {
  atLeast: { en: '{value} is at least {limit}.', pl: '{value} to co najmniej {limit}.' },
  atMost: { en: '{value} is at most {limit}.', pl: '{value} to co najwyżej {limit}.' },
  within: { en: '{value} is within {min} and {max}.', pl: '{value} mieści się między {min} a {max}.' },
  below: { en: '{value} is below {limit}.', pl: '{value} to mniej niż {limit}.' },
  above: { en: '{value} is above {limit}.', pl: '{value} to więcej niż {limit}.' },
  noWorse: {
    en: '{value} is no worse than {champion} of {version} by more than {by}.',
    pl: '{value} nie jest gorsze od {champion} wersji {version} o więcej niż {by}.',
  },
  worse: {
    en: '{value} is worse than {champion} of {version} by more than {by}.',
    pl: '{value} jest gorsze od {champion} wersji {version} o więcej niż {by}.',
  },
  noChampion: { en: '{value}: no version is in {stage} to compare with.', pl: '{value}: w etapie {stage} nie ma wersji do porównania.' },
  championUnknown: {
    en: '{version} in {stage} cannot be compared.',
    pl: 'Nie można porównać z wersją {version} w etapie {stage}.',
  },
  notANumber: { en: 'The value is not a finite number.', pl: 'Wartość nie jest skończoną liczbą.' },
  noLimit: { en: 'The gate has no limit.', pl: 'Bramka nie ma progu.' },
  check: { en: 'The check {check} is {status}.', pl: 'Kryterium {check} ma stan: {status}.' },
  unclear: { en: 'The gate does not say where its value is: {from}', pl: 'Bramka nie mówi, skąd wziąć wartość: {from}' },
} as const;

/** The gates that guard a stage. */
export function gatesOf(model: ReleaseModel, stage: string): readonly ManifestGate[] {
  return model.gates.filter((gate) => gate.stages === undefined || gate.stages.includes(stage));
}

/** Where a gate's answer is found. */
export function sourceOf(gate: ManifestGate): GateSource {
  if ('check' in gate) return { kind: 'check', check: gate.check };
  if ('drift' in gate) return { kind: 'drift', title: gate.drift };
  const [, server, name = ''] = /^(prometheus|mlflow):\s*([^#]*)/.exec(gate.from) ?? [];
  if (server === 'prometheus') return { kind: 'prometheus', gate, name: name.trim() };
  if (server === 'mlflow') {
    // A metric's name may hold a # too, so the first one parts.
    const metric = gate.from.includes('#') ? gate.from.slice(gate.from.indexOf('#') + 1).trim() : '';
    return metric === '' ? { kind: 'unclear', gate } : { kind: 'mlflow', gate, name: name.trim(), metric };
  }
  const pointer = documentPointer(gate.from);
  return pointer === undefined ? { kind: 'unclear', gate } : { kind: 'file', gate, pointer };
}

/** The outcome of a gate that could not be asked: failed, with the reason. */
export function failedGate(source: GateSource, why: Message): GateOutcome {
  if (source.kind === 'check') return { metric: source.check, value: null, limit: 'met', passed: false, why };
  if (source.kind === 'drift') return { metric: source.title, value: null, limit: null, passed: false, why };
  return { metric: source.gate.metric, value: null, limit: firstLimit(source.gate), passed: false, why };
}

/** Why a gate that names no source that anything here can ask fails. */
export function unaskedReason(source: Extract<GateSource, { kind: 'unclear' }>): Message {
  return message(texts.unclear, { from: source.gate.from });
}

/** A gate on a readiness check passes on `met` only. */
export function judgeCheck(check: string, status: string): GateOutcome {
  return { metric: check, value: status, limit: 'met', passed: status === 'met', why: message(texts.check, { check, status }) };
}

/**
 * A gate on a number: both limits count as passed when they are met exactly. `noWorseThan.by` is an absolute difference; rounding of
 * the twelfth digit is forgiven, because 0.9 − 0.85 is a little more than 0.05 in binary. NaN and infinities fail.
 */
export function judgeMetric(gate: MetricGate, reading: MetricReading, champion: ChampionReading): GateOutcome {
  const { metric, min, max, noWorseThan } = gate;
  const first = firstLimit(gate);
  if ('failure' in reading) return { metric, value: null, limit: first, passed: false, why: reading.failure };
  const { value } = reading;
  const outcome = (passed: boolean, limit: number | null, why: Message): GateOutcome => ({ metric, value, limit, passed, why });
  if (!Number.isFinite(value)) return outcome(false, first, message(texts.notANumber));
  if (min !== undefined && value < min) return outcome(false, min, message(texts.below, { value, limit: min }));
  if (max !== undefined && value > max) return outcome(false, max, message(texts.above, { value, limit: max }));
  const within = withinLimits(value, min, max);
  if (noWorseThan === undefined) return outcome(within !== null, first, within ?? message(texts.noLimit));
  const { stage, by = 0 } = noWorseThan;
  if (champion === null) return outcome(true, first, within ?? message(texts.noChampion, { value, stage }));
  const { version } = champion;
  if ('failure' in champion.reading || !Number.isFinite(champion.reading.value)) {
    const why = 'failure' in champion.reading ? champion.reading.failure : message(texts.notANumber);
    return outcome(false, first, championUnknown({ version, stage }, why));
  }
  const best = champion.reading.value;
  const { passed, limit } = compare(gate, value, best);
  const args = { value, champion: best, version, by };
  if (!passed) return outcome(false, limit, message(texts.worse, args));
  return outcome(true, first ?? limit, within ?? message(texts.noWorse, args));
}

/** The limit that is named where none decided. */
export function firstLimit({ min, max }: MetricGate): number | null {
  return min ?? max ?? null;
}

/** Whether more is better: where the gate does not say, only a greatest value speaks against it. */
export function isHigherBetter({ better, max }: MetricGate): boolean {
  return (better ?? (max === undefined ? 'higher' : 'lower')) === 'higher';
}

/** A challenger's value beside its champion's, with the limit that follows for the challenger. */
export function compare(gate: MetricGate, value: number, champion: number): { readonly passed: boolean; readonly limit: number } {
  const by = gate.noWorseThan?.by ?? 0;
  const worseBy = isHigherBetter(gate) ? champion - value : value - champion;
  return { passed: worseBy <= by + 1e-12 * Math.max(1, Math.abs(champion)), limit: isHigherBetter(gate) ? champion - by : champion + by };
}

/** That there is nothing to compare with, and why. */
export function championUnknown(champion: { readonly version: string; readonly stage: string }, why: Message): Message {
  return joinMessages(message(texts.championUnknown, champion), why);
}

function withinLimits(value: number, min: number | undefined, max: number | undefined): Message | null {
  if (min !== undefined && max !== undefined) return message(texts.within, { value, min, max });
  if (min !== undefined) return message(texts.atLeast, { value, limit: min });
  return max === undefined ? null : message(texts.atMost, { value, limit: max });
}

/** An outcome for JSON. */
export function reportGate(outcome: GateOutcome): ReportedGate {
  const { metric, value, limit, passed, why } = outcome;
  return { metric, value: jsonValue(value), limit: jsonValue(limit), passed, why: format(why, 'en') };
}

function jsonValue(value: number | string | null): number | string | null {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
