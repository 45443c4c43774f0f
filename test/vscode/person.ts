// The person in front of the editor. Nothing in the API of VS Code presses a button of a dialog or types into a question, so that the
// functions which ask are answered here; all that stands on their answers is real. That the dialogs themselves look and work as meant
// is tested in a browser, in test/ui.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** How one question is answered. */
export interface Answer {
  /** Fits a dialog's or question's words, and only its. */
  readonly asked: RegExp;
  /** The button or entry that is chosen, by how its label begins, or what is typed. */
  readonly answer: string;
  /** What happens elsewhere while the question is open. */
  readonly meanwhile?: () => unknown;
}

/** What the person saw. */
export interface Seen {
  /** Every question and message: its words, its detail, and its buttons or entries. */
  readonly said: readonly string[];
  /** Addresses that were opened in the browser. */
  readonly opened: readonly string[];
}

type Item = string | { readonly label?: string; readonly title?: string };

/** Answers the questions that come up while something runs, in this order; any other one is called off. Every answer must be wanted. */
export async function answering(answers: readonly Answer[], run: () => PromiseLike<unknown>): Promise<Seen> {
  const open = [...answers];
  const said: string[] = [];
  const opened: string[] = [];
  const next = async (words: string): Promise<string | undefined> => {
    said.push(words);
    const [first] = open;
    if (first === undefined || !first.asked.test(words)) return undefined;
    open.shift();
    await first.meanwhile?.();
    return first.answer;
  };
  const choose = async (words: string, items: readonly Item[]): Promise<Item | undefined> => {
    const labels = items.map(labelOf);
    const wanted = await next([words, ...labels].join('\n'));
    if (wanted === undefined) return undefined;
    const chosen = items[labels.findIndex((label) => label === wanted)] ?? items[labels.findIndex((label) => label.startsWith(wanted))];
    assert.ok(chosen !== undefined, `'${wanted}' is not offered: ${labels.join(' | ')}`);
    return chosen;
  };
  const show = (message: string, ...rest: readonly unknown[]): Promise<Item | undefined> => {
    const [first] = rest;
    const options = isOptions(first) ? first : undefined;
    const items = (options === undefined ? rest : rest.slice(1)) as readonly Item[];
    return choose([message, options?.detail ?? ''].join('\n'), items);
  };
  const hands = {
    showInformationMessage: show,
    showWarningMessage: show,
    showErrorMessage: show,
    showQuickPick: async (items: readonly Item[] | PromiseLike<readonly Item[]>, options?: vscode.QuickPickOptions) =>
      choose([options?.title ?? '', options?.placeHolder ?? ''].join('\n'), await items),
    showInputBox: async (options?: vscode.InputBoxOptions) => {
      const typed = await next([options?.title ?? '', options?.prompt ?? ''].join('\n'));
      if (typed !== undefined) assert.equal((await options?.validateInput?.(typed)) ?? undefined, undefined, `'${typed}' is not accepted`);
      return typed;
    },
    showSaveDialog: async (options?: vscode.SaveDialogOptions) => {
      const path = await next(`Save\n${options?.defaultUri?.fsPath ?? ''}`);
      return path === undefined ? undefined : vscode.Uri.file(path);
    },
  };
  const before = Object.fromEntries(Object.keys(hands).map((name) => [name, vscode.window[name as keyof typeof hands]]));
  const { openExternal } = vscode.env;
  Object.assign(vscode.window, hands);
  // VS Code leaves `env` open to tests for this.
  Object.assign(vscode.env, { openExternal: (uri: vscode.Uri) => Promise.resolve(opened.push(uri.toString(true)) > 0) });
  try {
    await run();
  } finally {
    Object.assign(vscode.window, before);
    Object.assign(vscode.env, { openExternal });
  }
  assert.deepEqual(
    open.map(({ asked }) => String(asked)),
    [],
    `nobody asked; what was said:\n${said.join('\n---\n')}`,
  );
  return { said, opened };
}

function labelOf(item: Item): string {
  return typeof item === 'string' ? item : (item.label ?? item.title ?? '');
}

function isOptions(value: unknown): value is vscode.MessageOptions {
  return typeof value === 'object' && value !== null && ('modal' in value || 'detail' in value);
}
