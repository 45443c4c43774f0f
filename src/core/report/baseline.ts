/** `--baseline FILE`: only what is new since an earlier `--format json` is listed and counts. */
import * as z from 'zod';
import type { ProjectReport } from '../engine/judge-project.ts';
import type { Finding } from '../model/finding.ts';
import { type RunFacts, displayPath, isBetter } from './check-json.ts';

const verdict = z.enum(['no-go', 'shadow-only', 'go', 'not-applicable']);
const project = z.object({
  project: z.object({ root: z.string() }),
  verdict,
  findings: z.array(z.object({ ruleId: z.string(), fingerprint: z.string() })),
});
const documentSchema = project.extend({ schemaVersion: z.literal(1), projects: z.array(project).optional() });

/** An earlier report, as far as it is compared. */
export type Baseline = z.infer<typeof documentSchema>;

/** Reads an earlier report; null where the text is none. */
export function readBaseline(text: string): Baseline | null {
  try {
    return documentSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Reports without what was known. */
export interface NewReports {
  readonly reports: readonly ProjectReport[];
  /** Roots of the projects whose verdict was no better in the baseline: it is nothing new. */
  readonly knownVerdicts: ReadonlySet<string>;
}

/** The reports with their new findings alone. Verdicts and checklists stay as they are. */
export function sinceBaseline(reports: readonly ProjectReport[], baseline: Baseline, { folder }: Pick<RunFacts, 'folder'>): NewReports {
  const known = new Set(baseline.findings.map(keyOf));
  const before = new Map((baseline.projects ?? [baseline]).map(({ project: { root }, verdict: was }) => [root, was]));
  const isKnown = ({ root, verdict: now }: ProjectReport): boolean => {
    const was = before.get(displayPath(folder, root));
    return was !== undefined && !isBetter(was, now);
  };
  return {
    reports: reports.map((report) => ({ ...report, findings: report.findings.filter((finding) => !known.has(keyOf(finding))) })),
    knownVerdicts: new Set(reports.filter(isKnown).map(({ root }) => root)),
  };
}

function keyOf({ ruleId, fingerprint }: Pick<Finding, 'ruleId' | 'fingerprint'>): string {
  return `${ruleId}\n${fingerprint}`;
}
