import * as vscode from 'vscode';
import { explanationScheme } from '../../core/config/ids.ts';
import { explanationPage } from '../../core/report/explanation-page.ts';
import { displayLanguage } from '../host/words.ts';

/** The page of a rule or check: a read-only document, so that it can be read offline. */
export function explanationUri(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme: explanationScheme, path: `/${id}.md` });
}

/** Serves the pages of all rules and checks. */
export function registerExplanations(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(explanationScheme, {
    provideTextDocumentContent: (uri) => explanationPage(uri.path.slice(1).replace(/\.md$/, ''), displayLanguage()),
  });
}
