/**
 * The message of a tag that moves a stage: a sentence for people, then trailers in the manner of git-interpret-trailers(1), from which
 * the trail of who did what and why is read back.
 */
import * as z from 'zod';
import type { ReportedGate } from './gate-outcome.ts';
import type { ReleaseEvent } from './registry-events.ts';

/** What one of our tags records. */
export interface ReleaseRecord {
  readonly action: 'promote' | 'rollback';
  readonly model: string;
  readonly stage: string;
  /** The version that held the stage before; null where it was empty. */
  readonly from: string | null;
  readonly to: string;
  readonly reason: string;
  /** Who says that they did it, `Name <e-mail>`; only a signature could prove it. */
  readonly actor: string;
  /** True where failing gates were overridden. */
  readonly overridden: boolean;
  readonly gates: readonly ReportedGate[];
}

const key = {
  action: 'Airworthy-Action',
  model: 'Airworthy-Model',
  stage: 'Airworthy-Stage',
  from: 'Airworthy-From',
  to: 'Airworthy-To',
  reason: 'Airworthy-Reason',
  actor: 'Airworthy-Actor',
  override: 'Airworthy-Override',
  gates: 'Airworthy-Gates',
} as const;

/**
 * Writes a record. Whatever a person typed stands as a JSON string on one line, so that no reason can begin a line of its own and pass
 * for a trailer.
 */
export function formatReleaseMessage(record: ReleaseRecord): string {
  const sentence =
    record.action === 'promote'
      ? `Promote ${oneLine(record.model)} ${oneLine(record.to)} to ${oneLine(record.stage)}`
      : `Roll back ${oneLine(record.model)} in ${oneLine(record.stage)} to ${oneLine(record.to)}`;
  const trailers: readonly (readonly [string, string])[] = [
    [key.action, record.action],
    [key.model, oneLine(record.model)],
    [key.stage, oneLine(record.stage)],
    ...(record.from === null ? [] : [[key.from, oneLine(record.from)] as const]),
    [key.to, oneLine(record.to)],
    [key.reason, jsonLine(record.reason)],
    [key.actor, jsonLine(record.actor)],
    ...(record.overridden ? [[key.override, 'true'] as const] : []),
    [key.gates, jsonLine(record.gates)],
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

const gateSchema = z.object({
  metric: z.string(),
  value: z.union([z.number(), z.string(), z.null()]),
  limit: z.union([z.number(), z.string(), z.null()]),
  passed: z.boolean(),
  why: z.string(),
});

/**
 * Reads a record back; null for a message that is none of ours. Only the last paragraph counts, and of two trailers of the same name
 * the first. A part that cannot be read is empty.
 */
export function parseReleaseMessage(text: string): ReleaseRecord | null {
  const paragraph =
    text
      .trimEnd()
      .split(/\n{2,}/)
      .at(-1) ?? '';
  const trailers = new Map<string, string>();
  for (const line of paragraph.split('\n')) {
    const match = /^(Airworthy-[A-Za-z]+): ?(.*)$/.exec(line);
    if (match === null) return null;
    const [, name = '', value = ''] = match;
    if (!trailers.has(name)) trailers.set(name, value);
  }
  const [action, stage, to] = [trailers.get(key.action), trailers.get(key.stage), trailers.get(key.to)];
  if ((action !== 'promote' && action !== 'rollback') || stage === undefined || to === undefined) return null;
  return {
    action,
    model: trailers.get(key.model) ?? '',
    stage,
    from: trailers.get(key.from) ?? null,
    to,
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
  };
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/**
 * The record of an assignment, if it is one of ours and says what the tag itself says: a tag whose trailers name another stage or
 * version is taken for what its name and commit say, as GTO does.
 */
export function recordOf(event: ReleaseEvent): ReleaseRecord | null {
  if (event.action !== 'assign') return null;
  const record = parseReleaseMessage(event.message);
  return record !== null && record.stage === event.stage && record.to === event.version ? record : null;
}
