/** Moves every word of a slot that names its version to another version, each in its own spelling. */
import type { EditDraft, FilePath } from './edit-draft.ts';
import { placeName, refuse, setScalar } from './edit-draft.ts';
import { message } from '../../l10n/message.ts';
import { manifestWords } from './manifest-words.ts';
import type { ServingSlot, VersionPlace } from './serving-object.ts';
import { type UriVersion, versionInUri, versionPlacesInUri } from './uri-version.ts';
import { isSameVersion, spelledLike } from './version-name.ts';

/** What is moved, and for a copy of only a part of the object, the part. */
export interface VersionMove {
  readonly slot: ServingSlot;
  readonly version: string;
  /** The object's name, for refusals. */
  readonly name: string;
  /** Only places inside of this are moved. */
  readonly within?: FilePath;
}

/** Whether a slot's version can be moved at all, and why not. */
export function moveVersion(draft: EditDraft, { slot, version, name, within }: VersionMove): void {
  const uri = slot.places.find(({ kind }) => kind === 'uri');
  const isTemplate = uri !== undefined && /\{\{|\$[{(]|<%/.test(uri.value.value);
  if (uri !== undefined && isTemplate) return refuse(draft, manifestWords.template, { value: uri.value.value });
  const deciding = slot.places.filter(({ kind, version: named }) => (kind === 'uri' || kind === 'artifact-version') && named !== null);
  if (deciding.length === 0) {
    const found = uri === undefined ? null : versionInUri(uri.value.value);
    if (uri !== undefined && found !== null) return refuse(draft, manifestWords.unclear, { uri: uri.value.value });
    return refuse(draft, manifestWords.noPlace, { name });
  }
  for (const place of slot.places) {
    if (within === undefined || isWithin(place, within)) movePlace(draft, place, version);
  }
}

function isWithin(place: VersionPlace, [document, ...path]: FilePath): boolean {
  return place.document === document && path.every((step, index) => place.path[index] === step);
}

function movePlace(draft: EditDraft, place: VersionPlace, version: string): void {
  const path: FilePath = [place.document, ...place.path];
  // A URI without a version beside a version folder stays.
  if (place.version === null) return;
  if (place.kind === 'name') {
    if (!isSameVersion(place.version.value, version)) draft.notes.push(message(manifestWords.keptName, { name: place.value.value }));
    return;
  }
  const found = place.kind === 'uri' ? versionInUri(place.value.value) : null;
  const value = found === null ? spelledLike(version, place.version.value) : movedUri(place.value.value, found, version);
  if (value === null) return refuse(draft, manifestWords.scheme, { version, old: place.version.value, place: placeName(path) });
  setScalar(draft, path, value);
}

/** A URI with another version at every place that spells the one it has; null where the new one is of another kind. */
export function movedUri(uri: string, found: UriVersion, version: string): string | null {
  let result = '';
  let position = 0;
  for (const { start, end } of versionPlacesInUri(uri, found)) {
    const written = spelledAs(version, found.kind, uri.slice(start, end));
    if (written === null) return null;
    result += uri.slice(position, start) + written;
    position = end;
  }
  return result + uri.slice(position);
}

function spelledAs(version: string, kind: UriVersion['kind'], old: string): string | null {
  if (kind === 'digest') return /^sha256:[0-9a-f]{64}$/.test(version) ? version : null;
  if (kind === 'commit') return /^[0-9a-f]{7,40}$/.test(version) ? version : null;
  if (kind === 'object') return version;
  return spelledLike(version, old);
}
