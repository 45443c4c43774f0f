/** Alertmanager's API v2 (`api/v2/openapi.yaml`), and of those that speak it: Mimir under `/alertmanager`. */
import * as z from 'zod';
import type { LiveAlert } from '../../core/charts/live-alert.ts';
import type { AlertSource } from '../../ports/alert-source.ts';
import { askServer, type ServerOptions, type ServerReply } from './ask-server.ts';
import type { NamedServer } from './prometheus-alerts.ts';
import { refusal, unreadable } from './prometheus-failure.ts';

const labelsSchema = z.record(z.string(), z.string());

const alertsSchema = z.array(
  z.object({
    labels: labelsSchema,
    annotations: labelsSchema.nullish(),
    startsAt: z.string(),
    status: z.object({ state: z.string(), silencedBy: z.array(z.string()).nullish() }),
  }),
);

const silencesSchema = z.array(
  z.object({
    id: z.string(),
    status: z.object({ state: z.string() }),
    endsAt: z.string(),
    createdBy: z.string(),
    comment: z.string(),
  }),
);

/** The alerts that fire, with who silenced them. Alertmanager knows neither pending alerts nor rules nor values. */
export function alertmanagerAlerts(options: NamedServer): AlertSource {
  return {
    async alerts(signal) {
      const [held, silences] = await Promise.all([ask(options, 'v2/alerts', signal), ask(options, 'v2/silences', signal)]);
      const silencedBy = silencesById(read(silences, silencesSchema));
      const alerts = read(held, alertsSchema).map(({ labels, annotations, startsAt, status }): LiveAlert => {
        return {
          name: labels['alertname'] ?? '',
          state: 'firing',
          since: timeOf(held, startsAt),
          value: null,
          labels,
          annotations: annotations ?? {},
          silenced: longest((status.silencedBy ?? []).flatMap((id) => silencedBy.get(id) ?? [])),
          rule: null,
          source: options.source,
        };
      });
      return { alerts: alerts.toSorted((one, other) => one.since - other.since), warnings: [] };
    },
  };
}

type Silence = NonNullable<LiveAlert['silenced']>;

function silencesById(silences: z.infer<typeof silencesSchema>): ReadonlyMap<string, Silence> {
  return new Map(silences.map(({ id, createdBy, comment, endsAt }) => [id, { by: createdBy, comment, until: Date.parse(endsAt) }]));
}

/** Of several silences the one that ends last. */
function longest(silences: readonly Silence[]): Silence | null {
  return silences.toSorted((one, other) => other.until - one.until)[0] ?? null;
}

function ask(options: ServerOptions, path: string, signal: AbortSignal): Promise<ServerReply> {
  return askServer(
    options,
    { system: 'Alertmanager', endpoint: ({ endpoint }) => endpoint(path), parameters: {}, takesPost: false },
    signal,
  );
}

/** API v2 answers without an envelope; its refusals are bare strings. */
function read<T>({ asked, answer }: ServerReply, schema: z.ZodType<T>): T {
  const data = answer.status >= 200 && answer.status <= 299 ? parsed(answer.text) : undefined;
  if (data === undefined) throw refusal(asked, answer, null);
  const result = schema.safeParse(data);
  if (!result.success) throw unreadable(asked, result.error);
  return result.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function timeOf({ asked }: ServerReply, text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw unreadable(asked, new Error(`${JSON.stringify(text.slice(0, 50))} is no time of an alert.`));
  return time;
}
