/** An alerting rule as the server that evaluates it has loaded it. */
export interface LoadedRule {
  /** The rule file's path on the server; '' where the server keeps rules elsewhere. */
  readonly file: string;
  readonly group: string;
  /** PromQL as the server prints it. */
  readonly query: string;
  /** Milliseconds that the expression must hold before the alert fires. */
  readonly forMs: number;
}

/** An alert that a monitoring system holds right now. */
export interface LiveAlert {
  /** The rule's name, `alertname`. */
  readonly name: string;
  /** 'pending' until the rule's own `for` has passed. */
  readonly state: 'pending' | 'firing';
  /** When its expression became true; milliseconds since 1970 UTC. Alertmanager alone knows only since when it fires. */
  readonly since: number;
  /** The expression's value; null where the system does not say. */
  readonly value: number | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Set where somebody has silenced it; `until` in milliseconds since 1970 UTC. */
  readonly silenced: { readonly by: string; readonly comment: string; readonly until: number } | null;
  /** Null where the system does not know rules, or has none for it any more. */
  readonly rule: LoadedRule | null;
  /** Key under `sources` of the system that said so. */
  readonly source: string;
}
