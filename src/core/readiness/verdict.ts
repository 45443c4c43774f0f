import type { CheckResult, CheckStatus, Verdict } from '../model/check-result.ts';
import { blockers, pairedBlocker, shadowOnly } from './blockers.ts';

/** A verdict with the checks that hold it where it is, in the catalogue's order. */
export interface JudgedVerdict {
  readonly verdict: Exclude<Verdict, 'not-applicable'>;
  readonly reasons: readonly CheckResult[];
}

type StatusOf = (id: string) => CheckStatus | undefined;

/**
 * `no-go` for a missing blocker, `shadow-only` for one that is unknown or waived or for a missing check of the second list, else `go`.
 * The reasons of `no-go` also name the blockers that are unknown or waived, for they would hold the next level.
 */
export function judgeVerdict(results: readonly CheckResult[]): JudgedVerdict {
  const statusOf: StatusOf = (id) => results.find((result) => result.id === id)?.status;
  const missing = new Set([
    ...blockers.filter((id) => statusOf(id) === 'missing'),
    ...(pairState(statusOf) === 'missing' ? pairedBlocker : []),
  ]);
  const capped = new Set([...blockers.filter((id) => isOpen(statusOf(id))), ...(pairState(statusOf) === 'unknown' ? pairedBlocker : [])]);
  const lowered = new Set(shadowOnly.filter((id) => statusOf(id) === 'missing'));
  const named = (ids: ReadonlySet<string>): readonly CheckResult[] => results.filter((result) => ids.has(result.id));
  if (missing.size > 0) return { verdict: 'no-go', reasons: [...named(missing), ...named(capped)] };
  if (capped.size + lowered.size > 0) return { verdict: 'shadow-only', reasons: [...named(capped), ...named(lowered)] };
  return { verdict: 'go', reasons: [] };
}

function isOpen(status: CheckStatus | undefined): boolean {
  return status === 'unknown' || status === 'waived' || status === undefined;
}

/** The pair is one blocker: missing when both are; unknown when neither is met or partial and not both are missing. */
function pairState(statusOf: StatusOf): 'fine' | 'missing' | 'unknown' {
  const statuses = pairedBlocker.map(statusOf);
  if (statuses.every((status) => status === 'missing')) return 'missing';
  return statuses.some((status) => status === 'met' || status === 'partial' || status === 'not-applicable') ? 'fine' : 'unknown';
}
