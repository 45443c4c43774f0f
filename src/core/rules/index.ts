/**
 * All rules, in alphabetical order. A rule is one file in this folder and one line here.
 * A rule may not parse, read files, ask the clock or look at other rules' findings; what several rules know or do stands in the folders beside it.
 */
import type { RuleDefinition } from '../engine/define-rule.ts';
import { dvcLockStale } from './dvc-lock-stale.ts';

/** Every anti-pattern that is looked for. */
export const rules: readonly RuleDefinition[] = [dvcLockStale];
