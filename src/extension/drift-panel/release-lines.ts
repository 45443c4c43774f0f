import { type Language, format, message } from '../../core/l10n/message.ts';
import { artifactOf, type ReleaseModel } from '../../core/release/release-config.ts';
import { recordOf } from '../../core/release/release-message.ts';
import type { ModelState } from '../../core/release/model-state.ts';
import { compareSemver, isSemver } from '../../core/release/semver.ts';
import type { PanelRelease } from '../../protocol/drift-panel.ts';
import { driftWords as words } from './drift-words.ts';
import { dayText } from './score-text.ts';

/** Stages that serve everybody, where a manifest does not say which. */
const usualLiveStage = /^(?:prod|production|live)$/i;

/**
 * Promotions to the stage that serves everybody, and rollbacks in it, oldest first; the other stages move nobody's numbers. Of the
 * declared models where there are any, else of all. Those before `since` are left out: they are to the left of every chart.
 */
export function releaseLines(
  registry: readonly ModelState[],
  { models, since }: { readonly models: readonly ReleaseModel[]; readonly since: number },
  language: Language,
): readonly PanelRelease[] {
  const artifacts = new Set(registry.map(({ artifact }) => artifact));
  const declared = new Map(models.filter((model) => model.registry === 'git').map((model) => [artifactOf(model, artifacts), model]));
  const changes = registry.flatMap(({ artifact, history }) => {
    const model = declared.get(artifact);
    if (models.length > 0 && model === undefined) return [];
    const live = model?.stages.at(-1);
    const line: {
      readonly model: string;
      readonly version: string;
      readonly stage: string;
      readonly at: number;
      readonly isRollback: boolean;
    }[] = [];
    for (const event of history.toReversed()) {
      const { action, version, stage, at } = event;
      if (action !== 'assign' || version === null || stage === null) continue;
      if (live === undefined ? !usualLiveStage.test(stage) : stage !== live) continue;
      const before = line.at(-1)?.version;
      if (version === before) continue;
      const record = recordOf(event);
      const isReturn = line.some((one) => one.version === version) && before !== undefined && isOlder(version, before);
      line.push({
        model: model?.name ?? artifact,
        version,
        stage,
        at,
        isRollback: record === null ? isReturn : record.action === 'rollback',
      });
    }
    return line.filter(({ at }) => at >= since);
  });
  const several = new Set(changes.map(({ model }) => model)).size > 1;
  return changes
    .sort((one, other) => one.at - other.at)
    .map(({ model, version, stage, at, isRollback }) => ({
      time: at,
      day: dayText(at, language),
      label: [...(isRollback ? ['↩'] : []), ...(several ? [model] : []), version].join(' '),
      text: format(message(isRollback ? words.rolledBack : words.released, { model, version, stage }), language),
      isRollback,
    }));
}

/** Without our own record of a rollback, going back to an older version counts as one. */
function isOlder(version: string, than: string): boolean {
  return isSemver(version) && isSemver(than) && compareSemver(version, than) < 0;
}
