import * as vscode from 'vscode';
import { GitError } from '../../ports/git.ts';
import { ProviderError } from '../../ports/version-registry.ts';
import { say, sayText } from './words.ts';

const texts = {
  failed: { en: '{what} did not work: {why}', pl: '{what}: nie udało się. {why}' },
  unexpected: { en: 'An internal error was written to the log.', pl: 'Błąd wewnętrzny zapisano w dzienniku.' },
  showLog: { en: 'Show Log', pl: 'Pokaż dziennik' },
};

/** Whether an error only says that the work was called off. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'Canceled' || error instanceof vscode.CancellationError);
}

/**
 * Runs an action and tells its failure: the words of our own errors, else one sentence and the log. Never throws.
 * The one place where a bug in a command or an event handler ends.
 */
export async function guard(log: vscode.LogOutputChannel, what: string, action: () => Promise<unknown> | unknown): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (isAbort(error)) return;
    log.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    const why = error instanceof GitError || error instanceof ProviderError ? `${say(error.text)} ${say(error.hint)}` : sayText(texts.unexpected);
    const show = sayText(texts.showLog);
    const chosen = await vscode.window.showErrorMessage(sayText(texts.failed, { what, why }), show);
    if (chosen === show) log.show();
  }
}
