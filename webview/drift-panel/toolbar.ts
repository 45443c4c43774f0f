/** What stands above the charts: which project, which time, compute again. */
import type { PanelLabels } from '../../src/protocol/drift-panel.ts';
import { button, choice, spinner } from '../ui/controls.ts';
import { element, setChildren, setText } from './element.ts';
import { type PanelEvent, type PanelState, type RangeId, ranges, shownProject } from './state.ts';

/** What a person can do there. */
export interface ToolbarActions {
  readonly dispatch: (event: PanelEvent) => void;
  readonly refresh: () => void;
}

/** The toolbar; its controls are made anew only where their words or choices change. */
export function createToolbar(actions: ToolbarActions): { readonly element: HTMLElement; update(state: PanelState): void } {
  const controls = element('div', { className: 'controls' });
  const words = element('span');
  const progress = element('div', { className: 'progress', attributes: { role: 'status' } }, [spinner(), words]);
  const drawn = { key: '' };
  return {
    element: element('header', { className: 'toolbar' }, [controls, progress]),
    update(state) {
      const { snapshot, isBusy } = state;
      if (snapshot === null) return;
      const projects = snapshot.projects.map(({ id, name }) => ({ value: id, text: name }));
      const key = JSON.stringify([snapshot.labels, projects]);
      if (key !== drawn.key) setChildren(controls, controlsOf(state, snapshot.labels, projects, actions));
      drawn.key = key;
      progress.classList.toggle('busy', isBusy);
      setText(words, isBusy ? snapshot.labels.loading : '');
    },
  };
}

function controlsOf(
  state: PanelState,
  labels: PanelLabels,
  projects: readonly { readonly value: string; readonly text: string }[],
  { dispatch, refresh }: ToolbarActions,
): readonly HTMLElement[] {
  const shown = shownProject(state);
  const times = (Object.keys(ranges) as RangeId[]).map((value) => ({ value, text: labels.ranges[value] }));
  return [
    ...(shown !== undefined && projects.length > 1
      ? [
          choice({
            id: 'project',
            label: labels.project,
            value: shown.id,
            values: projects,
            onChange: (project) => dispatch({ type: 'chooseProject', project }),
          }),
        ]
      : []),
    ...(shown !== undefined
      ? [
          choice({
            id: 'range',
            label: labels.range,
            value: state.choice.range,
            values: times,
            onChange: (value) => {
              const range = times.find((one) => one.value === value)?.value;
              if (range !== undefined) dispatch({ type: 'chooseRange', range });
            },
          }),
        ]
      : []),
    button(labels.refresh, { appearance: 'secondary', onClick: refresh }),
  ];
}
