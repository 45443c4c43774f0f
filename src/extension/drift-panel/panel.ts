import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { panelIds, settingIds } from '../../core/config/ids.ts';
import { ToHost, type ToPanel } from '../../protocol/drift-panel.ts';
import { listen } from '../../protocol/listen.ts';
import { guard } from '../host/guard.ts';
import { displayLanguage, sayText } from '../host/words.ts';
import type { DriftData } from './drift-data.ts';
import { driftWords } from './drift-words.ts';
import { pageHtml } from './page-html.ts';

/** What the panel needs. */
export interface DriftPanelDeps {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly data: DriftData;
  /** Fires when something in the workspace may have changed that the charts depend on. */
  readonly onDidChange: vscode.Event<unknown>;
}

/** The one drift panel of a window: opens it, brings it back after a restart, and answers its page. */
export class DriftPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #deps: DriftPanelDeps;
  readonly #registration: vscode.Disposable;
  #open: OpenPanel | null = null;

  constructor(deps: DriftPanelDeps) {
    this.#deps = deps;
    this.#registration = vscode.Disposable.from(
      vscode.window.registerWebviewPanelSerializer(panelIds.drift, this),
      deps.onDidChange(() => this.#open?.follow()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settingIds.language)) this.#open?.follow();
      }),
    );
  }

  show(): void {
    if (this.#open !== null) {
      this.#open.panel.reveal();
      return;
    }
    this.#attach(vscode.window.createWebviewPanel(panelIds.drift, sayText(driftWords.title), vscode.ViewColumn.Active, this.#options()));
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    // The command may have been quicker than the restored window: there is one panel, and the one with the person's choices stays.
    this.#open?.panel.dispose();
    panel.webview.options = this.#options();
    this.#attach(panel);
    return Promise.resolve();
  }

  dispose(): void {
    this.#open?.panel.dispose();
    this.#registration.dispose();
  }

  #attach(panel: vscode.WebviewPanel): void {
    const open = new OpenPanel(panel, this.#deps);
    this.#open = open;
    panel.onDidDispose(() => {
      open.close();
      if (this.#open === open) this.#open = null;
    });
  }

  #options(): vscode.WebviewOptions & vscode.WebviewPanelOptions {
    // The page keeps its own state and asks for a snapshot when it is shown again, so hiding it frees its memory.
    return {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.#deps.extensionUri, 'dist')],
      retainContextWhenHidden: false,
    };
  }
}

class OpenPanel {
  readonly panel: vscode.WebviewPanel;
  readonly #deps: DriftPanelDeps;
  readonly #closed = new AbortController();
  #computing = new AbortController();
  #declared = '';

  constructor(panel: vscode.WebviewPanel, deps: DriftPanelDeps) {
    this.panel = panel;
    this.#deps = deps;
    const { data } = deps;
    const guarded = (action: () => Promise<void>): void => void guard(deps.log, sayText(driftWords.title), action);
    const receive = listen(
      ToHost,
      {
        ready: () => this.refresh(),
        refresh: () => this.refresh(),
        openManifest: ({ project, series }) => guarded(() => data.openManifest(project, series)),
        openBatch: ({ project, batch }) => guarded(() => data.openBatch(project, batch)),
        emptyAction: () => guarded(() => data.emptyAction()),
      },
      (reason) => deps.log.warn(`Drift panel: a message was not understood: ${reason}`),
    );
    panel.webview.onDidReceiveMessage(receive);
    panel.webview.html = pageHtml({
      nonce: randomBytes(24).toString('base64url'),
      cspSource: panel.webview.cspSource,
      script: panel.webview.asWebviewUri(vscode.Uri.joinPath(deps.extensionUri, 'dist', 'drift-panel.js')).toString(),
      style: panel.webview.asWebviewUri(vscode.Uri.joinPath(deps.extensionUri, 'dist', 'drift-panel.css')).toString(),
      lang: displayLanguage(),
      title: sayText(driftWords.title),
      loading: sayText(driftWords.loading),
      failed: sayText(driftWords.failed),
    });
  }

  /** Computes and shows the newest numbers; what was being computed is called off. */
  refresh(): void {
    this.#computing.abort();
    const computing = new AbortController();
    this.#computing = computing;
    void guard(this.#deps.log, sayText(driftWords.title), () => this.#compute(AbortSignal.any([computing.signal, this.#closed.signal])));
  }

  /** Computes anew if the manifests now declare something else or batches have come or changed, and the page is there to show it. */
  follow(): void {
    if (!this.panel.visible || this.#declared === '') return;
    void guard(this.#deps.log, sayText(driftWords.title), async () => {
      if ((await this.#deps.data.declared(this.#closed.signal)) !== this.#declared) this.refresh();
    });
  }

  close(): void {
    this.#closed.abort();
  }

  async #compute(signal: AbortSignal): Promise<void> {
    await this.#post({ type: 'busy', isBusy: true });
    try {
      // Asked before anything is read: what comes in the meantime is then taken for new.
      const declared = await this.#deps.data.declared(signal);
      const snapshot = await this.#deps.data.snapshot(signal);
      this.#declared = declared;
      signal.throwIfAborted();
      await this.#post(snapshot);
    } finally {
      if (!signal.aborted) await this.#post({ type: 'busy', isBusy: false });
    }
  }

  async #post(message: ToPanel): Promise<void> {
    if (!this.#closed.signal.aborted) await this.panel.webview.postMessage(message);
  }
}
