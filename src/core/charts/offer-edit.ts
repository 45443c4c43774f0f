import type { Edit } from '../model/finding.ts';
import { yamlScalar } from '../rules/edits/yaml-entry.ts';
import { flow, manifestEdits, type ManifestPart, type ManifestTarget } from '../start/manifest-edits.ts';
import type { ChartOffer } from './offers.ts';

/** The edits that write chosen offers into a manifest; null where the file is no mapping of YAML that can be added to. */
export function offerEdits(target: ManifestTarget, offers: readonly ChartOffer[]): readonly Edit[] | null {
  return manifestEdits(target, partsOf(offers));
}

/** What all offers add together; what several of them add alike comes once. */
function partsOf(offers: readonly ChartOffer[]): readonly ManifestPart[] {
  const sources = new Map(offers.flatMap(({ adds }) => Object.entries(adds.sources)));
  const entries = (key: 'drift' | 'charts'): ManifestPart => ({
    key,
    lines: [...new Set(offers.flatMap(({ adds }) => adds[key].map((chart) => `- ${flow(chart)}`)))],
  });
  const parts: readonly ManifestPart[] = [
    { key: 'sources', lines: [...sources].map(([name, source]) => `${yamlScalar(name)}: ${flow(source)}`) },
    entries('drift'),
    entries('charts'),
  ];
  return parts.filter(({ lines }) => lines.length > 0);
}
