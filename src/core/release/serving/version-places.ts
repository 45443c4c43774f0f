import { inQuotesOf } from '../../rules/edits/yaml-entry.ts';
import type { YamlView } from '../../facts/yaml/yaml-view.ts';
import { positionAt, type SourceText } from '../../model/source-text.ts';
import type { Located } from '../../model/span.ts';
import type { NodePath, ServingSlot, VersionPlace } from './serving-object.ts';
import { versionInUri } from './uri-version.ts';
import { isSameVersion, looksLikeVersion, modelVersionLabel, versionLabel } from './version-name.ts';

/** A document with its number in the file. */
export interface ServingDocument {
  readonly source: SourceText;
  readonly document: number;
  readonly root: YamlView;
}

/** Where a slot's words stand. */
export interface SlotPlaces {
  /** The path to the model's place; null where there is none. */
  readonly uri: NodePath | null;
  /** Paths to maps of labels and annotations that speak of this slot. */
  readonly labels: readonly NodePath[];
  /** The path to Seldon v2's version folder. */
  readonly artifactVersion?: NodePath;
  /** The path to a name that may end in a version. */
  readonly name?: NodePath;
}

/**
 * A slot's version and every place that names it. The URI counts first, then Seldon's version folder, then labels, then the name.
 * A label that could be an application's (`app.kubernetes.io/version`) counts beside a URI only where it says the same version.
 */
export function slotVersion(
  { source, document, root }: ServingDocument,
  places: SlotPlaces,
): Pick<ServingSlot, 'version' | 'uri' | 'line' | 'places'> {
  const uri = places.uri === null ? undefined : root.at(...places.uri)?.text();
  const found: VersionPlace[] = [];
  if (uri !== undefined && places.uri !== null) {
    found.push({ kind: 'uri', document, path: places.uri, value: uri, version: uriVersion(source, uri) });
  }
  const folder = places.artifactVersion === undefined ? undefined : root.at(...places.artifactVersion)?.text();
  if (folder !== undefined && places.artifactVersion !== undefined && /^\d+$/.test(folder.value)) {
    found.push({ kind: 'artifact-version', document, path: places.artifactVersion, value: folder, version: folder });
  }
  const labels = places.labels.flatMap((path) => labelsAt(root, document, path));
  const known = found.find(({ version }) => version !== null)?.version ?? null;
  const certain = labels.find(({ path }) => isModelLabel(path)) ?? labels[0];
  const version = known ?? certain?.version ?? null;
  found.push(...labels.filter(({ path, value }) => isModelLabel(path) || (version !== null && isSameVersion(value.value, version.value))));
  const named = places.name === undefined ? undefined : root.at(...places.name)?.text();
  const suffix = named === undefined ? null : nameVersion(named);
  if (
    named !== undefined &&
    places.name !== undefined &&
    suffix !== null &&
    (version === null || isSameVersion(suffix.value, version.value))
  ) {
    found.push({ kind: 'name', document, path: places.name, value: named, version: suffix });
  }
  const shown = version ?? suffix;
  const place = shown ?? uri;
  return { version: shown, uri: uri ?? null, line: place === undefined ? null : positionAt(source, place.span.start).line, places: found };
}

function uriVersion(source: SourceText, uri: Located<string>): Located<string> | null {
  const found = versionInUri(uri.value);
  if (found === null || !found.isCertain) return null;
  const inner = inQuotesOf(source, uri.span);
  // Escapes and aliases hold the text elsewhere or otherwise: then the whole value is the place.
  const isPlain = source.text.slice(inner.start, inner.end) === uri.value;
  const span = isPlain ? { start: inner.start + found.start, end: inner.start + found.end } : uri.span;
  return { value: found.version, span };
}

function labelsAt(root: YamlView, document: number, path: NodePath): readonly VersionPlace[] {
  return (root.at(...path)?.entries() ?? []).flatMap((entry): readonly VersionPlace[] => {
    const value = entry.value.text();
    if (value === undefined || !versionLabel.test(entry.key) || !looksLikeVersion(value.value)) return [];
    return [{ kind: 'label', document, path: [...path, entry.key], value, version: value }];
  });
}

function isModelLabel(path: NodePath): boolean {
  return modelVersionLabel.test(String(path.at(-1)));
}

/** `churn-v8`, `churn-v1-4-0`: names cannot hold dots. */
function nameVersion(name: Located<string>): Located<string> | null {
  const found = /-(v\d+(?:-\d+){0,2})$/.exec(name.value)?.[1];
  return found === undefined ? null : { value: found.replaceAll('-', '.'), span: name.span };
}
