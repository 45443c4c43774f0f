/**
 * All readiness checks in the catalogue's order. A new check is its own file and its line here.
 * A check may not read files, parse text or ask another check: it weighs the evidence of `core/project/evidence`.
 */
import type { CheckDefinition } from '../engine/define-check.ts';
import { alertResponse } from './alert-response.ts';
import { auditTrail } from './audit-trail.ts';
import { businessGoal } from './business-goal.ts';
import { ciCd } from './ci-cd.ts';
import { compliance } from './compliance.ts';
import { dataFreshness } from './data-freshness.ts';
import { dataVersioned } from './data-versioned.ts';
import { decisionLog } from './decision-log.ts';
import { dirtyDataTests } from './dirty-data-tests.ts';
import { driftMonitoring } from './drift-monitoring.ts';
import { explainability } from './explainability.ts';
import { failureHandling } from './failure-handling.ts';
import { incidentPlaybook } from './incident-playbook.ts';
import { iterationReview } from './iteration-review.ts';
import { modelCard } from './model-card.ts';
import { modelVersioned } from './model-versioned.ts';
import { onlineMonitoring } from './online-monitoring.ts';
import { onlineOfflineGap } from './online-offline-gap.ts';
import { operationalMetrics } from './operational-metrics.ts';
import { pipelineAutomation } from './pipeline-automation.ts';
import { qualityGates } from './quality-gates.ts';
import { qualityValidation } from './quality-validation.ts';
import { regressionTests } from './regression-tests.ts';
import { reproducibleEnvironment } from './reproducible-environment.ts';
import { retraining } from './retraining.ts';
import { rollback } from './rollback.ts';
import { servingIntegration } from './serving-integration.ts';
import { sharedOwnership } from './shared-ownership.ts';
import { softLaunch } from './soft-launch.ts';
import { unusualPredictions } from './unusual-predictions.ts';
import { versionConsistency } from './version-consistency.ts';

/** The checklist. */
export const checks: readonly CheckDefinition[] = [
  businessGoal,
  sharedOwnership,
  pipelineAutomation,
  ciCd,
  reproducibleEnvironment,
  dataVersioned,
  modelVersioned,
  versionConsistency,
  qualityValidation,
  qualityGates,
  regressionTests,
  dirtyDataTests,
  servingIntegration,
  failureHandling,
  onlineMonitoring,
  operationalMetrics,
  driftMonitoring,
  alertResponse,
  rollback,
  softLaunch,
  retraining,
  incidentPlaybook,
  decisionLog,
  explainability,
  compliance,
  auditTrail,
  iterationReview,
  unusualPredictions,
  onlineOfflineGap,
  dataFreshness,
  modelCard,
];
