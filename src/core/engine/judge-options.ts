import type { Severity } from '../model/finding.ts';
import type { LiveFacts } from '../project/live-facts.ts';

/** What a person may change about a judgement. */
export interface JudgeOptions {
  /** Other severities by rule id; `off` silences a rule. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
  /** What declared servers answered, by the project's root; left out where none was asked. */
  readonly live?: Readonly<Record<string, LiveFacts>>;
}

/** The catalogue's own severities. */
export const defaultJudgeOptions: JudgeOptions = { severities: {} };
