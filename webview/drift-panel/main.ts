/** The drift panel's page: receives snapshots, keeps the person's choices, draws. Sends wishes only; computes nothing. */
import type { Chart } from 'chart.js';
import { ToPanel, type ToHost } from '../../src/protocol/drift-panel.ts';
import { listen } from '../../src/protocol/listen.ts';
import { registerControls } from '../ui/controls.ts';
import { type PanelEvent, type PanelState, initialState, reduce, savedChoice } from './state.ts';
import { drawView } from './view.ts';

interface HostApi {
  postMessage(message: ToHost): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): HostApi;

start();

function start(): void {
  const root = document.getElementById('app');
  if (root === null) return;
  registerControls();
  const host = acquireVsCodeApi();
  const saved = savedChoice.safeParse(host.getState());
  const page = { state: initialState(saved.success ? saved.data : undefined), charts: [] as readonly Chart[] };

  const draw = (): void => {
    const focused = document.activeElement?.closest('[id]')?.id;
    for (const chart of page.charts) chart.destroy();
    page.charts = drawView(root, page.state, actions);
    // Redrawing replaces the elements: the keyboard stays where it was.
    if (focused !== undefined && focused !== 'app') restoreFocus(focused);
  };
  const dispatch = (event: PanelEvent): void => {
    const next: PanelState = reduce(page.state, event);
    if (next === page.state) return;
    page.state = next;
    host.setState(next.choice);
    draw();
  };
  const actions = {
    dispatch,
    refresh: () => host.postMessage({ type: 'refresh' }),
    openManifest: (project: string, series: string) => host.postMessage({ type: 'openManifest', project, series }),
    openBatch: (project: string, batch: string) => host.postMessage({ type: 'openBatch', project, batch }),
    emptyAction: () => host.postMessage({ type: 'emptyAction' }),
  };

  const receive = listen(ToPanel, { snapshot: dispatch, busy: dispatch }, (reason) => {
    throw new Error(`The drift panel received a message that it does not understand: ${reason}`);
  });
  window.addEventListener('message', (event) => {
    receive(event.data);
  });
  // The editor marks the theme on the body: charts take their colours anew.
  new MutationObserver(draw).observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  draw();
  host.postMessage({ type: 'ready' });
}

function restoreFocus(id: string): void {
  const element = document.getElementById(id);
  const target = element?.matches('section') === true ? element.querySelector('canvas') : element;
  target?.focus({ preventScroll: true });
}
