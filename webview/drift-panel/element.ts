/** What a new element has. */
export interface ElementOptions {
  readonly className?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A new element. Text is always set as text, never as markup: column and file names are not ours. */
export function element(
  name: string,
  { className = '', text, attributes = {} }: ElementOptions = {},
  children: readonly Node[] = [],
): HTMLElement {
  const created = document.createElement(name);
  if (className !== '') created.className = className;
  if (text !== undefined) created.textContent = text;
  for (const [attribute, value] of Object.entries(attributes)) created.setAttribute(attribute, value);
  created.append(...children);
  return created;
}

/** Sets a text only where it differs, so that nothing is read out or laid out twice. */
export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** Sets a list's items, each a text, only where they differ. */
export function setItems(list: HTMLElement, texts: readonly string[]): void {
  const now = [...list.children].map(({ textContent }) => textContent);
  if (now.length !== texts.length || now.some((text, index) => text !== texts[index]))
    list.replaceChildren(...texts.map((text) => element('li', { text })));
  list.hidden = texts.length === 0;
}

/** Sets the children only where they differ: elements that are taken out and put back lose focus and scrolling. */
export function setChildren(target: HTMLElement, children: readonly Node[]): void {
  const now = [...target.childNodes];
  if (now.length === children.length && now.every((node, index) => node === children[index])) return;
  const focused = document.activeElement;
  target.replaceChildren(...children);
  if (focused instanceof HTMLElement && focused !== document.activeElement && target.contains(focused))
    focused.focus({ preventScroll: true });
}
