import { type Message, type Text, message } from '../../l10n/message.ts';
import { readJson } from '../data-file.ts';
import type { Json } from '../format.ts';
import { isJsonList, isJsonMap } from '../plain-json.ts';

/** What one part of a signature (inputs, outputs or params) says. */
export interface SignaturePart {
  /** Columns, tensors or parameters; 0 also where it is broken. */
  readonly fields: number;
  readonly problem: Message | undefined;
}

const texts = {
  json: { en: 'The {part} of the signature are no JSON.', pl: 'Część „{part}” sygnatury nie jest poprawnym JSON-em.' },
  list: { en: 'The {part} of the signature must be a JSON list.', pl: 'Część „{part}” sygnatury musi być listą JSON.' },
  field: {
    en: 'Entry {index} in the {part} of the signature must be a JSON object.',
    pl: 'Pozycja {index} w części „{part}” sygnatury musi być obiektem JSON.',
  },
  missing: {
    en: 'Entry {index} in the {part} of the signature has no “{key}”.',
    pl: 'W pozycji {index} części „{part}” sygnatury brakuje „{key}”.',
  },
  type: {
    en: 'Entry {index} in the {part} of the signature has the unknown type “{type}”.',
    pl: 'Pozycja {index} w części „{part}” sygnatury ma nieznany typ „{type}”.',
  },
} satisfies Readonly<Record<string, Text>>;

/** Types of columns, after MLflow's `types/schema.py`; names of composite ones need more keys. */
const plainTypes = new Set(['boolean', 'integer', 'long', 'float', 'double', 'string', 'binary', 'datetime', 'sparkml_vector', 'any']);
const compositeKeys: Readonly<Record<string, string>> = { array: 'items', object: 'properties', map: 'values', tensor: 'tensor-spec' };

/** Reads a part, which stands in the MLmodel as JSON inside a text. `part` is `inputs`, `outputs` or `params`. */
export function readSignaturePart(part: string, written: string): SignaturePart {
  const fields = readJson(written);
  if (fields === undefined) return { fields: 0, problem: message(texts.json, { part }) };
  if (!isJsonList(fields)) return { fields: 0, problem: message(texts.list, { part }) };
  const problem = fields.flatMap((field, index) => fieldProblem(part, field, index + 1) ?? [])[0];
  return { fields: fields.length, problem };
}

function fieldProblem(part: string, field: Json, index: number): Message | undefined {
  if (!isJsonMap(field)) return message(texts.field, { part, index });
  if (part === 'params') {
    const missing = ['name', 'default'].find((key) => field[key] === undefined);
    if (missing !== undefined) return message(texts.missing, { part, index, key: missing });
  }
  // Parameters of the first releases call their type dtype.
  return typeProblem(part, part === 'params' && field['type'] === undefined ? { ...field, type: field['dtype'] ?? null } : field, index);
}

function typeProblem(part: string, field: { readonly [key: string]: Json }, index: number): Message | undefined {
  const type = field['type'];
  if (type === undefined || type === null) return message(texts.missing, { part, index, key: 'type' });
  if (typeof type === 'string' && Object.hasOwn(compositeKeys, type)) {
    const key = compositeKeys[type] ?? '';
    // A parameter that is an object has its shape in the default.
    return field[key] === undefined && part !== 'params' ? message(texts.missing, { part, index, key }) : undefined;
  }
  if (typeof type === 'string' && plainTypes.has(type)) return undefined;
  return message(texts.type, { part, index, type: typeof type === 'string' ? type : JSON.stringify(type) });
}
