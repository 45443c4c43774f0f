/** The alerts that monitoring systems hold now: firing ones first, silenced ones last. */
import type { PanelAlert, PanelProject } from '../../src/protocol/drift-panel.ts';
import { button, setName } from '../ui/controls.ts';
import { element, setItems, setText } from './element.ts';
import type { Words } from './words.ts';

/** What can be done from an alert. */
export type AlertAction = PanelAlert['actions'][number];

const order = ['firing', 'pending', 'silenced'] as const;

/** The section of alerts; hidden where there are none and all sources answered. */
export function createAlerts(act: (action: AlertAction, alert: string) => void): {
  readonly element: HTMLElement;
  update(project: Pick<PanelProject, 'alerts' | 'alertProblems'>, words: Words): void;
} {
  const title = element('h2');
  const list = element('ul', { className: 'alert-list' });
  const none = element('p');
  const unknown = element('p', { className: 'failure' });
  const problems = element('ul', { className: 'problems' });
  const section = element('section', { className: 'alerts' }, [title, list, none, unknown, problems]);
  const drawn: { alerts: readonly PanelAlert[] | null; words: Words | null } = { alerts: null, words: null };
  return {
    element: section,
    update({ alerts, alertProblems }, words) {
      section.hidden = alerts.length === 0 && alertProblems.length === 0;
      setText(title, words.say('alerts', { count: words.count(alerts.length) }));
      setText(none, words.say('noAlerts'));
      none.hidden = alerts.length > 0;
      setText(unknown, words.say('alertsUnknown'));
      unknown.hidden = alertProblems.length === 0;
      setItems(problems, alertProblems);
      if (drawn.alerts === alerts && drawn.words === words) return;
      drawn.alerts = alerts;
      drawn.words = words;
      list.replaceChildren(
        ...order.flatMap((state) => alerts.filter((alert) => alert.state === state)).map((alert) => alertItem(alert, words, act)),
      );
    },
  };
}

function alertItem(
  { id, name, state, text, details, actions }: PanelAlert,
  words: Words,
  act: (action: AlertAction, alert: string) => void,
): HTMLElement {
  const buttons = actions.map((action) => {
    const one = button(words.say(action), { appearance: 'secondary', onClick: () => act(action, id) });
    setName(one, words.say('nameOf', { words: words.say(action), title: name }));
    return one;
  });
  return element('li', { className: `alert is-${state}` }, [
    element('div', { className: 'card-head' }, [
      element('h3', { text: name }),
      element('span', { className: 'badge state', text: words.say(state) }),
    ]),
    element('p', { text }),
    ...(details.length > 0
      ? [
          element(
            'ul',
            { className: 'notes' },
            details.map((one) => element('li', { text: one })),
          ),
        ]
      : []),
    ...(buttons.length > 0 ? [element('div', { className: 'card-actions' }, buttons)] : []),
  ]);
}
