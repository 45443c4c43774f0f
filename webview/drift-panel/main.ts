/** The drift panel's page: receives what there is to show, keeps the person's choices, draws. Sends wishes only; asks nobody else. */
import { ToPanel, type ToHost } from '../../src/protocol/drift-panel.ts';
import { listen } from '../../src/protocol/listen.ts';
import { registerControls } from '../ui/register-controls.ts';
import { ChartLink } from './chart-link.ts';
import { chartWidth } from './chart-width.ts';
import { pictureOf } from './picture.ts';
import { savedChoice, wishOf } from './saved-choice.ts';
import { isSame } from './same.ts';
import { askedAnew, chartKey, type PanelEvent, initialState, reduce } from './state.ts';
import { sourceOfPoint } from './point-source.ts';
import { createView, type ViewActions } from './view.ts';
import { themeColours } from './theme-colours.ts';

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
  const page = { state: initialState(saved.success ? saved.data : undefined), width: chartWidth(window.innerWidth) };

  const dispatch = (event: PanelEvent): void => {
    const before = page.state;
    const next = reduce(before, event);
    if (next === before) return;
    page.state = next;
    if (next.choice !== before.choice) {
      host.setState(next.choice);
      const wish = wishOf(next.choice, page.width);
      if (!isSame(wish, wishOf(before.choice, page.width))) host.postMessage({ type: 'wish', wish });
    }
    for (const asked of askedAnew(before, next)) host.postMessage({ type: 'distribution', ...asked });
    view.update(next);
  };
  const link = new ChartLink((zoom) => dispatch({ type: 'zoom', zoom }));
  const actions: ViewActions = {
    dispatch,
    refresh: () => host.postMessage({ type: 'refresh' }),
    offer: (id) => host.postMessage({ type: 'offer', id }),
    act: (action, { project, chart, point }) => {
      const from = sourceOfPoint(page.state, { project, chart, point });
      if (action === 'distribution') dispatch({ type: 'openDistribution', chart: chartKey(project, chart), from });
      else
        host.postMessage({
          type: 'act',
          action,
          project,
          chart,
          point: point === null ? null : { line: point.line, time: point.time, from },
        });
    },
    actOnAlert: (action, { project, alert }) => host.postMessage({ type: 'actOnAlert', action, project, alert }),
    export: (kind, project) => {
      link.drawAll();
      const { charts, pictures } = view.shown();
      const png = kind === 'csv' ? null : pictureOf(pictures, themeColours());
      host.postMessage({ type: 'export', project, kind, charts: [...charts], png });
    },
  };
  const view = createView(root, actions, { createChart: link.create, numbers: link.numbers });
  const receive = listen(
    ToPanel,
    { snapshot: dispatch, chart: dispatch, distribution: dispatch, busy: dispatch, reveal: dispatch },
    (reason) => console.error(`The drift panel received a message that it does not understand: ${reason}`),
  );
  window.addEventListener('message', (event) => {
    receive(event.data);
  });
  window.addEventListener('resize', () => {
    const width = chartWidth(window.innerWidth);
    if (width === page.width) return;
    page.width = width;
    host.postMessage({ type: 'wish', wish: wishOf(page.state.choice, width) });
  });
  // The editor marks a theme on the body and sets its colours on the document: the charts, which are pixels, take them anew.
  const recolour = new MutationObserver(() => {
    link.recolour();
    view.recolour();
  });
  recolour.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
  recolour.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  view.update(page.state);
  host.postMessage({ type: 'ready', wish: wishOf(page.state.choice, page.width) });
}
