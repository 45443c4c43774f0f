import * as vscode from 'vscode';
import * as z from 'zod';
import { pageScheme } from '../../core/config/ids.ts';

/** What a page is about: its kind and what it needs to be written again, after a restart too. */
export const pageSubjectSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('comparison'), root: z.string(), model: z.string(), left: z.string(), right: z.string() }),
  z.object({ kind: z.literal('history'), root: z.string(), model: z.string() }),
]);

/** What a page is about. */
export type PageSubject = z.infer<typeof pageSubjectSchema>;

/** Writes a page's Markdown in the person's language. */
export type PageWriter = (subject: PageSubject, signal: AbortSignal) => Promise<string>;

/** A page's address; the title is what its tab says, and menus tell pages by the folder that they are in. */
export function pageUri(title: string, subject: PageSubject): vscode.Uri {
  return vscode.Uri.from({ scheme: pageScheme, path: `/${subject.kind}/${title.replaceAll('/', '∕')}.md`, query: JSON.stringify(subject) });
}

/** What an address is about; null for any other document. */
export function pageSubject(uri: vscode.Uri): PageSubject | null {
  if (uri.scheme !== pageScheme) return null;
  try {
    return pageSubjectSchema.safeParse(JSON.parse(uri.query)).data ?? null;
  } catch {
    return null;
  }
}

/** The page that a menu names, else the one in the active tab. */
export function pageOf(given: unknown): PageSubject | null {
  if (given instanceof vscode.Uri) return pageSubject(given);
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? pageSubject(input.uri) : null;
}

/** Opens a page, read-only and as it is to be read. */
export async function openPage(title: string, subject: PageSubject): Promise<void> {
  await vscode.commands.executeCommand('vscode.open', pageUri(title, subject), { preview: true });
}

/** Serves pages on versions: read-only documents, written when they are opened and again when what they say may have changed. */
export class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  readonly #write: PageWriter;
  readonly onDidChange = this.#changed.event;

  constructor(write: PageWriter) {
    this.#write = write;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(pageScheme, this);
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const subject = pageSubject(uri);
    if (subject === null) return '';
    const abort = new AbortController();
    const listener = token.onCancellationRequested(() => abort.abort());
    try {
      return await this.#write(subject, abort.signal);
    } finally {
      listener.dispose();
    }
  }

  /** Writes the open pages anew. */
  refresh(): void {
    for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === pageScheme) this.#changed.fire(uri);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
