import { message } from '../core/l10n/message.ts';
import { joinPath } from '../core/project/paths.ts';
import { deployTargetOf, mainStageOf } from '../core/release/manifest-plan.ts';
import type { ReleaseModel } from '../core/release/release-config.ts';
import { parseReleaseMessage, recordOf, type ReleaseRecord } from '../core/release/release-message.ts';
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
  manifestOnly: {
    en: 'The last release of {model} changed its serving manifest alone, in commit {commit}. Take it back with git revert {commit}.',
    pl: 'Ostatnie wydanie modelu {model} zmieniło tylko jego manifest serwowania, w commicie {commit}. Cofnij je poleceniem git revert {commit}.',
  },
} as const;

/**
 * Plans the opposite of the last release of a model, or of one of its stages: a version that came goes, the one before it comes back.
 * Undoing a rollback goes forward again, on purpose, and so is judged by the gates like a promotion. The serving manifest goes along where
 * it went along with what is undone.
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
  const written = await newestCommit(context, { model: declared, stage, last }, signal);
  const isNewest = written?.isNewest === true;
  const shift = isNewest ? oppositeShift(written.record) : null;
  if (shift !== null) return prepareRelease(deps, { context, request: { ...shift, model, remote } }, signal);
  if (isNewest && declared.registry !== 'kubernetes' && written.record.from === written.record.to) {
    return { kind: 'refused', reason: message(texts.manifestOnly, { model, commit: written.commit.slice(0, 10) }) };
  }
  if (last === undefined) return { kind: 'refused', reason: message(texts.nothing, { model }) };
  const request = opposite(last, {
    model,
    remote,
    goesWithManifest: wentAlong(last, { model: declared, isWritten: written?.isOfLast === true }),
  });
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

/** The newest commit of a stage's serving manifest, where it is a release of ours. */
interface NewestCommit {
  readonly commit: string;
  readonly record: ReleaseRecord;
  /** True where it belongs to the model's last event. */
  readonly isOfLast: boolean;
  /** True where it came after that. */
  readonly isNewest: boolean;
}

/** Commits of a manifest since the last event that are looked at: shifts of traffic and edits by hand. */
const mostCommits = 50;

/**
 * Null where the newest commit is none of our releases. What came after what is told by the file's history, because clocks differ; by time
 * only where the last event left the manifest alone.
 */
async function newestCommit(
  { repository }: ReleaseContext,
  { model, stage, last }: { readonly model: ReleaseModel; readonly stage: string | null; readonly last: ReleaseEvent | undefined },
  signal: AbortSignal,
): Promise<NewestCommit | null> {
  const target = deployTargetOf(model, stage ?? mainStageOf(model));
  const path = target?.manifest === undefined ? null : joinPath(model.folder, target.manifest);
  if (path === null) return null;
  const history = await repository.fileHistory(path, { limit: mostCommits }, signal);
  const records = history.map(({ message: text }) => parseReleaseMessage(text));
  const [newest, record] = [history[0], records[0]];
  if (newest === undefined || record?.model !== model.name || record.stage === null) return null;
  if (stage !== null && record.stage !== stage) return null;
  const ofLast = last === undefined ? null : recordOf(last);
  const place = records.findIndex((one) => one !== null && ofLast !== null && isSameRelease(one, ofLast));
  const isNewest = place > 0 || (place < 0 && newest.at >= (last?.at ?? Number.NEGATIVE_INFINITY));
  return { commit: newest.commit, record, isOfLast: place === 0, isNewest };
}

function isSameRelease(one: ReleaseRecord, other: ReleaseRecord): boolean {
  return (['action', 'model', 'stage', 'from', 'to'] as const).every((key) => one[key] === other[key]);
}

type DistributiveOmit<Type, Key extends PropertyKey> = Type extends unknown ? Omit<Type, Key> : never;

/**
 * The opposite of a shift of a canary's traffic. Registries know nothing of shares, so that only the commit of the manifest records one.
 * Null where the record is about something else.
 */
function oppositeShift({ action, stage, to, traffic }: ReleaseRecord): DistributiveOmit<ReleaseRequest, 'model' | 'remote'> | null {
  const before = traffic?.before ?? null;
  if (action !== 'canary' || stage === null || before === null) return null;
  // A canary that was ended is out of some manifests altogether, and has to be started again.
  if (traffic?.after === 0 && to !== null) return { action: 'deploy', version: to, stage };
  return { action: 'canary', percent: before, stage: null };
}

/** Whether a stage's manifest or command took part in an event, so that it takes part in undoing it. */
function wentAlong(event: ReleaseEvent, { model, isWritten }: { readonly model: ReleaseModel; readonly isWritten: boolean }): boolean {
  const record = recordOf(event);
  if (record === null || record.stage === null) return false;
  const target = deployTargetOf(model, record.stage);
  return target?.manifest === undefined ? record.action === 'rollback' && target?.command !== undefined : isWritten;
}

/** Null where the event is none of ours, so that nothing says what was there before. */
function opposite(
  event: ReleaseEvent,
  { goesWithManifest, ...base }: { readonly model: string; readonly remote: string | null; readonly goesWithManifest: boolean },
): ReleaseRequest | null {
  const record = recordOf(event);
  if (record === null || record.stage === null) return null;
  const { action, stage, from } = record;
  const forward = goesWithManifest ? 'deploy' : 'promote';
  if (action === 'unassign') return from === null ? null : { ...base, action: forward, version: from, stage };
  // The first version of a stage leaves it empty again.
  if (from === null) return { ...base, action: 'unassign', stage };
  return action === 'rollback' ? { ...base, action: forward, version: from, stage } : { ...base, action: 'rollback', stage, to: from };
}
