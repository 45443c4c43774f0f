/** The toolkit's controls, and nothing else of it: the only folder that imports the kit, so that it can be replaced here. */
import { provideVSCodeDesignSystem, vsCodeButton, vsCodeDropdown, vsCodeOption, vsCodeProgressRing } from '@vscode/webview-ui-toolkit';

/** Makes the controls known to the page. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeDropdown(), vsCodeOption(), vsCodeProgressRing());
}

/** A button; `appearance` as the kit names it. */
export function button(text: string, options: { readonly appearance: 'primary' | 'secondary' | 'icon'; onClick(): void }): HTMLElement {
  const element = document.createElement('vscode-button');
  element.setAttribute('appearance', options.appearance);
  element.textContent = text;
  element.addEventListener('click', () => {
    options.onClick();
  });
  return element;
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
  const label = document.createElement('label');
  label.id = `${options.id}-label`;
  label.textContent = options.label;
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
    if (typeof value === 'string' && value !== options.value) options.onChange(value);
  });
  holder.append(label, dropdown);
  return holder;
}

/** A spinner with a name for screen readers. */
export function progress(label: string): HTMLElement {
  const element = document.createElement('vscode-progress-ring');
  element.setAttribute('aria-label', label);
  return element;
}
