/** Edits of KServe's InferenceService: Knative's percentage, where the file names the new side, and the list of canaries of Standard mode. */
import { message } from '../../l10n/message.ts';
import type { Json } from '../../facts/format.ts';
import { deploymentModeOf } from './kserve-slots.ts';
import {
  addAfter,
  addFirst,
  changedCopy,
  columnOf,
  type EditDraft,
  type FilePath,
  placeName,
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
import { isFlow } from './yaml-text.ts';

/** Plans the edit of an InferenceService and says what its slots must be afterwards. */
export function editKserve(draft: EditDraft, object: ServingObject, intent: ManifestIntent): readonly ExpectedSlot[] {
  const name = object.name ?? '';
  if (object.form === 'old') refuse(draft, manifestWords.oldApi, { name });
  if (intent.kind === 'start-shadow' || intent.kind === 'end-shadow') refuse(draft, manifestWords.kserveShadow);
  const main = object.slots[0];
  if (main === undefined) refuse(draft, manifestWords.form, { place: 'spec.predictor' });
  if (isRefused(draft) || main === undefined) return [];
  return object.form === 'list' ? editList(draft, object, intent) : editPercent(draft, object, intent);
}

function specPath({ document, root }: ServingObject): FilePath {
  return [document, ...root, 'spec'];
}

function editPercent(draft: EditDraft, object: ServingObject, intent: ManifestIntent): readonly ExpectedSlot[] {
  const predictor: FilePath = [...specPath(object), 'predictor'];
  const percentPath: FilePath = [...predictor, 'canaryTrafficPercent'];
  const { canaries } = rolesOf(object);
  const [canary] = canaries;
  const name = object.name ?? '';
  const named = canary ?? object.slots[0];
  if (named === undefined) return [];
  const isWritten = viewAt(draft, percentPath) !== undefined;
  const whole = (version: string | null): readonly ExpectedSlot[] => [{ role: 'main', version, traffic: 100 }];
  const split = (version: string | null, percent: number): readonly ExpectedSlot[] => [
    { role: 'main', version: null, traffic: 100 - percent },
    { role: 'canary', version, traffic: percent },
  ];
  if (intent.kind === 'set-main') {
    moveVersion(draft, { slot: named, version: intent.version, name });
    if (canary !== undefined) removeKey(draft, percentPath);
    return whole(intent.version);
  }
  if (intent.kind === 'start-canary') {
    const { version, percent } = intent;
    const isSame = named.version !== null && isSameVersion(named.version.value, version);
    // An ended canary stays in the file with 0 percent; Knative keeps the traffic where it was when another takes its place.
    const isEnded = canary?.traffic === 0;
    if (canary !== undefined && !isSame && !isEnded) refuse(draft, manifestWords.running, { name, version: canary.version?.value ?? '?' });
    if (canary === undefined && isSame) refuse(draft, manifestWords.isMain, { name, version });
    if (canary === undefined || isEnded) moveVersion(draft, { slot: named, version, name });
    if (isWritten) setScalar(draft, percentPath, percent);
    else addFirst(draft, predictor, 'canaryTrafficPercent', percent);
    const view = viewAt(draft, [object.document, ...object.root]);
    if (view !== undefined && deploymentModeOf(view) === 'unsaid' && canary === undefined) {
      draft.notes.push(message(manifestWords.modeUnsaid, { name, version }));
    }
    return split(version, percent);
  }
  if (intent.kind !== 'shift-canary') return [];
  if (canary === undefined) refuse(draft, manifestWords.noCanary, { name });
  const version = named.version?.value ?? null;
  if (intent.percent >= 100) {
    removeKey(draft, percentPath);
    return whole(version);
  }
  setScalar(draft, percentPath, intent.percent);
  if (intent.percent === 0) draft.notes.push(message(manifestWords.keptUri, { version: version ?? named.uri?.value ?? '?' }));
  return split(version, intent.percent);
}

function editList(draft: EditDraft, object: ServingObject, intent: ManifestIntent): readonly ExpectedSlot[] {
  const { main, canaries } = rolesOf(object);
  const name = object.name ?? '';
  if (main === undefined) return [];
  if (intent.kind === 'set-main') return setMain(draft, object, main, intent.version);
  if (intent.kind === 'start-canary') {
    const [running] = canaries;
    if (main.version !== null && isSameVersion(main.version.value, intent.version)) {
      refuse(draft, manifestWords.isMain, { name, version: intent.version });
    }
    if (running === undefined) return addCanary(draft, object, main, intent);
    if (canaries.length > 1 || running.version === null || !isSameVersion(running.version.value, intent.version)) {
      refuse(draft, manifestWords.running, { name, version: running.version?.value ?? running.name ?? '?' });
    }
    return share(draft, object, running, intent.percent);
  }
  if (intent.kind !== 'shift-canary') return [];
  const [canary, ...others] = canaries;
  if (canary === undefined) refuse(draft, manifestWords.noCanary, { name });
  if (others.length > 0) refuse(draft, manifestWords.several, { name });
  if (isRefused(draft) || canary === undefined) return [];
  if (intent.percent >= 100) {
    if (canary.version === null) refuse(draft, manifestWords.noPlace, { name: canary.name ?? name });
    return setMain(draft, object, main, canary.version?.value ?? '');
  }
  if (intent.percent > 0) return share(draft, object, canary, intent.percent);
  endCanary(draft, object, canary);
  return [{ role: 'main', version: main.version?.value ?? null, traffic: 100 }];
}

function setMain(draft: EditDraft, object: ServingObject, main: ServingSlot, version: string): readonly ExpectedSlot[] {
  moveVersion(draft, { slot: main, version, name: object.name ?? '' });
  const { canaries } = rolesOf(object);
  const same = canaries.find((canary) => canary.version !== null && isSameVersion(canary.version.value, version));
  if (same !== undefined) endCanary(draft, object, same);
  const left = canaries.filter((canary) => canary !== same);
  const taken = left.reduce((sum, { traffic }) => sum + (traffic ?? 0), 0);
  return [{ role: 'main', version, traffic: left.some(({ traffic }) => traffic === null) ? null : 100 - taken }, ...expected(left)];
}

/** An empty list of canaries would only look like a mistake, so the key goes with the last one. */
function endCanary(draft: EditDraft, object: ServingObject, canary: ServingSlot): void {
  if (canary.owner === null) return;
  const count = rolesOf(object).canaries.length;
  if (count === 1) removeKey(draft, [...specPath(object), 'canary'], canary.name ?? 'canary');
  else removeItem(draft, [canary.owner.document, ...canary.owner.path], canary.name ?? 'canary');
}

function share(draft: EditDraft, object: ServingObject, canary: ServingSlot, percent: number): readonly ExpectedSlot[] {
  if (canary.owner === null) return [];
  const path: FilePath = [canary.owner.document, ...canary.owner.path, 'trafficPercent'];
  if (viewAt(draft, path)?.number() !== undefined) setScalar(draft, path, percent);
  else addAfter(draft, path, 'predictor', { json: percent, flow: String(percent), shown: String(percent) });
  const main = rolesOf(object).main?.version?.value ?? null;
  return [
    { role: 'main', version: main, traffic: 100 - percent },
    { role: 'canary', version: canary.version?.value ?? null, traffic: percent },
  ];
}

function addCanary(
  draft: EditDraft,
  object: ServingObject,
  main: ServingSlot,
  { version, percent }: { readonly version: string; readonly percent: number },
): readonly ExpectedSlot[] {
  const predictor: FilePath = [...specPath(object), 'predictor'];
  const view = viewAt(draft, predictor);
  const copy = changedCopy(draft, predictor, (changed) => {
    moveVersion(changed, { slot: main, version, name: object.name ?? '', within: predictor });
    // It has no effect in Standard mode and no meaning inside a canary.
    if (view?.get('canaryTrafficPercent') !== undefined) removeKey(changed, [...predictor, 'canaryTrafficPercent']);
  });
  if (isRefused(draft)) return [];
  if (view === undefined || copy === null) {
    refuse(draft, manifestWords.shared, { place: placeName(predictor) });
    return [];
  }
  const json: Json = [{ predictor: { ...(copy.json as { readonly [key: string]: Json }), name: 'canary' }, trafficPercent: percent }];
  const flowPredictor = isFlow(draft.source.text, view) ? copy.text.replace(/^\{\s*/, '{ name: canary, ') : null;
  const lines = copy.text.split(/\r\n|\r|\n/).map((line, index) => (index === 0 ? line : outdented(line, columnOf(draft, copy.start))));
  const inner =
    flowPredictor === null ? ['- predictor:', ...['name: canary', ...lines].map(indented(4))] : [`- predictor: ${flowPredictor}`];
  addAfter(draft, [...specPath(object), 'canary'], 'predictor', {
    json,
    flow: `[{ predictor: ${flowPredictor ?? '{}'}, trafficPercent: ${String(percent)} }]`,
    block: [...inner, `  trafficPercent: ${String(percent)}`].map(indented(2)),
    shown: `${version}, ${String(percent)} %`,
  });
  draft.notes.push(message(manifestWords.listForm));
  return [
    { role: 'main', version: main.version?.value ?? null, traffic: 100 - percent },
    { role: 'canary', version, traffic: percent },
  ];
}

function outdented(line: string, columns: number): string {
  return line.slice(0, columns).trim() === '' ? line.slice(columns) : line.trimStart();
}

function indented(columns: number): (line: string) => string {
  return (line) => (line.trim() === '' ? line : ' '.repeat(columns) + line);
}
