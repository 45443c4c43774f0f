// What a person does with rows of the versions view: its context menus and its inline actions.
import type { EditorSession } from '../host/editor-session.mjs';

/** The rows of the versions view of an editor. */
export interface VersionsView {
  readonly row: (text: string | RegExp) => ReturnType<EditorSession['treeRow']>;
  /** Takes the mouse off the view, so that no tooltip lies over the next row. */
  readonly lookAway: () => Promise<void>;
  /** Chooses an entry of a row's context menu. */
  readonly choose: (text: string | RegExp, entry: string) => Promise<void>;
  /** Presses the button that a row shows under the mouse. */
  readonly press: (text: string | RegExp, action: string) => Promise<void>;
}

/** The versions view of an open editor. */
export function versionsView(editor: EditorSession): VersionsView {
  const row: VersionsView['row'] = (text) => editor.treeRow(text, { view: 'Versions' });
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
  return {
    row,
    lookAway,
    choose: async (text, entry) => {
      await lookAway();
      await row(text).click({ button: 'right' });
      const chosen = editor.page.locator('.monaco-menu .action-menu-item').filter({ hasText: entry }).first();
      await chosen.waitFor();
      // A menu that has only just opened passes over the first click.
      while (await chosen.isVisible()) await chosen.click({ timeout: 2000 }).catch(() => undefined);
    },
    press: async (text, action) => {
      await lookAway();
      await row(text).hover();
      await row(text).locator(`.action-label[aria-label^="${action}"]`).click();
    },
  };
}
