/** The page: draws a state by changing only what differs from the drawing before. */
import type { ChartAction, PanelLabels, PanelSnapshot } from '../../src/protocol/drift-panel.ts';
import { button, spinner } from '../ui/controls.ts';
import type { AlertAction } from './alerts.ts';
import type { CreateChart } from './chart-link.ts';
import { type ContentActions, createContent, type ExportKind } from './content.ts';
import { element, setChildren, setText } from './element.ts';
import type { LineNumbers } from './line-data.ts';
import type { PictureChart } from './picture.ts';
import type { ChosenPoint } from './saved-choice.ts';
import { type PanelEvent, type PanelState, shownProject } from './state.ts';
import { createToolbar } from './toolbar.ts';
import { createWords, type Words } from './words.ts';

/** What the page can ask for. */
export interface ViewActions {
  readonly dispatch: (event: PanelEvent) => void;
  readonly refresh: () => void;
  readonly offer: (id: string) => void;
  readonly act: (action: ChartAction, of: { readonly project: string; readonly chart: string; readonly point: ChosenPoint | null }) => void;
  readonly actOnAlert: (action: AlertAction, of: { readonly project: string; readonly alert: string }) => void;
  readonly export: (kind: ExportKind, project: string) => void;
}

/** The drawn page. */
export interface View {
  update(state: PanelState): void;
  /** Draws the charts again with the theme's new colours. */
  readonly recolour: () => void;
  /** The charts that are shown, in their order: their ids, and pictures of those that are drawn. */
  readonly shown: () => { readonly charts: readonly string[]; readonly pictures: readonly PictureChart[] };
}

/** Draws into `root`. Until a first snapshot comes it shows the words that the root's `data-loading` and `data-failed` hold. */
export function createView(
  root: HTMLElement,
  actions: ViewActions,
  { createChart, numbers }: { readonly createChart: CreateChart; readonly numbers: LineNumbers },
): View {
  const waiting = element('p', { attributes: { role: 'status' } });
  const waitingPage = element('main', { className: 'content waiting' }, [spinner(), waiting]);
  const toolbar = createToolbar(actions);
  const empty = createEmpty(actions);
  const content = createContent(actions satisfies ContentActions, { createChart, numbers });
  const words = keptWords();
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
      const say = words(snapshot.labels);
      const project = shownProject(state);
      if (project === undefined || snapshot.empty !== null) {
        toolbar.update({ state, snapshot, words: say, axis: null });
        empty.update(snapshot);
        content.clear();
        setChildren(root, [toolbar.element, empty.element]);
      } else {
        const shown = content.prepare(state, snapshot, project);
        toolbar.update({ state, snapshot, words: say, axis: shown.axis });
        setChildren(root, [toolbar.element, content.element]);
        content.update({ ...shown, state, snapshot, project, words: say });
      }
    },
    recolour: content.recolour,
    shown: content.shown,
  };
}

/** Formats are made anew only for other labels. */
function keptWords(): (labels: PanelLabels) => Words {
  const made: { labels: PanelLabels | null; words: Words | null } = { labels: null, words: null };
  return (labels) => {
    if (made.words === null || made.labels !== labels) made.words = createWords(labels);
    made.labels = labels;
    return made.words;
  };
}

/** What is said instead of charts, with buttons that write what they say into the manifest. */
function createEmpty({ offer }: ViewActions): { readonly element: HTMLElement; update(snapshot: PanelSnapshot): void } {
  const text = element('h1');
  const list = element('ul', { className: 'offers' });
  const drawn: { empty: PanelSnapshot['empty'] } = { empty: null };
  return {
    element: element('main', { className: 'content empty' }, [text, list]),
    update({ empty }) {
      setText(text, empty?.text ?? '');
      if (drawn.empty === empty) return;
      drawn.empty = empty;
      list.hidden = empty === null || empty.offers.length === 0;
      list.replaceChildren(
        ...(empty?.offers ?? []).map((one, index) =>
          element('li', {}, [
            button(one.text, { appearance: index === 0 ? 'primary' : 'secondary', onClick: () => offer(one.id) }),
            element('p', { text: one.detail }),
          ]),
        ),
      );
    },
  };
}
