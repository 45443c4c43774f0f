import * as vscode from 'vscode';
import { panelIds, settingIds } from '../../core/config/ids.ts';
import { sayText } from '../host/words.ts';
import { driftWords } from './drift-words.ts';
import { OpenPanel, type OpenPanelDeps } from './open-panel.ts';

/** What the panel needs. */
export interface DriftPanelDeps extends OpenPanelDeps {
  /** Fires when something in the workspace may have changed that the charts depend on. */
  readonly onDidChange: vscode.Event<unknown>;
}

/** The one drift panel of a window: opens it, brings it back after a restart, and shows what it is asked to show. */
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

  /** Opens the panel or brings it to the front; at a chart where one is named. */
  show(chart: { readonly project: string; readonly chart: string } | null): void {
    const open = this.#open ?? this.#create();
    open.panel.reveal();
    if (chart !== null) open.reveal(chart.project, chart.chart);
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    // The command may have been quicker than the restored window: there is one panel, and the one with the person's choices stays.
    this.#open?.panel.dispose();
    panel.webview.options = this.#options();
    this.#attach(panel, { isWanted: false });
    return Promise.resolve();
  }

  dispose(): void {
    this.#open?.panel.dispose();
    this.#registration.dispose();
  }

  #create(): OpenPanel {
    const title = sayText(driftWords.title);
    const panel = vscode.window.createWebviewPanel(panelIds.drift, title, vscode.ViewColumn.Active, this.#options());
    return this.#attach(panel, { isWanted: true });
  }

  #attach(panel: vscode.WebviewPanel, options: { readonly isWanted: boolean }): OpenPanel {
    const open = new OpenPanel(panel, this.#deps, options);
    this.#open = open;
    panel.onDidDispose(() => {
      open.close();
      if (this.#open === open) this.#open = null;
    });
    return open;
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
