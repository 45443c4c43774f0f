/** What `/api/v1/alerts` and `/api/v1/rules` of Prometheus answer (`docs/querying/api.md`). */
import * as z from 'zod';
import type { LiveAlert } from '../../core/charts/live-alert.ts';
import { numberOf, type Envelope } from './prometheus-answer.ts';

const labelsSchema = z.record(z.string(), z.string());

const alertSchema = z.object({
  labels: labelsSchema,
  annotations: labelsSchema.nullish(),
  state: z.string(),
  activeAt: z.string().nullish(),
  value: z.string().nullish(),
});

const alertsSchema = z.object({ alerts: z.array(alertSchema).nullable() });

const ruleSchema = z.object({
  type: z.string(),
  name: z.string(),
  query: z.string(),
  /** Seconds; an alerting rule's `for`. */
  duration: z.number().nullish(),
  health: z.string().nullish(),
  lastError: z.string().nullish(),
  labels: labelsSchema.nullish(),
  alerts: z.array(z.object({ labels: labelsSchema })).nullish(),
});

const rulesSchema = z.object({
  groups: z.array(z.object({ name: z.string(), file: z.string().nullish(), rules: z.array(ruleSchema).nullish() })).nullish(),
});

/** A rule of any kind, with how its last evaluation went. */
export interface ServerRule {
  readonly isAlert: boolean;
  readonly name: string;
  readonly group: string;
  readonly file: string;
  readonly query: string;
  readonly forMs: number;
  /** Of the rule itself; its alerts have them among theirs, templates filled in. */
  readonly labels: Readonly<Record<string, string>>;
  /** The labels of each of its alerts. */
  readonly alerts: readonly Readonly<Record<string, string>>[];
  /** Why the last evaluation failed; null where it went well or has not been yet. */
  readonly error: string | null;
}

/** The pending and firing alerts, without their rules. Throws on any other shape. */
export function alertsOf({ data }: Envelope, source: string): readonly LiveAlert[] {
  return (alertsSchema.parse(data).alerts ?? []).flatMap(({ labels, annotations, state, activeAt, value }): readonly LiveAlert[] => {
    if (state !== 'pending' && state !== 'firing') return [];
    const since = Date.parse(activeAt ?? '');
    if (Number.isNaN(since)) throw new Error(`${JSON.stringify((activeAt ?? '').slice(0, 50))} is no time of an alert.`);
    return [
      {
        name: labels['alertname'] ?? '',
        state,
        since,
        value: value === undefined || value === null ? null : numberOf(value),
        labels,
        annotations: annotations ?? {},
        silenced: null,
        rule: null,
        source,
      },
    ];
  });
}

/** The rules in the server's order. Throws on any other shape. */
export function rulesOf({ data }: Envelope): readonly ServerRule[] {
  return (rulesSchema.parse(data).groups ?? []).flatMap((group) =>
    (group.rules ?? []).map((rule) => ({
      isAlert: rule.type === 'alerting',
      name: rule.name,
      group: group.name,
      file: group.file ?? '',
      query: rule.query,
      forMs: (rule.duration ?? 0) * 1000,
      labels: rule.labels ?? {},
      alerts: (rule.alerts ?? []).map(({ labels }) => labels),
      error: rule.health === 'err' ? (rule.lastError ?? '') : null,
    })),
  );
}
