import type { ProjectReport } from '../engine/judge-project.ts';
import type { Finding } from '../model/finding.ts';

/** From which severity on a run fails; `error` includes the verdict no-go, `warning` includes errors. */
export const failOnLevels = ['no-go', 'error', 'warning', 'never'] as const;
/** One of them. */
export type FailOn = (typeof failOnLevels)[number];

/** Whether reports fail a run; a verdict that was known before (by the project's root) does not count. */
export function fails(reports: readonly ProjectReport[], failOn: FailOn, knownVerdicts: ReadonlySet<string> = new Set()): boolean {
  if (failOn === 'never') return false;
  if (reports.some(({ verdict, root }) => verdict === 'no-go' && !knownVerdicts.has(root))) return true;
  return reports.some((report) => report.findings.some((finding) => isLoud(finding, failOn)));
}

/** Whether a finding fails a run by itself. */
export function isLoud({ severity }: Pick<Finding, 'severity'>, failOn: FailOn): boolean {
  return severity === 'error' ? failOn === 'error' || failOn === 'warning' : severity === 'warning' && failOn === 'warning';
}
