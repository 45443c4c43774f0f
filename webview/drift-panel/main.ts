/** The drift panel's page: receives snapshots, keeps the person's choices, draws. Sends wishes only; computes nothing. */
import { ToPanel, type ToHost } from '../../src/protocol/drift-panel.ts';
import { listen } from '../../src/protocol/listen.ts';
import { registerControls } from '../ui/register-controls.ts';
import { createChart } from './chart.ts';
import { type PanelEvent, initialState, reduce, savedChoice } from './state.ts';
import { createView } from './view.ts';

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
  const page = { state: initialState(saved.success ? saved.data : undefined) };

  const dispatch = (event: PanelEvent): void => {
    const next = reduce(page.state, event);
    if (next === page.state) return;
    if (next.choice !== page.state.choice) host.setState(next.choice);
    page.state = next;
    view.update(next);
  };
  const view = createView(
    root,
    {
      dispatch,
      refresh: () => host.postMessage({ type: 'refresh' }),
      openManifest: (project, series) => host.postMessage({ type: 'openManifest', project, series }),
      openBatch: (project, batch) => host.postMessage({ type: 'openBatch', project, batch }),
      emptyAction: () => host.postMessage({ type: 'emptyAction' }),
    },
    createChart,
  );
  const receive = listen(ToPanel, { snapshot: dispatch, busy: dispatch }, (reason) => {
    console.error(`The drift panel received a message that it does not understand: ${reason}`);
  });
  window.addEventListener('message', (event) => {
    receive(event.data);
  });
  // The editor marks a theme on the body and sets its colours on the document: the charts, which are pixels, take them anew.
  const recolour = new MutationObserver(() => view.recolour());
  recolour.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  recolour.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  view.update(page.state);
  host.postMessage({ type: 'ready' });
}
