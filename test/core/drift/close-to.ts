import assert from 'node:assert/strict';

/**
 * Fails unless `actual` is within 1e-9 of `expected`, relative to it (or to `floor` where it is smaller, 0 by default).
 * NaN is close to NaN alone, and an infinity to itself.
 */
export function assertClose(actual: number | null | undefined, expected: number, label: string, { floor = 0 } = {}): void {
  if (typeof actual !== 'number') assert.fail(`${label}: ${String(actual)} is no number`);
  if (!Number.isFinite(expected)) {
    assert.ok(Object.is(actual, expected), `${label}: ${String(actual)} is not ${String(expected)}`);
    return;
  }
  const allowed = 1e-9 * Math.max(Math.abs(expected), floor);
  assert.ok(Math.abs(actual - expected) <= allowed, `${label}: ${String(actual)} is not ${String(expected)}`);
}
