import { type Language, format, message } from '../../core/l10n/message.ts';
import type { TrailEntry } from '../../core/release/trail-entry.ts';
import type { PanelRelease } from '../../protocol/drift-panel.ts';
import { driftWords as words } from './drift-words.ts';
import { dayText } from './score-text.ts';

/** What tells the releases of a project from those of the repository's others. */
export interface ReleaseLinesOptions {
  /** The project's models; where none are declared, those of the repository are shown. */
  readonly models: readonly { readonly name: string; readonly stages: readonly string[] }[];
  /** The stage that serves everybody, by the name of the model. */
  readonly liveStageOf: (model: string) => string | null;
  readonly language: Language;
}

/**
 * What came into a stage in place of something else, oldest first: promotions, deployments and rollbacks, by whichever registry keeps them.
 * A stage that does not serve everybody is named, and so is the model where there are several.
 */
export function releaseLines(entries: readonly TrailEntry[], { models, liveStageOf, language }: ReleaseLinesOptions): PanelRelease[] {
  const declared = new Set(models.map(({ name }) => name));
  const changes = entries.flatMap((entry) => {
    const { model, stage, from, to, role } = entry;
    if (stage === null || to === null || from === to || (role !== null && role !== 'main')) return [];
    if (declared.size > 0 && !declared.has(model)) return [];
    return [{ ...entry, stage, to, isRollback: entry.action === 'rollback' || entry.isReturn }];
  });
  const several = new Set(changes.map(({ model }) => model)).size > 1;
  return changes
    .toSorted((one, other) => one.at - other.at)
    .map(({ model, stage, to, at, isRollback }) => {
      const isLive = stage === liveStageOf(model);
      return {
        time: at,
        day: dayText(at, language),
        model,
        stage,
        version: to,
        label: [...(isRollback ? ['↩'] : []), ...(several ? [model] : []), to, ...(isLive ? [] : [stage])].join(' '),
        text: format(message(isRollback ? words.rolledBack : words.released, { model, version: to, stage }), language),
        isRollback,
        isLive,
      };
    });
}
