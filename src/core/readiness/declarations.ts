import { waiversOf } from '../engine/waivers.ts';
import { type Text, message } from '../l10n/message.ts';
import type { CheckResult, Evidence } from '../model/check-result.ts';
import { rangeOf } from '../model/source-text.ts';
import { manifestKey } from '../project/evidence/manifest-key.ts';
import type { Project } from '../project/project.ts';

const texts = {
  attested: { en: '{by} attests this until {until}.', pl: '{by} poświadcza to do {until}.' },
  attestedForever: { en: '{by} attests this.', pl: '{by} to poświadcza.' },
  lapsed: { en: 'The attestation by {by} ended on {until}.', pl: 'Poświadczenie ({by}) wygasło {until}.' },
  waived: { en: 'Waived until {until}: {reason}', pl: 'Odstępstwo do {until}: {reason}' },
  waivedForever: { en: 'Waived: {reason}', pl: 'Odstępstwo: {reason}' },
} as const satisfies Record<string, Text>;

/**
 * Applies what people declare in the manifest: an attestation lifts `missing` and `unknown` to `partial`, never to `met`;
 * a waiver makes what is not met `waived`. Both count on their last day and not after it: then the check is judged as if they were not there.
 */
export function applyDeclarations(project: Project, results: readonly CheckResult[]): readonly CheckResult[] {
  const waivers = waiversOf(project);
  return results.map((result) => {
    const attested = attest(project, result);
    const index = waivers.findIndex((waiver) => waiver.check === result.id && !waiver.expired);
    const waiver = waivers[index];
    if (waiver === undefined || attested.status === 'met' || attested.status === 'not-applicable') return attested;
    const args = { reason: withStop(waiver.reason), until: waiver.until ?? '' };
    const reason = message(waiver.until === null ? texts.waivedForever : texts.waived, args);
    return {
      ...attested,
      status: 'waived',
      reason,
      evidence: [evidenceAt(project, ['waive', index, 'check'], reason), ...attested.evidence],
    };
  });
}

function attest(project: Project, result: CheckResult): CheckResult {
  const attestation = project.manifest?.attest?.[result.id];
  if (attestation === undefined || (result.status !== 'missing' && result.status !== 'unknown')) return result;
  const { by, until } = attestation;
  const isLapsed = until !== undefined && until < project.today;
  const reason = message(isLapsed ? texts.lapsed : until === undefined ? texts.attestedForever : texts.attested, {
    by,
    until: until ?? '',
  });
  const evidence = evidenceAt(project, ['attest', result.id], reason);
  if (isLapsed) return { ...result, evidence: [...result.evidence, evidence] };
  return { ...result, status: 'partial', reason, evidence: [evidence, ...result.evidence] };
}

function withStop(text: string): string {
  return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}

function evidenceAt(project: Project, way: readonly (string | number)[], why: Evidence['why']): Evidence {
  const place = manifestKey(project, ...way);
  const source = project.manifestDocument?.source;
  return { path: place.path, range: source === undefined || place.span === null ? null : rangeOf(source, place.span), ref: null, why };
}
