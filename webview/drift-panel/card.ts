/** One chart with its words and its data table. Kept from drawing to drawing: only what changed is changed. */
import type { PanelLabels, PanelPoint, PanelRelease, PanelSeries } from '../../src/protocol/drift-panel.ts';
import { button, setExpanded, setName } from '../ui/controls.ts';
import type { CreateChart } from './chart.ts';
import { dataTable } from './data-table.ts';
import { element, setChildren, setText } from './element.ts';
import { batchByKey } from './state.ts';

/** What a card shows. */
export interface CardInput {
  readonly series: PanelSeries;
  /** Those of the chosen time range. */
  readonly points: readonly PanelPoint[];
  readonly releases: readonly PanelRelease[];
  readonly labels: PanelLabels;
  readonly isTableOpen: boolean;
  /** The selected point's batch, if it is in this chart. */
  readonly selected: string | null;
}

/** What a person can do in a card. */
export interface CardActions {
  readonly select: (batch: string | null) => void;
  readonly toggleTable: () => void;
  readonly openManifest: () => void;
  readonly openBatch: (batch: string) => void;
}

/** A card on the page. */
export interface Card {
  readonly element: HTMLElement;
  update(input: CardInput): void;
  /** Draws again with the theme's new colours. */
  recolour(): void;
  destroy(): void;
}

/** A new card; `id` is unique on the page. */
export function createCard(id: string, actions: CardActions, createChart: CreateChart): Card {
  const title = element('h2');
  const badge = element('span', { className: 'badge' });
  const method = element('p', { className: 'method' });
  const selected = element('p', { className: 'selected', attributes: { id: `${id}-selected`, 'aria-live': 'polite' } });
  const summary = element('p', { className: 'summary' });
  const canvas = document.createElement('canvas');
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-describedby', `${id}-selected`);
  const toggle = button('', { appearance: 'secondary', onClick: actions.toggleTable });
  const open = button('', { appearance: 'secondary', onClick: actions.openManifest });
  const table = element('div');
  const section = element('section', { className: 'card', attributes: { 'data-series': id } }, [
    element('div', { className: 'card-head' }, [title, badge]),
    method,
    element('div', { className: 'plot' }, [canvas]),
    selected,
    summary,
    element('div', { className: 'card-actions' }, [toggle, open]),
    table,
  ]);
  const chart = createChart(canvas, actions.select);
  const shown: { input: CardInput | null } = { input: null };

  canvas.addEventListener('keydown', (event) => {
    if (shown.input === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const batch = batchByKey(event.key, shown.input.points, shown.input.selected);
    if (batch === null && (event.key !== 'Escape' || shown.input.selected === null)) return;
    event.preventDefault();
    actions.select(batch);
  });

  const drawChart = ({ series, points, releases, labels, selected: batch }: CardInput): void =>
    chart.update({ series, points, releases, lang: labels.lang, selected: batch });

  return {
    element: section,
    update(input) {
      const { series, points, releases, labels, isTableOpen } = input;
      const before = shown.input;
      const isOtherData = before === null || !isSameData(before, input);
      if (!isOtherData && before.isTableOpen === isTableOpen && before.selected === input.selected) return;
      shown.input = input;
      setText(title, series.title);
      setText(badge, labels.states[series.state]);
      setText(method, `${series.method} · ${series.rule}`);
      setText(summary, series.summary);
      setText(selected, points.find(({ batch }) => batch === input.selected)?.sentence ?? labels.noPoint);
      section.className = `card state-${series.state}`;
      canvas.setAttribute('aria-label', `${series.title}. ${series.summary}`);
      nameButton(toggle, isTableOpen ? labels.hideTable : labels.showTable, series.title);
      setExpanded(toggle, isTableOpen);
      nameButton(open, labels.openManifest, series.title);
      if (!isTableOpen) setChildren(table, []);
      else if (isOtherData || !before.isTableOpen)
        setChildren(table, [dataTable({ series, points, releases, labels, onOpen: actions.openBatch })]);
      if (isOtherData || before.selected !== input.selected) drawChart(input);
    },
    recolour() {
      if (shown.input !== null) drawChart(shown.input);
    },
    destroy: () => chart.destroy(),
  };
}

/** Every card has the same buttons: their names tell them apart for those who hear them. */
function nameButton(target: HTMLElement, words: string, title: string): void {
  setText(target, words);
  setName(target, `${words}: ${title}`);
}

/** Objects of a snapshot that did not change are the same objects; a time range makes a new list of the same points. */
function isSameData(one: CardInput, other: CardInput): boolean {
  return (
    one.series === other.series &&
    one.releases === other.releases &&
    one.labels === other.labels &&
    one.points.length === other.points.length &&
    one.points.every((point, index) => point === other.points[index])
  );
}
