import type { ManifestChart, ManifestSource } from '../config/manifest-schema.ts';
import type { Message } from '../l10n/message.ts';
import type { Project } from '../project/project.ts';
import { dataOffers } from './offers/data-offers.ts';
import { ruleOffers } from './offers/rule-offers.ts';
import { serverOffers } from './offers/server-offers.ts';

/** What an offer would write into a manifest. Sources that are there already are never among these. */
export interface ManifestAddition {
  readonly sources: Readonly<Record<string, ManifestSource>>;
  readonly drift: readonly ManifestChart[];
  readonly charts: readonly ManifestChart[];
}

/** What an offer is made of: a server, an alert's rule, a folder of reports, or a folder of batches. */
export type ChartOfferKind = 'prometheus' | 'alertmanager' | 'rule' | 'reports' | 'batches';

/** Something that charts can be made of and that no manifest declares yet. Plain data: it may cross to the panel's host. */
export interface ChartOffer {
  /** Stable while the project's files say the same, and different from all other offers' of the project. */
  readonly id: string;
  readonly kind: ChartOfferKind;
  /** What the panel would show, in a few words. */
  readonly text: Message;
  /** Where it was found, and what only the person can add. */
  readonly detail: Message;
  /** The place to open; the line is 1-based. */
  readonly place: { readonly path: string; readonly line: number };
  readonly adds: ManifestAddition;
  /** Keys under `sources` whose `url` is `addressToFill`: no file says it, so the person must. */
  readonly toFill: readonly string[];
}

/** What the caller knows beyond the project's own files: data that Git ignores is in none of them. */
export interface FoundData {
  /** Files that may be reference data, batches or reports, relative to the repository. `columns` are empty where nobody looked. */
  readonly files: readonly { readonly path: string; readonly columns: readonly string[] }[];
}

/**
 * What a drift panel without declared charts can offer, found in the project's files alone: nothing is asked over the network, and that
 * a file names a server is no reason to ask it. What the manifest declares already is left out: a source of the same type and place,
 * a chart with the same query.
 *
 * Servers come first, then alert rules in path order, then reports and batches. Every offer stands for itself: a rule's chart brings the
 * source that it needs, under the key that every other offer uses for it, so that chosen ones can be written together by `offerEdit`.
 */
export function chartOffers(project: Project, found: FoundData = { files: [] }): readonly ChartOffer[] {
  const servers = serverOffers(project);
  return [...servers.offers, ...ruleOffers(project, servers.prometheus), ...dataOffers(project, found)];
}
