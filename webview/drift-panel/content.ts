/** The page where there are charts: one sentence on top, the alerts, what asks for attention, and the rest folded by model and group. */
import type { ChartAction, PanelChart, PanelProject, PanelSnapshot } from '../../src/protocol/drift-panel.ts';
import { button, setName } from '../ui/controls.ts';
import { type AlertAction, createAlerts } from './alerts.ts';
import { type Card, createCard } from './card.ts';
import type { CreateChart } from './chart-link.ts';
import { element, setChildren, setItems, setText } from './element.ts';
import { CardInputs, type ContentInput, type Prepared } from './card-inputs.ts';
import { type ChartGroup, inOrder } from './filters.ts';
import type { LineNumbers } from './line-data.ts';
import type { PictureChart } from './picture.ts';
import type { ChosenPoint } from './saved-choice.ts';
import { chartKey, type PanelEvent, type PanelState } from './state.ts';
import type { Words } from './words.ts';
import { seenOf } from './zoom-window.ts';

/** What a person takes away. */
export type ExportKind = 'png' | 'csv' | 'markdown';

/** What a person can do there. */
export interface ContentActions {
  readonly dispatch: (event: PanelEvent) => void;
  readonly act: (action: ChartAction, of: { readonly project: string; readonly chart: string; readonly point: ChosenPoint | null }) => void;
  readonly actOnAlert: (action: AlertAction, of: { readonly project: string; readonly alert: string }) => void;
  readonly export: (kind: ExportKind, project: string) => void;
}

/** The page's main part. */
export interface Content {
  readonly element: HTMLElement;
  readonly prepare: (state: PanelState, snapshot: PanelSnapshot, project: PanelProject) => Prepared;
  update(input: ContentInput): void;
  readonly recolour: () => void;
  readonly clear: () => void;
  readonly shown: () => { readonly charts: readonly string[]; readonly pictures: readonly PictureChart[] };
}

/** The main part, without anything in it yet. */
export function createContent(
  actions: ContentActions,
  { createChart, numbers }: { readonly createChart: CreateChart; readonly numbers: LineNumbers },
): Content {
  const cards = new Map<string, Card>();
  const inputs = new CardInputs();
  const drawn: { input: ContentInput | null; theme: number; order: readonly PanelChart[] } = { input: null, theme: 0, order: [] };
  const parts = createParts(actions, () => drawn.input?.project.id ?? '');
  const folds = createFolds(actions);

  const cardOf = (project: string, { id }: PanelChart): Card => {
    const key = chartKey(project, id);
    const known = cards.get(key);
    if (known !== undefined) return known;
    const made = createCard({ id: `chart-${id}`, createChart, numbers, actions: cardActions(actions, { project, chart: id, key }) });
    cards.set(key, made);
    return made;
  };
  const dropOthers = (kept: ReadonlySet<string>): void => {
    for (const [key, card] of cards) {
      if (kept.has(key)) continue;
      card.destroy();
      cards.delete(key);
    }
  };
  const drawCards = (input: ContentInput): void => {
    for (const chart of drawn.order) cardOf(input.project.id, chart).update(inputs.of(input, chart, drawn.theme));
  };
  const update = (input: ContentInput): void => {
    const { state, project, charts, words } = input;
    drawn.input = input;
    dropOthers(new Set(charts.map(({ id }) => chartKey(project.id, id))));
    const order = inOrder(charts);
    drawn.order = [...order.loud, ...order.groups.flatMap((group) => group.charts)];
    const elements = (list: readonly PanelChart[]): readonly HTMLElement[] => list.map((chart) => cardOf(project.id, chart).element);
    drawWords(parts, input);
    setText(parts.attention, words.say('attention'));
    setChildren(parts.loud, elements(order.loud));
    const isOpen = (group: ChartGroup): boolean =>
      state.choice.folds[`${project.id}\n${group.key}`] ??
      (order.loud.length === 0 || group.charts.some(({ id }) => state.reveal === chartKey(project.id, id)));
    // An alert that fires says more than any chart; one that is pending or silenced can wait.
    const isFiring = project.alerts.some((alert) => alert.state === 'firing');
    setChildren(parts.page, [
      parts.headline,
      parts.shown,
      parts.problems,
      ...(isFiring ? [parts.alerts.element] : []),
      ...(order.loud.length > 0 ? [parts.attention, parts.loud] : []),
      ...(isFiring ? [] : [parts.alerts.element]),
      ...order.groups.map((group) =>
        folds(`${project.id}\n${group.key}`, { title: groupTitle(group, words), isOpen: isOpen(group), cards: elements(group.charts) }),
      ),
      ...(charts.length > 0 ? [parts.legend, parts.keys, parts.exports] : [parts.noChart]),
      parts.updated,
    ]);
    drawCards(input);
    if (state.reveal !== null) reveal(state.reveal);
  };
  const reveal = (key: string): void => {
    const card = cards.get(key);
    if (card === undefined) return;
    card.reveal();
    actions.dispatch({ type: 'revealed', fold: card.element.closest('details')?.dataset['group'] ?? null });
  };

  return {
    element: parts.page,
    prepare: (state, snapshot, project) => inputs.prepare(state, snapshot, project),
    update,
    recolour() {
      drawn.theme += 1;
      if (drawn.input !== null) drawCards(drawn.input);
    },
    clear() {
      dropOthers(new Set());
      drawn.input = null;
      drawn.order = [];
    },
    shown() {
      const project = drawn.input?.project.id ?? '';
      const pictures = drawn.order.flatMap((chart) => {
        const canvas = cards.get(chartKey(project, chart.id))?.element.querySelector('canvas');
        const isDrawn = canvas !== undefined && canvas !== null && canvas.clientWidth > 0 && canvas.checkVisibility();
        return isDrawn ? [{ canvas, title: chart.title, text: chart.summary }] : [];
      });
      return { charts: drawn.order.map(({ id }) => id), pictures };
    },
  };
}

function createParts(actions: ContentActions, project: () => string) {
  const exports = (['png', 'csv', 'markdown'] as const).map(
    (kind) => [kind, button('', { appearance: 'secondary', onClick: () => actions.export(kind, project()) })] as const,
  );
  return {
    page: element('main', { className: 'content' }),
    headline: element('h1'),
    shown: element('p', { className: 'shown' }),
    problems: element('ul', { className: 'problems' }),
    alerts: createAlerts((action, alert) => actions.actOnAlert(action, { project: project(), alert })),
    attention: element('h2'),
    loud: element('div', { className: 'cards' }),
    noChart: element('p', { className: 'no-chart' }),
    legend: element('p', { className: 'legend', attributes: { 'aria-hidden': 'true' } }),
    keys: element('p', { className: 'legend' }),
    exportButtons: exports,
    exports: element(
      'div',
      { className: 'card-actions', attributes: { role: 'group' } },
      exports.map(([, one]) => one),
    ),
    updated: element('p', { className: 'updated' }),
  };
}

const exportWords = { png: 'exportPng', csv: 'exportCsv', markdown: 'exportMarkdown' } as const;

function drawWords(parts: ReturnType<typeof createParts>, input: ContentInput): void {
  const { snapshot, project, words } = input;
  setText(parts.headline, project.headline);
  setText(parts.shown, shownText(input));
  parts.shown.hidden = parts.shown.textContent === '';
  setItems(parts.problems, project.problems);
  parts.alerts.update(project, words);
  setText(parts.noChart, words.say('noChartFits'));
  setText(parts.legend, words.say('legend'));
  setText(parts.keys, words.say('keys'));
  setName(parts.exports, words.say('export'));
  for (const [kind, one] of parts.exportButtons) {
    setText(one, words.say(exportWords[kind]));
    setName(one, words.say('nameOf', { words: words.say('export'), title: words.say(exportWords[kind]) }));
  }
  setText(parts.updated, snapshot.updated);
}

/** Which time is shown, what it is compared with, and what is seen of it. */
function shownText({ snapshot: { shown, compared }, state, axis, words }: ContentInput): string {
  const span = (start: number, end: number) => ({ start: words.time(start), end: words.time(end) });
  const seen = seenOf(axis, state.choice.zoom);
  // Nobody zooms to the second, but for a part of an hour.
  const round = seen.max - seen.min > 3_600_000 ? 60_000 : 1000;
  const near = (time: number): number => Math.round(time / round) * round;
  return [
    ...(shown === null ? [] : [words.say('shown', span(shown.start, shown.end))]),
    ...(compared === null ? [] : [words.say('compared', span(compared.start, compared.end))]),
    ...(seen === axis ? [] : [words.say('zoomed', span(near(seen.min), near(seen.max)))]),
  ].join(' ');
}

const groupWords = { drift: 'groupDrift', quality: 'groupQuality', traffic: 'groupTraffic', operations: 'groupOperations' } as const;

function groupTitle({ model, group, charts }: ChartGroup, words: Words): string {
  const parts = { group: words.say(groupWords[group]), count: words.count(charts.length) };
  return model === null ? words.say('groupTitle', parts) : words.say('groupOfModel', { model, ...parts });
}

/** Folded groups, kept by their keys. */
function createFolds({ dispatch }: ContentActions) {
  const made = new Map<string, { readonly details: HTMLDetailsElement; readonly title: HTMLElement; readonly cards: HTMLElement }>();
  return (
    key: string,
    input: { readonly title: string; readonly isOpen: boolean; readonly cards: readonly HTMLElement[] },
  ): HTMLElement => {
    const fold = made.get(key) ?? createFold(key, (isOpen) => dispatch({ type: 'fold', group: key, isOpen }));
    made.set(key, fold);
    setText(fold.title, input.title);
    setChildren(fold.cards, input.cards);
    if (fold.details.open !== input.isOpen) fold.details.open = input.isOpen;
    return fold.details;
  };
}

/** The person folds by the title; that the page folds is no choice of theirs. */
function createFold(key: string, onFold: (isOpen: boolean) => void) {
  const title = element('h2');
  const summary = element('summary', {}, [title]);
  const cards = element('div', { className: 'cards' });
  const details = document.createElement('details');
  details.dataset['group'] = key;
  details.append(summary, cards);
  summary.addEventListener('click', (event) => {
    event.preventDefault();
    onFold(!details.open);
  });
  return { details, title, cards };
}

function cardActions(
  { dispatch, act }: ContentActions,
  { project, chart, key }: { readonly project: string; readonly chart: string; readonly key: string },
): Parameters<typeof createCard>[0]['actions'] {
  return {
    select: (point) => dispatch({ type: 'select', chart: key, point }),
    zoom: (zoom) => dispatch({ type: 'zoom', zoom }),
    toggleTable: () => dispatch({ type: 'toggleTable', chart: key }),
    toggleDistribution: () => dispatch({ type: 'toggleDistribution', chart: key }),
    act: (action, point) => act(action, { project, chart, point }),
  };
}
