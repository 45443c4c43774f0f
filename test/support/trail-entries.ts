import type { ReleaseRecord } from '../../src/core/release/release-message.ts';
import { trailEntry, type TrailEntry } from '../../src/core/release/trail-entry.ts';

/** A promotion of m v1.0.0 to production, for tests to change. */
export function recordOfRelease(more: Partial<ReleaseRecord> = {}): ReleaseRecord {
  return {
    action: 'promote',
    model: 'm',
    stage: 'production',
    from: null,
    to: 'v1.0.0',
    traffic: null,
    reason: 'Because.',
    actor: 'Ana',
    overridden: false,
    gates: [{ metric: 'f1', value: 0.9, limit: 0.85, passed: true, why: '' }],
    ...more,
  };
}

/** The entry of such a promotion, in a tag of the second 100. */
export function entryOfTrail(more: Partial<TrailEntry> = {}): TrailEntry {
  return {
    ...trailEntry({
      registry: 'git',
      ref: 'm#production#1',
      commit: 'c',
      by: 'Ana',
      at: 100_000,
      signed: false,
      model: 'm',
      action: 'promote',
      stage: 'production',
      holder: 'v1.0.0',
      to: 'v1.0.0',
      recorded: true,
    }),
    ...more,
  };
}
