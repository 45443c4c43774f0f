/**
 * The verdict over the checks' answers, by the catalogue's section 4.
 * Nothing here looks at files or asks a check again: it weighs statuses, and says what to do next.
 */
import { checks } from '../checks/index.ts';
import type { Message } from '../l10n/message.ts';
import type { CheckResult, CheckStatus, Verdict } from '../model/check-result.ts';
import type { Finding } from '../model/finding.ts';
import type { Project } from '../project/project.ts';
import { mendFor } from './mend-for.ts';
import { type NextStep, rankSteps } from './next-steps.ts';
import { scoreOf, weightOf } from './score.ts';
import { judgeVerdict } from './verdict.ts';

export { applyDeclarations } from './declarations.ts';
export type { NextStep } from './next-steps.ts';

/** A check that holds the verdict. */
export interface ReadinessReason {
  readonly check: string;
  readonly status: CheckStatus;
  readonly why: Message;
}

/** Whether a project is fit for production, and what to do about it. */
export interface Readiness {
  readonly verdict: Verdict;
  /** 0 to 100. */
  readonly score: number;
  /** Empty for `go`. */
  readonly reasons: readonly ReadinessReason[];
  /** The best step first; the shortest way to the next level comes before all else. */
  readonly nextSteps: readonly NextStep[];
}

/** What is weighed: the answers of all checks, declarations already applied, and the findings that stand, whose fixes are the next steps' mends. */
export interface ReadinessInput {
  readonly project: Project;
  readonly results: readonly CheckResult[];
  readonly findings: readonly Finding[];
}

/** Judges the answers of all checks. What is no machine-learning project is `not-applicable`, and nothing else is said of it. */
export function judgeReadiness({ project, results, findings }: ReadinessInput): Readiness {
  if (!project.machineLearning) return { verdict: 'not-applicable', score: 0, reasons: [], nextSteps: [] };
  const { verdict, reasons } = judgeVerdict(results);
  const weights = new Map(checks.map((check) => [check.id, weightOf(project, check)]));
  return {
    verdict,
    score: scoreOf(results, weights),
    reasons: reasons.map(({ id, status, reason }) => ({ check: id, status, why: reason })),
    nextSteps: rankSteps(results, {
      checks: new Map(checks.map((check) => [check.id, check])),
      weights,
      holding: new Set(reasons.map(({ id }) => id)),
      mendOf: (rule, check) => mendFor({ project, findings, rule, check }),
    }),
  };
}
