/** What stands above the charts: which project, model and time, compared with what; look again; zoom. */
import type { PanelProject, PanelSnapshot } from '../../src/protocol/drift-panel.ts';
import type { PanelWord } from '../../src/protocol/panel-words.ts';
import { button, choice, type ChoiceInput, setDisabled, setName, spinner } from '../ui/controls.ts';
import { element, setChildren, setText } from './element.ts';
import { filterOffers } from './filters.ts';
import type { Choice, Span } from './saved-choice.ts';
import { type PanelEvent, type PanelState, shownProject } from './state.ts';
import type { TimeSpan } from './time-axis.ts';
import { createRangeField } from './time-range-field.ts';
import type { Words } from './words.ts';
import { zoomByButton } from './zoom-window.ts';

/** What a person can do there. */
export interface ToolbarActions {
  readonly dispatch: (event: PanelEvent) => void;
  readonly refresh: () => void;
}

/** What the toolbar shows. */
export interface ToolbarInput {
  readonly state: PanelState;
  readonly snapshot: PanelSnapshot;
  readonly words: Words;
  /** The charts' axis; null where there are no charts. */
  readonly axis: TimeSpan | null;
}

const hour = 3_600_000;
const ranges = {
  last1h: hour,
  last6h: 6 * hour,
  last24h: 24 * hour,
  last7d: 168 * hour,
  last30d: 720 * hour,
  last90d: 2160 * hour,
} as const;
const pauses = { auto0: 0, auto30s: 30_000, auto1m: 60_000, auto5m: 300_000 } as const;

/** The toolbar; a control is made anew only where its words or choices change. */
export function createToolbar(actions: ToolbarActions): { readonly element: HTMLElement; update(input: ToolbarInput): void } {
  const choose = (change: Partial<Choice>): void => actions.dispatch({ type: 'choose', choice: change });
  const filters = createFilters(choose);
  const times = createTimes(choose);
  const zoom = createZoom(actions);
  const refresh = button('', { appearance: 'secondary', onClick: () => actions.refresh() });
  const pace = choice('auto', (value) => choose({ refreshEvery: Number(value) }));
  const words = element('span', { className: 'heard' });
  const next = element('span', { className: 'next' });
  const progress = element('div', { className: 'progress' }, [spinner(), element('div', { attributes: { role: 'status' } }, [words])]);
  const controls = element('div', { className: 'controls' });
  return {
    element: element('header', { className: 'toolbar' }, [controls]),
    update(input) {
      const { state, words: say } = input;
      const project = shownProject(state);
      setText(refresh, say.say('refresh'));
      pace.update({
        label: say.say('autoRefresh'),
        value: String(state.choice.refreshEvery),
        values: Object.entries(pauses).map(([key, ms]) => ({ value: String(ms), text: say.say(key as keyof typeof pauses) })),
      });
      progress.classList.toggle('busy', state.isBusy);
      setText(words, state.isBusy ? say.say('loading') : '');
      setText(next, state.next);
      setChildren(controls, [
        ...(project === undefined ? [] : [...filters(input, project), ...times(input)]),
        refresh,
        pace.element,
        ...(input.axis === null ? [] : [zoom(input, input.axis)]),
        progress,
        next,
      ]);
    },
  };
}

type Choose = (change: Partial<Choice>) => void;

/** The value of a filter's first choice; no name is empty. */
const all = '';

function createFilters(choose: Choose): (input: ToolbarInput, project: PanelProject) => readonly HTMLElement[] {
  const project = choice('project', (value) => choose({ project: value }));
  const model = choice('model', (value) => choose({ model: value === all ? null : value, stage: null, version: null }));
  const stage = choice('stage', (value) => choose({ stage: value === all ? null : value }));
  const version = choice('version', (value) => choose({ version: value === all ? null : value }));
  return ({ state: { choice: chosen }, snapshot, words }, shown) => {
    const offers = filterOffers(shown, chosen);
    const filter = (
      control: typeof model,
      { key, names, value }: { readonly key: PanelWord; readonly names: readonly string[]; readonly value: string | null },
    ): readonly HTMLElement[] => {
      if (names.length < 2 && value === null) return [];
      // A chosen name that is no longer there is still what is shown.
      const known = value === null || names.includes(value) ? names : [value, ...names];
      control.update({
        label: words.say(key),
        value: value ?? all,
        values: [{ value: all, text: words.say('all') }, ...known.map((name) => ({ value: name, text: name }))],
      });
      return [control.element];
    };
    project.update({
      label: words.say('project'),
      value: shown.id,
      values: snapshot.projects.map(({ id, name }) => ({ value: id, text: name })),
    });
    return [
      ...(snapshot.projects.length > 1 ? [project.element] : []),
      ...filter(model, { key: 'model', names: offers.models, value: chosen.model }),
      ...filter(stage, { key: 'stage', names: offers.stages, value: chosen.stage }),
      ...filter(version, { key: 'version', names: offers.versions, value: chosen.version }),
    ];
  };
}

/** Time range and comparison, with fields for ranges of the person's own once those are chosen. */
function createTimes(choose: Choose): (input: ToolbarInput) => readonly HTMLElement[] {
  const editing = { range: false, compare: false };
  const shown: { input: ToolbarInput | null } = { input: null };
  const rangeField = createRangeField('range', { from: 'from', to: 'to' }, (span) => {
    editing.range = false;
    choose({ range: { kind: 'between', ...span } });
  });
  const compareField = createRangeField('compare', { from: 'compareFrom', to: 'compareTo' }, (span) => {
    editing.compare = false;
    choose({ compare: span });
  });
  const draw = (): void => {
    if (shown.input !== null) elements(shown.input);
  };
  const holder = { range: element('div', { className: 'own' }), compare: element('div', { className: 'own' }) };
  const range = choice('range', (value) => {
    editing.range = value === 'custom';
    if (editing.range) rangeField.fill(shownSpan(shown.input));
    else choose({ range: value === 'all' ? { kind: 'all' } : { kind: 'last', ms: Number(value) } });
    draw();
  });
  const compare = choice('compare', (value) => {
    editing.compare = value === 'custom';
    if (editing.compare) compareField.fill(spanBefore(shownSpan(shown.input)));
    else choose({ compare: value === 'before' ? 'before' : 'none' });
    draw();
  });
  const elements = (input: ToolbarInput): readonly HTMLElement[] => {
    const { state, words } = input;
    const { range: chosen, compare: against } = state.choice;
    shown.input = input;
    range.update(
      rangeChoice(words, editing.range || chosen.kind === 'between' ? 'custom' : chosen.kind === 'all' ? 'all' : String(chosen.ms)),
    );
    compare.update(compareChoice(words, editing.compare || typeof against === 'object' ? 'custom' : against));
    rangeField.update(words);
    compareField.update(words);
    fillAnew(rangeField, holder.range, chosen.kind === 'between' ? chosen : null);
    fillAnew(compareField, holder.compare, typeof against === 'object' ? against : null);
    setChildren(holder.range, editing.range || chosen.kind === 'between' ? [rangeField.element] : []);
    setChildren(holder.compare, editing.compare || typeof against === 'object' ? [compareField.element] : []);
    return [range.element, holder.range, compare.element, holder.compare];
  };
  return elements;
}

/** Fields that come onto the page hold what is chosen; what the person types afterwards stays. */
function fillAnew(field: { fill(span: Span): void }, holder: HTMLElement, span: Span | null): void {
  if (span !== null && holder.childElementCount === 0) field.fill(span);
}

function rangeChoice(words: Words, value: string): ChoiceInput {
  return {
    label: words.say('range'),
    value,
    values: [
      ...Object.entries(ranges).map(([key, ms]) => ({ value: String(ms), text: words.say(key as keyof typeof ranges) })),
      { value: 'all', text: words.say('rangeAll') },
      { value: 'custom', text: words.say('custom') },
    ],
  };
}

function compareChoice(words: Words, value: string): ChoiceInput {
  const keys = { none: 'compareNone', before: 'compareBefore', custom: 'custom' } as const;
  return {
    label: words.say('compare'),
    value,
    values: Object.entries(keys).map(([id, key]) => ({ value: id, text: words.say(key) })),
  };
}

function shownSpan(input: ToolbarInput | null): Span {
  return input?.snapshot.shown ?? { start: input?.axis?.min ?? 0, end: input?.axis?.max ?? hour };
}

function spanBefore({ start, end }: Span): Span {
  return { start: start - (end - start), end: start };
}

function createZoom({ dispatch }: ToolbarActions): (input: ToolbarInput, axis: TimeSpan) => HTMLElement {
  const shown: { zoom: Span | null; axis: TimeSpan } = { zoom: null, axis: { min: 0, max: 1 } };
  const step = (text: string, closer: boolean): HTMLElement =>
    button(text, {
      appearance: 'secondary',
      onClick: () => dispatch({ type: 'zoom', zoom: zoomByButton(closer, shown.axis, shown.zoom) }),
    });
  const [closer, further] = [step('+', true), step('−', false)];
  const reset = button('', { appearance: 'secondary', onClick: () => dispatch({ type: 'zoom', zoom: null }) });
  const group = element('div', { className: 'zoom', attributes: { role: 'group' } }, [closer, further, reset]);
  return ({ state, words }, axis) => {
    shown.zoom = state.choice.zoom;
    shown.axis = axis;
    setName(group, words.say('zoom'));
    setName(closer, words.say('zoomIn'));
    setName(further, words.say('zoomOut'));
    setText(reset, words.say('zoomReset'));
    setDisabled(reset, shown.zoom === null);
    setDisabled(further, shown.zoom === null);
    return group;
  };
}
