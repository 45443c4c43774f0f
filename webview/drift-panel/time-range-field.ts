/** Two times and a button, for a range of the person's own. */
import { button, timeField } from '../ui/controls.ts';
import { element, setText } from './element.ts';
import type { Span } from './saved-choice.ts';
import type { Words } from './words.ts';

/** The fields; `onApply` gets a range whose start lies before its end. */
export function createRangeField(
  id: string,
  keys: { readonly from: 'from' | 'compareFrom'; readonly to: 'to' | 'compareTo' },
  onApply: (span: Span) => void,
): { readonly element: HTMLElement; update(words: Words): void; fill(span: Span): void } {
  const [from, to] = [timeField(`${id}-from`), timeField(`${id}-to`)];
  const mistake = element('p', { className: 'mistake', attributes: { role: 'alert' } });
  const shown: { words: Words | null } = { words: null };
  const apply = button('', {
    appearance: 'secondary',
    onClick: () => {
      const span = { start: from.get(), end: to.get() };
      const isGood = span.start < span.end;
      setText(mistake, isGood ? '' : (shown.words?.say('badRange') ?? ''));
      if (isGood) onApply(span);
    },
  });
  return {
    element: element('div', { className: 'own-range' }, [from.element, to.element, apply, mistake]),
    update(words) {
      if (shown.words === words) return;
      shown.words = words;
      from.setLabel(words.say(keys.from));
      to.setLabel(words.say(keys.to));
      setText(apply, words.say('apply'));
    },
    fill({ start, end }) {
      from.set(start);
      to.set(end);
    },
  };
}
