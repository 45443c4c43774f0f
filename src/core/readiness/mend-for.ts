import { isDeclaredAt } from '../engine/declared-place.ts';
import type { Finding } from '../model/finding.ts';
import type { Project } from '../project/project.ts';

/** Which mend is asked for. */
export interface MendQuery {
  readonly project: Project;
  /** The findings that stand: neither waived nor switched off. */
  readonly findings: readonly Finding[];
  readonly rule: string;
  readonly check: string;
}

/** Rules that judge declarations of every kind, so that a finding belongs to the one check that its key in the manifest declares. */
const ofAnyDeclaration: ReadonlySet<string> = new Set(['link-broken']);

/** The first finding of the rule whose fix brings the check nearer. */
export function mendFor({ project, findings, rule, check }: MendQuery): Finding | undefined {
  return findings.find(
    (finding) =>
      finding.ruleId === rule && finding.fix !== null && (!ofAnyDeclaration.has(rule) || isDeclaredAt(project, check, finding.range.start)),
  );
}
