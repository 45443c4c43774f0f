import { message } from '../core/l10n/message.ts';
import type { DeclaredServer } from '../core/release/gate-source.ts';
import { serverOf } from '../core/release/model-servers.ts';
import type { ReleaseModel } from '../core/release/release-config.ts';
import { GitError } from '../ports/git.ts';
import { ProviderError, type ServerRegistry } from '../ports/version-registry.ts';
import type { ReleaseContext, ReleaseDependencies } from './release-context.ts';

const texts = {
  askOnline: {
    en: 'Allow it with --online, or in the editor by asking the server.',
    pl: 'Zezwól na to przez --online, a w edytorze pytając serwer.',
  },
  declare: { en: 'Correct airworthy.yaml and try again.', pl: 'Popraw airworthy.yaml i spróbuj jeszcze raz.' },
} as const;

/** The registry of a model that a server keeps; `ProviderError` where it may not be asked or is not declared. */
export async function registryOfServer(
  deps: ReleaseDependencies,
  { context, model }: { readonly context: ReleaseContext; readonly model: ReleaseModel },
  signal: AbortSignal,
): Promise<ServerRegistry> {
  const server = serverOf(model, deps.trackingServer);
  if ('failure' in server) throw new ProviderError('unsupported', { text: server.failure, hint: message(texts.declare) });
  return openServer(deps, { context, server }, signal);
}

/** The registry on a server, with the aliases of the models that manifests declare there. */
export async function openServer(
  deps: ReleaseDependencies,
  { context, server }: { readonly context: ReleaseContext; readonly server: DeclaredServer },
  signal: AbortSignal,
): Promise<ServerRegistry> {
  const aliasesOf = (artifact: string): Readonly<Record<string, string>> =>
    context.config.models.find(({ registry, registryName }) => registry === 'mlflow' && registryName === artifact)?.aliases ?? {};
  const registry = deps.modelServer(server, { aliasesOf, actor: await actorOf(deps, context, signal) });
  if ('failure' in registry) throw new ProviderError('unsupported', { text: registry.failure, hint: message(texts.askOnline) });
  return registry;
}

/** Who is recorded on a server: the person as Git knows them, else as this machine does. */
async function actorOf({ userName }: ReleaseDependencies, { repository }: ReleaseContext, signal: AbortSignal): Promise<string | null> {
  try {
    const identity = await repository.identity(signal);
    return identity === null ? userName : `${identity.name} <${identity.email}>`;
  } catch (error) {
    if (error instanceof GitError) return userName;
    throw error;
  }
}
