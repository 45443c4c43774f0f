/** The page: draws a state by changing only what differs from the drawing before. */
import type { PanelLabels, PanelProject, PanelSeries, PanelSnapshot } from '../../src/protocol/drift-panel.ts';
import { button, spinner } from '../ui/controls.ts';
import { type Card, createCard } from './card.ts';
import type { CreateChart } from './chart.ts';
import { element, setChildren, setText } from './element.ts';
import { type PanelEvent, type PanelState, chartKey, inOrder, shownPoints, shownProject } from './state.ts';
import { createToolbar } from './toolbar.ts';

/** What the page can ask for. */
export interface ViewActions {
  readonly dispatch: (event: PanelEvent) => void;
  readonly refresh: () => void;
  readonly openManifest: (project: string, series: string) => void;
  readonly openBatch: (project: string, batch: string) => void;
  readonly emptyAction: () => void;
}

/** The drawn page. */
export interface View {
  update(state: PanelState): void;
  /** Draws the charts again with the theme's new colours. */
  readonly recolour: () => void;
}

/** Draws into `root`. Until a first snapshot comes it shows the words that the root's `data-loading` and `data-failed` hold. */
export function createView(root: HTMLElement, actions: ViewActions, createChart: CreateChart): View {
  const waiting = element('p', { attributes: { role: 'status' } });
  const waitingPage = element('main', { className: 'content waiting' }, [spinner(), waiting]);
  const toolbar = createToolbar(actions);
  const empty = createEmpty(actions);
  const content = createContent(actions, createChart);
  return {
    update(state) {
      const { snapshot } = state;
      if (snapshot === null) {
        waitingPage.classList.toggle('busy', state.isBusy);
        setText(waiting, (state.isBusy ? root.dataset['loading'] : root.dataset['failed']) ?? '');
        setChildren(root, [waitingPage]);
        return;
      }
      document.documentElement.lang = snapshot.labels.lang;
      toolbar.update(state);
      const project = shownProject(state);
      if (project === undefined || snapshot.empty !== null) {
        empty.update(snapshot);
        content.clear();
        setChildren(root, [toolbar.element, empty.element]);
      } else {
        setChildren(root, [toolbar.element, content.element]);
        content.update(state, snapshot, project);
      }
    },
    recolour: content.recolour,
  };
}

function createEmpty(actions: ViewActions): { readonly element: HTMLElement; update(snapshot: PanelSnapshot): void } {
  const text = element('p');
  const start = button('', { appearance: 'primary', onClick: () => actions.emptyAction() });
  const page = element('main', { className: 'content empty' });
  return {
    element: page,
    update({ empty }) {
      setText(text, empty?.text ?? '');
      setText(start, empty?.action ?? '');
      setChildren(page, empty === null || empty.action === null ? [text] : [text, start]);
    },
  };
}

interface Content {
  readonly element: HTMLElement;
  update(state: PanelState, snapshot: PanelSnapshot, project: PanelProject): void;
  readonly recolour: () => void;
  readonly clear: () => void;
}

function createContent(actions: ViewActions, createChart: CreateChart): Content {
  const cards = new Map<string, Card>();
  const headline = element('h1');
  const problems = element('ul', { className: 'problems' });
  const loudCards = element('div', { className: 'cards' });
  const steadyCards = element('div', { className: 'cards' });
  const steadyTitle = element('summary');
  const steady = element('details', {}, [steadyTitle, steadyCards]);
  const legend = element('p', { className: 'legend', attributes: { 'aria-hidden': 'true' } });
  const updated = element('p', { className: 'updated' });
  const page = element('main', { className: 'content' });
  steady.addEventListener('toggle', () => {
    actions.dispatch({ type: 'showSteady', isOpen: steady.hasAttribute('open') });
  });

  const cardOf = (project: PanelProject, series: PanelSeries): Card => {
    const key = chartKey(project, series);
    const known = cards.get(key);
    if (known !== undefined) return known;
    const card = createCard(
      `chart-${series.id}`,
      {
        select: (batch) => actions.dispatch({ type: 'select', series: series.id, batch }),
        toggleTable: () => actions.dispatch({ type: 'toggleTable', table: key }),
        openManifest: () => actions.openManifest(project.id, series.id),
        openBatch: (batch) => actions.openBatch(project.id, batch),
      },
      createChart,
    );
    cards.set(key, card);
    return card;
  };
  const dropOthers = (kept: ReadonlySet<string>): void => {
    for (const [key, card] of cards) {
      if (kept.has(key)) continue;
      card.destroy();
      cards.delete(key);
    }
  };

  return {
    element: page,
    update(state, { labels, updated: when }, project) {
      dropOthers(new Set(project.series.map((series) => chartKey(project, series))));
      const groups = inOrder(project.series);
      const elements = (list: readonly PanelSeries[]): readonly HTMLElement[] => list.map((series) => cardOf(project, series).element);
      setText(headline, project.headline);
      if (problems.dataset['shown'] !== JSON.stringify(project.problems)) {
        problems.dataset['shown'] = JSON.stringify(project.problems);
        problems.replaceChildren(...project.problems.map((text) => element('li', { text })));
      }
      setText(steadyTitle, `${labels.steady} (${String(groups.steady.length)})`);
      setText(legend, labels.legend);
      setText(updated, when);
      setChildren(loudCards, elements(groups.loud));
      setChildren(steadyCards, elements(groups.steady));
      setOpen(steady, state.choice.showsSteady ?? groups.loud.length === 0);
      setChildren(page, [
        headline,
        ...(project.problems.length > 0 ? [problems] : []),
        ...(groups.loud.length > 0 ? [loudCards] : []),
        ...(groups.steady.length > 0 ? [steady] : []),
        ...(project.series.length > 0 ? [legend] : []),
        updated,
      ]);
      // A chart measures its place, so it is drawn when it stands there.
      for (const series of project.series) cardOf(project, series).update(cardInput(state, labels, project, series));
    },
    recolour() {
      for (const card of cards.values()) card.recolour();
    },
    clear() {
      dropOthers(new Set());
    },
  };
}

function cardInput(state: PanelState, labels: PanelLabels, project: PanelProject, series: PanelSeries): Parameters<Card['update']>[0] {
  return {
    series,
    points: shownPoints(project, series, state.choice.range),
    releases: project.releases,
    labels,
    isTableOpen: state.choice.openTables.includes(chartKey(project, series)),
    selected: state.selected?.series === series.id ? state.selected.batch : null,
  };
}

function setOpen(details: HTMLElement, isOpen: boolean): void {
  if (details.hasAttribute('open') !== isOpen) details.toggleAttribute('open', isOpen);
}
