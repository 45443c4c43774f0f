/** Edits of Seldon v1's SeldonDeployment: a predictor for each version. */
import {
  addAfter,
  copyItem,
  type EditDraft,
  type FilePath,
  isRefused,
  refuse,
  removeItem,
  removeKey,
  setScalar,
  viewAt,
} from './edit-draft.ts';
import { type ExpectedSlot, expected, type ManifestIntent, rolesOf } from './manifest-intent.ts';
import { manifestWords } from './manifest-words.ts';
import { moveVersion } from './move-version.ts';
import type { ServingObject, ServingSlot } from './serving-object.ts';
import { isSameVersion } from './version-name.ts';

/** Plans the edit of a SeldonDeployment and says what its slots must be afterwards. */
export function editSeldonV1(draft: EditDraft, object: ServingObject, intent: ManifestIntent): readonly ExpectedSlot[] {
  const { main, canaries, shadow } = rolesOf(object);
  const name = object.name ?? '';
  if (main === undefined) {
    refuse(draft, manifestWords.form, { place: 'spec.predictors' });
    return [];
  }
  if (intent.kind === 'set-main') return setMain(draft, object, main, intent.version);
  if (intent.kind === 'start-canary') return startCanary(draft, object, main, intent);
  if (intent.kind === 'shift-canary') return shiftCanary(draft, object, main, intent.percent);
  const rest = expected([main, ...canaries]);
  if (intent.kind === 'end-shadow') {
    if (shadow === undefined) refuse(draft, manifestWords.noShadow, { name });
    else removeItem(draft, ownerOf(shadow), shadow.name ?? 'shadow');
    return rest;
  }
  if (shadow !== undefined) refuse(draft, manifestWords.shadowRunning, { name, version: shadow.version?.value ?? shadow.name ?? '?' });
  const written = viewAt(draft, [...ownerOf(main), 'traffic'])?.number()?.value;
  const traffic = intent.percent ?? (written === undefined ? null : 100);
  copyPredictor(draft, object, main, { name: 'shadow', version: intent.version, traffic, isShadow: true });
  return [...rest, { role: 'shadow', version: intent.version, traffic }];
}

function ownerOf(slot: ServingSlot): FilePath {
  return slot.owner === null ? [-1] : [slot.owner.document, ...slot.owner.path];
}

function setTraffic(draft: EditDraft, predictor: FilePath, percent: number): void {
  const path: FilePath = [...predictor, 'traffic'];
  if (viewAt(draft, path)?.number() !== undefined) setScalar(draft, path, percent);
  else addAfter(draft, path, 'name', { json: percent, flow: String(percent), shown: String(percent) });
}

function setMain(draft: EditDraft, object: ServingObject, main: ServingSlot, version: string): readonly ExpectedSlot[] {
  const { canaries, shadow } = rolesOf(object);
  moveVersion(draft, { slot: main, version, name: object.name ?? '' });
  const same = canaries.find((canary) => canary.version !== null && isSameVersion(canary.version.value, version));
  if (same !== undefined) {
    removeItem(draft, ownerOf(same), same.name ?? 'canary');
    setTraffic(draft, ownerOf(main), (main.traffic ?? 0) + (same.traffic ?? 0));
  }
  const traffic = same === undefined ? main.traffic : (main.traffic ?? 0) + (same.traffic ?? 0);
  const others = [...canaries.filter((canary) => canary !== same), ...(shadow === undefined ? [] : [shadow])];
  return [{ role: 'main', version, traffic }, ...expected(others)];
}

function startCanary(
  draft: EditDraft,
  object: ServingObject,
  main: ServingSlot,
  { version, percent }: { readonly version: string; readonly percent: number },
): readonly ExpectedSlot[] {
  const { canaries, shadow } = rolesOf(object);
  const name = object.name ?? '';
  const [running] = canaries;
  if (running?.version !== null && running !== undefined && isSameVersion(running.version.value, version)) {
    return shiftCanary(draft, object, main, percent);
  }
  if (running !== undefined) refuse(draft, manifestWords.running, { name, version: running.version?.value ?? running.name ?? '?' });
  if (main.version !== null && isSameVersion(main.version.value, version)) refuse(draft, manifestWords.isMain, { name, version });
  // First the line inside the predictor, then the copy behind it: both may stand at its end.
  setTraffic(draft, ownerOf(main), 100 - percent);
  copyPredictor(draft, object, main, { name: 'canary', version, traffic: percent, isShadow: false });
  return [
    { role: 'main', version: main.version?.value ?? null, traffic: 100 - percent },
    { role: 'canary', version, traffic: percent },
    ...(shadow === undefined ? [] : expected([shadow])),
  ];
}

function shiftCanary(draft: EditDraft, object: ServingObject, main: ServingSlot, percent: number): readonly ExpectedSlot[] {
  const { canaries, shadow } = rolesOf(object);
  const name = object.name ?? '';
  const [canary, ...others] = canaries;
  if (canary === undefined) refuse(draft, manifestWords.noCanary, { name });
  if (others.length > 0) refuse(draft, manifestWords.several, { name });
  if (isRefused(draft) || canary === undefined) return [];
  if (percent >= 100) {
    if (canary.version === null) refuse(draft, manifestWords.noPlace, { name: canary.name ?? name });
    return setMain(draft, object, main, canary.version?.value ?? '');
  }
  const rest = shadow === undefined ? [] : expected([shadow]);
  setTraffic(draft, ownerOf(main), 100 - percent);
  const version = main.version?.value ?? null;
  if (percent === 0) {
    removeItem(draft, ownerOf(canary), canary.name ?? 'canary');
    return [{ role: 'main', version, traffic: 100 }, ...rest];
  }
  setTraffic(draft, ownerOf(canary), percent);
  return [
    { role: 'main', version, traffic: 100 - percent },
    { role: 'canary', version: canary.version?.value ?? null, traffic: percent },
    ...rest,
  ];
}

interface NewPredictor {
  readonly name: string;
  readonly version: string;
  /** Null where it says no traffic. */
  readonly traffic: number | null;
  readonly isShadow: boolean;
}

function copyPredictor(draft: EditDraft, object: ServingObject, main: ServingSlot, wanted: NewPredictor): void {
  const path = ownerOf(main);
  const taken = new Set(object.slots.map(({ name }) => name));
  const name = taken.has(wanted.name) ? `${wanted.name}-2` : wanted.name;
  copyItem(draft, path, `${name} ${wanted.version}`, (copy) => {
    setScalar(copy, [...path, 'name'], name);
    moveVersion(copy, { slot: main, version: wanted.version, name: object.name ?? '', within: path });
    // Routes find a predictor by this label, whose default is the predictor's name.
    if (viewAt(draft, [...path, 'labels', 'version'])?.scalar === main.name) setScalar(copy, [...path, 'labels', 'version'], name);
    const isSaid = viewAt(draft, [...path, 'traffic']) !== undefined;
    const flag = { json: true, flow: 'true', shown: 'true' };
    if (wanted.isShadow) addAfter(copy, [...path, 'shadow'], 'name', flag);
    if (wanted.traffic !== null) setTraffic(copy, path, wanted.traffic);
    else if (isSaid) removeKey(copy, [...path, 'traffic']);
  });
}
