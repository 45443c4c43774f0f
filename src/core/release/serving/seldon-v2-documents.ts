/** Documents that Seldon v2 edits add and take away: a Model for another version, and the Experiment that names both. */
import type { Json } from '../../facts/format.ts';
import { isList } from '../../facts/data-file.ts';
import { appendDocuments, changedCopy, type EditDraft, type FilePath, refuse, removeDocument, setScalar, viewAt } from './edit-draft.ts';
import { manifestWords } from './manifest-words.ts';
import { moveVersion } from './move-version.ts';
import type { ServingObject, ServingSlot } from './serving-object.ts';
import { plainVersion } from './version-name.ts';
import { isFlow } from './yaml-text.ts';

/** A document to be added. */
export interface NewDocument {
  readonly text: string;
  readonly json: Json;
  readonly shown: string;
}

/** Where a slot's Model stands in the file; null where it is in another one. */
export function modelPathOf(slot: ServingSlot): FilePath | null {
  const place = slot.places.find(({ kind }) => kind === 'uri' || kind === 'artifact-version');
  return place === undefined ? null : [place.document, ...place.path.slice(0, -2)];
}

/** Adds a copy of a slot's Model for another version, with what shall follow it; gives the copy's name. */
export function addModel(draft: EditDraft, slot: ServingSlot, version: string, more: (name: string) => readonly NewDocument[]): string {
  const path = modelPathOf(slot);
  const view = path === null ? undefined : viewAt(draft, path);
  const name = newName(slot.name ?? '', version);
  // Inside a list of objects, or in brackets, there are no documents of its own to copy.
  if (path?.length !== 1 || view === undefined || isFlow(draft.source.text, view)) {
    refuse(draft, manifestWords.form, { place: slot.name ?? '' });
    return name;
  }
  const copy = changedCopy(draft, path, (changed) => {
    setScalar(changed, [...path, 'metadata', 'name'], name);
    moveVersion(changed, { slot, version, name: slot.name ?? '' });
  });
  if (copy === null) refuse(draft, manifestWords.shared, { place: slot.name ?? '' });
  else appendDocuments(draft, [{ text: copy.text, json: copy.json, shown: `Model ${name}` }, ...more(name)]);
  return name;
}

/** A name for another version's Model: `churn-v8` beside `churn` or `churn-v7`. Names cannot hold dots. */
function newName(name: string, version: string): string {
  const plain = plainVersion(version.replace(/^sha256:/, '').slice(0, 20))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return `${name.replace(/-v\d+(?:-\d+){0,2}$/, '')}-v${plain}`;
}

/** Takes a slot's Model away, unless something besides the Experiment still names it. */
export function dropModel(draft: EditDraft, object: ServingObject, slot: ServingSlot): void {
  const path = modelPathOf(slot);
  if (path?.length !== 1 || slot.name === null) return;
  const [document] = path;
  const { name } = slot;
  const isUsed = draft.roots.some((root, index) => index !== document && index !== object.document && names(root.toJson(), name));
  if (!isUsed) removeDocument(draft, document, `Model ${name}`);
}

/** Whether data name a model; steps of pipelines say `model.outputs.x` too. */
function names(data: Json, name: string): boolean {
  if (typeof data === 'string') return data === name || data.startsWith(`${name}.`);
  if (data === null || typeof data !== 'object') return false;
  return (isList(data) ? data : Object.values(data)).some((value) => names(value, name));
}

interface ExperimentSplit {
  readonly candidates: readonly { readonly name: string; readonly weight: number }[];
  readonly mirror?: { readonly name: string; readonly percent: number };
}

/** An Experiment that takes over a Model's endpoint, so that its callers notice nothing. */
export function newExperiment(model: ServingObject, suffix: 'canary' | 'shadow', { candidates, mirror }: ExperimentSplit): NewDocument {
  const name = `${model.name ?? ''}-${suffix}`;
  const json: Json = {
    apiVersion: 'mlops.seldon.io/v1alpha1',
    kind: 'Experiment',
    metadata: { name, ...(model.namespace === null ? {} : { namespace: model.namespace }) },
    spec: {
      default: model.name ?? '',
      candidates: candidates.map((one) => ({ ...one })),
      ...(mirror === undefined ? {} : { mirror: { ...mirror } }),
    },
  };
  const lines = [
    'apiVersion: mlops.seldon.io/v1alpha1',
    'kind: Experiment',
    'metadata:',
    `  name: ${name}`,
    ...(model.namespace === null ? [] : [`  namespace: ${model.namespace}`]),
    'spec:',
    `  default: ${model.name ?? ''}`,
    '  candidates:',
    ...candidates.flatMap((one) => [`    - name: ${one.name}`, `      weight: ${String(one.weight)}`]),
    ...(mirror === undefined ? [] : ['  mirror:', `    name: ${mirror.name}`, `    percent: ${String(mirror.percent)}`]),
  ];
  return { text: lines.join('\n'), json, shown: `Experiment ${name}` };
}
