import { message } from '../l10n/message.ts';
import type { CheckResult, Evidence } from '../model/check-result.ts';
import { rangeOf } from '../model/source-text.ts';
import type { LiveFacts } from '../project/live-facts.ts';
import { isManifest } from '../project/discover.ts';
import { unreadFile } from '../project/evidence/weigh-evidence.ts';
import { folderOf } from '../project/paths.ts';
import type { Project } from '../project/project.ts';
import { isDeclarable } from './declared-place.ts';
import type { CheckAnswer, CheckDefinition, EvidenceOffer } from './define-check.ts';
import type { LocatedFinding, RuleFailure } from './run-rules.ts';

const texts = {
  failed: {
    en: 'The check could not be evaluated: an internal error was logged.',
    pl: 'Nie udało się ocenić tego punktu: błąd wewnętrzny zapisano w dzienniku.',
  },
};

/** Answers of all checks in the catalogue's order. */
export interface CheckRun {
  readonly results: readonly CheckResult[];
  readonly failures: readonly RuleFailure[];
}

/** Evaluates checks over a project. A check that throws is `unknown`, and the others go on. */
export function runChecks(
  project: Project,
  checks: readonly CheckDefinition[],
  { findings, live }: { readonly findings: readonly LocatedFinding[]; readonly live: LiveFacts | null },
): CheckRun {
  const failures: RuleFailure[] = [];
  const places = (ruleId: string): readonly { readonly path: string; readonly span: LocatedFinding['span'] }[] =>
    findings.filter(({ finding }) => finding.ruleId === ruleId).map(({ finding, span }) => ({ path: finding.path, span }));
  const results = checks.map((check): CheckResult => {
    try {
      const { status, reason, evidence } = withUnreadManifest(project, check.id, check.evaluate({ project, live, findings: places }));
      return { id: check.id, status, reason, evidence: evidence.map((offer) => evidenceOf(project, offer)) };
    } catch (error) {
      failures.push({ ruleId: check.id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      return { id: check.id, status: 'unknown', reason: message(texts.failed), evidence: [] };
    }
  });
  return { results, failures };
}

/** What a manifest that could not be read may declare is not missing: nobody can say. */
function withUnreadManifest(project: Project, id: string, answer: CheckAnswer): CheckAnswer {
  const lacks = answer.status === 'missing' || answer.status === 'unknown';
  if (!lacks || project.manifestDocument !== null || !isDeclarable(id)) return answer;
  const isOwnManifest = (path: string): boolean => isManifest(path) && folderOf(path) === project.root;
  return unreadFile(project, isOwnManifest) ?? answer;
}

function evidenceOf(project: Project, offer: EvidenceOffer): Evidence {
  const source = offer.path === null ? undefined : project.file(offer.path)?.source;
  return {
    path: offer.path,
    range: source === undefined || offer.span === null ? null : rangeOf(source, offer.span),
    ref: offer.ref ?? null,
    why: offer.why,
  };
}
