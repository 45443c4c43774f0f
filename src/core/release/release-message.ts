/**
 * The message of a tag, a version tag or a commit that releases: a sentence for people, then trailers in the manner of git-interpret-trailers(1), from which
 * the trail of who did what and why is read back.
 */
import * as z from 'zod';
import type { ReportedGate } from './gate-outcome.ts';
import type { ReleaseEvent } from './model-state.ts';
import type { ReleaseVerb, Traffic } from './release-steps.ts';
import { isoTime } from './iso-time.ts';

/** The alert that a release answers. */
export interface ReleaseAlert {
  readonly name: string;
  /** When it began, in milliseconds since 1970-01-01T00:00Z; whole seconds are kept. */
  readonly since: number;
}

/** What one of our tags, version tags or commits records. */
export interface ReleaseRecord {
  readonly action: ReleaseVerb;
  readonly model: string;
  /** Null for a registration. */
  readonly stage: string | null;
  /** The version that held the stage before; null where it was empty. */
  readonly from: string | null;
  /** Null where the stage was left empty. */
  readonly to: string | null;
  readonly traffic: Traffic | null;
  readonly reason: string;
  /** Who says that they did it, `Name <e-mail>`; only a signature could prove it. */
  readonly actor: string;
  /** True where failing gates were overridden. */
  readonly overridden: boolean;
  readonly gates: readonly ReportedGate[];
  /** Null or left out where no alert is named, as in all records of before alerts were kept. */
  readonly alert?: ReleaseAlert | null;
}

const key = {
  action: 'Airworthy-Action',
  model: 'Airworthy-Model',
  stage: 'Airworthy-Stage',
  from: 'Airworthy-From',
  to: 'Airworthy-To',
  traffic: 'Airworthy-Traffic',
  reason: 'Airworthy-Reason',
  actor: 'Airworthy-Actor',
  override: 'Airworthy-Override',
  gates: 'Airworthy-Gates',
  alert: 'Airworthy-Alert',
} as const;

/** What happened, in one line. Records are English, as JSON is. */
const sentences: Readonly<Record<ReleaseVerb, string>> = {
  promote: 'Promote {model} {to} to {stage}',
  deploy: 'Deploy {model} {to} to {stage}',
  rollback: 'Roll back {model} in {stage} to {to}',
  shadow: 'Start shadow of {model} {to} in {stage}',
  canary: 'Shift traffic of {model} {to} in {stage} to {traffic} %',
  unassign: 'Take {model} {from} out of {stage}',
  register: 'Register {model} {to}',
};

/**
 * Writes a record. Whatever a person typed stands as a JSON string on one line, so that no reason can begin a line of its own and pass
 * for a trailer.
 */
export function formatReleaseMessage(record: ReleaseRecord): string {
  const { action, stage, from, to, traffic } = record;
  const words: Readonly<Record<string, string | null>> = {
    model: record.model,
    stage,
    from,
    to,
    traffic: traffic === null ? null : String(traffic.after),
  };
  const sentence = sentences[action].replace(/\{(\w+)\}/g, (_, name: string) => oneLine(words[name] ?? '–'));
  const optional = (name: string, value: string | null): readonly (readonly [string, string])[] =>
    value === null ? [] : [[name, oneLine(value)]];
  const trailers: readonly (readonly [string, string])[] = [
    [key.action, action],
    [key.model, oneLine(record.model)],
    ...optional(key.stage, stage),
    ...optional(key.from, from),
    ...optional(key.to, to),
    ...optional(
      key.traffic,
      traffic === null ? null : `${traffic.before === null ? '-' : String(traffic.before)} ${String(traffic.after)}`,
    ),
    [key.reason, jsonLine(record.reason)],
    [key.actor, jsonLine(record.actor)],
    ...(record.overridden ? [[key.override, 'true'] as const] : []),
    [key.gates, jsonLine(record.gates)],
    ...(record.alert ? [[key.alert, `${jsonLine(record.alert.name)} ${isoTime(record.alert.since)}`] as const] : []),
  ];
  return `${sentence}\n\n${trailers.map(([name, value]) => `${name}: ${value}`).join('\n')}\n`;
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** JSON without any character that some reader takes for a line end; JSON.stringify leaves U+0085, U+2028 and U+2029 as they are. */
function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\x7f-\x9f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const verbSchema = z.enum(['promote', 'deploy', 'rollback', 'shadow', 'canary', 'unassign', 'register'] satisfies ReleaseVerb[]);

const gateSchema = z.object({
  metric: z.string(),
  value: z.union([z.number(), z.string(), z.null()]),
  limit: z.union([z.number(), z.string(), z.null()]),
  passed: z.boolean(),
  why: z.string(),
});

/**
 * Reads a record back; null for a message that is none of ours. Only the last paragraph counts, and of two trailers of the same name
 * the first. Trailers of others, such as those that a commit-msg hook appends, may stand beside ours or in paragraphs of their own behind
 * them. A part that cannot be read is empty.
 */
export function parseReleaseMessage(text: string): ReleaseRecord | null {
  const paragraphs = text
    .trimEnd()
    .split(/\n{2,}/)
    .map(trailersOf);
  const at = paragraphs.findLastIndex((one) => one === null || one.has(key.action));
  const trailers = paragraphs[at] ?? null;
  if (trailers === null) return null;
  const action = verbSchema.safeParse(trailers.get(key.action)).data;
  const [stage = null, from = null, to = null] = [trailers.get(key.stage), trailers.get(key.from), trailers.get(key.to)];
  const alert = parseAlert(trailers.get(key.alert));
  // A record that does not say where, or of which version, is none.
  if (action === undefined || (stage === null) !== (action === 'register') || (action === 'unassign' ? from : to) === null) return null;
  return {
    action,
    model: trailers.get(key.model) ?? '',
    stage,
    from,
    to,
    traffic: parseTraffic(trailers.get(key.traffic)),
    reason: z
      .string()
      .catch('')
      .parse(parseJson(trailers.get(key.reason))),
    actor: z
      .string()
      .catch('')
      .parse(parseJson(trailers.get(key.actor))),
    overridden: trailers.get(key.override) === 'true',
    gates: z
      .array(gateSchema)
      .catch([])
      .parse(parseJson(trailers.get(key.gates))),
    ...(alert === null ? {} : { alert }),
  };
}

/** A paragraph's trailers; null where a line is none. */
function trailersOf(paragraph: string): ReadonlyMap<string, string> | null {
  const trailers = new Map<string, string>();
  for (const line of paragraph.split('\n')) {
    const match = /^([A-Za-z0-9-]+): ?(.*)$/.exec(line);
    if (match === null) return null;
    const [, name = '', value = ''] = match;
    if (!trailers.has(name)) trailers.set(name, value);
  }
  return trailers;
}

/** A name as a JSON string, a space, and a time as `isoTime` writes it. */
function parseAlert(text: string | undefined): ReleaseAlert | null {
  const match = /^(".*") (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/.exec(text ?? '');
  const name = z.string().safeParse(parseJson(match?.[1])).data;
  const since = Date.parse(match?.[2] ?? '');
  return name === undefined || Number.isNaN(since) ? null : { name, since };
}

function parseTraffic(text: string | undefined): Traffic | null {
  const match = /^(-|\d+(?:\.\d+)?) (\d+(?:\.\d+)?)$/.exec(text ?? '');
  return match === null ? null : { before: match[1] === '-' ? null : Number(match[1]), after: Number(match[2]) };
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/**
 * The record of an event, if it is one of ours and says what the event itself says: a tag whose trailers name another stage or
 * version is taken for what its name and commit say, as GTO does.
 */
export function recordOf(event: ReleaseEvent): ReleaseRecord | null {
  const { action, stage, version } = event;
  if (action !== 'assign' && action !== 'unassign' && action !== 'register') return null;
  const record = parseReleaseMessage(event.message);
  if (record === null || record.stage !== stage) return null;
  const isSame =
    action === 'unassign'
      ? record.action === 'unassign' && record.from === version
      : record.to === version && (record.action === 'register') === (action === 'register') && record.action !== 'unassign';
  return isSame ? record : null;
}
