import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { ToHost, type PanelWish, type ToPanel } from '../../protocol/drift-panel.ts';
import { listen } from '../../protocol/listen.ts';
import { guard } from '../host/guard.ts';
import { displayLanguage, sayText } from '../host/words.ts';
import type { DriftBoard } from './drift-board.ts';
import { driftWords } from './drift-words.ts';
import { pageHtml } from './page-html.ts';
import type { PanelActs } from './panel-acts.ts';
import { pauseUntilNext } from './refresh-pace.ts';
import { asksTheSame, usualWish } from './time-wish.ts';

/** What an open panel needs. */
export interface OpenPanelDeps {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly board: DriftBoard;
  readonly acts: PanelActs;
}

/** What is looked at anew, and whether the person may be asked about servers. */
interface LookOptions {
  readonly isFull: boolean;
  readonly mayPrompt: boolean;
}

/** A panel with its page: answers what the page wants, and looks anew at the pace that the person chose. */
export class OpenPanel {
  readonly panel: vscode.WebviewPanel;
  readonly #deps: OpenPanelDeps;
  readonly #closed = new AbortController();
  #looking = new AbortController();
  #wish: PanelWish = usualWish;
  #declared = '';
  #failures = 0;
  #timer: NodeJS.Timeout | null = null;
  /** The person opened it just now, so a question does not come out of nowhere. */
  #isWanted: boolean;
  /** Whether the page is there to be shown something. */
  #isReady = false;
  #revealed: Extract<ToPanel, { readonly type: 'reveal' }> | null = null;

  constructor(panel: vscode.WebviewPanel, deps: OpenPanelDeps, { isWanted }: { readonly isWanted: boolean }) {
    this.panel = panel;
    this.#deps = deps;
    this.#isWanted = isWanted;
    const { acts } = deps;
    const run = (action: (post: (message: ToPanel) => void) => unknown): void =>
      void guard(deps.log, sayText(driftWords.title), () => action((message) => this.#post(message)));
    const receive = listen(
      ToHost,
      {
        ready: ({ wish }) => this.#begin(wish),
        wish: ({ wish }) => this.#change(wish),
        refresh: () => this.#look({ isFull: true, mayPrompt: true }),
        act: (message) =>
          run(async () => {
            if (await acts.act(message)) this.#look({ isFull: true, mayPrompt: false });
          }),
        actOnAlert: (message) => run(() => acts.actOnAlert(message)),
        distribution: (message) => run((post) => acts.distribution(message, post, this.#closed.signal)),
        offer: ({ id }) => run(() => acts.offer(id)),
        export: (message) => run(() => acts.export(message)),
      },
      (reason) => deps.log.warn(`Drift panel: a message was not understood: ${reason}`),
    );
    panel.webview.onDidReceiveMessage(receive);
    panel.onDidChangeViewState(() => {
      // A hidden page is gone; it says that it is ready when it is shown again.
      if (!panel.visible) this.#pause();
    });
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

  /** Shows a chart, at once or as soon as the page is there. */
  reveal(project: string, chart: string): void {
    this.#revealed = { type: 'reveal', project, chart };
    if (this.#isReady) this.#tellRevealed();
  }

  /** Looks anew if the manifests now declare something else or batches have come or changed, and the page is there to show it. */
  follow(): void {
    if (!this.panel.visible || this.#declared === '') return;
    void guard(this.#deps.log, sayText(driftWords.title), async () => {
      if ((await this.#deps.board.declared(this.#closed.signal)) !== this.#declared) this.#look({ isFull: true, mayPrompt: false });
    });
  }

  close(): void {
    this.#pause();
    this.#closed.abort();
  }

  #begin(wish: PanelWish): void {
    this.#wish = wish;
    this.#isReady = true;
    const mayPrompt = this.#isWanted;
    this.#isWanted = false;
    this.#look({ isFull: true, mayPrompt });
  }

  #change(wish: PanelWish): void {
    const isSame = asksTheSame(wish, this.#wish);
    this.#wish = wish;
    if (isSame) this.#schedule();
    else this.#look({ isFull: false, mayPrompt: false });
  }

  #pause(): void {
    this.#isReady = false;
    this.#looking.abort();
    this.#stopTimer();
  }

  /** Asks and shows the newest numbers; what was being asked is called off. */
  #look(options: LookOptions): void {
    this.#looking.abort();
    this.#stopTimer();
    const looking = new AbortController();
    this.#looking = looking;
    const signal = AbortSignal.any([looking.signal, this.#closed.signal]);
    void guard(this.#deps.log, sayText(driftWords.title), () => this.#lookNow(options, signal));
  }

  async #lookNow(options: LookOptions, signal: AbortSignal): Promise<void> {
    const { board } = this.#deps;
    this.#post({ type: 'busy', isBusy: true, next: '' });
    try {
      // Asked before anything is read: what comes in the meantime is then taken for new.
      const declared = await board.declared(signal);
      const post = (message: ToPanel): void => {
        if (signal.aborted) return;
        this.#post(message);
        if (message.type === 'snapshot') this.#tellRevealed();
      };
      const hasSilence = await board.look({ ...options, wish: this.#wish, post }, signal);
      this.#declared = declared;
      this.#failures = hasSilence ? this.#failures + 1 : 0;
    } finally {
      if (!signal.aborted) this.#schedule();
    }
  }

  #tellRevealed(): void {
    if (this.#revealed === null || this.#deps.board.project(this.#revealed.project) === undefined) return;
    this.#post(this.#revealed);
    this.#revealed = null;
  }

  #schedule(): void {
    this.#stopTimer();
    const pause = pauseUntilNext(this.#wish.refreshEvery, this.#failures);
    if (pause === null || !this.#isReady || !this.panel.visible) {
      this.#post({ type: 'busy', isBusy: false, next: '' });
      return;
    }
    const time = new Intl.DateTimeFormat(displayLanguage(), { timeStyle: 'medium' }).format(Date.now() + pause);
    const isLater = pause > this.#wish.refreshEvery;
    this.#post({ type: 'busy', isBusy: false, next: sayText(isLater ? driftWords.againLater : driftWords.again, { time }) });
    this.#timer = setTimeout(() => this.#look({ isFull: true, mayPrompt: false }), pause);
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #post(message: ToPanel): void {
    if (!this.#closed.signal.aborted) void this.panel.webview.postMessage(message);
  }
}
