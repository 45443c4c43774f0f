/** What a serving manifest serves: objects with their versions and shares of traffic, as plain data with places. */
import type { Located } from '../../model/span.ts';

/** Keys and list indexes from a document's root. */
export type NodePath = readonly (string | number)[];

/** One place that names a slot's version. */
export interface VersionPlace {
  readonly kind: 'uri' | 'label' | 'artifact-version' | 'name';
  readonly document: number;
  readonly path: NodePath;
  /** The whole value: the URI, the label's text. */
  readonly value: Located<string>;
  /** The version that it names, as it is written there; null where it names none that is certain. */
  readonly version: Located<string> | null;
}

/** A version that takes a share of the traffic. */
export interface ServingSlot {
  readonly role: 'main' | 'canary' | 'shadow';
  /** The predictor's, canary's or candidate's own name; null where it has none. */
  readonly name: string | null;
  /** Null where the file does not say it: the other side of a Knative canary, or a place without a version. */
  readonly version: Located<string> | null;
  readonly uri: Located<string> | null;
  /** The line, from 1, that names the version, else the model's place; null where the file names neither. */
  readonly line: number | null;
  /** Percent of the requests that it answers, of a shadow the percentage that is copied to it; null where it is not said. */
  readonly traffic: number | null;
  /** Every place that names the version, the URI first. */
  readonly places: readonly VersionPlace[];
  /** The map that describes it; null for the side of a Knative canary that the file does not name. */
  readonly owner: { readonly document: number; readonly path: NodePath } | null;
}

/**
 * How an object splits its traffic: `percent` and `list` are KServe's two (Knative's revisions, and `spec.canary` in Standard mode),
 * `old` is KFServing's v1alpha2, `predictors` is Seldon v1's, `experiment` and `model` are Seldon v2's.
 */
export type ServingForm = 'percent' | 'list' | 'old' | 'predictors' | 'experiment' | 'model';

/** An object that serves models. */
export interface ServingObject {
  readonly path: string;
  readonly format: 'kserve' | 'seldon-v1' | 'seldon-v2';
  readonly kind: string;
  readonly name: string | null;
  readonly namespace: string | null;
  readonly form: ServingForm;
  /** Main first, then canaries and shadows in file order. */
  readonly slots: readonly ServingSlot[];
  /** Where the object stands: the document and the path to it, longer than nothing inside a list of objects. */
  readonly document: number;
  readonly root: NodePath;
}
