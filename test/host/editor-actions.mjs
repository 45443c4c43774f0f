// @ts-check
// What a person does in the editor, as actions on its page. Each waits until the page shows that it has happened.
// This is the only file that knows the workbench's markup, which differs between versions of VS Code.

/** The palette is asked again until the command is there: an extension's commands appear only when it has been read. */
const commandLimitMs = 60_000;

/**
 * An entry of the Problems view as it is drawn, which is without brackets around the code. `severity` is `error`, `warning` or
 * `info` (hints are not listed there); `line` and `column` are 1-based. Only rows scrolled into sight are drawn.
 * @typedef {{
 *   readonly severity: string,
 *   readonly message: string,
 *   readonly source: string,
 *   readonly code: string,
 *   readonly line: number,
 *   readonly column: number,
 * }} ProblemRow
 */

/**
 * @typedef {import('playwright-core').Locator} Locator
 * @typedef {import('playwright-core').FrameLocator} FrameLocator
 */

/**
 * The actions of an open editor. Locators are lazy: wait for one with `.waitFor()`, or act on it.
 * @typedef {{
 *   readonly runCommand: (title: string) => Promise<void>,
 *   readonly offeredCommands: (category: string) => Promise<readonly string[]>,
 *   readonly openFile: (path: string, place?: { readonly line: number, readonly column?: number }) => Promise<void>,
 *   readonly openViewContainer: (label: string) => Promise<void>,
 *   readonly view: (title: string) => Locator,
 *   readonly treeRow: (text: string | RegExp, where?: { readonly view?: string }) => Locator,
 *   readonly treeTexts: (where?: { readonly view?: string }) => Promise<readonly string[]>,
 *   readonly statusBarItem: (text: string | RegExp) => Locator,
 *   readonly notification: (text: string | RegExp) => Locator,
 *   readonly dialog: (text: string | RegExp) => Locator,
 *   readonly quickPickRow: (text: string | RegExp) => Locator,
 *   readonly acceptQuickInput: (text: string) => Promise<void>,
 *   readonly showProblems: () => Promise<void>,
 *   readonly problem: (text: string | RegExp) => Locator,
 *   readonly problems: () => Promise<readonly ProblemRow[]>,
 *   readonly editorLine: (text: string | RegExp) => Locator,
 *   readonly squiggles: (severity: 'error' | 'warning' | 'info' | 'hint') => Locator,
 *   readonly quickFixes: () => Promise<readonly string[]>,
 *   readonly applyQuickFix: (title: string | RegExp) => Promise<void>,
 *   readonly webview: () => FrameLocator,
 *   readonly hover: (text: string | RegExp) => Locator,
 * }} EditorActions
 */

/**
 * The actions on that page.
 * @param {import('playwright-core').Page} page
 * @returns {EditorActions}
 */
export function editorActions(page) {
  const quickInput = page.locator('.quick-input-widget');
  const quickRows = quickInput.locator('.quick-input-list .monaco-list-row');
  const view = (/** @type {string} */ title) =>
    page.locator('.pane').filter({ has: page.locator('.pane-header').filter({ hasText: title }) });
  const rowsOf = (/** @type {string | undefined} */ title) =>
    (title === undefined ? page.locator('.part.sidebar, .part.panel, .part.auxiliarybar') : view(title)).locator('.monaco-list-row');
  const problemRows = page.locator('.markers-panel .monaco-list-row');

  /** @type {EditorActions['runCommand']} */
  const runCommand = async (title) => {
    const row = quickRows.filter({ has: page.getByText(title, { exact: true }) }).first();
    await askPalette({ text: title, wanted: row });
    await row.click();
  };

  /**
   * Opens the palette with that text and waits until it lists what is wanted. It is asked again until the limit: it lists what was used
   * last until it has filtered, and a picker that was just closing may have taken the text instead.
   * @param {{ readonly text: string, readonly wanted: Locator }} options
   * @returns {Promise<void>}
   */
  const askPalette = async ({ text, wanted }) => {
    const deadline = Date.now() + commandLimitMs;
    let isWoken = false;
    for (;;) {
      await openQuickInput({ keys: 'F1', text: `>${text}` });
      if (await appears(wanted, 3_000)) return;
      // The editor's search for files that start an extension may end without an answer; a command starts it too, as it would for a person.
      if (!isWoken && text.startsWith('Airworthy: ') && Date.now() > deadline - commandLimitMs / 2) {
        isWoken = true;
        await closeQuickInput();
        await openQuickInput({ keys: 'F1', text: '>Airworthy: Check Workspace' });
        const command = quickRows.filter({ has: page.getByText('Airworthy: Check Workspace', { exact: true }) }).first();
        if (await appears(command, 3_000)) await command.click();
        continue;
      }
      const offered = await quickRows.allInnerTexts();
      await closeQuickInput();
      if (Date.now() > deadline) throw new Error(`The palette does not list '${text}', only: ${offered.map(oneLine).join(' | ')}`);
    }
  };

  /** @returns {Promise<void>} */
  const closeQuickInput = async () => {
    while (await quickInput.isVisible()) {
      await page.keyboard.press('Escape');
      await quickInput.waitFor({ state: 'hidden', timeout: 2_000 }).catch(() => undefined);
    }
  };

  /**
   * While the window is still starting a key press may get lost, and an input that is just closing may still be seen: it is asked until
   * the input has taken the text.
   * @param {{ readonly keys: string, readonly text: string }} options
   * @returns {Promise<void>}
   */
  const openQuickInput = async ({ keys, text }) => {
    const input = quickInput.locator('input[type=text]');
    const deadline = Date.now() + commandLimitMs;
    while (Date.now() < deadline) {
      if (!(await quickInput.isVisible())) {
        await page.evaluate(leaveFrame);
        await page.keyboard.press(keys);
      }
      const isFilled =
        (await appears(quickInput, 3_000)) &&
        (await input.fill(text, { timeout: 3_000 }).then(
          () => true,
          () => false,
        ));
      if (isFilled && (await input.inputValue({ timeout: 3_000 }).catch(() => '')) === text) return;
    }
    throw new Error(`${keys} does not open the quick input. ${await page.evaluate(whatHasFocus)}`);
  };

  return {
    runCommand,
    offeredCommands: async (category) => {
      // Only rows that fit are drawn, and the palette takes two fifths of the window's height: a high window draws them all.
      const size = page.viewportSize();
      if (size !== null) await page.setViewportSize({ width: size.width, height: 2400 });
      // Once the palette has filtered, what was typed is marked in each row.
      const own = quickRows.filter({ hasText: new RegExp(`^\\s*${category}: `), has: page.locator('.highlight') });
      await askPalette({ text: `${category}: `, wanted: own.first() });
      await page.locator('.quick-input-widget .monaco-list-row[data-last-element="true"]').waitFor();
      const titles = (await own.allInnerTexts()).map((text) => oneLine(text.split('\n').find((line) => line.startsWith(category)) ?? text));
      await closeQuickInput();
      if (size !== null) await page.setViewportSize(size);
      return titles.sort();
    },
    view,
    openFile: async (path, place) => {
      const name = path.split('/').at(-1) ?? path;
      const suffix = place ? `:${place.line}${place.column === undefined ? '' : `:${place.column}`}` : '';
      await openQuickInput({ keys: 'ControlOrMeta+P', text: path + suffix });
      // The entry's label is read as 'NAME, FOLDER'; recent files and search results may hold others before it.
      await quickRows.filter({ hasText: name }).first().waitFor();
      await page.keyboard.press('Enter');
      await quickInput.waitFor({ state: 'hidden' });
      await page.locator('.tabs-container .tab.active').filter({ hasText: name }).waitFor();
      await page.locator('.editor-group-container.active .monaco-editor .view-line').first().waitFor();
    },
    openViewContainer: async (label) => {
      const tab = page.locator('.part.activitybar .action-item').filter({ has: page.locator(`[aria-label^="${label}"]`) });
      await tab.first().waitFor();
      if (!(await tab.first().getAttribute('class'))?.includes('checked')) await tab.first().click();
      await page
        .locator('.part.sidebar .composite.title')
        .filter({ hasText: new RegExp(label, 'i') })
        .waitFor();
      // Away from the tab, whose hover would lie over the view.
      await page.locator('.part.editor').hover();
    },
    treeRow: (text, where = {}) => rowsOf(where.view).filter({ hasText: text }).first(),
    treeTexts: async (where = {}) => (await rowsOf(where.view).allInnerTexts()).map(oneLine),
    statusBarItem: (text) => page.locator('.part.statusbar .statusbar-item').filter({ hasText: text }).first(),
    notification: (text) => page.locator('.notification-toast, .notification-list-item').filter({ hasText: text }).first(),
    dialog: (text) => page.locator('.monaco-dialog-box').filter({ hasText: text }).first(),
    quickPickRow: (text) => quickRows.filter({ hasText: text }).first(),
    acceptQuickInput: async (text) => {
      await quickInput.locator('input[type=text]').fill(text);
      await page.keyboard.press('Enter');
    },
    showProblems: async () => {
      if (!(await page.locator('.markers-panel').isVisible())) await runCommand('View: Toggle Problems');
      await page.locator('.markers-panel').waitFor();
    },
    problem: (text) => problemRows.filter({ hasText: text }).first(),
    problems: async () => {
      const rows = problemRows.filter({ has: page.locator('.marker-line') });
      const raw = await rows.evaluateAll((elements) =>
        elements.map((element) => ({
          severity: /error|warning|info/.exec(element.querySelector('.marker-icon')?.className ?? '')?.[0] ?? '',
          // A code that links to its documentation is drawn as a link.
          parts: ['.marker-message', '.marker-source', '.marker-code, .code-link', '.marker-line'].map((selector) =>
            [...element.querySelectorAll(selector)].map((part) => part.textContent ?? '').join(' '),
          ),
        })),
      );
      return raw.map(problemFrom);
    },
    editorLine: (text) => page.locator('.editor-group-container.active .monaco-editor .view-line').filter({ hasText: text }).first(),
    squiggles: (severity) => page.locator(`.monaco-editor .squiggly-${severity}`),
    quickFixes: async () => {
      await openQuickFixes();
      const titles = (await page.locator('.action-widget .monaco-list-row.action .title').allInnerTexts()).map(oneLine);
      await page.keyboard.press('Escape');
      await page.locator('.action-widget').waitFor({ state: 'hidden' });
      return titles;
    },
    applyQuickFix: async (title) => {
      await openQuickFixes();
      await page.locator('.action-widget .monaco-list-row.action').filter({ hasText: title }).first().click();
      await page.locator('.action-widget').waitFor({ state: 'hidden' });
    },
    webview: () => page.locator('iframe.webview.ready:visible').last().contentFrame().frameLocator('#active-frame'),
    hover: (text) => page.locator('.monaco-hover:visible').filter({ hasText: text }).first(),
  };

  /** @returns {Promise<void>} */
  async function openQuickFixes() {
    await page.keyboard.press('ControlOrMeta+.');
    await page.locator('.action-widget .monaco-list-row.action').first().waitFor();
    // The menu lies under a sheet against accidental clicks, which the first movement of the mouse removes.
    await page.mouse.move(1, 1);
    await page.mouse.move(2, 2);
    await page.locator('.context-view-pointerBlock').waitFor({ state: 'detached' });
  }
}

/**
 * Whether it is seen within that time.
 * @param {Locator} locator
 * @param {number} timeout in milliseconds
 * @returns {Promise<boolean>}
 */
async function appears(locator, timeout) {
  return locator.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}

/** In the page: takes the focus out of a webview, whose outer frame keeps the keys it gets while its inner one is not loaded. */
function leaveFrame() {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLIFrameElement)) return;
  activeElement.blur();
  window.focus();
}

/**
 * In the page: where keys go, for the words of a failure.
 * @returns {string}
 */
function whatHasFocus() {
  const { activeElement } = document;
  const dialogs = [...document.querySelectorAll('.monaco-dialog-box')].map((box) => box.textContent ?? '').join(' | ');
  return `The focus is on ${activeElement?.tagName ?? 'nothing'}.${activeElement?.className ?? ''}; dialogs: ${dialogs || 'none'}.`;
}

/**
 * @param {string} text
 * @returns {string}
 */
function oneLine(text) {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/**
 * @param {{ readonly severity: string, readonly parts: readonly string[] }} row
 * @returns {ProblemRow}
 */
function problemFrom({ severity, parts: [message = '', source = '', code = '', place = ''] }) {
  const [, line, column] = /Ln (\d+), Col (\d+)/.exec(place) ?? [];
  return { severity, message, source, code, line: Number(line), column: Number(column) };
}
