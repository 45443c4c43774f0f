import type { Manifest } from '../config/manifest-schema.ts';
import type { Finding } from '../model/finding.ts';
import type { Project } from '../project/project.ts';
import { isInside } from '../project/paths.ts';

/** A waiver of the manifest, as reports list it. */
export interface WaiverResult {
  readonly check: string | null;
  readonly rule: string | null;
  /** Relative to the repository. */
  readonly path: string | null;
  readonly reason: string;
  readonly owner: string | null;
  readonly until: string | null;
  /** Past its date: it no longer waives anything. */
  readonly expired: boolean;
}

/** The project's waivers with their state today. A waiver counts on its last day. */
export function waiversOf(project: Project): readonly WaiverResult[] {
  const document = project.manifestDocument;
  return (project.manifest?.waive ?? []).map((waiver: NonNullable<Manifest['waive']>[number]) => ({
    check: waiver.check ?? null,
    rule: waiver.rule ?? null,
    path: waiver.path === undefined || document === null ? null : project.resolve(document.path, waiver.path),
    reason: waiver.reason,
    owner: waiver.owner ?? null,
    until: waiver.until ?? null,
    expired: waiver.until !== undefined && waiver.until < project.today,
  }));
}

/** The place of the waiver that sets a finding aside, by its rule, and by its path where it names one (a folder waives what lies in it); -1 for none. */
export function waiverFor(finding: Finding, waivers: readonly WaiverResult[]): number {
  return waivers.findIndex(
    (waiver) => !waiver.expired && waiver.rule === finding.ruleId && (waiver.path === null || isInside(waiver.path, finding.path)),
  );
}
