import type { Severity } from '../model/finding.ts';

/** What a person may change about a judgement. */
export interface JudgeOptions {
  /** Other severities by rule id; `off` silences a rule. */
  readonly severities: Readonly<Record<string, Severity | 'off'>>;
}

/** The catalogue's own severities. */
export const defaultJudgeOptions: JudgeOptions = { severities: {} };
