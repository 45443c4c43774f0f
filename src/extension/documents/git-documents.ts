import * as vscode from 'vscode';
import * as z from 'zod';
import { largestReadable } from '../../app/content-at-commit.ts';
import { gitScheme } from '../../core/config/ids.ts';
import type { Text } from '../../core/l10n/message.ts';
import { createGit } from '../../node/git/git-repository.ts';
import { sayText } from '../host/words.ts';

const texts = {
  binary: { en: 'This file is binary or too large to be shown.', pl: 'Ten plik jest binarny albo zbyt duży, aby go pokazać.' },
} as const satisfies Readonly<Record<string, Text>>;

const querySchema = z.object({ root: z.string(), commit: z.string() });

/** A file as a commit holds it, as a read-only document. */
export function gitDocumentUri(file: { readonly root: string; readonly commit: string; readonly path: string }): vscode.Uri {
  const { root, commit, path } = file;
  return vscode.Uri.from({ scheme: gitScheme, path: `/${path}`, query: JSON.stringify({ root, commit }) });
}

/** Serves files as commits hold them; nothing where no process may start. */
export class GitDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #registration: vscode.Disposable;

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(gitScheme, this);
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const query = querySchema.safeParse(parseJson(uri.query));
    if (!query.success || !vscode.workspace.isTrusted) return '';
    const abort = new AbortController();
    const listener = token.onCancellationRequested(() => abort.abort());
    try {
      const { root, commit } = query.data;
      const repository = await createGit().open(root, abort.signal);
      const [bytes] = (await repository?.readBlobs([{ commit, path: uri.path.slice(1) }], abort.signal)) ?? [];
      return bytes === undefined || bytes === null ? '' : textOf(bytes);
    } finally {
      listener.dispose();
    }
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

function textOf(bytes: Uint8Array): string {
  if (bytes.byteLength > largestReadable || bytes.subarray(0, 8000).includes(0)) return sayText(texts.binary);
  return new TextDecoder().decode(bytes);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
