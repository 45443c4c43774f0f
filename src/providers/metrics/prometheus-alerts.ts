import type { LiveAlert } from '../../core/charts/live-alert.ts';
import { message, type Message } from '../../core/l10n/message.ts';
import type { AlertSource } from '../../ports/alert-source.ts';
import { ProviderError } from '../../ports/version-registry.ts';
import { askServer, type ServerOptions, type ServerReply } from './ask-server.ts';
import { alertsOf, rulesOf, type ServerRule } from './prometheus-alert-answers.ts';
import { readReply } from './prometheus.ts';
import { oneLine, serverWords } from './server-words.ts';

const texts = {
  brokenRule: {
    en: '{server} cannot evaluate the rule {name} of group {group}{detail}. What it watches is not watched.',
    pl: '{server} nie może obliczyć reguły {name} z grupy {group}{detail}. To, co miała obserwować, nie jest obserwowane.',
  },
  moreBroken: {
    en: '{server} cannot evaluate {count} more {count|rule|rules}.',
    pl: '{server} nie może obliczyć jeszcze {count} {count|reguły|reguł|reguł}.',
  },
  noRules: {
    en: '{server} does not say which rules its alerts come from, nor whether all rules can be evaluated.',
    pl: '{server} nie podaje, z jakich reguł pochodzą alerty ani czy wszystkie reguły da się obliczyć.',
  },
} as const;

/** Broken rules that are named; of more only the number is. */
const mostBroken = 10;

/** A declared server: its options and its key under `sources`. */
export interface NamedServer extends ServerOptions {
  readonly source: string;
}

/**
 * The pending and firing alerts of a server that evaluates rules: Prometheus, Thanos' and Mimir's rulers, vmalert. A server that gives
 * alerts and no rules is answered with a warning. Neither says whether an alert is silenced: that is Alertmanager's.
 */
export function prometheusAlerts(options: NamedServer): AlertSource {
  return {
    async alerts(signal) {
      const [held, known] = await Promise.all([ask(options, 'v1/alerts', signal), rulesOrNull(options, signal)]);
      const alerts = readReply(held, (envelope) => ({ list: alertsOf(envelope, options.source), said: envelope.warnings ?? [] }));
      const { server } = held.asked;
      return {
        alerts: alerts.list
          .map((alert) => ({ ...alert, rule: ruleOf(alert, known ?? []) }))
          .toSorted((one, other) => one.since - other.since),
        warnings: [
          ...alerts.said.map((text) => serverWords(server, text)),
          ...(known === null ? [message(texts.noRules, { server })] : brokenRules(server, known)),
        ],
      };
    },
  };
}

function ask(options: ServerOptions, path: string, signal: AbortSignal): Promise<ServerReply> {
  return askServer(options, { system: 'Prometheus', endpoint: ({ endpoint }) => endpoint(path), parameters: {}, takesPost: false }, signal);
}

/** Rules that cannot be had, such as too many of them, are no reason to show no alert. */
async function rulesOrNull(options: ServerOptions, signal: AbortSignal): Promise<readonly ServerRule[] | null> {
  try {
    return readReply(await ask(options, 'v1/rules', signal), rulesOf);
  } catch (error) {
    if (error instanceof ProviderError) return null;
    throw error;
  }
}

/**
 * The rule that has the alert; where it changed between the two answers, the rule of the alert's name whose own labels the alert has, as far
 * as they are no templates.
 */
function ruleOf({ name, labels }: LiveAlert, rules: readonly ServerRule[]): LiveAlert['rule'] {
  const named = rules.filter((rule) => rule.isAlert && rule.name === name);
  const fitting = named.filter((rule) =>
    Object.entries(rule.labels).every(([label, value]) => value.includes('{{') || labels[label] === value),
  );
  const holding = named.filter((rule) => rule.alerts.some((own) => isSame(own, labels)));
  // Two that fit alike cannot be told apart, and a wrong file is worse than none.
  const [rule, ...others] = holding.length > 0 ? holding : fitting;
  if (rule === undefined || others.length > 0) return null;
  const { file, group, query, forMs } = rule;
  return { file, group, query, forMs };
}

function isSame(one: LiveAlert['labels'], other: LiveAlert['labels']): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

function brokenRules(server: string, rules: readonly ServerRule[]): readonly Message[] {
  const broken = rules.filter(({ error }) => error !== null);
  const named = broken.slice(0, mostBroken).map(({ name, group, error }) => {
    const detail = error === null || error === '' ? '' : `: ${oneLine(error)}`;
    return message(texts.brokenRule, { server, name: oneLine(name), group: oneLine(group), detail });
  });
  return broken.length > mostBroken ? [...named, message(texts.moreBroken, { server, count: broken.length - mostBroken })] : named;
}
