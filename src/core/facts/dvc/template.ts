/**
 * DVC's templates: `${a.b[0]}` inside texts, `\${` for a literal one.
 * Grammar after DVC's `parsing/interpolate.py`: words of any characters but `.[]`, joined by `.word` or `[word]`.
 */
import type { Span } from '../../model/span.ts';
import { type TemplateMap, type TemplateValue, isComposite, isTemplateList, templateText } from './template-value.ts';

const template = /(?<!\\)\$\{(.*?)\}/g;
const expression = /^[^.[\]]+(?:\.[^.[\]]+|\[[^.[\]]+\])*$/;

/** Whether a text holds a template. */
export function hasTemplate(text: string): boolean {
  return text.includes('${') && text.search(template) >= 0;
}

/** Templates of a text that are no expressions, such as `${}` or `${a..b}`, as spans inside it. */
export function brokenTemplates(text: string): readonly (Span & { readonly source: string })[] {
  if (!text.includes('${')) return [];
  return [...text.matchAll(template)].flatMap((match) =>
    expression.test(match[1] ?? '') ? [] : [{ start: match.index, end: match.index + match[0].length, source: match[0] }],
  );
}

/** A text with its templates filled in as far as the context knows them. */
export interface Filled {
  readonly text: string;
  /** False where a template stays as it was written. */
  readonly complete: boolean;
}

/** Fills the templates of a text. A map becomes command-line options (`--key value`), as in `cmd`. */
export function fillTemplates(text: string, context: TemplateMap): Filled {
  if (!text.includes('${')) return { text, complete: true };
  const unknown: string[] = [];
  const filled = text.replace(template, (whole, inner: string) => {
    const value = selectValue(context, inner);
    const shown = value === undefined ? undefined : shownInText(value);
    if (shown === undefined) unknown.push(whole);
    return shown ?? whole;
  });
  return { text: filled.replaceAll('\\${', '${'), complete: unknown.length === 0 };
}

/** The value of a text that is one template and nothing else; undefined for other texts and unknown names. */
function wholeTemplateValue(text: string, context: TemplateMap): TemplateValue | undefined {
  const matches = [...text.matchAll(template)];
  const [only] = matches;
  return matches.length === 1 && only?.[0] === text ? selectValue(context, only[1] ?? '') : undefined;
}

/** Fills all templates inside a value, keys of maps included; a whole template becomes the value it names. */
export function fillValue(value: TemplateValue, context: TemplateMap): TemplateValue {
  if (typeof value === 'string') return wholeTemplateValue(value, context) ?? fillTemplates(value, context).text;
  if (!isComposite(value)) return value;
  if (isTemplateList(value)) return value.map((item) => fillValue(item, context));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [fillTemplates(key, context).text, fillValue(item, context)]));
}

function selectValue(context: TemplateMap, source: string): TemplateValue | undefined {
  if (!expression.test(source)) return undefined;
  let current: TemplateValue | undefined = context;
  for (const step of source
    .replaceAll('[', '.')
    .replaceAll(']', '')
    .split('.')
    .map((part) => part.trim())) {
    if (current === undefined || !isComposite(current)) return undefined;
    if (isTemplateList(current)) current = /^-?\d+$/.test(step) ? current.at(Number(step)) : undefined;
    else current = Object.hasOwn(current, step) ? current[step] : undefined;
  }
  return current;
}

function shownInText(value: TemplateValue): string | undefined {
  if (!isComposite(value)) return templateText(value);
  return isTemplateList(value) ? undefined : commandOptions(value, '').join(' ');
}

function commandOptions(map: TemplateMap, prefix: string): readonly string[] {
  return Object.entries(map).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    if (isTemplateList(value)) return [`--${name} ${value.flatMap((item) => (isComposite(item) ? [] : [quoted(item)])).join(' ')}`];
    if (isComposite(value)) return commandOptions(value, `${name}.`);
    if (typeof value === 'boolean') return value ? [`--${name}`] : [];
    return [`--${name} ${quoted(value)}`];
  });
}

/** POSIX shell quoting. */
function quoted(value: string | boolean | null): string {
  const text = templateText(value);
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}
