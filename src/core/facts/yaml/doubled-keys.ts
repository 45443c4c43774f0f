import { type Document, isScalar, visit } from 'yaml';

/**
 * Where a document's maps have a key again, in file order. The `yaml` package can look for them too, but compares each key with all before
 * it, which takes minutes for a map of 100,000 keys.
 */
export function doubledKeys(document: Document.Parsed): readonly number[] {
  const found: number[] = [];
  visit(document, {
    Map: (_key, map) => {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) found.push(key.range?.[0] ?? 0);
        seen.add(key.value);
      }
    },
  });
  return found.sort((one, other) => one - other);
}
