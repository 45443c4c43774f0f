/** The controls as the page uses them, by the toolkit's element names; `register-controls.ts` gives those names their behaviour. */

/** A button; `appearance` as the kit names it. */
export function button(text: string, options: { readonly appearance: 'primary' | 'secondary'; onClick(): void }): HTMLElement {
  const created = document.createElement('vscode-button');
  created.setAttribute('appearance', options.appearance);
  created.textContent = text;
  created.addEventListener('click', () => {
    options.onClick();
  });
  return created;
}

/** What screen readers say for a button whose text alone is not enough. */
export function setName(target: HTMLElement, name: string): void {
  if (target.getAttribute('aria-label') !== name) target.setAttribute('aria-label', name);
}

/** Says whether what a button opens is open. */
export function setExpanded(target: HTMLElement, isExpanded: boolean): void {
  target.setAttribute('aria-expanded', String(isExpanded));
}

/** A labelled choice of one among several; the label is connected for screen readers. */
export function choice(options: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly values: readonly { readonly value: string; readonly text: string }[];
  onChange(value: string): void;
}): HTMLElement {
  const holder = document.createElement('div');
  holder.className = 'choice';
  const label = document.createElement('span');
  label.textContent = options.label;
  // The dropdown has the same words as its name.
  label.setAttribute('aria-hidden', 'true');
  const dropdown = document.createElement('vscode-dropdown');
  dropdown.id = options.id;
  dropdown.setAttribute('aria-label', options.label);
  for (const { value, text } of options.values) {
    const option = document.createElement('vscode-option');
    option.setAttribute('value', value);
    option.textContent = text;
    if (value === options.value) option.setAttribute('selected', '');
    dropdown.append(option);
  }
  dropdown.addEventListener('change', () => {
    const value: unknown = Reflect.get(dropdown, 'value');
    if (typeof value === 'string') options.onChange(value);
  });
  holder.append(label, dropdown);
  return holder;
}

/** A spinner for the eyes only: what goes on is said in words beside it. */
export function spinner(): HTMLElement {
  const created = document.createElement('vscode-progress-ring');
  created.setAttribute('aria-hidden', 'true');
  return created;
}
