import type { Json } from '../format.ts';
import { isJsonList } from '../plain-json.ts';
import type { YamlView } from '../yaml/yaml-view.ts';

/** A value that templates can name. Numbers are the text that Python would print, so that `1.0` stays `1.0` in names and commands. */
export type TemplateValue = string | boolean | null | readonly TemplateValue[] | TemplateMap;
/** A map of such values. */
export interface TemplateMap {
  readonly [key: string]: TemplateValue;
}

const mostValues = 50_000;
const deepest = 60;

/** The values of a YAML node, cut off where an alias bomb would begin. */
export function templateValue(view: YamlView): TemplateValue {
  return fromView(view, 0, { left: mostValues });
}

function fromView(view: YamlView, depth: number, budget: { left: number }): TemplateValue {
  budget.left -= 1;
  if (depth > deepest || budget.left < 0) return null;
  if (view.kind === 'seq') return view.items().map((item) => fromView(item, depth + 1, budget));
  if (view.kind === 'map') return Object.fromEntries(view.entries().map((entry) => [entry.key, fromView(entry.value, depth + 1, budget)]));
  const written = view.text()?.value ?? '';
  return typeof view.scalar === 'number' ? pythonNumber(view.scalar, /^[-+]?(?:\d+|0x[\da-f]+|0o[0-7]+)$/i.test(written)) : view.scalar;
}

/** The values of plain data, such as a parameter file in JSON or TOML. */
export function templateValueOf(data: Json): TemplateValue {
  if (typeof data === 'number') return pythonNumber(data, Number.isInteger(data));
  if (typeof data !== 'object' || data === null) return data;
  if (isJsonList(data)) return data.map(templateValueOf);
  return Object.fromEntries(Object.entries(data).map(([key, item]) => [key, templateValueOf(item)]));
}

/** Whether a value is a map or a list, which cannot stand inside a text. */
export function isComposite(value: TemplateValue): value is TemplateMap | readonly TemplateValue[] {
  return typeof value === 'object' && value !== null;
}

/** Whether a value is a list. */
export function isTemplateList(value: TemplateValue): value is readonly TemplateValue[] {
  return Array.isArray(value);
}

/** A value inside a text, as DVC prints it: Python's words, but booleans in lower case. */
export function templateText(value: string | boolean | null): string {
  return value === null ? 'None' : String(value);
}

/** Python's `str` of a number: floats keep their point, exponents have two digits, and begin below 1e-4 and at 1e16. */
function pythonNumber(value: number, isWhole: boolean): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (isWhole) return BigInt(Math.trunc(value)).toString();
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  return Number.isInteger(value) ? `${String(value)}.0` : String(value);
}
