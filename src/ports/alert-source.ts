import type { LiveAlert } from '../core/charts/live-alert.ts';
import type { Message } from '../core/l10n/message.ts';

/** What a monitoring system says of its alerts. */
export interface AlertAnswer {
  /** Pending and firing ones, the longest first. */
  readonly alerts: readonly LiveAlert[];
  /** Rules that the system could not evaluate, and what else a person must know. */
  readonly warnings: readonly Message[];
}

/** A monitoring system that holds alerts: Prometheus by its rules, Alertmanager with its silences. */
export interface AlertSource {
  /** Rejects with `ProviderError`, or with the signal's reason when aborted. */
  alerts(signal: AbortSignal): Promise<AlertAnswer>;
}
