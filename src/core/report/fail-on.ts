import type { ProjectReport } from '../engine/judge-project.ts';

/** From which severity on a run fails; `error` includes the verdict no-go, `warning` includes errors. */
export const failOnLevels = ['no-go', 'error', 'warning', 'never'] as const;
/** One of them. */
export type FailOn = (typeof failOnLevels)[number];

/** Whether reports fail a run. */
export function fails(reports: readonly ProjectReport[], failOn: FailOn): boolean {
  if (failOn === 'never') return false;
  if (reports.some((report) => report.verdict === 'no-go')) return true;
  if (failOn === 'no-go') return false;
  const loud = failOn === 'warning' ? ['error', 'warning'] : ['error'];
  return reports.some((report) => report.findings.some((finding) => loud.includes(finding.severity)));
}
