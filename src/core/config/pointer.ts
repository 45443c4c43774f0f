/** A value inside a project's file, as gates name it: `metrics/eval.json#/test/f1`. */
export interface DocumentPointer {
  readonly file: string;
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string;
}

/**
 * Reads a gate's `from`. `FILE#a.b` is another way to write `FILE#/a/b`.
 * Undefined for references to a source, `prometheus:NAME` and `mlflow:NAME#METRIC`, and where `#` is missing.
 */
export function documentPointer(from: string): DocumentPointer | undefined {
  const hash = from.indexOf('#');
  if (hash <= 0 || /^(?:prometheus|mlflow):/.test(from)) return undefined;
  const pointer = from.slice(hash + 1);
  return { file: from.slice(0, hash), pointer: pointer.startsWith('/') ? pointer : `/${pointer.replaceAll('.', '/')}` };
}
