import { noRepository } from '../app/no-repository.ts';
import type { ReleaseDependencies, ReleasePlace } from '../app/release-context.ts';
import { trackingOffers } from '../app/tracking-offers.ts';
import { format, message } from '../core/l10n/message.ts';
import type { CliIo } from './command.ts';
import { printable } from './table-text.ts';

const texts = {
  offer: {
    en: 'An MLflow server is named in {where}: {url}. Nothing was asked; to ask it: --online --tracking-uri {url}',
    pl: 'Serwer MLflow jest podany w {where}: {url}. O nic go nie zapytano; aby zapytać: --online --tracking-uri {url}',
  },
} as const;

/** A line for each MLflow server that the folder's files or the environment name. */
export async function trackingOfferText(deps: ReleaseDependencies, place: ReleasePlace, io: CliIo, signal: AbortSignal): Promise<string> {
  const opened = await deps.git.open(place.directory, signal);
  const repository = opened ?? noRepository(place.directory);
  const folder = opened === null ? '' : place.folderIn(repository.root);
  const offers = await trackingOffers({ repository, tree: deps.openTree(repository.root) }, { folder, environment: io.env }, signal);
  return offers
    .map(({ url, from }) => {
      const where = from.kind === 'environment' ? from.name : `${from.path}:${String(from.line)}`;
      return `${printable(format(message(texts.offer, { url, where }), io.language))}\n`;
    })
    .join('');
}
