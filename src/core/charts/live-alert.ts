/** An alert that a monitoring system holds right now. */
export interface LiveAlert {
  /** The rule's name, `alertname`. */
  readonly name: string;
  /** 'pending' until the rule's own `for` has passed. */
  readonly state: 'pending' | 'firing';
  /** When its expression became true; milliseconds since 1970 UTC. */
  readonly since: number;
  /** The expression's value; null where the system does not say. */
  readonly value: number | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Set where somebody has silenced it; `until` in milliseconds since 1970 UTC. */
  readonly silenced: { readonly by: string; readonly comment: string; readonly until: number } | null;
  /** Key under `sources` of the system that said so. */
  readonly source: string;
}
