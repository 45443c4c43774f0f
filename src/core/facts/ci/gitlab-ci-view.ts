/** How values are written in GitLab CI, whatever they mean: lists that may be nested or be references to what stands elsewhere. */
import type { Located } from '../../model/span.ts';
import type { SourceText } from '../../model/source-text.ts';
import type { YamlView } from '../yaml/yaml-view.ts';
import type { GitlabReference, OrReference } from './gitlab-ci-facts.ts';

/** Keys of the document that are no jobs. `types` is how releases before 9 called `stages`. */
export const gitlabKeywords: readonly string[] = [
  'default',
  'include',
  'before_script',
  'image',
  'services',
  'after_script',
  'variables',
  'stages',
  'types',
  'cache',
  'workflow',
  'spec',
  '$schema',
];

/** GitLab takes scripts and rules that are nested up to ten lists deep. */
const deepest = 10;

/** How many values may still be looked at: aliases can unfold a short file into billions of them. */
export interface ReadBudget {
  left: number;
}

/** Whether a list is `!reference […]`. The parser reads the tag away, so the text in front of the list is asked. */
export function isReference(view: YamlView, source: SourceText): boolean {
  return view.kind === 'seq' && /!reference\s*$/.test(source.text.slice(Math.max(0, view.span.start - 40), view.span.start));
}

/** A list's items, or a single value, with nested lists laid flat. */
export function flatItems<T>(
  view: YamlView,
  read: (item: YamlView) => T | undefined,
  { source, budget }: { readonly source: SourceText; readonly budget: ReadBudget },
  depth = 0,
): readonly OrReference<T>[] {
  budget.left -= 1;
  if (budget.left < 0 || depth > deepest) return [];
  if (isReference(view, source)) return [{ reference: referenceOf(view) }];
  if (view.kind === 'seq') return view.items().flatMap((item) => flatItems(item, read, { source, budget }, depth + 1));
  const own = read(view);
  return own === undefined ? [] : [{ own }];
}

function referenceOf(view: YamlView): GitlabReference {
  return { value: view.items().map((item) => item.text()?.value ?? ''), span: view.span };
}

/** The texts of a list or of a single value; other values and references are passed over. */
export function textsOf(view: YamlView | undefined): readonly Located<string>[] {
  const items = view === undefined ? [] : view.kind === 'seq' ? view.items() : [view];
  return items.map((item) => item.text()).filter((text) => text !== undefined);
}
