/**
 * All rules, in alphabetical order. A rule is one file in this folder and one line here.
 * A rule may not parse, read files, ask the clock or look at other rules' findings; what several rules know or do stands in the folders beside it.
 */
import type { RuleDefinition } from '../engine/define-rule.ts';
import { alertFlapping } from './alert-flapping.ts';
import { alertNeverFires } from './alert-never-fires.ts';
import { alertWithoutOwner } from './alert-without-owner.ts';
import { alertWithoutRunbook } from './alert-without-runbook.ts';
import { dashboardMissing } from './dashboard-missing.ts';
import { dataPathAbsolute } from './data-path-absolute.ts';
import { dependencyUnpinned } from './dependency-unpinned.ts';
import { driftUnmonitored } from './drift-unmonitored.ts';
import { dvcLockStale } from './dvc-lock-stale.ts';
import { dvcOutUncached } from './dvc-out-uncached.ts';
import { dvcRemoteMissing } from './dvc-remote-missing.ts';
import { evaluationOnTrainingData } from './evaluation-on-training-data.ts';
import { explainerMissing } from './explainer-missing.ts';
import { gateFailing } from './gate-failing.ts';
import { gateMissing } from './gate-missing.ts';
import { imageUnpinned } from './image-unpinned.ts';
import { linkBroken } from './link-broken.ts';
import { manifestKeyUnknown } from './manifest-key-unknown.ts';
import { metricsMissing } from './metrics-missing.ts';
import { modelBinaryInGit } from './model-binary-in-git.ts';
import { modelRefUnpinned } from './model-ref-unpinned.ts';
import { modelSignatureMissing } from './model-signature-missing.ts';
import { monitoringEndpointInvalid } from './monitoring-endpoint-invalid.ts';
import { noRollbackTarget } from './no-rollback-target.ts';
import { noShadowOrCanary } from './no-shadow-or-canary.ts';
import { notebookInProduction } from './notebook-in-production.ts';
import { ownerMissing } from './owner-missing.ts';
import { personalDataUndeclared } from './personal-data-undeclared.ts';
import { probeMissing } from './probe-missing.ts';
import { randomSeedMissing } from './random-seed-missing.ts';
import { requestLoggingMissing } from './request-logging-missing.ts';
import { resourcesMissing } from './resources-missing.ts';
import { retrainingStale } from './retraining-stale.ts';
import { retrainingUnscheduled } from './retraining-unscheduled.ts';
import { retrainingUntested } from './retraining-untested.ts';
import { reviewOverdue } from './review-overdue.ts';
import { runbookMissing } from './runbook-missing.ts';
import { schemaInvalid } from './schema-invalid.ts';
import { secretInConfig } from './secret-in-config.ts';
import { shadowTakesTraffic } from './shadow-takes-traffic.ts';
import { singleReplica } from './single-replica.ts';
import { testsNotInCi } from './tests-not-in-ci.ts';
import { thresholdMissing } from './threshold-missing.ts';
import { trafficSumInvalid } from './traffic-sum-invalid.ts';
import { versionMismatch } from './version-mismatch.ts';

/** Every anti-pattern that is looked for. */
export const rules: readonly RuleDefinition[] = [
  alertFlapping,
  alertNeverFires,
  alertWithoutOwner,
  alertWithoutRunbook,
  dashboardMissing,
  dataPathAbsolute,
  dependencyUnpinned,
  driftUnmonitored,
  dvcLockStale,
  dvcOutUncached,
  dvcRemoteMissing,
  evaluationOnTrainingData,
  explainerMissing,
  gateFailing,
  gateMissing,
  imageUnpinned,
  linkBroken,
  manifestKeyUnknown,
  metricsMissing,
  modelBinaryInGit,
  modelRefUnpinned,
  modelSignatureMissing,
  monitoringEndpointInvalid,
  noRollbackTarget,
  noShadowOrCanary,
  notebookInProduction,
  ownerMissing,
  personalDataUndeclared,
  probeMissing,
  randomSeedMissing,
  requestLoggingMissing,
  resourcesMissing,
  retrainingStale,
  retrainingUnscheduled,
  retrainingUntested,
  reviewOverdue,
  runbookMissing,
  schemaInvalid,
  secretInConfig,
  shadowTakesTraffic,
  singleReplica,
  testsNotInCi,
  thresholdMissing,
  trafficSumInvalid,
  versionMismatch,
];
