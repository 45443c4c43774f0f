import type { Span } from '../../model/span.ts';
import type { Project } from '../project.ts';

/** The first line of a script that spans many, with the blank lines before it: enough to show the place. */
export function firstLine(project: Project, path: string, span: Span): Span {
  const text = project.file(path)?.source.text.slice(span.start, span.end) ?? '';
  const end = /^\s*[^\r\n]*/.exec(text)?.[0].length ?? 0;
  return end === 0 || end >= text.length ? span : { start: span.start, end: span.start + end };
}
