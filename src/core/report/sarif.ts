/**
 * SARIF 2.1.0 (OASIS, https://docs.oasis-open.org/sarif/sarif/v2.1.0/), in the part that GitHub's code scanning reads and within its
 * limits. Paths are relative to the repository's root, wherever in it the check was run, because the reader looks them up there.
 */
import type { ProjectReport } from '../engine/judge-project.ts';
import type { RuleDefinition } from '../engine/define-rule.ts';
import type { WaiverResult } from '../engine/waivers.ts';
import type { Json } from '../facts/format.ts';
import { format, message } from '../l10n/message.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { Range } from '../model/span.ts';
import { rules } from '../rules/index.ts';
import { explanationPage } from './explanation-page.ts';
import { reportedFindings } from './report-places.ts';

/** GitHub takes no more results in a run; the loudest are kept. */
const mostResults = 25_000;
/** Locations of a result that GitHub keeps. */
const mostRelated = 100;
/** Characters of a rule's short text that GitHub takes. */
const longestText = 1024;

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note', hint: 'note' };
const problemSeverities: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
  hint: 'recommendation',
};

/** The tool that made the report. */
export interface SarifTool {
  readonly version: string;
}

/** The log with one run. English. A waived finding is a result with a suppression; an expired waiver suppresses nothing. */
export function sarif(reports: readonly ProjectReport[], { version }: SarifTool): Json {
  const reported = reportedFindings(reports).slice(0, mostResults);
  const used = rules.filter(({ id }) => reported.some(({ finding }) => finding.ruleId === id));
  const places = new Map(used.map(({ id }, index) => [id, index]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Airworthy',
            // SARIF wants a version that can be compared.
            semanticVersion: version,
            rules: used.map(ruleJson),
          },
        },
        // Without it a second upload for the same commit would replace this one.
        automationDetails: { id: 'airworthy/' },
        columnKind: 'utf16CodeUnits',
        results: reported.map(({ finding, waiver }) => resultJson(finding, { index: places.get(finding.ruleId), waiver })),
      },
    ],
  };
}

function ruleJson(rule: RuleDefinition): Json {
  const english = (text: RuleDefinition['title']): string => format(message(text), 'en');
  const page = explanationPage(rule.id, 'en');
  return {
    id: rule.id,
    shortDescription: { text: cut(english(rule.title)) },
    fullDescription: { text: cut(english(rule.why)) },
    help: { text: `${english(rule.why)}\n\n${english(rule.remedy)}`, markdown: page },
    defaultConfiguration: { level: levels[rule.severity] },
    properties: {
      tags: ['machine-learning', ...rule.checks],
      precision: 'high',
      'problem.severity': problemSeverities[rule.severity],
    },
  };
}

function resultJson(
  finding: Finding,
  { index, waiver }: { readonly index: number | undefined; readonly waiver: WaiverResult | null },
): Json {
  return {
    ruleId: finding.ruleId,
    ...(index === undefined ? {} : { ruleIndex: index }),
    level: levels[finding.severity],
    message: { text: format(finding.message, 'en') },
    locations: [{ physicalLocation: physicalLocation(finding.path, finding.range) }],
    relatedLocations: finding.related.slice(0, mostRelated).map((place, id) => ({
      id,
      message: { text: format(place.message, 'en') },
      physicalLocation: physicalLocation(place.path, place.range),
    })),
    // Ours, so that a finding stays the same alert when lines above it move, also where nobody computes GitHub's from the sources.
    partialFingerprints: { primaryLocationLineHash: finding.fingerprint, 'airworthy/v1': finding.fingerprint },
    ...(waiver === null ? {} : { suppressions: [suppressionJson(waiver)] }),
  };
}

function suppressionJson({ reason, owner, until }: WaiverResult): Json {
  const details = [owner === null ? null : `Owner: ${owner}.`, until === null ? null : `Until ${until}.`].filter((part) => part !== null);
  return { kind: 'external', status: 'accepted', justification: [reason, ...details].join(' ') };
}

function physicalLocation(path: string, { start, end }: Range): Json {
  return {
    artifactLocation: { uri: encodedPath(path) },
    region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
  };
}

/** A relative path as a URI reference: what `encodeURIComponent` leaves as it is may stand there (RFC 3986). */
function encodedPath(path: string): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd')))
    .join('/');
}

function cut(text: string): string {
  return text.length <= longestText ? text : `${text.slice(0, longestText - 1)}…`;
}
