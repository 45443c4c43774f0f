import type { CheckDefinition } from '../engine/define-check.ts';
import { type Message, message } from '../l10n/message.ts';
import type { CheckResult } from '../model/check-result.ts';
import type { Finding } from '../model/finding.ts';
import { valueOf } from './score.ts';

/** One thing to do next. */
export interface NextStep {
  readonly check: string;
  readonly title: Message;
  readonly effort: 'minutes' | 'hours' | 'days';
  /** The rule that has a finding now whose fix does it, or a part of it; null where there is none. */
  readonly fix: string | null;
  /** The fingerprint of that finding. */
  readonly mends: string | null;
}

/** How much longer an effort takes than minutes do: half an hour, half a day, some days. */
const cost = { minutes: 1, hours: 8, days: 48 } as const satisfies Record<NextStep['effort'], number>;

/** What the ranking needs beside the results. */
export interface StepRanking {
  readonly checks: ReadonlyMap<string, CheckDefinition>;
  readonly weights: ReadonlyMap<string, number>;
  /** The checks that hold the verdict: the shortest way to the next level is through them. */
  readonly holding: ReadonlySet<string>;
  /** The finding of that rule whose fix is a step towards the check. */
  readonly mendOf: (rule: string, check: string) => Finding | undefined;
}

/**
 * Steps for all checks that are missing, unknown or partial. First what holds the verdict, cheapest first; then by what the score gains
 * for the effort. What is worth the same stays in the catalogue's order.
 */
export function rankSteps(results: readonly CheckResult[], ranking: StepRanking): readonly NextStep[] {
  return results
    .flatMap((result) => {
      const check = ranking.checks.get(result.id);
      const value = valueOf(result.status);
      if (check === undefined || value === null || value === 1) return [];
      const { title, effort, fix } = check.step;
      const finding = fix === null ? undefined : ranking.mendOf(fix, check.id);
      const gain = (ranking.weights.get(result.id) ?? 1) * (1 - value);
      const step: NextStep = {
        check: result.id,
        title: message(title),
        effort,
        fix: finding?.ruleId ?? null,
        mends: finding?.fingerprint ?? null,
      };
      return [{ step, isHolding: ranking.holding.has(result.id), worth: gain / cost[effort], cost: cost[effort] }];
    })
    .toSorted((left, right) => {
      if (left.isHolding !== right.isHolding) return left.isHolding ? -1 : 1;
      if (left.isHolding && left.cost !== right.cost) return left.cost - right.cost;
      return right.worth - left.worth;
    })
    .map(({ step }) => step);
}
