import type { CheckDefinition } from '../engine/define-check.ts';
import type { CheckResult, CheckStatus } from '../model/check-result.ts';
import type { Project } from '../project/project.ts';
import { scenarioOf } from './scenario.ts';

/** What a status is worth; null for what is left out of the score: waived checks, and checks that do not apply, on which nothing can be gained. */
export function valueOf(status: CheckStatus): number | null {
  switch (status) {
    case 'met':
      return 1;
    case 'partial':
      return 0.5;
    case 'missing':
    case 'unknown':
      return 0;
    case 'waived':
    case 'not-applicable':
      return null;
  }
}

/** A check's weight: the manifest's, else the higher of the scenario profile's and its own. */
export function weightOf(project: Pick<Project, 'manifest'>, check: CheckDefinition): number {
  const declared = project.manifest?.weights?.[check.id];
  return declared ?? Math.max(check.weight, scenarioOf(project)?.weights[check.id] ?? 0);
}

/** 100 · Σ(weight · value) / Σ weight, rounded to a whole number from 0 to 100; 0 where no check counts. It orders the work and never overrides the verdict. */
export function scoreOf(results: readonly CheckResult[], weights: ReadonlyMap<string, number>): number {
  const counted = results.flatMap((result) => {
    const value = valueOf(result.status);
    return value === null ? [] : [{ value, weight: weights.get(result.id) ?? 1 }];
  });
  const total = counted.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0) || !Number.isFinite(total)) return 0;
  return Math.round((100 * counted.reduce((sum, { weight, value }) => sum + weight * value, 0)) / total);
}
