import { deployTargets } from '../config/deploy-targets.ts';
import { documentPointer } from '../config/pointer.ts';
import { type FixOffer, defineRule } from '../engine/define-rule.ts';
import { editDistance } from '../facts/nearest-word.ts';
import type { YamlView } from '../facts/yaml/yaml-view.ts';
import type { Span } from '../model/span.ts';
import { baseName, folderOf, relativePath } from '../project/paths.ts';
import type { FoundDocument, Project } from '../project/project.ts';
import { yamlScalar } from './edits/yaml-entry.ts';
import { type DocumentKind, skeletonOf } from './knowledge/document-skeletons.ts';
import { pipelinesOf } from './knowledge/dvc-outputs.ts';
import { placedModels } from './knowledge/manifest-items.ts';

/** A path that the manifest declares and that is not there. */
export const linkBroken = defineRule({
  id: 'link-broken',
  title: { en: 'Declared documents exist', pl: 'Zadeklarowane dokumenty istnieją' },
  severity: 'warning',
  fix: 'suggested',
  why: {
    en: 'A declaration counts only if what it points at is there: who follows it in an incident finds nothing.',
    pl: 'Deklaracja liczy się tylko wtedy, gdy istnieje to, na co wskazuje: kto zajrzy tam podczas incydentu, nie znajdzie nic.',
  },
  remedy: { en: 'Correct the path, or write the document.', pl: 'Popraw ścieżkę albo napisz dokument.' },
  checks: ['incident-playbook', 'alert-response', 'rollback', 'compliance', 'retraining', 'iteration-review'],
  texts: {
    broken: { en: '{path} does not exist.', pl: '{path} nie istnieje.' },
    correct: { en: 'Change to {path}', pl: 'Zmień na {path}' },
    create: { en: 'Create {path} with the headings it needs', pl: 'Utwórz {path} z potrzebnymi nagłówkami' },
  },
  examples: {
    bad: { 'airworthy.yaml': 'version: 1\nrunbooks: { alerts: docs/alerts.md }\n' },
    good: { 'airworthy.yaml': 'version: 1\nrunbooks: { alerts: docs/alerts.md }\n', 'docs/alerts.md': '# Alerts\n' },
  },
  check({ project, report }) {
    const document = project.manifestDocument;
    if (document === null) return;
    const held = outputsOf(project);
    for (const { view, kind, path: written } of declaredPaths(project, document)) {
      const path = written.replace(/[#?].*$/, '');
      const resolved = project.resolve(document.path, path);
      // URLs are never fetched, globs name no file, and what leaves the repository is `schema-invalid`.
      if (
        resolved === null ||
        /[*{[]/.test(path) ||
        project.exists(resolved) ||
        held.some((out) => out === resolved || resolved.startsWith(`${out}/`))
      )
        continue;
      const span = insideQuotes(document, view, written);
      const fix =
        kind === null
          ? correction(project, document, span, resolved)
          : (correction(project, document, span, resolved) ?? creation(resolved, kind));
      report({ path: document.path, span, messageId: 'broken', args: { path }, identity: path, ...(fix && { fix }) });
    }
  },
});

interface DeclaredPath {
  readonly view: YamlView;
  readonly path: string;
  /** What kind of document is expected; null for what nobody writes from headings. */
  readonly kind: DocumentKind | null;
}

function declaredPaths(project: Project, document: FoundDocument<'airworthy'>): readonly DeclaredPath[] {
  const { root } = document.facts;
  const manifest = project.manifest;
  const declared = (view: YamlView | undefined, kind: DocumentKind | null, path = view?.string()?.value): readonly DeclaredPath[] =>
    view === undefined || path === undefined ? [] : [{ view, path, kind }];
  return [
    ...(['incident', 'alerts', 'rollback'] as const).flatMap((key) =>
      manifest?.runbooks?.[key] === undefined ? [] : declared(root.at('runbooks', key), key),
    ),
    ...(manifest?.compliance?.dpia === undefined ? [] : declared(root.at('compliance', 'dpia'), 'dpia')),
    ...(['log', 'explainer'] as const).flatMap((key) =>
      isDocument(manifest?.decisions?.[key]) ? declared(root.at('decisions', key), key) : [],
    ),
    ...(manifest?.retraining?.workflow === undefined ? [] : declared(root.at('retraining', 'workflow'), null)),
    ...(root.at('reviews')?.items() ?? []).flatMap((review) => declared(review.get('document'), 'review')),
    ...Object.keys(manifest?.sources ?? {}).flatMap((name) => declared(root.at('sources', name, 'reference'), null)),
    ...placedModels(project).flatMap(({ item, view }) => [
      ...declared(view.get('path'), null),
      ...deployTargets(item).flatMap(({ stage }) =>
        declared(stage === null ? view.at('deploy', 'manifest') : view.at('deploy', stage, 'manifest'), null),
      ),
      ...(view.get('gates')?.items() ?? []).flatMap((gate) => {
        const from = gate.get('from');
        return declared(from, null, documentPointer(from?.string()?.value ?? '')?.file);
      }),
    ]),
  ];
}

/** A log may be a topic or a table, an explainer a service: only what is written like a file is looked for. */
function isDocument(written: string | undefined): boolean {
  return written !== undefined && /^(?!\w+:)[\w./-]+\.(?:md|markdown|rst|txt|ya?ml|json|py|ipynb|html)(?:#.*)?$/i.test(written);
}

/** What DVC writes may be missing from the work tree until somebody pulls it. */
function outputsOf(project: Project): readonly string[] {
  const stages = pipelinesOf(project).flatMap(({ document }) =>
    document.facts.stages.flatMap((stage) => stage.outs.map((out) => out.resolved)),
  );
  const added = project.documents('dvc-file').flatMap(({ facts }) => facts.outs.map((out) => out.resolved));
  return [...stages, ...added].filter((path) => path !== null);
}

function insideQuotes({ source }: FoundDocument<'airworthy'>, view: YamlView, written: string): Span {
  const offset = source.text.slice(view.span.start, view.span.end).indexOf(written);
  return offset === -1 ? view.span : { start: view.span.start + offset, end: view.span.start + offset + written.length };
}

const mostTypos = 2;

/** The file that was probably meant: one with the same name in another folder, or with a name two letters away in the same. */
function correction(project: Project, document: FoundDocument<'airworthy'>, span: Span, wanted: string): FixOffer<'correct'> | undefined {
  const files = [...project.tree.keys()];
  const same = files.filter((path) => baseName(path) === baseName(wanted));
  const near = files.filter((path) => folderOf(path) === folderOf(wanted) && editDistance(baseName(path), baseName(wanted)) <= mostTypos);
  const [found] = same.length === 1 ? same : near.length === 1 ? near : [];
  if (found === undefined) return undefined;
  const path = relativePath(folderOf(document.path), found);
  const isPlain = yamlScalar(path) === path;
  return isPlain ? { titleId: 'correct', args: { path }, edits: [{ kind: 'replace', path: document.path, span, text: path }] } : undefined;
}

function creation(path: string, kind: DocumentKind): FixOffer<'create'> | undefined {
  if (!/\.(?:md|markdown)$/i.test(path)) return undefined;
  return { titleId: 'create', args: { path }, edits: [{ kind: 'create', path, text: skeletonOf(kind) }] };
}
