import * as vscode from 'vscode';

/** What takes longer than this, in milliseconds, shows that it goes on; a message for less would only flicker. */
const noticeable = 1500;

/** Work that shows its progress, with a button to call it off, as soon as it is long. Rejects as the work does, also when it is called off. */
export async function cancellable<Result>(title: string, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const abort = new AbortController();
  const result = work(abort.signal);
  const ended = result.then(
    () => undefined,
    () => undefined,
  );
  const timer = setTimeout(() => {
    const options = { location: vscode.ProgressLocation.Notification, title: `Airworthy: ${title}`, cancellable: true };
    void vscode.window.withProgress(options, async (_progress, token) => {
      const listener = token.onCancellationRequested(() => abort.abort());
      await ended;
      listener.dispose();
    });
  }, noticeable);
  try {
    return await result;
  } finally {
    clearTimeout(timer);
  }
}
