/** Edits of Seldon v2: a Model for each version, and an Experiment that splits or mirrors the traffic. */
import {
  type EditDraft,
  type FilePath,
  isRefused,
  refuse,
  removeDocument,
  removeItem,
  removeKey,
  setScalar,
  viewAt,
  addAfter,
  copyItem,
} from './edit-draft.ts';
import { type ExpectedSlot, expected, type ManifestIntent, rolesOf } from './manifest-intent.ts';
import { manifestWords } from './manifest-words.ts';
import { moveVersion } from './move-version.ts';
import { addModel, dropModel, modelPathOf, newExperiment } from './seldon-v2-documents.ts';
import type { ServingObject, ServingSlot } from './serving-object.ts';
import { isSameVersion } from './version-name.ts';

/** Plans the edit of a Model or an Experiment and says what its slots must be afterwards. */
export function editSeldonV2(draft: EditDraft, object: ServingObject, intent: ManifestIntent): readonly ExpectedSlot[] {
  const { main, canaries } = rolesOf(object);
  if (main === undefined) {
    refuse(draft, manifestWords.form, { place: 'spec' });
    return [];
  }
  if (modelPathOf(main) === null) refuse(draft, manifestWords.elsewhere, { name: main.name ?? '?' });
  if (isRefused(draft)) return [];
  if (intent.kind === 'set-main') return setMain(draft, object, main, intent.version);
  if (intent.kind === 'start-canary') return startCanary(draft, object, main, intent);
  if (intent.kind === 'start-shadow') return startShadow(draft, object, main, intent);
  if (intent.kind === 'end-shadow') return endShadow(draft, object, main);
  const [canary, ...others] = canaries;
  if (canary === undefined) refuse(draft, manifestWords.noCanary, { name: object.name ?? '' });
  if (others.length > 0) refuse(draft, manifestWords.several, { name: object.name ?? '' });
  if (isRefused(draft) || canary === undefined) return [];
  return shiftCanary(draft, object, { main, canary }, intent.percent);
}

function ownerOf(slot: ServingSlot): FilePath {
  return slot.owner === null ? [-1] : [slot.owner.document, ...slot.owner.path];
}

function mainSlot(main: ServingSlot, traffic: number | null, version = main.version?.value ?? null): ExpectedSlot {
  return { role: 'main', version, traffic };
}

function shadowOf(object: ServingObject): readonly ExpectedSlot[] {
  return expected(object.slots.filter(({ role }) => role === 'shadow'));
}

function setMain(draft: EditDraft, object: ServingObject, main: ServingSlot, version: string): readonly ExpectedSlot[] {
  const { canaries } = rolesOf(object);
  moveVersion(draft, { slot: main, version, name: object.name ?? '' });
  const same = canaries.find((canary) => canary.version !== null && isSameVersion(canary.version.value, version));
  if (same === undefined) return [mainSlot(main, main.traffic, version), ...expected(object.slots.filter((slot) => slot !== main))];
  const others = canaries.filter((canary) => canary !== same);
  endCandidate(draft, object, main, same);
  const traffic = others.length === 0 ? 100 : (main.traffic ?? 0) + (same.traffic ?? 0);
  return [mainSlot(main, traffic, version), ...expected(others), ...shadowOf(object)];
}

/** The candidate goes, with its Model; an Experiment of one candidate and no mirror would do nothing, so it goes too. */
function endCandidate(draft: EditDraft, object: ServingObject, main: ServingSlot, canary: ServingSlot): void {
  const { canaries, shadow } = rolesOf(object);
  const isLast = canaries.length === 1 && shadow === undefined && object.root.length === 0;
  if (isLast) removeDocument(draft, object.document, `Experiment ${object.name ?? ''}`);
  else {
    const weight = (slot: ServingSlot): number => viewAt(draft, [...ownerOf(slot), 'weight'])?.number()?.value ?? 0;
    setScalar(draft, [...ownerOf(main), 'weight'], weight(main) + weight(canary));
    removeItem(draft, ownerOf(canary), canary.name ?? 'canary');
  }
  dropModel(draft, object, canary);
}

function startCanary(
  draft: EditDraft,
  object: ServingObject,
  main: ServingSlot,
  { version, percent }: { readonly version: string; readonly percent: number },
): readonly ExpectedSlot[] {
  const { canaries } = rolesOf(object);
  const name = object.name ?? '';
  const [canary] = canaries;
  if (canary?.version !== null && canary !== undefined && isSameVersion(canary.version.value, version) && canaries.length === 1) {
    return shiftCanary(draft, object, { main, canary }, percent);
  }
  if (canary !== undefined) refuse(draft, manifestWords.running, { name, version: canary.version?.value ?? canary.name ?? '?' });
  if (main.version !== null && isSameVersion(main.version.value, version)) refuse(draft, manifestWords.isMain, { name, version });
  const result = [mainSlot(main, 100 - percent), { role: 'canary' as const, version, traffic: percent }, ...shadowOf(object)];
  if (isRefused(draft)) return [];
  if (object.form === 'model') {
    addModel(draft, main, version, (added) => [
      newExperiment(object, 'canary', {
        candidates: [
          { name: main.name ?? '', weight: 100 - percent },
          { name: added, weight: percent },
        ],
      }),
    ]);
    return result;
  }
  setScalar(draft, [...ownerOf(main), 'weight'], 100 - percent);
  const added = addModel(draft, main, version, () => []);
  copyItem(draft, ownerOf(main), `${added}, ${String(percent)} %`, (copy) => {
    setScalar(copy, [...ownerOf(main), 'name'], added);
    setScalar(copy, [...ownerOf(main), 'weight'], percent);
  });
  return result;
}

function shiftCanary(
  draft: EditDraft,
  object: ServingObject,
  { main, canary }: { readonly main: ServingSlot; readonly canary: ServingSlot },
  percent: number,
): readonly ExpectedSlot[] {
  if (percent >= 100) {
    if (canary.version === null) refuse(draft, manifestWords.noPlace, { name: canary.name ?? '' });
    return setMain(draft, object, main, canary.version?.value ?? '');
  }
  if (percent === 0) {
    endCandidate(draft, object, main, canary);
    return [mainSlot(main, 100), ...shadowOf(object)];
  }
  setScalar(draft, [...ownerOf(main), 'weight'], 100 - percent);
  setScalar(draft, [...ownerOf(canary), 'weight'], percent);
  const version = canary.version?.value ?? null;
  return [mainSlot(main, 100 - percent), { role: 'canary', version, traffic: percent }, ...shadowOf(object)];
}

function startShadow(
  draft: EditDraft,
  object: ServingObject,
  main: ServingSlot,
  { version, percent = 100 }: { readonly version: string; readonly percent?: number },
): readonly ExpectedSlot[] {
  const { shadow } = rolesOf(object);
  const running = shadow?.version?.value ?? shadow?.name ?? '?';
  if (shadow !== undefined) refuse(draft, manifestWords.shadowRunning, { name: object.name ?? '', version: running });
  if (isRefused(draft)) return [];
  const result = [...expected(object.slots), { role: 'shadow' as const, version, traffic: percent }];
  if (object.form === 'model') {
    addModel(draft, main, version, (added) => [
      newExperiment(object, 'shadow', { candidates: [{ name: main.name ?? '', weight: 100 }], mirror: { name: added, percent } }),
    ]);
    return result;
  }
  const name = addModel(draft, main, version, () => []);
  addAfter(draft, [object.document, ...object.root, 'spec', 'mirror'], 'candidates', {
    json: { name, percent },
    flow: `{ name: ${name}, percent: ${String(percent)} }`,
    block: [`  name: ${name}`, `  percent: ${String(percent)}`],
    shown: `${name}, ${String(percent)} %`,
  });
  return result;
}

function endShadow(draft: EditDraft, object: ServingObject, main: ServingSlot): readonly ExpectedSlot[] {
  const { canaries, shadow } = rolesOf(object);
  if (shadow === undefined) {
    refuse(draft, manifestWords.noShadow, { name: object.name ?? '' });
    return [];
  }
  if (canaries.length === 0 && object.root.length === 0) removeDocument(draft, object.document, `Experiment ${object.name ?? ''}`);
  else removeKey(draft, ownerOf(shadow), shadow.name);
  dropModel(draft, object, shadow);
  return [mainSlot(main, canaries.length === 0 ? 100 : main.traffic), ...expected(canaries)];
}
