import type { SourceText } from '../../model/source-text.ts';

/** Derives something from a file's text once: later calls for the same text give the same value. The text keeps it alive, nothing else does. */
export function perSource<T>(derive: (source: SourceText) => T): (source: SourceText) => T {
  const known = new WeakMap<SourceText, { readonly value: T }>();
  return (source) => {
    const hit = known.get(source);
    if (hit !== undefined) return hit.value;
    const value = derive(source);
    known.set(source, { value });
    return value;
  };
}
