import { kserve } from '../../facts/serving/kserve.ts';
import { objectsOf } from '../../facts/serving/kubernetes-object.ts';
import { seldonV1 } from '../../facts/serving/seldon-v1.ts';
import { seldonV2 } from '../../facts/serving/seldon-v2.ts';
import { parseYaml } from '../../facts/yaml/parse-yaml.ts';
import type { YamlView } from '../../facts/yaml/yaml-view.ts';
import { createSourceText, type SourceText } from '../../model/source-text.ts';
import { kserveForm, kserveSlots } from './kserve-slots.ts';
import { seldonV1Slots } from './seldon-v1-slots.ts';
import { experimentSlots, type ModelPlace, modelSlot } from './seldon-v2-slots.ts';
import type { NodePath, ServingObject } from './serving-object.ts';
import type { ServingDocument } from './version-places.ts';

/** What a manifest's text serves, in file order; empty for files that serve nothing, for templates of Helm and for broken YAML. */
export function readServing(path: string, text: string): readonly ServingObject[] {
  const source = createSourceText(path, text);
  const documents = parseYaml(source);
  if (documents.some(({ problems }) => problems.length > 0)) return [];
  return servingIn(
    source,
    documents.map(({ root }) => root),
  );
}

/** What parsed documents serve. A Model that is a candidate of an Experiment in the same file is part of that one. */
export function servingIn(source: SourceText, roots: readonly YamlView[]): readonly ServingObject[] {
  const objects = roots.flatMap((root, document) => objectPlaces(source, root, document));
  const models = objects.flatMap(({ view, document, at }): readonly ModelPlace[] => {
    const name = view.at('metadata', 'name')?.text()?.value;
    const isModel = view.get('kind')?.scalar === 'Model' && view.at('spec', 'explainer') === undefined;
    return seldonV2.recognise(view, source.path, source) && isModel && name !== undefined ? [{ name, document, at }] : [];
  });
  const read = objects.flatMap((object) => readObject(source, object, models));
  const used = new Set(read.filter(({ form }) => form === 'experiment').flatMap(({ slots }) => slots.map(({ name }) => name)));
  return read.filter(({ form, name }) => form !== 'model' || !used.has(name));
}

interface ObjectPlace {
  readonly view: YamlView;
  readonly document: ServingDocument;
  readonly at: NodePath;
}

function objectPlaces(source: SourceText, root: YamlView, index: number): readonly ObjectPlace[] {
  const document = { source, document: index, root };
  const items = root.get('items')?.items() ?? [];
  return objectsOf(root).map((view) => ({ view, document, at: view === root ? [] : ['items', items.indexOf(view)] }));
}

function readObject(source: SourceText, { view, document, at }: ObjectPlace, models: readonly ModelPlace[]): readonly ServingObject[] {
  const common = {
    path: source.path,
    kind: view.get('kind')?.text()?.value ?? '',
    name: view.at('metadata', 'name')?.text()?.value ?? null,
    namespace: view.at('metadata', 'namespace')?.text()?.value ?? null,
    document: document.document,
    root: at,
  };
  const is = (format: { recognise(root: YamlView, path: string, source: SourceText): boolean }): boolean =>
    format.recognise(view, source.path, source);
  if (is(kserve)) return [{ ...common, format: 'kserve', form: kserveForm(view), slots: kserveSlots(document, at) }];
  if (is(seldonV1)) return [{ ...common, format: 'seldon-v1', form: 'predictors', slots: seldonV1Slots(document, at) }];
  if (!is(seldonV2)) return [];
  const format = 'seldon-v2';
  if (common.kind === 'Experiment') return [{ ...common, format, form: 'experiment', slots: experimentSlots(document, at, models) }];
  const model = models.find((candidate) => candidate.document.document === document.document && candidate.at === at);
  return model === undefined ? [] : [{ ...common, format, form: 'model', slots: [modelSlot(model, { role: 'main', traffic: 100 })] }];
}

/** What picks one of several objects: the name that a manifest's `deploy` gives it, else the model's own. */
export interface ObjectChoice {
  readonly object?: string | undefined;
  readonly model: string;
}

/**
 * The object that is meant: the one of the given name; else the one with the model's name, or with it as a word of its URIs; else the
 * only one there is. Null where none or several could be meant.
 */
export function chooseObject(objects: readonly ServingObject[], { object, model }: ObjectChoice): ServingObject | null {
  const named = objects.filter(({ name, slots }) => name === (object ?? model) || slots.some((slot) => slot.name === object));
  if (object !== undefined) return named.length === 1 ? (named[0] ?? null) : null;
  if (named.length > 0) return named.length === 1 ? (named[0] ?? null) : null;
  const byUri = objects.filter((candidate) => servesModel(candidate, model));
  const found = byUri.length > 0 ? byUri : objects;
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Whether an object, one of its slots or a word of their URIs has a model's name, with or without a version behind it. */
export function servesModel({ name, slots }: ServingObject, model: string): boolean {
  return isNamedIn(model, [name]) || slots.some((slot) => isNamedIn(model, [slot.name, slot.uri?.value]));
}

function isNamedIn(model: string, texts: readonly (string | null | undefined)[]): boolean {
  return texts.some((text) => {
    const words = (text ?? '').split(/[/@:?#]/);
    return words.some((word) => word === model || (word.startsWith(`${model}-`) && /^-v?\d/.test(word.slice(model.length))));
  });
}
