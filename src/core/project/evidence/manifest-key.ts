import type { Project } from '../project.ts';
import type { Place } from './offer.ts';

/** Where the manifest declares something: the deepest key of the way that is there. The manifest must exist. */
export function manifestKey(project: Project, ...way: readonly (string | number)[]): Place {
  const document = project.manifestDocument;
  if (document === null) return { path: '', span: null };
  let view = document.facts.root;
  let place: Place = { path: document.path, span: null };
  for (const step of way) {
    const next = view.at(step);
    if (next === undefined) break;
    const entry = typeof step === 'string' ? view.entries().find(({ key }) => key === step) : undefined;
    place = { path: document.path, span: entry?.keySpan ?? next.span };
    view = next;
  }
  return place;
}
