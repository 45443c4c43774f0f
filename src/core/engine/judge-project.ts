import { checks } from '../checks/index.ts';
import type { CheckResult, Verdict } from '../model/check-result.ts';
import type { Finding } from '../model/finding.ts';
import { rangeOf } from '../model/source-text.ts';
import type { Project } from '../project/project.ts';
import type { ProjectStage } from '../project/guess-stage.ts';
import { type NextStep, type ReadinessReason, applyDeclarations, judgeReadiness } from '../readiness/judge-readiness.ts';
import { rules } from '../rules/index.ts';
import { declaredPlace } from './declared-place.ts';
import { fingerprint } from './fingerprint.ts';
import type { JudgeOptions } from './judge-options.ts';
import { runChecks } from './run-checks.ts';
import { type LocatedFinding, type RuleFailure, runRules } from './run-rules.ts';
import { type WaiverResult, waiverFor, waiversOf } from './waivers.ts';

/** Everything known of a project after a judgement, as plain data. */
export interface ProjectReport {
  readonly root: string;
  readonly name: string;
  readonly machineLearning: boolean;
  readonly stage: ProjectStage;
  readonly stageGuessed: boolean;
  readonly verdict: Verdict;
  /** 0 to 100. */
  readonly score: number;
  readonly reasons: readonly ReadinessReason[];
  /** All checks in the catalogue's order; empty for what is no machine-learning project. */
  readonly checks: readonly CheckResult[];
  readonly findings: readonly Finding[];
  /** The checklist inside the manifest: checks that are missing or partial, shown in the editor alone. */
  readonly checklist: readonly Finding[];
  readonly nextSteps: readonly NextStep[];
  readonly waivers: readonly WaiverResult[];
  /** Findings that a waiver sets aside, with the waiver's place in `waivers`: they count for nothing, but reports can show them. */
  readonly waived: readonly WaivedFinding[];
  /** Rules and checks that failed: our mistakes, for the log. */
  readonly failures: readonly RuleFailure[];
}

/** A finding that is set aside on purpose. */
export interface WaivedFinding {
  readonly finding: Finding;
  readonly waiver: number;
}

/** Judges one project: rules, then checks, then the verdict. Total: a rule's failure is listed and the rest stands. */
export function judgeProject(project: Project, options: JudgeOptions): ProjectReport {
  const head = {
    root: project.root,
    name: project.name,
    machineLearning: project.machineLearning,
    stage: project.stage,
    stageGuessed: project.stageGuessed,
  };
  if (!project.machineLearning) {
    return {
      ...head,
      verdict: 'not-applicable',
      score: 0,
      reasons: [],
      checks: [],
      findings: [],
      checklist: [],
      nextSteps: [],
      waivers: [],
      waived: [],
      failures: [],
    };
  }
  const run = runRules(project, rules);
  const waivers = waiversOf(project);
  const findings: Finding[] = [];
  const waived: WaivedFinding[] = [];
  for (const { finding } of run.findings.flatMap((located) => withSeverity(located, options))) {
    const waiver = waiverFor(finding, waivers);
    if (waiver < 0) findings.push(finding);
    else waived.push({ finding, waiver });
  }
  const evaluated = runChecks(project, checks, { findings: run.findings, live: options.live?.[project.root] ?? null });
  const results = applyDeclarations(project, evaluated.results);
  return {
    ...head,
    ...judgeReadiness({ project, results, findings }),
    checks: results,
    findings,
    checklist: checklistOf(project, results),
    waivers,
    waived,
    failures: [...run.failures, ...evaluated.failures],
  };
}

function withSeverity(located: LocatedFinding, options: JudgeOptions): readonly LocatedFinding[] {
  const severity = options.severities[located.finding.ruleId];
  if (severity === 'off') return [];
  return severity === undefined ? [located] : [{ ...located, finding: { ...located.finding, severity } }];
}

function checklistOf(project: Project, results: readonly CheckResult[]): readonly Finding[] {
  return results.flatMap((result): readonly Finding[] => {
    if (result.status !== 'missing' && result.status !== 'partial') return [];
    const place = declaredPlace(project, result.id);
    const source = place === null ? undefined : project.file(place.path)?.source;
    if (place === null || source === undefined) return [];
    return [
      {
        ruleId: result.id,
        severity: 'info',
        message: result.reason,
        path: place.path,
        range: rangeOf(source, place.span),
        fix: null,
        related: [],
        fingerprint: fingerprint(`${result.id}\n${place.path}`),
      },
    ];
  });
}
