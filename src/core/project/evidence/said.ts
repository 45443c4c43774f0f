/** Words that hold the place of an answer. */
const placeholder =
  /^(?:todo|tbd|tba|fixme|n\/?a|none|null|unknown|xxx+|\?+|\.{2,}|…|-+|<[^>]*>|\[[^\]]*\]|\{\{.*\}\}|do uzupełnienia|brak|nieznane)\.?$/i;

/** Whether a text says something: not empty, and no placeholder such as TBD. */
export function isSaid(text: string | undefined | null): text is string {
  return text !== undefined && text !== null && text.trim() !== '' && !placeholder.test(text.trim());
}
