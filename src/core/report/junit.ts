/**
 * JUnit XML as Jenkins, GitLab and Azure read it: a suite a project, a test a readiness check and a finding. There is no official schema;
 * this keeps to what all of them take.
 */
import { checks } from '../checks/index.ts';
import type { ProjectReport } from '../engine/judge-project.ts';
import { format, message } from '../l10n/message.ts';
import type { CheckResult } from '../model/check-result.ts';
import type { Finding } from '../model/finding.ts';
import { type RunFacts, displayPath } from './check-json.ts';
import { type FailOn, isLoud } from './fail-on.ts';

/**
 * The document, in English. What makes the command fail by `failOn` is a failure; what does not is a test that passed, with its words in
 * the output, so that a build and this report agree.
 */
export function junit(reports: readonly ProjectReport[], run: RunFacts, failOn: FailOn): string {
  const suites = reports.map((report) => suiteXml(report, run, failOn));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="airworthy">\n${suites.join('')}</testsuites>\n`;
}

interface TestCase {
  readonly className: string;
  readonly name: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly type: string;
  readonly text: string;
}

function suiteXml(report: ProjectReport, run: RunFacts, failOn: FailOn): string {
  const blocking = new Set(failOn !== 'never' && report.verdict === 'no-go' ? report.reasons.map(({ check }) => check) : []);
  const cases = [
    ...report.checks.map((check) => checkCase(check, { report, run, isBlocking: blocking.has(check.id) })),
    ...report.findings.map((finding) => findingCase(finding, run, isLoud(finding, failOn))),
    ...report.waived.map(({ finding }): TestCase => ({ ...findingCase(finding, run, false), outcome: 'skipped' })),
  ];
  const count = (outcome: TestCase['outcome']): number => cases.filter((one) => one.outcome === outcome).length;
  const attributes = `name="${xml(report.name)}" tests="${cases.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}" time="${(run.stats.ms / 1000).toFixed(3)}"`;
  return `  <testsuite ${attributes}>\n${cases.map(caseXml).join('')}  </testsuite>\n`;
}

function checkCase(
  check: CheckResult,
  { report, run, isBlocking }: { readonly report: ProjectReport; readonly run: RunFacts; readonly isBlocking: boolean },
): TestCase {
  const title = checks.find(({ id }) => id === check.id)?.title;
  const place = check.evidence.find(({ path }) => path !== null) ?? null;
  const path = place?.path ?? null;
  return {
    className: `${displayPath(run.folder, report.root)}.readiness`,
    name: title === undefined ? check.id : format(message(title), 'en'),
    file: path === null ? null : displayPath(run.folder, path),
    line: place?.range?.start.line ?? null,
    outcome: isBlocking ? 'failed' : check.status === 'waived' || check.status === 'unknown' ? 'skipped' : 'passed',
    type: check.id,
    text: `${check.status}: ${format(check.reason, 'en')}`,
  };
}

function findingCase(finding: Finding, run: RunFacts, isFailure: boolean): TestCase {
  const file = displayPath(run.folder, finding.path);
  const { line, column } = finding.range.start;
  return {
    className: file,
    name: `${finding.ruleId} ${file}:${line}:${column}`,
    file,
    line,
    outcome: isFailure ? 'failed' : 'passed',
    type: finding.ruleId,
    text: `${finding.severity}: ${format(finding.message, 'en')}`,
  };
}

function caseXml({ className, name, file, line, outcome, type, text }: TestCase): string {
  const place = `${file === null ? '' : ` file="${xml(file)}"`}${line === null ? '' : ` line="${line}"`}`;
  const head = `    <testcase classname="${xml(className)}" name="${xml(name)}" time="0"${place}>`;
  const body = {
    failed: `<failure type="${xml(type)}" message="${xml(text)}">${xml(text)}</failure>`,
    skipped: `<skipped message="${xml(text)}"/>`,
    passed: `<system-out>${xml(text)}</system-out>`,
  }[outcome];
  return `${head}${body}</testcase>\n`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text as XML 1.0 can hold it: characters that no XML 1.0 document may have become a replacement character. */
function xml(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}
