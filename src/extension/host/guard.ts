import * as vscode from 'vscode';
import { commandIds } from '../../core/config/ids.ts';
import { GitError } from '../../ports/git.ts';
import { ProviderError } from '../../ports/version-registry.ts';
import { say, sayText } from './words.ts';

const texts = {
  failed: { en: 'Airworthy could not do this. {why}', pl: 'Airworthy nie może tego zrobić. {why}' },
  unexpected: { en: 'An internal error was written to the log.', pl: 'Błąd wewnętrzny zapisano w dzienniku.' },
  showLog: { en: 'Show Log', pl: 'Pokaż dziennik' },
};

/** Whether an error only says that the work was called off. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'Canceled' || error instanceof vscode.CancellationError);
}

/** Writes a failure to the log and, unless it is to stay quiet, tells it: the words of our own errors, else one sentence. Does not wait for an answer. */
export function tellFailure(
  log: vscode.LogOutputChannel,
  { what, error, isQuiet = false }: { readonly what: string; readonly error: unknown; readonly isQuiet?: boolean },
): void {
  log.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  if (isQuiet) return;
  const why =
    error instanceof GitError || error instanceof ProviderError ? `${say(error.text)} ${say(error.hint)}` : sayText(texts.unexpected);
  const show = sayText(texts.showLog);
  void vscode.window.showErrorMessage(sayText(texts.failed, { why }), show).then((chosen) => {
    if (chosen === show) void vscode.commands.executeCommand(commandIds.showLog);
  });
}

/** Runs an action and tells its failure. Never throws: the one place where a bug in a command or an event handler ends. */
export async function guard(log: vscode.LogOutputChannel, what: string, action: () => unknown): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!isAbort(error)) tellFailure(log, { what, error });
  }
}
