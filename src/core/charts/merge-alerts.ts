import type { LiveAlert } from './live-alert.ts';

/**
 * One list of what several systems hold. An alert of Prometheus and the one that Alertmanager made of it are one: they have the same name,
 * and the labels of one are all among the other's, which may carry more (a server's `external_labels`). Of two Prometheus servers that
 * evaluate the same rules, as pairs do, the same holds. The longest come first.
 */
export function mergeAlerts(answers: readonly (readonly LiveAlert[])[]): readonly LiveAlert[] {
  const merged: LiveAlert[] = [];
  for (const [index, alerts] of answers.entries()) {
    const before = index === 0 ? [] : [...merged];
    // What two alerts of one system are is not for us to say, so each of another's is used once.
    const used = new Set<LiveAlert>();
    for (const alert of alerts) {
      const same = bestMatch(
        before.filter((one) => !used.has(one)),
        alert,
      );
      if (same === undefined) merged.push(alert);
      else {
        used.add(same);
        merged[merged.indexOf(same)] = together(same, alert);
      }
    }
  }
  return merged.toSorted((one, other) => one.since - other.since);
}

/** The alert with the most labels in common. */
function bestMatch(alerts: readonly LiveAlert[], alert: LiveAlert): LiveAlert | undefined {
  return alerts
    .filter((one) => one.name === alert.name && (isWithin(one.labels, alert.labels) || isWithin(alert.labels, one.labels)))
    .toSorted((one, other) => common(other, alert) - common(one, alert))[0];
}

function common(one: LiveAlert, other: LiveAlert): number {
  return Math.min(Object.keys(one.labels).length, Object.keys(other.labels).length);
}

function isWithin(labels: LiveAlert['labels'], others: LiveAlert['labels']): boolean {
  return Object.entries(labels).every(([label, value]) => Object.hasOwn(others, label) && others[label] === value);
}

/** Each system's own knowledge: Prometheus has the rule, the value and the true start, Alertmanager the silence. */
function together(one: LiveAlert, other: LiveAlert): LiveAlert {
  const [first, second] = one.rule === null && other.rule !== null ? [other, one] : [one, other];
  return {
    ...first,
    state: one.state === 'firing' || other.state === 'firing' ? 'firing' : 'pending',
    since: Math.min(one.since, other.since),
    value: first.value ?? second.value,
    labels: { ...second.labels, ...first.labels },
    annotations: { ...second.annotations, ...first.annotations },
    silenced: first.silenced ?? second.silenced,
    rule: first.rule ?? second.rule,
  };
}
