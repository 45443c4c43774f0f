/** How a project stands with each row of the problem table: whether it has happened, may happen, or is prevented. */
import type { ProjectReport } from '../engine/judge-project.ts';
import type { CheckResult } from '../model/check-result.ts';
import type { Finding } from '../model/finding.ts';
import { rules } from '../rules/index.ts';
import { type Problem, problemTable } from './problem-table.ts';

/**
 * `seen`: there are signs of it now; `open`: what prevents it most is missing; `half`: something that prevents it is missing or partial;
 * `unknown`: nothing is missing, but not all is known; `prevented`: all that prevents it is met or waived.
 */
export type ProblemState = 'seen' | 'open' | 'half' | 'unknown' | 'prevented';

/** A row of the table, judged. */
export interface JudgedProblem {
  readonly problem: Problem;
  readonly state: ProblemState;
  /** The checks that apply to the project, in the table's order. */
  readonly causes: readonly CheckResult[];
  readonly signs: readonly Finding[];
  /** Titles of charts that drift now; of input drift alone. */
  readonly drifting: readonly string[];
}

/**
 * The rows that apply to a project, in the table's order. `drifting` are the titles of charts that were past their thresholds when they
 * were last looked at.
 */
export function judgeProblems(report: Pick<ProjectReport, 'checks' | 'findings'>, drifting: readonly string[]): readonly JudgedProblem[] {
  return problemTable.flatMap((problem): JudgedProblem[] => {
    const causes = problem.causes.flatMap((id) => report.checks.filter((check) => check.id === id && check.status !== 'not-applicable'));
    if (causes.length === 0) return [];
    const signs = report.findings.filter(({ ruleId }) => problem.signs.includes(ruleId));
    const own = problem.id === 'input-drift' ? drifting : [];
    return [{ problem, causes, signs, drifting: own, state: signs.length + own.length > 0 ? 'seen' : stateOf(causes) }];
  });
}

function stateOf(causes: readonly CheckResult[]): ProblemState {
  const statuses = causes.map(({ status }) => status);
  if (statuses[0] === 'missing') return 'open';
  if (statuses.some((status) => status === 'missing' || status === 'partial')) return 'half';
  return statuses.includes('unknown') ? 'unknown' : 'prevented';
}

/** The row of the table that a rule's findings lead to, of those that apply to the project; for a check's id, the check's. */
export function problemOfRule(report: Pick<ProjectReport, 'checks' | 'findings'>, ruleId: string): Problem | undefined {
  const applying = new Set(judgeProblems(report, []).map(({ problem }) => problem.id));
  return problemsOf(ruleId).find(({ id }) => applying.has(id));
}

/** The rows that a rule's findings, or a check that is not met, lead to: those first whose causes name one of its checks earlier. */
export function problemsOf(id: string): readonly Problem[] {
  const checkIds = rules.find((rule) => rule.id === id)?.checks ?? [id];
  const ranked = problemTable.flatMap((problem) => {
    const ranks = checkIds.map((check) => problem.causes.indexOf(check)).filter((rank) => rank >= 0);
    const isNamed = problem.rules.includes(id) || problem.signs.includes(id);
    return ranks.length > 0 || isNamed ? [{ problem, rank: isNamed ? -1 : Math.min(...ranks) }] : [];
  });
  return ranked.toSorted((one, other) => one.rank - other.rank).map(({ problem }) => problem);
}
