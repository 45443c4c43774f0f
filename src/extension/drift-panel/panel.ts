import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { panelIds } from '../../core/config/ids.ts';
import { ToHost, type ToPanel } from '../../protocol/drift-panel.ts';
import { listen } from '../../protocol/listen.ts';
import { sayText } from '../host/words.ts';
import type { DriftData } from './drift-data.ts';
import { driftWords } from './drift-words.ts';

/** What the panel needs. */
export interface DriftPanelDeps {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly data: DriftData;
}

/** The one drift panel of a window: opens it, brings it back after a restart, and answers its page. */
export class DriftPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #deps: DriftPanelDeps;
  readonly #registration: vscode.Disposable;
  #open: OpenPanel | null = null;

  constructor(deps: DriftPanelDeps) {
    this.#deps = deps;
    this.#registration = vscode.window.registerWebviewPanelSerializer(panelIds.drift, this);
  }

  show(): void {
    if (this.#open !== null) {
      this.#open.panel.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(panelIds.drift, sayText(driftWords.title), vscode.ViewColumn.Active, this.#options());
    this.#attach(panel);
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    panel.webview.options = this.#options();
    this.#attach(panel);
    return Promise.resolve();
  }

  /** Shows the newest numbers if the panel is open. */
  refresh(): void {
    void this.#open?.refresh();
  }

  dispose(): void {
    this.#open?.panel.dispose();
    this.#registration.dispose();
  }

  #attach(panel: vscode.WebviewPanel): void {
    this.#open = new OpenPanel(panel, this.#deps);
    panel.onDidDispose(() => {
      this.#open?.close();
      this.#open = null;
    });
  }

  #options(): vscode.WebviewOptions & vscode.WebviewPanelOptions {
    // The page keeps its own state and asks for a snapshot when it is shown again, so hiding it frees its memory.
    return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(this.#deps.extensionUri, 'dist')], retainContextWhenHidden: false };
  }
}

class OpenPanel {
  readonly panel: vscode.WebviewPanel;
  readonly #deps: DriftPanelDeps;
  #abort = new AbortController();

  constructor(panel: vscode.WebviewPanel, deps: DriftPanelDeps) {
    this.panel = panel;
    this.#deps = deps;
    const receive = listen(
      ToHost,
      {
        ready: () => void this.refresh(),
        refresh: () => void this.refresh(),
        openManifest: ({ project, series }) => void deps.data.openManifest(project, series),
        openBatch: ({ project, batch }) => void deps.data.openBatch(project, batch),
        emptyAction: () => void deps.data.emptyAction(),
      },
      (reason) => deps.log.warn(`Drift panel: a message was not understood: ${reason}`),
    );
    panel.webview.onDidReceiveMessage(receive);
    panel.webview.html = pageHtml(panel.webview, deps.extensionUri);
  }

  async refresh(): Promise<void> {
    this.#abort.abort();
    const abort = new AbortController();
    this.#abort = abort;
    await this.#post({ type: 'busy', isBusy: true });
    try {
      const snapshot = await this.#deps.data.snapshot(abort.signal);
      if (!abort.signal.aborted) await this.#post(snapshot);
    } catch (error) {
      if (!abort.signal.aborted) this.#deps.log.error(`Drift panel: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    } finally {
      if (!abort.signal.aborted) await this.#post({ type: 'busy', isBusy: false });
    }
  }

  close(): void {
    this.#abort.abort();
  }

  async #post(message: ToPanel): Promise<void> {
    await this.panel.webview.postMessage(message);
  }
}

/** The page: one script and one style of ours under a nonce, and nothing else. */
function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const nonce = randomBytes(24).toString('base64url');
  const file = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', name)).toString();
  const policy = [`default-src 'none'`, `script-src 'nonce-${nonce}'`, `style-src ${webview.cspSource}`, `font-src ${webview.cspSource}`, `img-src ${webview.cspSource} data:`].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${file('drift-panel.css')}">
<title>Airworthy</title>
</head>
<body>
<div id="app"></div>
<script nonce="${nonce}" src="${file('drift-panel.js')}"></script>
</body>
</html>`;
}
