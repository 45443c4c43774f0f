/** One chart with its words, its data table and its distribution. Kept from drawing to drawing: only what changed is changed. */
import type { ChartAction, PanelChart } from '../../src/protocol/drift-panel.ts';
import { button, setExpanded, setName } from '../ui/controls.ts';
import type { ChartInput } from './chart-data.ts';
import type { CreateChart } from './chart-link.ts';
import { createDataTable } from './data-table.ts';
import { distributionView } from './distribution.ts';
import { element, setChildren, setItems, setText } from './element.ts';
import { lineLegend } from './line-legend.ts';
import { type LineNumbers, placeOf } from './line-data.ts';
import { pointSentence, stateWord } from './point-text.ts';
import type { ChosenPoint, Span } from './saved-choice.ts';
import type { AskedDistribution } from './state.ts';
import { pointByKey } from './walk.ts';
import { zoomByKey, zoomTo } from './zoom-window.ts';

/** What a card shows. */
export interface CardInput extends ChartInput {
  readonly chart: PanelChart;
  readonly isTableOpen: boolean;
  /** Null while it is closed. */
  readonly distribution: AskedDistribution | null;
  /** Changes where the colours do. */
  readonly theme: number;
}

/** What a person can do in a card. */
export interface CardActions {
  readonly select: (point: ChosenPoint | null) => void;
  readonly zoom: (zoom: Span | null) => void;
  readonly toggleTable: () => void;
  readonly toggleDistribution: () => void;
  /** An action of the chart, or of a point. */
  readonly act: (action: ChartAction, point: ChosenPoint | null) => void;
}

/** A card on the page. */
export interface Card {
  readonly element: HTMLElement;
  update(input: CardInput): void;
  /** Brings it before the person's eyes. */
  reveal(): void;
  destroy(): void;
}

/** What a card is made with. */
export interface CardParts {
  /** Unique on the page. */
  readonly id: string;
  readonly actions: CardActions;
  readonly createChart: CreateChart;
  readonly numbers: LineNumbers;
}

/** A new card. */
export function createCard({ id, actions, createChart, numbers }: CardParts): Card {
  const parts = createParts(id);
  const { canvas, section } = parts;
  const chart = createChart(canvas, actions.select);
  const toggle = button('', { appearance: 'secondary', onClick: actions.toggleTable });
  const table = createDataTable((point) => actions.act('openSource', point));
  const shown: { input: CardInput | null } = { input: null };
  const buttons = { chart: createActions(actions, () => null), point: createActions(actions, () => shown.input?.selected ?? null) };

  canvas.addEventListener('keydown', (event) => {
    const { input } = shown;
    if (input === null || event.altKey || event.ctrlKey || event.metaKey) return;
    if (onKey(event, input, { actions, numbers })) event.preventDefault();
  });

  return {
    element: section,
    update(input) {
      const before = shown.input;
      if (before !== null && isSameInput(before, input)) return;
      shown.input = input;
      const isOtherData = before === null || !isSameInput({ ...before, ...changeable(input) }, input);
      if (isOtherData) drawWords(parts, input);
      const place = chosenPlace(input, numbers);
      setText(parts.selected, place ?? input.words.say('noPoint'));
      buttons.point.update(place === null ? [] : input.chart.pointActions, input);
      setText(parts.pointWords, place === null || input.chart.pointActions.length === 0 ? '' : input.words.say('pointActions'));
      setChildren(parts.pointActions, [parts.pointWords, ...buttons.point.elements()]);
      buttons.chart.update(input.chart.actions, input);
      nameButton(toggle, input.words.say(input.isTableOpen ? 'hideTable' : 'showTable'), input);
      setExpanded(toggle, input.isTableOpen);
      setChildren(parts.actions, [toggle, ...buttons.chart.elements()]);
      if (input.isTableOpen && (before?.isTableOpen !== true || isOtherData || before.zoom !== input.zoom)) table.update(input);
      setChildren(parts.table, input.isTableOpen ? [table.element] : []);
      if (before === null || before.distribution !== input.distribution || before.words !== input.words)
        setChildren(
          parts.distribution,
          input.distribution === null ? [] : distributionView(input.distribution, input.chart.title, input.words),
        );
      if (hasPlot(input) && (isOtherData || before.zoom !== input.zoom || before.selected !== input.selected)) chart.update(input);
    },
    reveal() {
      section.scrollIntoView({ block: 'center' });
      (hasPlot(shown.input) ? canvas : toggle).focus({ preventScroll: true });
    },
    destroy: () => chart.destroy(),
  };
}

function createParts(id: string) {
  const canvas = document.createElement('canvas');
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-describedby', `${id}-selected`);
  const parts = {
    canvas,
    title: element('h3'),
    stale: element('span', { className: 'badge stale', attributes: { hidden: '' } }),
    badge: element('span', { className: 'badge state' }),
    method: element('p', { className: 'method' }),
    source: element('p', { className: 'source' }),
    failure: element('div', { className: 'failure' }),
    waiting: element('p', { className: 'place' }),
    plot: element('div', { className: 'plot' }, [canvas]),
    lines: element('ul', { className: 'lines' }),
    selected: element('p', { className: 'selected', attributes: { id: `${id}-selected`, 'aria-live': 'polite' } }),
    pointWords: element('span', { className: 'point-words' }),
    pointActions: element('div', { className: 'card-actions of-point' }),
    summary: element('p', { className: 'summary' }),
    notes: element('ul', { className: 'notes' }),
    actions: element('div', { className: 'card-actions' }),
    table: element('div'),
    distribution: element('div', { className: 'distribution' }),
  };
  const section = element('section', { className: 'card', attributes: { 'data-chart': id } }, [
    element('div', { className: 'card-head' }, [parts.title, parts.stale, parts.badge]),
    parts.method,
    parts.source,
    parts.failure,
    parts.waiting,
    parts.plot,
    parts.lines,
    parts.selected,
    parts.pointActions,
    parts.summary,
    parts.notes,
    parts.actions,
    parts.table,
    parts.distribution,
  ]);
  return { ...parts, section };
}

/** The words that stand still while a point is chosen and the time axis moves. */
function drawWords(parts: ReturnType<typeof createParts>, input: CardInput): void {
  const { chart, words } = input;
  const isStale = chart.age?.stale === true;
  setText(parts.title, chart.title);
  setText(parts.badge, stateWord(chart, words));
  setText(parts.stale, words.say('stale'));
  parts.stale.hidden = !isStale;
  parts.section.className = `card state-${chart.state}${isStale ? ' is-stale' : ''}`;
  setText(parts.method, [chart.model ?? '', chart.method, chart.rule].filter((text) => text !== '').join(' · '));
  setText(parts.source, [words.say('source', { source: chart.source }), ...(chart.age === null ? [] : [chart.age.text])].join(' · '));
  setText(parts.summary, chart.summary);
  setItems(parts.notes, chart.notes);
  const failure = chart.failure === null ? [] : [chart.failure.text, chart.failure.hint].filter((text) => text !== '');
  parts.failure.replaceChildren(...failure.map((text) => element('p', { text })));
  parts.failure.hidden = failure.length === 0;
  const isDrawn = hasPlot(input);
  parts.plot.hidden = !isDrawn;
  parts.selected.hidden = !isDrawn;
  parts.waiting.hidden = isDrawn || chart.failure !== null;
  // Where there is nothing but a failure its own words stand here already.
  parts.summary.hidden = !isDrawn && failure.length > 0;
  setText(parts.waiting, words.say(chart.state === 'loading' ? 'chartLoading' : 'noPoints'));
  parts.lines.replaceChildren(...(isDrawn ? lineLegend(input) : []));
  parts.canvas.setAttribute('aria-label', `${chart.title}. ${chart.summary}`);
}

/** Whether there is anything to draw. */
function hasPlot(input: CardInput | null): boolean {
  return input !== null && [...input.lines, ...input.compared].some(({ times }) => times.length > 0);
}

/** The chosen point in words; null where none of this card's points is chosen. */
function chosenPlace({ chart, lines, selected, words }: CardInput, numbers: LineNumbers): string | null {
  const line = selected === null ? undefined : lines.find(({ name }) => name === selected.line);
  const place = line === undefined || selected === null ? -1 : placeOf(line, selected.time, numbers);
  return line === undefined || place < 0 ? null : pointSentence(chart, line, place, words);
}

/** Whether the key meant something: it zooms, moves, or walks along the points. */
function onKey(
  event: KeyboardEvent,
  { lines, selected, axis, zoom }: CardInput,
  { actions, numbers }: { readonly actions: CardActions; readonly numbers: LineNumbers },
): boolean {
  const zoomed = zoomByKey(event, axis, zoom);
  if (zoomed !== undefined) {
    actions.zoom(zoomed);
    return true;
  }
  const point = event.shiftKey ? null : pointByKey(event.key, lines, { chosen: selected, numbers });
  if (point === null && (event.key !== 'Escape' || selected === null)) return false;
  if (point !== null) actions.zoom(zoomTo(point.time, axis, zoom));
  actions.select(point);
  return true;
}

/** Every card has the same buttons: their names tell them apart for those who hear them. */
function nameButton(target: HTMLElement, words: string, { chart, words: say }: CardInput): void {
  setText(target, words);
  setName(target, say.say('nameOf', { words, title: chart.title }));
}

/** The buttons of some actions, made anew only where other actions are offered. */
function createActions(actions: CardActions, point: () => ChosenPoint | null) {
  const drawn: { key: string; list: readonly (readonly [ChartAction, HTMLElement])[] } = { key: '', list: [] };
  return {
    elements: (): readonly HTMLElement[] => drawn.list.map(([, one]) => one),
    update(wanted: readonly ChartAction[], input: CardInput): void {
      const key = wanted.join(' ');
      if (key !== drawn.key)
        drawn.list = wanted.map((action) => [
          action,
          button('', {
            appearance: 'secondary',
            onClick: () => {
              if (action === 'distribution' && point() === null) actions.toggleDistribution();
              else actions.act(action, point());
            },
          }),
        ]);
      drawn.key = key;
      for (const [action, one] of drawn.list) {
        const isOpen = action === 'distribution' && input.distribution !== null && point() === null;
        nameButton(one, input.words.say(isOpen ? 'hideDistribution' : action), input);
        if (action === 'distribution' && point() === null) setExpanded(one, isOpen);
      }
    },
  };
}

/** What changes without the data: it is drawn by itself. */
function changeable({ isTableOpen, distribution, selected, zoom }: CardInput) {
  return { isTableOpen, distribution, selected, zoom };
}

/** Objects of a snapshot that did not change are the same objects. */
function isSameInput(one: CardInput, other: CardInput): boolean {
  const keys = Object.keys(one) as (keyof CardInput)[];
  return keys.every((key) => one[key] === other[key]);
}
