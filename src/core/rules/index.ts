/**
 * All rules, in alphabetical order. A rule is one file in this folder and one line here.
 * A rule may not parse, read files, ask the clock or look at other rules' findings; what several rules know or do stands in the folders beside it.
 */
import type { RuleDefinition } from '../engine/define-rule.ts';
import { alertFlapping } from './alert-flapping.ts';
import { alertWithoutOwner } from './alert-without-owner.ts';
import { alertWithoutRunbook } from './alert-without-runbook.ts';
import { dependencyUnpinned } from './dependency-unpinned.ts';
import { dvcLockStale } from './dvc-lock-stale.ts';
import { gateFailing } from './gate-failing.ts';
import { gateMissing } from './gate-missing.ts';
import { imageUnpinned } from './image-unpinned.ts';
import { linkBroken } from './link-broken.ts';
import { manifestKeyUnknown } from './manifest-key-unknown.ts';
import { modelBinaryInGit } from './model-binary-in-git.ts';
import { modelSignatureMissing } from './model-signature-missing.ts';
import { retrainingUnscheduled } from './retraining-unscheduled.ts';
import { schemaInvalid } from './schema-invalid.ts';
import { testsNotInCi } from './tests-not-in-ci.ts';

/** Every anti-pattern that is looked for. */
export const rules: readonly RuleDefinition[] = [
  alertFlapping,
  alertWithoutOwner,
  alertWithoutRunbook,
  dependencyUnpinned,
  dvcLockStale,
  gateFailing,
  gateMissing,
  imageUnpinned,
  linkBroken,
  manifestKeyUnknown,
  modelBinaryInGit,
  modelSignatureMissing,
  retrainingUnscheduled,
  schemaInvalid,
  testsNotInCi,
];
