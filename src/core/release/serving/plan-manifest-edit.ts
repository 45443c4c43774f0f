/**
 * A promotion, a rollback or a shift of traffic as an edit of the serving manifest. Only what must change changes. The result is read
 * back before it is offered: its data must be exactly what was meant, its slots too, and the file no less valid than before.
 */
import { applyEdits } from '../../engine/apply-edits.ts';
import type { Json, Problem } from '../../facts/format.ts';
import { readFile } from '../../facts/read-file.ts';
import { parseYaml } from '../../facts/yaml/parse-yaml.ts';
import { format, type Message, message } from '../../l10n/message.ts';
import type { Edit } from '../../model/finding.ts';
import { createSourceText, rangeOf, type SourceText } from '../../model/source-text.ts';
import { createDraft, type EditDraft, type ManifestChange, refuse } from './edit-draft.ts';
import { editKserve } from './edit-kserve.ts';
import { editSeldonV1 } from './edit-seldon-v1.ts';
import { editSeldonV2 } from './edit-seldon-v2.ts';
import { changedJson, isSameJson } from './json-change.ts';
import { expected, type ExpectedSlot, type ManifestIntent } from './manifest-intent.ts';
import { manifestWords } from './manifest-words.ts';
import { moveVersion } from './move-version.ts';
import { chooseObject, type ObjectChoice, servingIn } from './read-serving.ts';
import type { ServingObject } from './serving-object.ts';
import { isSameVersion } from './version-name.ts';

/** What is asked of a manifest. */
export interface ManifestRequest extends ObjectChoice {
  readonly intent: ManifestIntent;
}

/** An edit, nothing to do, or why it cannot be made here. */
export type PlannedManifestEdit =
  | {
      readonly kind: 'edit';
      readonly newText: string;
      readonly edits: readonly Edit[];
      readonly changes: readonly ManifestChange[];
      /** What should be known before it is applied. */
      readonly notes: readonly Message[];
      readonly before: ServingObject;
      readonly after: ServingObject;
    }
  | { readonly kind: 'already'; readonly object: ServingObject }
  | { readonly kind: 'refused'; readonly reason: Message };

/** Plans the edit of a manifest's text. Total: what cannot be done safely is refused, with what to do instead. */
export function planManifestEdit(text: string, path: string, request: ManifestRequest): PlannedManifestEdit {
  const source = createSourceText(path, text);
  const documents = parseYaml(source);
  if (documents.some(({ problems }) => problems.length > 0)) return refused(message(manifestWords.broken, { path }));
  const roots = documents.map(({ root }) => root);
  const objects = servingIn(source, roots);
  if (objects.length === 0) return refused(message(manifestWords.nothing, { path }));
  const object = chooseObject(objects, request);
  if (object === null) {
    const names = objects.map(({ name }) => name ?? '?').join(', ');
    return refused(message(manifestWords.choose, { path, model: request.object ?? request.model, names }));
  }
  const draft = createDraft(source, roots);
  checkIntent(draft, request.intent);
  const wanted = draft.refusal === null ? editObject(draft, object, request.intent) : [];
  if (draft.refusal !== null) return refused(draft.refusal);
  if (draft.edits.length === 0) return { kind: 'already', object };
  return verified(text, draft, { object, wanted });
}

/** The version that a line should name. */
export interface VersionAtLine {
  /** From 1, as a slot's. */
  readonly line: number;
  readonly version: string;
}

/**
 * Plans to name another version where a manifest names one, with all labels that go with it. Shares of the traffic stay: what a registry
 * says already is written down, nothing is released. Total, like `planManifestEdit`.
 */
export function planVersionAt(text: string, path: string, { line, version }: VersionAtLine): PlannedManifestEdit {
  const source = createSourceText(path, text);
  const documents = parseYaml(source);
  if (documents.some(({ problems }) => problems.length > 0)) return refused(message(manifestWords.broken, { path }));
  const roots = documents.map(({ root }) => root);
  const object = servingIn(source, roots).find(({ slots }) => slots.some((slot) => slot.line === line));
  const slot = object?.slots.find((one) => one.line === line);
  if (object === undefined || slot === undefined) return refused(message(manifestWords.nothing, { path }));
  const draft = createDraft(source, roots);
  checkVersion(draft, version);
  if (draft.refusal === null) moveVersion(draft, { slot, version, name: object.name ?? '' });
  if (draft.refusal !== null) return refused(draft.refusal);
  if (draft.edits.length === 0) return { kind: 'already', object };
  const wanted = expected(object.slots).map((one, index) => (object.slots[index] === slot ? { ...one, version } : one));
  return verified(text, draft, { object, wanted });
}

function refused(reason: Message): PlannedManifestEdit {
  return { kind: 'refused', reason };
}

/** Versions come from tags and registries and must not be able to write anything else into the file. */
function checkVersion(draft: EditDraft, version: string): void {
  if (!/^[A-Za-z0-9](?:[\w.+:-]*[\w+])?$/.test(version)) refuse(draft, manifestWords.badVersion, { version });
}

function checkIntent(draft: EditDraft, intent: ManifestIntent): void {
  if ('version' in intent) checkVersion(draft, intent.version);
  const percent = 'percent' in intent ? intent.percent : undefined;
  if (percent === undefined) return;
  const isShare = Number.isInteger(percent) && percent >= 0 && percent <= 100;
  if (intent.kind === 'start-canary' && (!isShare || percent < 1 || percent > 99)) refuse(draft, manifestWords.badPercent, { percent });
  if (!isShare) refuse(draft, manifestWords.badShare, { percent });
}

function editObject(draft: EditDraft, object: ServingObject, intent: ManifestIntent): readonly ExpectedSlot[] {
  if (object.format === 'kserve') return editKserve(draft, object, intent);
  return object.format === 'seldon-v1' ? editSeldonV1(draft, object, intent) : editSeldonV2(draft, object, intent);
}

function verified(
  text: string,
  draft: EditDraft,
  { object, wanted }: { readonly object: ServingObject; readonly wanted: readonly ExpectedSlot[] },
): PlannedManifestEdit {
  const { source } = draft;
  const edits = draft.edits.map((edit): Edit => ({
    kind: 'replace',
    path: source.path,
    range: rangeOf(source, edit.span),
    text: edit.text,
  }));
  const applied = applyEdits(edits, () => text);
  const newText = applied.ok ? applied.files.get(source.path) : undefined;
  if (newText === undefined) return refused(message(manifestWords.otherwise));
  const changed = createSourceText(source.path, newText);
  const documents = parseYaml(changed);
  const roots = documents.map(({ root }) => root);
  const data: Json = roots.map((root) => root.toJson());
  const meant = changedJson(
    draft.roots.map((root) => root.toJson()),
    draft.data,
  );
  if (documents.some(({ problems }) => problems.length > 0)) return refused(message(manifestWords.otherwise));
  if (!isSameJson(data, meant)) {
    return refused(message(manifestWords.shared, { place: draft.changes.map(({ target }) => target).join(', ') }));
  }
  const problem = newProblem(source, changed);
  if (problem !== undefined) {
    // The problem brings its words in both languages; each template takes its own.
    return refused(message(manifestWords.invalid, { en: format(problem.message, 'en'), pl: format(problem.message, 'pl') }));
  }
  const after = sameObject(servingIn(changed, roots), object);
  if (after === undefined || !isAsWanted(after, wanted)) return refused(message(manifestWords.otherwise));
  return { kind: 'edit', newText, edits, changes: draft.changes, notes: draft.notes, before: object, after };
}

/** A problem that the file did not have; one that it had is not this edit's business. */
function newProblem(before: SourceText, after: SourceText): Problem | undefined {
  const problemsOf = (source: SourceText): readonly Problem[] => readFile(source, { read: () => undefined }).problems;
  const known = new Set(problemsOf(before).map((problem) => format(problem.message, 'en')));
  return problemsOf(after).find((problem) => !known.has(format(problem.message, 'en')));
}

/** Seldon v2's Models gain and lose their Experiment, so that they are known by the main side's name. */
function sameObject(objects: readonly ServingObject[], before: ServingObject): ServingObject | undefined {
  const main = before.slots[0]?.name;
  return objects.find(({ format: kind, name, namespace, slots }) => {
    if (kind !== before.format || namespace !== before.namespace) return false;
    return before.format === 'seldon-v2' ? slots[0]?.name === main : name === before.name;
  });
}

function isAsWanted({ slots }: ServingObject, wanted: readonly ExpectedSlot[]): boolean {
  return (
    slots.length === wanted.length &&
    slots.every((slot, index) => {
      const other = wanted[index];
      if (other?.role !== slot.role || !isSameShare(slot.traffic, other.traffic)) return false;
      if (slot.version === null || other.version === null) return slot.version === null && other.version === null;
      return isSameVersion(slot.version.value, other.version);
    })
  );
}

/** Shares of relative weights are rounded. */
function isSameShare(one: number | null, other: number | null): boolean {
  return one === null || other === null ? one === other : Math.abs(one - other) < 0.05;
}
