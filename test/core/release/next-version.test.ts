import assert from 'node:assert/strict';
import { nextVersion } from '../../../src/core/release/next-version.ts';

describe('the version to propose', () => {
  for (const [versions, next] of [
    [[], 'v0.1.0'],
    [['v1.2.3', 'v1.10.0', 'v1.9.9'], 'v1.10.1'],
    [['v2.0.0-rc.1', 'v1.9.0'], 'v2.0.0'],
    [['v1.0.0+build.2'], 'v1.0.1'],
    [['7', 'not a version'], 'v0.1.0'],
    [['v1.0.99999999999999999999'], 'v1.0.100000000000000000000'],
  ] as const) {
    it(`after ${versions.join(', ') || 'nothing'} is ${next}`, () => {
      assert.equal(nextVersion(versions), next);
    });
  }
});
