/**
 * What a tool's schema takes, as small values that can be put together, and the problems of what does not fit:
 * the wrong value, or the key that leads to it where the value is a whole block; the unknown key itself.
 * A shape says only what the owning tool would refuse; facts are read apart from it.
 */
import { type Message, type Text, message } from '../../l10n/message.ts';
import type { Span } from '../../model/span.ts';
import type { Problem } from '../format.ts';
import { nearestWord } from '../nearest-word.ts';
import { type YamlEntry, type YamlView, isBeyond } from './yaml-view.ts';

/** Where a value stands: the words people call it by, and the key (or list item) that leads to it. */
export interface ShapePlace {
  readonly name: string;
  readonly span: Span;
}

/** How a tool's own habits bend all its shapes. */
export interface ShapeSetting {
  /** True where a scalar stands for a value of any kind, such as GitHub's `${{ … }}`. */
  isPlaceholder?(text: string): boolean;
  /** True where a value of another kind stands for one of any kind, such as GitLab's `!reference […]`. */
  isReference?(view: YamlView): boolean;
  /** What is marked where a whole block is wrong or lacks a key: the key that leads to it (the default), or the block's own beginning. */
  readonly marks?: 'keys' | 'values';
}

/** A setting with the number of values unfolded by aliases that may still be looked at. */
export interface ShapeCheck extends ShapeSetting {
  readonly budget: { left: number };
}

/** A part of a schema. */
export interface Shape {
  /** What is expected, as it stands after 'must be' ('musi być'): `a list`, `listą`. */
  readonly expected: Text;
  /** Whether a value is of this kind at all, whatever is inside. */
  accepts(view: YamlView): boolean;
  /** What is wrong inside a value of this kind. */
  inside(view: YamlView, place: ShapePlace, check: ShapeCheck): readonly Problem[];
}

/** Words that several formats share. */
export const shapeTexts = {
  unknown: { en: 'Unknown key “{key}”.', pl: 'Nieznany klucz „{key}”.' },
  unknownNear: { en: 'Unknown key “{key}”. Did you mean “{near}”?', pl: 'Nieznany klucz „{key}”. Czy chodziło o „{near}”?' },
  missing: { en: 'The key “{key}” is missing.', pl: 'Brakuje klucza „{key}”.' },
} satisfies Record<string, Text>;

const mostUnfolded = 50_000;
/** More problems than these of one file help nobody. */
export const mostProblems = 200;

/** The problems of a value against a shape, 200 at most; empty where it fits. */
export function checkShape(shape: Shape, view: YamlView, place: ShapePlace, setting: ShapeSetting = {}): readonly Problem[] {
  return checkPart(shape, view, place, { ...setting, budget: { left: mostUnfolded } }).slice(0, mostProblems);
}

/** The problems of a part of a value that is being checked. Aliases can unfold a short document into billions of values, so they are counted. */
export function checkPart(shape: Shape, view: YamlView, place: ShapePlace, check: ShapeCheck): readonly Problem[] {
  if (isBeyond(view, check.budget)) return [];
  if (typeof view.scalar === 'string' && check.isPlaceholder?.(view.scalar) === true) return [];
  if (check.isReference?.(view) === true) return [];
  if (shape.accepts(view)) return shape.inside(view, place, check);
  return [{ message: mustBe(place.name, shape.expected), span: valueSpan(view, place.span) }];
}

/** The whole document as a place. */
export function rootPlace(view: YamlView, name: string): ShapePlace {
  return { name, span: firstKeySpan(view) };
}

/** A block, or the whole document, as a place that is marked by its own beginning. */
export function valuePlace(view: YamlView, name: string): ShapePlace {
  return { name, span: headOf(view) };
}

/** The value under a key as a place. */
export function entryPlace(entry: YamlEntry, check: ShapeCheck): ShapePlace {
  return { name: entry.key, span: check.marks === 'values' ? headOf(entry.value) : entry.keySpan };
}

/** An item of the list at a place. */
export function itemPlace(item: { readonly view: YamlView; readonly index: number }, list: ShapePlace, check: ShapeCheck): ShapePlace {
  const { view, index } = item;
  const leading = view.kind === 'scalar' ? view.span : firstKeySpan(view);
  return { name: `${list.name}[${String(index + 1)}]`, span: check.marks === 'values' ? headOf(view) : leading };
}

/** Where a wrong value is shown: the value where it is written in one piece, else what leads to it. */
export function valueSpan(view: YamlView, leading: Span): Span {
  return view.kind === 'scalar' && view.span.end > view.span.start ? view.span : leading;
}

/** A map or list can be a screen long: only its beginning is marked. */
function headOf(view: YamlView): Span {
  return view.kind === 'map' || view.kind === 'seq' ? { start: view.span.start, end: view.span.start } : view.span;
}

/** A map's first key; for all else the value's start, so that no whole block is marked. */
function firstKeySpan(view: YamlView): Span {
  const first = view.entries()[0];
  if (first !== undefined) return first.keySpan;
  return view.kind === 'scalar' ? view.span : { start: view.span.start, end: Math.min(view.span.end, view.span.start + 1) };
}

/** The problem of a key that no release of the tool knows, with the known one that was probably meant. */
export function unknownKey(entry: YamlEntry, known: readonly string[]): Problem {
  const key = shorten(entry.key);
  const near = nearestWord(entry.key, known);
  if (near === undefined) return { message: message(shapeTexts.unknown, { key }), span: entry.keySpan };
  return { message: message(shapeTexts.unknownNear, { key, near }), span: entry.keySpan, suggestion: near };
}

/** The problem of a key that the tool needs. */
export function missingKey(key: string, span: Span): Problem {
  return { message: message(shapeTexts.missing, { key }), span };
}

function mustBe(key: string, expected: Text): Message {
  return message({ en: `“{key}” must be ${expected.en}.`, pl: `„{key}” musi być ${expected.pl}.` }, { key: shorten(key) });
}

/** A text of the file as it may stand in a message: 60 characters at most. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
