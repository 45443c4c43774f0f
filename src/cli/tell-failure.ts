import { format } from '../core/l10n/message.ts';
import { GitError } from '../ports/git.ts';
import { ProviderError } from '../ports/version-registry.ts';
import { exitCodes, type CliIo } from './command.ts';
import { printable } from './table-text.ts';

/** Says what the outside world would not do, with what to do about it; gives the exit code. */
export function tellFailure(io: Pick<CliIo, 'stderr' | 'language'>, error: ProviderError | GitError): number {
  io.stderr(`${printable(format(error.text, io.language))}\n${printable(format(error.hint, io.language))}\n`);
  return error.code === 'conflict' ? exitCodes.conflict : exitCodes.unreachable;
}

/** Whether a server failed; what the local repository or the manifest lacks is a wrong argument to a script instead. */
export function isServerFailure(error: unknown): error is ProviderError {
  if (!(error instanceof ProviderError) || error.code === 'unsupported') return false;
  return error.code === 'unreachable' || !(error.cause instanceof GitError);
}
