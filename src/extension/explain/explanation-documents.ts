import * as vscode from 'vscode';
import { explanationScheme } from '../../core/config/ids.ts';
import { explanationPage } from '../../core/report/explanation-page.ts';
import { displayLanguage } from '../host/words.ts';

/** The page of a rule or check: a read-only document, so that it can be read offline. */
export function explanationUri(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme: explanationScheme, path: `/${id}.md` });
}

/** Serves the pages of all rules and checks. */
export class ExplanationDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(explanationScheme, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return explanationPage(uri.path.slice(1).replace(/\.md$/, ''), displayLanguage());
  }

  /** Writes the open pages anew, in another language. */
  refresh(): void {
    for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === explanationScheme) this.#changed.fire(uri);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
