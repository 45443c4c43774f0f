import type { Message } from '../l10n/message.ts';
import { trackingAddress } from '../project/tracking-address.ts';

/** What a page of a registry's user interface is about. */
export interface RegistryPage {
  /** The model's registered name. */
  readonly name: string;
  /** Null for the model's own page. */
  readonly version: string | null;
}

/**
 * The address of a model or version in MLflow's own user interface, whose pages are below `#/models/` in MLflow 2 and 3 alike; why there is
 * none where the tracking URI is no http or https address. Credentials in the URI are left out: a browser would send them on.
 */
export function registryPage(
  trackingUri: string,
  { name, version }: RegistryPage,
): { readonly address: string } | { readonly failure: Message } {
  const server = trackingAddress(trackingUri);
  if (server.kind === 'unsupported') return { failure: server.why };
  const model = `${server.url}/#/models/${encodeURIComponent(name)}`;
  return { address: version === null ? model : `${model}/versions/${encodeURIComponent(version)}` };
}
