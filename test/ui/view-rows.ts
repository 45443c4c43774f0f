// What a person does with rows of a view: its context menus and its inline actions.
import type { EditorSession } from '../host/editor-session.mjs';

type Locator = ReturnType<EditorSession['treeRow']>;

/** The rows of a view of an editor. */
export interface ViewRows {
  readonly row: (text: string | RegExp) => Locator;
  /** Takes the mouse off the view, so that no tooltip lies over the next row. */
  readonly lookAway: () => Promise<void>;
  /** Chooses an entry of a row's context menu; where it is named, until what the entry opens is seen. */
  readonly choose: (text: string | RegExp, entry: string, opens?: Locator) => Promise<void>;
  /** Presses the button that a row shows under the mouse; where it is named, until what the button opens is seen. */
  readonly press: (text: string | RegExp, action: string, opens?: Locator) => Promise<void>;
}

/** The rows of a view of an open editor. */
export function viewRows(editor: EditorSession, view = 'Versions'): ViewRows {
  const row: ViewRows['row'] = (text) => editor.treeRow(text, { view });
  const lookAway = async (): Promise<void> => {
    const tooltip = editor.page.locator('.monaco-hover .hover-contents').first();
    await editor.page.mouse.move(900, 300);
    await editor.page.mouse.move(900, 60);
    // A row that is drawn anew under the mouse leaves its tooltip behind, which only a key puts away.
    while (await tooltip.isVisible()) {
      await editor.page.keyboard.press('Escape');
      await tooltip.waitFor({ state: 'hidden', timeout: 2000 }).catch(() => undefined);
    }
  };
  /**
   * While the view is drawn anew the editor has forgotten what its rows stand for: a command then asks for what the row would have told
   * it. A person puts the question away and presses again.
   */
  const untilOpen = async (act: () => Promise<void>, opens: Locator | undefined): Promise<void> => {
    const question = editor.page.locator('.quick-input-widget');
    await act();
    if (opens === undefined) return;
    for (let tries = 1; !(await isSeen(opens)); tries += 1) {
      if (!(await question.isVisible())) continue;
      if (tries >= 5) throw new Error(`Something else opens: ${await question.innerText()}`);
      await editor.page.keyboard.press('Escape');
      await question.waitFor({ state: 'hidden' });
      await act();
    }
  };
  return {
    row,
    lookAway,
    choose: (text, entry, opens) =>
      untilOpen(async () => {
        await lookAway();
        await row(text).click({ button: 'right' });
        const chosen = editor.page.locator('.monaco-menu .action-menu-item').filter({ hasText: entry }).first();
        await chosen.waitFor();
        // A menu that has only just opened passes over the first click.
        while (await chosen.isVisible()) await chosen.click({ timeout: 2000 }).catch(() => undefined);
      }, opens),
    press: (text, action, opens) =>
      untilOpen(async () => {
        await lookAway();
        await row(text).hover();
        await row(text).locator(`.action-label[aria-label^="${action}"]`).click();
      }, opens),
  };
}

async function isSeen(locator: Locator): Promise<boolean> {
  return locator.waitFor({ timeout: 5000 }).then(
    () => true,
    () => false,
  );
}
