/** What the reports for machines share: findings of all projects, each once, as the repository names their places. */
import type { ProjectReport } from '../engine/judge-project.ts';
import type { WaiverResult } from '../engine/waivers.ts';
import type { Finding, Severity } from '../model/finding.ts';

/** A finding with the waiver that sets it aside, if one does. */
export interface ReportedFinding {
  readonly finding: Finding;
  readonly waiver: WaiverResult | null;
}

/** From loudest to quietest. */
const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/**
 * Findings of all projects, the loudest first (where a reader keeps only so many, those stay), then by path and line. One at the
 * repository's root counts for every project in it, and is given once.
 */
export function reportedFindings(reports: readonly ProjectReport[]): readonly ReportedFinding[] {
  const found = new Map<string, ReportedFinding>();
  for (const { findings, waived, waivers } of reports) {
    const all: readonly ReportedFinding[] = [
      ...findings.map((finding) => ({ finding, waiver: null })),
      ...waived.map(({ finding, waiver }) => ({ finding, waiver: waivers[waiver] ?? null })),
    ];
    for (const one of all) {
      const key = `${one.finding.ruleId}\n${one.finding.path}\n${one.finding.fingerprint}`;
      // What one project waives and another does not still stands.
      if (found.get(key)?.waiver === null) continue;
      found.set(key, one);
    }
  }
  return [...found.values()].sort(
    ({ finding: one }, { finding: other }) =>
      severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
      (one.path === other.path ? one.range.start.line - other.range.start.line : one.path < other.path ? -1 : 1),
  );
}
