import { findModel, openReleases, type ReleaseContext, type ReleaseDependencies } from '../app/release-context.ts';
import { resolveVersion, type VersionAtCommit } from '../app/resolve-version.ts';
import { format } from '../core/l10n/message.ts';
import type { ModelState } from '../core/release/model-state.ts';
import type { ReleaseModel } from '../core/release/release-config.ts';
import { GitError } from '../ports/git.ts';
import { ProviderError } from '../ports/version-registry.ts';
import type { CliIo } from './command.ts';
import { releasePlace } from './release-dependencies.ts';
import { printable } from './table-text.ts';
import { UsageError } from './usage-error.ts';

/** A model that a command names, in its opened repository. */
export interface OpenedModel {
  readonly context: ReleaseContext;
  readonly model: ReleaseModel;
  readonly state: ModelState | null;
}

/** Opens the repository around a folder and finds a model in it; `UsageError` where there is none. */
export async function openModel(
  deps: ReleaseDependencies,
  { io, directory, model: name }: { readonly io: CliIo; readonly directory: string; readonly model: string },
  signal: AbortSignal,
): Promise<OpenedModel> {
  const context = await openReleases(deps, await releasePlace(directory, io), signal);
  if (context === null) throw new UsageError('noRepository', { path: directory });
  const { model, state } = findModel(context, name);
  const isDeclared = context.config.models.includes(model);
  if (!isDeclared && state === null) throw new UsageError('noModel', { name: printable(name) });
  return { context, model, state };
}

/** The version that an argument names; `UsageError` where there is none. */
export async function versionOf(
  { context, model, state }: OpenedModel,
  word: string,
  io: CliIo,
  signal: AbortSignal,
): Promise<VersionAtCommit> {
  const resolved = await resolveVersion({ repository: context.repository, model: model.name, state }, word, signal);
  if (resolved.kind === 'refused') throw new UsageError('asSaid', { text: printable(format(resolved.reason, io.language)) });
  return resolved.at;
}

/** A repository that cannot be read is the same to a script as a wrong argument: nothing can be done here. */
export async function orUsage<Result>(io: CliIo, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof ProviderError) && !(error instanceof GitError)) throw error;
    throw new UsageError('asSaid', { text: printable(`${format(error.text, io.language)} ${format(error.hint, io.language)}`) });
  }
}
