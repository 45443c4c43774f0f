/** A Python package's name as indexes compare it (PEP 503): lower case, with runs of `-`, `_` and `.` as one `-`. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
