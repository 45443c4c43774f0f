/** The controls as the page uses them, by the toolkit's element names; `register-controls.ts` gives those names their behaviour. */

/** A button; `appearance` as the kit names it. */
export function button(text: string, options: { readonly appearance: 'primary' | 'secondary'; onClick(): void }): HTMLElement {
  const created = document.createElement('vscode-button');
  created.setAttribute('appearance', options.appearance);
  created.textContent = text;
  created.addEventListener('click', () => {
    if (!created.hasAttribute('disabled')) options.onClick();
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

/** Makes a button one that cannot be used now, or can again. */
export function setDisabled(target: HTMLElement, isDisabled: boolean): void {
  if (target.hasAttribute('disabled') !== isDisabled) target.toggleAttribute('disabled', isDisabled);
}

/** What a choice offers at the moment. */
export interface ChoiceInput {
  readonly label: string;
  readonly value: string;
  readonly values: readonly { readonly value: string; readonly text: string }[];
}

/** A labelled choice of one among several; the label is connected for screen readers. */
export function choice(id: string, onChange: (value: string) => void): { readonly element: HTMLElement; update(input: ChoiceInput): void } {
  const holder = document.createElement('div');
  holder.className = 'choice';
  const drawn: { words: string; value: string; dropdown: HTMLElement | null } = { words: '', value: '', dropdown: null };
  return {
    element: holder,
    update({ label, value, values }) {
      const words = JSON.stringify([label, values]);
      if (words !== drawn.words || drawn.dropdown === null) {
        const hadFocus = drawn.dropdown !== null && document.activeElement === drawn.dropdown;
        drawn.dropdown = dropdown(id, { label, value, values }, (chosen) => {
          drawn.value = chosen;
          onChange(chosen);
        });
        holder.replaceChildren(visibleLabel(label), drawn.dropdown);
        if (hadFocus) drawn.dropdown.focus();
      } else if (value !== drawn.value) Reflect.set(drawn.dropdown, 'value', value);
      drawn.words = words;
      drawn.value = value;
    },
  };
}

function visibleLabel(text: string): HTMLElement {
  const label = document.createElement('span');
  label.textContent = text;
  // The dropdown has the same words as its name.
  label.setAttribute('aria-hidden', 'true');
  return label;
}

function dropdown(id: string, { label, value, values }: ChoiceInput, onChange: (value: string) => void): HTMLElement {
  const created = document.createElement('vscode-dropdown');
  created.id = id;
  created.setAttribute('aria-label', label);
  for (const one of values) {
    const option = document.createElement('vscode-option');
    option.setAttribute('value', one.value);
    option.textContent = one.text;
    if (one.value === value) option.setAttribute('selected', '');
    created.append(option);
  }
  created.addEventListener('change', () => {
    const chosen: unknown = Reflect.get(created, 'value');
    if (typeof chosen === 'string') onChange(chosen);
  });
  return created;
}

/** A labelled time in UTC, by the browser's own field, for the kit has none. */
export function timeField(id: string): {
  readonly element: HTMLElement;
  setLabel(text: string): void;
  get(): number;
  set(time: number): void;
} {
  const field = document.createElement('input');
  field.type = 'datetime-local';
  field.id = id;
  const label = document.createElement('label');
  label.htmlFor = id;
  const holder = document.createElement('div');
  holder.className = 'choice';
  holder.append(label, field);
  return {
    element: holder,
    setLabel(text) {
      label.textContent = text;
    },
    /** NaN where there is none. */
    get: () => Date.parse(`${field.value}Z`),
    set(time) {
      field.value = new Date(time).toISOString().slice(0, 16);
    },
  };
}

/** A spinner for the eyes only: what goes on is said in words beside it. */
export function spinner(): HTMLElement {
  const created = document.createElement('vscode-progress-ring');
  created.setAttribute('aria-hidden', 'true');
  return created;
}
