/** The JSON of `airworthy check`: English, 1-based places, paths relative to the checked folder. Its shape is a contract. */
import type { ProjectReport } from '../engine/judge-project.ts';
import type { Json } from '../facts/format.ts';
import { type Message, format } from '../l10n/message.ts';
import type { Verdict } from '../model/check-result.ts';
import { relativePath } from '../project/paths.ts';

/** What the run as a whole knows. */
export interface RunFacts {
  /** The checked folder, relative to the repository; '' is the repository itself. */
  readonly folder: string;
  readonly folderName: string;
  readonly stats: { readonly files: number; readonly parsed: number; readonly ms: number };
}

interface JsonObject {
  readonly [key: string]: Json;
}

const english = (source: Message): string => format(source, 'en');

/** The document for one project, or the roll-up with `projects` for several. */
export function checkJson(reports: readonly ProjectReport[], run: RunFacts): JsonObject {
  const [first, ...others] = reports;
  if (first === undefined) return { schemaVersion: 1, ...emptyProject(run), stats: run.stats };
  if (others.length === 0) return { schemaVersion: 1, ...projectJson(first, run), stats: run.stats };
  const worst = worstReport(reports);
  const projects = reports.map((report) => projectJson(report, run));
  return {
    schemaVersion: 1,
    ...projects[reports.indexOf(worst)],
    project: {
      root: '.',
      name: run.folderName,
      machineLearning: reports.some((report) => report.machineLearning),
      stage: worst.stage,
      stageGuessed: worst.stageGuessed,
    },
    score: lowestScore(reports),
    findings: projects.flatMap((project) => project.findings),
    waivers: projects.flatMap((project) => project.waivers),
    projects,
    stats: run.stats,
  };
}

/** A project's part of the document; its lists are also those of the roll-up. */
interface ProjectJson extends JsonObject {
  readonly findings: readonly JsonObject[];
  readonly waivers: readonly JsonObject[];
}

function projectJson(report: ProjectReport, run: RunFacts): ProjectJson {
  return {
    project: {
      root: displayPath(run.folder, report.root),
      name: report.name,
      machineLearning: report.machineLearning,
      stage: report.stage,
      stageGuessed: report.stageGuessed,
    },
    verdict: report.verdict,
    score: report.score,
    reasons: report.reasons.map((reason) => ({ check: reason.check, status: reason.status, why: english(reason.why) })),
    checks: report.checks.map((check) => ({
      id: check.id,
      status: check.status,
      reason: english(check.reason),
      evidence: check.evidence.map((item) => ({
        path: item.path === null ? null : displayPath(run.folder, item.path),
        line: item.path === null ? null : (item.range?.start.line ?? 1),
        ...(item.ref === null ? {} : { ref: item.ref }),
        why: english(item.why),
      })),
    })),
    findings: findingsJson(report, run),
    nextSteps: report.nextSteps.map((step) => ({ check: step.check, title: english(step.title), effort: step.effort, fix: step.fix })),
    waivers: waiversJson(report, run),
  };
}

function findingsJson(report: ProjectReport, run: RunFacts): readonly JsonObject[] {
  return report.findings.map((finding) => ({
    ruleId: finding.ruleId,
    severity: finding.severity,
    message: english(finding.message),
    path: displayPath(run.folder, finding.path),
    range: {
      start: { line: finding.range.start.line, column: finding.range.start.column },
      end: { line: finding.range.end.line, column: finding.range.end.column },
    },
    fixable: finding.fix !== null,
    fingerprint: finding.fingerprint,
    related: finding.related.map((place) => ({
      path: displayPath(run.folder, place.path),
      line: place.range.start.line,
      message: english(place.message),
    })),
  }));
}

function waiversJson(report: ProjectReport, run: RunFacts): readonly JsonObject[] {
  return report.waivers.map((waiver) => ({
    check: waiver.check,
    rule: waiver.rule,
    path: waiver.path === null ? null : displayPath(run.folder, waiver.path),
    reason: waiver.reason,
    owner: waiver.owner,
    until: waiver.until,
    expired: waiver.expired,
  }));
}

function emptyProject(run: RunFacts): JsonObject {
  return {
    project: { root: '.', name: run.folderName, machineLearning: false, stage: 'prototype', stageGuessed: true },
    verdict: 'not-applicable',
    score: 0,
    reasons: [],
    checks: [],
    findings: [],
    nextSteps: [],
    waivers: [],
  };
}

/** A repository path as it is written from the checked folder: `.` for the folder itself, `../` for what lies above. */
export function displayPath(folder: string, path: string): string {
  const relative = path === folder ? '.' : relativePath(folder, path);
  return relative === '' ? '.' : relative;
}

const order: readonly Verdict[] = ['no-go', 'shadow-only', 'go', 'not-applicable'];

/** Whether one verdict is better than another; what is no machine-learning project is the best. */
export function isBetter(one: Verdict, other: Verdict): boolean {
  return order.indexOf(one) > order.indexOf(other);
}

/** The report with the worst verdict; of equals the one with the lowest score, then the first. */
export function worstReport(reports: readonly ProjectReport[]): ProjectReport {
  const [worst] = [...reports].sort(
    (left, right) => order.indexOf(left.verdict) - order.indexOf(right.verdict) || left.score - right.score,
  );
  if (worst === undefined) throw new RangeError('No project was judged, so there is no worst one.');
  return worst;
}

/** The lowest score of the projects that the checklist applies to; 0 where there are none. */
function lowestScore(reports: readonly ProjectReport[]): number {
  const scores = reports.filter((report) => report.verdict !== 'not-applicable').map((report) => report.score);
  return scores.length === 0 ? 0 : Math.min(...scores);
}
