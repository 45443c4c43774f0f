/** What Alertmanager's configuration says, with places (https://prometheus.io/docs/alerting/latest/configuration/). */
import type { Located } from '../../model/span.ts';

/** A receiver: a name and the ways in which it tells people. */
export interface AlertReceiver {
  readonly name: Located<string>;
  /** `email`, `slack` and so on, once for each of its entries. Empty for a receiver that tells nobody. */
  readonly integrations: readonly string[];
}

/** A route of the tree; those below it come after it. */
export interface AlertRoute {
  /** Null where the route above says it. */
  readonly receiver: Located<string> | null;
  /** As they are written, in the newer form: `severity="page"`. */
  readonly matchers: readonly string[];
  /** How many routes it lies below; 0 for the one that takes everything. */
  readonly depth: number;
}

/** A configuration of Alertmanager. */
export interface AlertmanagerFacts {
  readonly receivers: readonly AlertReceiver[];
  readonly routes: readonly AlertRoute[];
  readonly timeIntervals: readonly Located<string>[];
  readonly inhibitRules: number;
}
