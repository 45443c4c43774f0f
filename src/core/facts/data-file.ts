import { parse as parseToml } from 'smol-toml';
import type { SourceText } from '../model/source-text.ts';
import type { Json } from './format.ts';
import { parseYaml } from './yaml/parse-yaml.ts';

/**
 * Plain data of a metrics or parameters file: JSON (with Python's bare NaN and Infinity), TOML, else YAML, by the file's ending.
 * Undefined for broken files. NaN and infinities are numbers here; a caller that compares must expect them.
 */
export function readData(source: SourceText): Json | undefined {
  if (/\.json$/i.test(source.path)) return readJson(source.text) ?? readYamlData(source);
  if (/\.toml$/i.test(source.path)) return readTomlData(source.text);
  return readYamlData(source);
}

/** JSON as Python writes it; undefined where it is broken. */
export function readJson(text: string): Json | undefined {
  try {
    return plainJson(JSON.parse(text));
  } catch {
    return readPythonJson(text);
  }
}

const special: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};
const marker = '\u0000number:';

/** `json.dumps` writes non-finite numbers as bare words, which JSON.parse refuses: they travel through it as marked strings. */
function readPythonJson(text: string): Json | undefined {
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g, (token) =>
    token.startsWith('"') ? token : JSON.stringify(`${marker}${token}`),
  );
  try {
    const revived: unknown = JSON.parse(marked, (_key, value: unknown) =>
      typeof value === 'string' && value.startsWith(marker) ? special[value.slice(marker.length)] : value,
    );
    return plainJson(revived);
  } catch {
    return undefined;
  }
}

function readYamlData(source: SourceText): Json | undefined {
  const [first] = parseYaml(source);
  return first === undefined || first.problems.length > 0 ? undefined : first.root.toJson();
}

function readTomlData(text: string): Json | undefined {
  try {
    return plainJson(JSON.parse(JSON.stringify(parseToml(text))));
  } catch {
    return undefined;
  }
}

/** What was parsed, as JSON; undefined for what is none. A schema would say the same at many times the cost. */
function plainJson(value: unknown): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  // An infinite number cannot be compared with anything that somebody would write.
  if (typeof value === 'number') return Math.abs(value) === Number.POSITIVE_INFINITY ? undefined : value;
  if (typeof value !== 'object') return undefined;
  if (Array.isArray(value)) return allPlain(value.map((item: unknown) => plainJson(item)));
  const entries: [string, Json][] = [];
  for (const [key, inner] of Object.entries(value)) {
    // As an object's key this name means something else.
    if (key === '__proto__') continue;
    const plain = plainJson(inner);
    if (plain === undefined) return undefined;
    entries.push([key, plain]);
  }
  return Object.fromEntries(entries);
}

function allPlain(items: readonly (Json | undefined)[]): readonly Json[] | undefined {
  const plain = items.filter((item) => item !== undefined);
  return plain.length === items.length ? plain : undefined;
}

/**
 * The value at a JSON Pointer (RFC 6901) such as `/test/f1`, or at a dotted path such as `test.f1`.
 * Undefined where there is nothing.
 */
export function valueAt(data: Json | undefined, pointer: string): Json | undefined {
  const steps = pointer.startsWith('/')
    ? pointer
        .slice(1)
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    : pointer.split('.').filter((step) => step !== '');
  let current = data;
  for (const step of steps) current = child(current, step);
  return current;
}

function child(value: Json | undefined, step: string): Json | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  if (isList(value)) return /^\d+$/.test(step) ? value[Number(step)] : undefined;
  return Object.hasOwn(value, step) ? value[step] : undefined;
}

/** Whether a value is a list: `Array.isArray` does not narrow read-only arrays. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
