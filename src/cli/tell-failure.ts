import { format } from '../core/l10n/message.ts';
import { GitError } from '../ports/git.ts';
import { HttpError } from '../ports/http.ts';
import { ProviderError } from '../ports/version-registry.ts';
import { exitCodes, type CliIo } from './command.ts';
import { printable } from './table-text.ts';

/** Says what the outside world would not do, with what to do about it; gives the exit code. */
export function tellFailure(io: Pick<CliIo, 'stderr' | 'language'>, error: ProviderError | GitError): number {
  io.stderr(`${printable(format(error.text, io.language))}\n${wordsBehind(error)}${printable(format(error.hint, io.language))}\n`);
  return error.code === 'conflict' ? exitCodes.conflict : exitCodes.unreachable;
}

/** Whether a server failed; what the local repository or the manifest lacks is a wrong argument to a script instead. */
export function isServerFailure(error: unknown): error is ProviderError {
  if (!(error instanceof ProviderError) || error.code === 'unsupported') return false;
  return error.code === 'unreachable' || !(error.cause instanceof GitError);
}

/** What Git, a hook or the remote itself said, line by line, as far as it fits on a screen; credentials in addresses are left out. */
function wordsBehind(error: Error): string {
  let cause: unknown = error;
  // These have words of ours, which were shown already.
  while (cause instanceof ProviderError || cause instanceof GitError || cause instanceof HttpError) cause = cause.cause;
  const words = cause instanceof Error ? cause.message : '';
  const lines = words.split(/\r?\n|\r/).filter((line) => line.trim() !== '');
  const shown = lines.slice(0, 20).map((line) => printable(line.replace(/(:\/\/)[^/@\s]*@/g, '$1')));
  return shown.map((line) => `  ${line}\n`).join('');
}
