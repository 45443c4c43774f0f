import { message } from '../core/l10n/message.ts';
import { joinPath } from '../core/project/paths.ts';
import { deployTargetOf, mainStageOf } from '../core/release/manifest-plan.ts';
import type { ReleaseModel } from '../core/release/release-config.ts';
import { parseReleaseMessage, recordOf } from '../core/release/release-message.ts';
import type { ModelState, ReleaseEvent } from '../core/release/model-state.ts';
import { openModel } from './open-model.ts';
import type { ReleaseRequest } from './plan-release.ts';
import { prepareRelease, type PreparedRelease } from './prepare-release.ts';
import type { ReleaseContext, ReleaseDependencies } from './release-context.ts';

const texts = {
  nothing: { en: 'Nothing was released of {model} that could be undone.', pl: 'Nie ma wydania modelu {model}, które można by cofnąć.' },
  moved: {
    en: '{stage} of {model} was changed since by {ref}, which is no release of Airworthy’s. Promote or roll back instead.',
    pl: 'Etap {stage} modelu {model} zmieniono później przez {ref}, co nie jest wydaniem Airworthy. Użyj awansowania lub wycofania.',
  },
  registered: {
    en: '{version} of {model} was registered last. A registration takes nothing into use, and GTO’s own deregister ends it.',
    pl: 'Ostatnio zarejestrowano {version} modelu {model}. Rejestracja niczego nie wdraża; kończy ją deregister z GTO.',
  },
} as const;

/**
 * Plans the opposite of the last release of a model, or of one of its stages: a version that came goes, the one before it comes back.
 * Undoing a rollback goes forward again, on purpose, and so is judged by the gates like a promotion.
 */
export async function prepareUndo(
  deps: ReleaseDependencies,
  {
    context,
    model,
    stage,
    remote,
  }: { readonly context: ReleaseContext; readonly model: string; readonly stage: string | null; readonly remote: string | null },
  signal: AbortSignal,
): Promise<PreparedRelease> {
  const { state, model: declared } = await openModel(deps, { context, name: model }, signal);
  const last = lastChange(state, stage);
  const shift = await lastShift(context, { model: declared, stage, since: last?.at ?? Number.NEGATIVE_INFINITY }, signal);
  if (shift !== null) return prepareRelease(deps, { context, request: { ...shift, model, remote } }, signal);
  if (last === undefined) return { kind: 'refused', reason: message(texts.nothing, { model }) };
  const request = opposite(last, { model, remote });
  if (request === null) {
    const args = { model, stage: last.stage ?? '–', ref: last.ref, version: last.version ?? '–' };
    return { kind: 'refused', reason: message(last.action === 'register' ? texts.registered : texts.moved, args) };
  }
  return prepareRelease(deps, { context, request }, signal);
}

/** The newest event; of a stage, its newest. One commit may change several sides of a manifest: the one that its record is about counts. */
function lastChange(state: ModelState | null, stage: string | null): ReleaseEvent | undefined {
  const events = state?.history.filter((event) => stage === null || event.stage === stage) ?? [];
  return events.find((event) => event.object === events[0]?.object && recordOf(event) !== null) ?? events[0];
}

/**
 * The opposite of a shift of a canary's traffic that came after all else. Registries know nothing of shares, so that only the commit of
 * the manifest records one. Null where the newest commit of the manifest records something else.
 */
async function lastShift(
  { repository }: ReleaseContext,
  { model, stage, since }: { readonly model: ReleaseModel; readonly stage: string | null; readonly since: number },
  signal: AbortSignal,
): Promise<DistributiveOmit<ReleaseRequest, 'model' | 'remote'> | null> {
  const target = deployTargetOf(model, stage ?? mainStageOf(model));
  const path = target?.manifest === undefined ? null : joinPath(model.folder, target.manifest);
  if (path === null) return null;
  const [newest] = await repository.fileHistory(path, { limit: 1 }, signal);
  const record = newest === undefined ? null : parseReleaseMessage(newest.message);
  if (newest === undefined || record?.action !== 'canary' || record.model !== model.name || record.stage === null) return null;
  if (newest.at < since || (stage !== null && record.stage !== stage)) return null;
  const before = record.traffic?.before ?? null;
  if (before === null) return null;
  // A canary that was ended is out of some manifests altogether, and has to be started again.
  if (record.traffic?.after === 0 && record.to !== null) return { action: 'deploy', version: record.to, stage: record.stage };
  return { action: 'canary', percent: before, stage: null };
}

type DistributiveOmit<Type, Key extends PropertyKey> = Type extends unknown ? Omit<Type, Key> : never;

/** Null where the event is none of ours, so that nothing says what was there before. */
function opposite(event: ReleaseEvent, base: { readonly model: string; readonly remote: string | null }): ReleaseRequest | null {
  const record = recordOf(event);
  if (record === null || record.stage === null) return null;
  const { action, stage, from } = record;
  if (action === 'unassign') return from === null ? null : { ...base, action: 'promote', version: from, stage };
  // The first version of a stage leaves it empty again.
  if (from === null) return { ...base, action: 'unassign', stage };
  return action === 'rollback' ? { ...base, action: 'promote', version: from, stage } : { ...base, action: 'rollback', stage, to: from };
}
