import assert from 'node:assert/strict';
import type { PanelProject } from '../../src/protocol/drift-panel.ts';
import type { ChartInput } from '../../webview/drift-panel/chart-data.ts';
import type { CreateChart } from '../../webview/drift-panel/chart-link.ts';
import { LineNumbers } from '../../webview/drift-panel/line-data.ts';
import { initialState, type PanelEvent, type PanelState, reduce } from '../../webview/drift-panel/state.ts';
import { createView, type View } from '../../webview/drift-panel/view.ts';
import { openPage, type Page } from './page.ts';
import { panelSnapshot } from './panel-snapshot.ts';

/** What a chart was asked to draw; its name is asked for late, when all of the page is there. */
export interface Drawn {
  readonly label: () => string | null;
  readonly input: ChartInput;
}

/** What there is at the moment. */
export interface ViewNow {
  page: Page;
  view: View;
  state: PanelState;
  wishes: string[];
  drawn: Drawn[];
  destroyed: number;
}

/**
 * The panel's page on a document without a browser, for each test of a block anew. Charts are drawn by a stand-in that notes what it was
 * asked, since they need a canvas. Looks and pointers are tested in a browser.
 */
export function usePanelView() {
  const at = {} as ViewNow;
  const happen = (event: PanelEvent): void => {
    const next = reduce(at.state, event);
    if (next === at.state) return;
    at.state = next;
    at.view.update(next);
  };
  beforeEach(() => {
    const page = openPage('<div id="app" data-loading="Computing…" data-failed="It failed."></div>');
    const root = page.document.getElementById('app');
    assert.ok(root);
    const createChart: CreateChart = (canvas) => ({
      update: (input) => void at.drawn.push({ label: () => canvas.getAttribute('aria-label'), input }),
      destroy: () => void (at.destroyed += 1),
    });
    const wish = (...words: readonly string[]): void => void at.wishes.push(words.join(' '));
    const view = createView(
      root,
      {
        dispatch: happen,
        refresh: () => wish('refresh'),
        offer: (id) => wish('offer', id),
        act: (action, { project, chart, point }) => wish(action, project, chart, JSON.stringify(point)),
        actOnAlert: (action, { project, alert }) => wish(action, project, alert),
        export: (kind, project) => wish('export', kind, project),
      },
      { createChart, numbers: new LineNumbers() },
    );
    Object.assign(at, { page, view, state: initialState(), wishes: [], drawn: [], destroyed: 0 });
    view.update(at.state);
  });
  afterEach(() => at.page.close());

  const all = (selector: string): readonly HTMLElement[] => [...at.page.document.querySelectorAll<HTMLElement>(selector)];
  const one = (selector: string): HTMLElement => {
    const [found, ...others] = all(selector);
    assert.ok(found !== undefined && others.length === 0, `${String(all(selector).length)} elements are ${selector}`);
    return found;
  };
  const isShown = (target: HTMLElement): boolean => target.closest('[hidden]') === null;
  return {
    at,
    happen,
    show: (...projects: readonly PanelProject[]): void => happen(panelSnapshot(projects)),
    all,
    one,
    isShown,
    /** Of what is not hidden. */
    texts: (selector: string): readonly string[] =>
      all(selector)
        .filter(isShown)
        .map(({ textContent }) => textContent),
    buttons: (words: string): readonly HTMLElement[] => all('vscode-button').filter(({ textContent }) => textContent === words),
    /** False where the page used the key, so that the browser does not. */
    press: (target: HTMLElement | undefined, key: string, shiftKey = false): boolean => {
      assert.ok(target);
      return target.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }));
    },
    choose: (id: string, value: string): void => {
      const dropdown = one(`#${id}`);
      Reflect.set(dropdown, 'value', value);
      dropdown.dispatchEvent(new Event('change'));
    },
    /** What a dropdown offers. */
    values: (id: string): readonly (string | null)[] => all(`#${id} vscode-option`).map((option) => option.getAttribute('value')),
  };
}
