/** Draws the page from the state: text is always set as text, never as markup, for column and file names are not ours. */
import type { Chart } from 'chart.js';
import type { PanelLabels, PanelProject, PanelSeries } from '../../src/protocol/drift-panel.ts';
import { button, choice, progress } from '../ui/controls.ts';
import { drawChart } from './chart.ts';
import { type PanelEvent, type PanelState, type RangeId, inOrder, ranges, shownPoints, shownProject } from './state.ts';

/** What the page can ask for. */
export interface ViewActions {
  dispatch(event: PanelEvent): void;
  refresh(): void;
  openManifest(project: string, series: string): void;
  openBatch(project: string, batch: string): void;
  emptyAction(): void;
}

/** Draws into `root`, replacing what was there; gives the charts, which the next drawing destroys. */
export function drawView(root: HTMLElement, state: PanelState, actions: ViewActions): readonly Chart[] {
  const { snapshot } = state;
  if (snapshot === null) {
    root.replaceChildren(progress(''));
    return [];
  }
  const { labels } = snapshot;
  document.documentElement.lang = labels.lang;
  const project = shownProject(state);
  const header = headerOf(state, labels, actions);
  if (project === undefined || snapshot.empty !== null) {
    root.replaceChildren(header, emptyOf(snapshot.empty, actions));
    return [];
  }
  const { loud, steady } = inOrder(project.series);
  const charts: (() => Chart)[] = [];
  const cards = (list: readonly PanelSeries[]): HTMLElement[] => list.map((series) => cardOf({ state, project, series, labels, actions, charts }));
  const content = element('main', { className: 'content' }, [
    element('h1', { text: project.headline }),
    ...(project.problems.length === 0 ? [] : [element('ul', { className: 'problems' }, project.problems.map((text) => element('li', { text })))]),
    element('div', { className: 'cards' }, cards(loud)),
    ...(steady.length === 0 ? [] : [steadyOf(labels, cards(steady), loud.length === 0)]),
    element('p', { className: 'updated', text: snapshot.updated }),
  ]);
  root.replaceChildren(header, content);
  return charts.map((draw) => draw());
}

function headerOf(state: PanelState, labels: PanelLabels, actions: ViewActions): HTMLElement {
  const projects = state.snapshot?.projects ?? [];
  const shown = shownProject(state);
  const controls: HTMLElement[] = [];
  if (projects.length > 1 && shown !== undefined) {
    const values = projects.map(({ id, name }) => ({ value: id, text: name }));
    controls.push(choice({ id: 'project', label: labels.project, value: shown.id, values, onChange: (project) => actions.dispatch({ type: 'chooseProject', project }) }));
  }
  if (projects.length > 0) {
    const values = (Object.keys(ranges) as RangeId[]).map((value) => ({ value, text: labels.ranges[value] }));
    const onChange = (value: string): void => {
      const range = values.find((candidate) => candidate.value === value)?.value;
      if (range !== undefined) actions.dispatch({ type: 'chooseRange', range });
    };
    controls.push(choice({ id: 'range', label: labels.range, value: state.choice.range, values, onChange }));
  }
  controls.push(button(labels.refresh, { appearance: 'secondary', onClick: () => actions.refresh() }));
  if (state.isBusy) controls.push(progress(labels.loading));
  return element('header', { className: 'toolbar' }, controls);
}

function emptyOf(empty: { readonly text: string; readonly action: string | null } | null, actions: ViewActions): HTMLElement {
  const children = [element('p', { text: empty?.text ?? '' })];
  if (empty?.action !== null && empty !== null) children.push(button(empty.action, { appearance: 'primary', onClick: () => actions.emptyAction() }));
  return element('main', { className: 'content empty' }, children);
}

function steadyOf(labels: PanelLabels, cards: readonly HTMLElement[], isOpen: boolean): HTMLElement {
  const details = element('details', {}, [element('summary', { text: `${labels.steady} (${String(cards.length)})` }), element('div', { className: 'cards' }, cards)]);
  if (isOpen) details.setAttribute('open', '');
  return details;
}

interface Card {
  readonly state: PanelState;
  readonly project: PanelProject;
  readonly series: PanelSeries;
  readonly labels: PanelLabels;
  readonly actions: ViewActions;
  readonly charts: (() => Chart)[];
}

function cardOf(card: Card): HTMLElement {
  const { state, project, series, labels, actions } = card;
  const points = shownPoints(project, series, state.choice.range);
  const isOpen = state.choice.openTables.includes(series.id);
  const canvas = document.createElement('canvas');
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', series.summary);
  canvas.tabIndex = 0;
  const select = (index: number): void => actions.dispatch({ type: 'select', series: series.id, index });
  canvas.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0 || points.length === 0) return;
    event.preventDefault();
    const now = state.selected?.series === series.id ? state.selected.index : step > 0 ? -1 : points.length;
    select(Math.min(points.length - 1, Math.max(0, now + step)));
  });
  card.charts.push(() => drawChart(canvas, { series, points, releases: project.releases, lang: labels.lang, onSelect: select }));
  const toggle = button(isOpen ? labels.hideTable : labels.showTable, { appearance: 'secondary', onClick: () => actions.dispatch({ type: 'toggleTable', series: series.id }) });
  toggle.setAttribute('aria-expanded', String(isOpen));
  const open = button(labels.openManifest, { appearance: 'secondary', onClick: () => actions.openManifest(project.id, series.id) });
  return element('section', { className: `card state-${series.state}`, id: `series-${series.id}` }, [
    element('div', { className: 'card-head' }, [element('h2', { text: series.title }), element('span', { className: 'badge', text: labels.states[series.state] })]),
    element('p', { className: 'method', text: `${series.method} · ${thresholds(series, labels)}` }),
    element('div', { className: 'plot' }, [canvas]),
    element('p', { className: 'selected', text: selectedText(card, points), live: true }),
    element('p', { className: 'summary', text: series.summary }),
    element('div', { className: 'card-actions' }, [toggle, open]),
    ...(isOpen ? [tableOf(card, points)] : []),
  ]);
}

function thresholds({ warn, alert, direction }: PanelSeries, labels: PanelLabels): string {
  const sign = direction === 'above' ? '≥' : '≤';
  const parts = [warn === null ? null : `${labels.states.warn.toLowerCase()} ${sign} ${String(warn)}`, alert === null ? null : `${labels.states.alert.toLowerCase()} ${sign} ${String(alert)}`];
  return parts.filter((part) => part !== null).join(', ');
}

/** The selected point's numbers stand in a fixed place, so that the page does not jump. */
function selectedText({ state, series, labels }: Card, points: PanelSeries['points']): string {
  const point = state.selected?.series === series.id ? points[state.selected.index] : undefined;
  if (point === undefined) return labels.noPoint;
  const day = new Intl.DateTimeFormat(labels.lang, { dateStyle: 'medium', timeZone: 'UTC' }).format(point.time);
  const rows = new Intl.NumberFormat(labels.lang);
  const note = point.note === null ? '' : ` ${point.note}`;
  return `${day}: ${number(point.score, labels)} · ${rows.format(point.rowsCurrent)} / ${rows.format(point.rowsReference)} · ${labels.states[point.state]}.${note}`;
}

function number(value: number | null, labels: PanelLabels): string {
  return value === null ? '–' : new Intl.NumberFormat(labels.lang, { maximumSignificantDigits: 4 }).format(value);
}

function tableOf({ project, series, labels, actions }: Card, points: PanelSeries['points']): HTMLElement {
  const day = new Intl.DateTimeFormat(labels.lang, { dateStyle: 'medium', timeZone: 'UTC' });
  const rows = new Intl.NumberFormat(labels.lang);
  const heads = [labels.time, labels.score, labels.threshold, labels.rows, labels.state, labels.batch, labels.note].map((text) => {
    const cell = element('th', { text });
    cell.setAttribute('scope', 'col');
    return cell;
  });
  const body = [...points].reverse().map((point) => {
    const link = element('a', { text: point.batch });
    link.setAttribute('href', '#');
    link.addEventListener('click', (event) => {
      event.preventDefault();
      actions.openBatch(project.id, point.batch);
    });
    const cells = [day.format(point.time), number(point.score, labels), number(point.threshold, labels), `${rows.format(point.rowsCurrent)} / ${rows.format(point.rowsReference)}`, labels.states[point.state]];
    return element('tr', {}, [...cells.map((text, index) => element('td', { text, className: index > 0 && index < 4 ? 'number' : '' })), element('td', {}, [link]), element('td', { text: point.note ?? '' })]);
  });
  const table = element('table', {}, [element('caption', { text: `${labels.table}: ${series.title}` }), element('thead', {}, [element('tr', {}, heads)]), element('tbody', {}, body)]);
  const frame = element('div', { className: 'table-frame' }, [table]);
  frame.tabIndex = 0;
  frame.setAttribute('role', 'region');
  frame.setAttribute('aria-label', `${labels.table}: ${series.title}`);
  return frame;
}

interface ElementOptions {
  readonly className?: string;
  readonly id?: string;
  readonly text?: string;
  /** Changes are read out by screen readers. */
  readonly live?: boolean;
}

function element(name: string, { className = '', id = '', text, live = false }: ElementOptions, children: readonly HTMLElement[] = []): HTMLElement {
  const created = document.createElement(name);
  if (className !== '') created.className = className;
  if (id !== '') created.id = id;
  if (text !== undefined) created.textContent = text;
  if (live) created.setAttribute('aria-live', 'polite');
  created.append(...children);
  return created;
}
