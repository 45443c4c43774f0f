import { type Text, message } from '../../l10n/message.ts';
import type { Problem } from '../format.ts';
import type { YamlEntry, YamlView } from '../yaml/yaml-view.ts';
import { fillValue, hasTemplate } from './template.ts';
import { type TemplateMap, type TemplateValue, isComposite, isTemplateList, templateText, templateValue } from './template-value.ts';

/** One stage that a group of dvc.yaml stands for: its key after `@` (null without `foreach` and `matrix`) and what its templates can name. */
export interface StageVariant {
  readonly key: string | null;
  readonly values: TemplateMap;
}

/** A group with its variants and the map that holds the body they share. */
export interface StageGroup {
  readonly body: YamlView;
  readonly variants: readonly StageVariant[];
  /** False where the data to loop over could not be resolved: then one variant without key stands for all. */
  readonly complete: boolean;
  readonly problems: readonly Problem[];
}

/** More than anybody means; a product of a few long lists would fill the memory. */
const mostVariants = 1000;

const texts = {
  loop: { en: '“foreach” must be a list or a mapping.', pl: '„foreach” musi być listą lub mapą.' },
} satisfies Readonly<Record<string, Text>>;

/** Expands `foreach` and `matrix`. Keys are named as DVC names them: scalar items by their text, composite ones by their index. */
export function expandGroup(entry: YamlEntry, values: TemplateMap): StageGroup {
  const foreach = entry.value.get('foreach');
  const matrix = entry.value.get('matrix');
  if (foreach !== undefined) return expandForeach(entry, foreach, values);
  if (matrix !== undefined) return expandMatrix(entry.value, matrix, values);
  return { body: entry.value, variants: [{ key: null, values }], complete: true, problems: [] };
}

function expandForeach(entry: YamlEntry, foreach: YamlView, values: TemplateMap): StageGroup {
  const body = entry.value.get('do') ?? entry.value;
  const data = fillValue(templateValue(foreach), values);
  if (!isComposite(data)) {
    const isOpen = typeof data === 'string' && hasTemplate(data);
    const problems = isOpen || foreach.kind !== 'scalar' ? [] : [{ message: message(texts.loop), span: foreach.span }];
    return { body, variants: [{ key: null, values }], complete: !isOpen, problems };
  }
  return finish(body, isTemplateList(data) ? fromList(data, values) : fromMap(data, values));
}

function fromList(items: readonly TemplateValue[], values: TemplateMap): readonly StageVariant[] {
  const byIndex = items.some(isComposite);
  return items.map((item, index) => ({
    key: byIndex || isComposite(item) ? String(index) : templateText(item),
    values: { ...values, item },
  }));
}

function fromMap(map: TemplateMap, values: TemplateMap): readonly StageVariant[] {
  return Object.entries(map).map(([key, item]) => ({ key, values: { ...values, item, key } }));
}

function expandMatrix(body: YamlView, matrix: YamlView, values: TemplateMap): StageGroup {
  const open: StageGroup = { body, variants: [{ key: null, values }], complete: false, problems: [] };
  const axes: { readonly name: string; readonly items: readonly TemplateValue[] }[] = [];
  for (const axis of matrix.entries()) {
    const items = fillValue(templateValue(axis.value), values);
    if (!isTemplateList(items)) return open;
    axes.push({ name: axis.key, items });
  }
  let rows: readonly { readonly keys: readonly string[]; readonly item: TemplateMap }[] = [{ keys: [], item: {} }];
  for (const { name, items } of axes) {
    if (rows.length * items.length > mostVariants) return open;
    rows = rows.flatMap(({ keys, item }) =>
      items.map((value, index) => ({
        keys: [...keys, isComposite(value) ? `${name}${String(index)}` : templateText(value)],
        item: { ...item, [name]: value },
      })),
    );
  }
  return finish(
    body,
    rows.map(({ keys, item }) => ({ key: keys.join('-'), values: { ...values, item, key: keys.join('-') } })),
  );
}

/** Equal keys are one stage, the last of them; a key that still holds a template is not known. */
function finish(body: YamlView, variants: readonly StageVariant[]): StageGroup {
  const byKey = new Map(variants.map((variant) => [variant.key, variant]));
  const kept = [...byKey.values()].slice(0, mostVariants);
  const complete = kept.length === byKey.size && kept.every(({ key }) => key === null || !hasTemplate(key));
  return { body, variants: kept, complete, problems: [] };
}
