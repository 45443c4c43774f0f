import { offsetAt } from '../model/source-text.ts';
import type { Position, Span } from '../model/span.ts';
import type { Project } from '../project/project.ts';

type KeyPath = readonly (string | number)[];

/** The manifest's key that would declare what a check asks for. */
const declaredBy: Readonly<Record<string, KeyPath>> = {
  'business-goal': ['goal'],
  'shared-ownership': ['owners'],
  'model-versioned': ['models', 0, 'registry'],
  'version-consistency': ['models', 0, 'deploy'],
  'quality-validation': ['models', 0, 'gates'],
  'quality-gates': ['models', 0, 'gates'],
  'soft-launch': ['models', 0, 'stages'],
  'online-monitoring': ['sources'],
  'operational-metrics': ['charts'],
  'drift-monitoring': ['drift'],
  'alert-response': ['runbooks', 'alerts'],
  rollback: ['runbooks', 'rollback'],
  'incident-playbook': ['runbooks', 'incident'],
  retraining: ['retraining'],
  'decision-log': ['decisions', 'log'],
  explainability: ['decisions', 'explainer'],
  compliance: ['compliance'],
  'iteration-review': ['reviews'],
};

/** Whether the manifest has a key that declares what a check asks for. */
export function isDeclarable(checkId: string): boolean {
  return checkId in declaredBy;
}

/**
 * Where the editor shows a check that is missing or partial: the key of the manifest that would declare it, else the nearest parent that is there,
 * else `version`. Null without a manifest: then it stands in the tree alone.
 */
export function declaredPlace(project: Project, checkId: string): { readonly path: string; readonly span: Span } | null {
  const document = project.manifestDocument;
  if (document === null) return null;
  const { root } = document.facts;
  const path = declaredBy[checkId] ?? ['version'];
  for (let length = path.length; length > 0; length -= 1) {
    const span = keySpan(root, path.slice(0, length));
    if (span !== undefined) return { path: document.path, span };
  }
  return { path: document.path, span: keySpan(root, ['version']) ?? { start: 0, end: 0 } };
}

/** Whether that position in the manifest lies in what declares the check. */
export function isDeclaredAt(project: Project, checkId: string, position: Position): boolean {
  const document = project.manifestDocument;
  const path = declaredBy[checkId];
  const source = document === null ? undefined : project.file(document.path)?.source;
  if (document === null || path === undefined || source === undefined) return false;
  const span = document.facts.root.at(...path)?.span;
  const offset = offsetAt(source, position);
  return span !== undefined && span.start <= offset && offset < span.end;
}

function keySpan(root: NonNullable<Project['manifestDocument']>['facts']['root'], path: KeyPath): Span | undefined {
  const last = path.at(-1);
  if (typeof last !== 'string') return undefined;
  return root
    .at(...path.slice(0, -1))
    ?.entries()
    .find((entry) => entry.key === last)?.keySpan;
}
