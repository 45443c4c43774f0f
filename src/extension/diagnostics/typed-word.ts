import * as vscode from 'vscode';

/**
 * The word that is being typed: the last change of the active editor touched it and the cursor has not left it since.
 * A click into a word, undo and saving are no typing.
 */
export class TypedWord implements vscode.Disposable {
  readonly #left = new vscode.EventEmitter<vscode.Uri>();
  readonly #listeners: vscode.Disposable;
  #typed: { readonly document: vscode.TextDocument; readonly ends: readonly vscode.Position[] } | null = null;
  /** Fires with a document's URI when the cursor has left the word, or it was saved. */
  readonly onDidLeave = this.#left.event;

  constructor() {
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
        if (contentChanges.length === 0 || document !== vscode.window.activeTextEditor?.document) return;
        const ends = contentChanges.map(({ rangeOffset, text }) => document.positionAt(rangeOffset + text.length));
        if (reason === undefined) this.#typed = { document, ends };
        else this.#leave();
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor.document === this.#typed?.document && this.range(textEditor.document.uri) === null) this.#leave();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.#leave()),
      vscode.workspace.onDidSaveTextDocument((document) => {
        if (document === this.#typed?.document) this.#leave();
      }),
    );
  }

  /** Its place if it is in that document, else null. */
  range(uri: vscode.Uri): vscode.Range | null {
    const editor = vscode.window.activeTextEditor;
    if (this.#typed === null || editor?.document !== this.#typed.document || editor.document.uri.toString() !== uri.toString()) return null;
    const cursor = editor.selection.active;
    const word = editor.document.getWordRangeAtPosition(cursor) ?? new vscode.Range(cursor, cursor);
    return this.#typed.ends.some((end) => word.contains(end)) ? word : null;
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#left.dispose();
  }

  #leave(): void {
    const left = this.#typed;
    this.#typed = null;
    if (left !== null) this.#left.fire(left.document.uri);
  }
}
