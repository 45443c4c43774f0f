import assert from 'node:assert/strict';
import { knownManifestKeys } from '../../../src/core/config/manifest-known-keys.ts';

describe('known keys of the manifest', () => {
  it('are those of each place, of all its forms together', () => {
    assert.deepEqual(knownManifestKeys(['runbooks']), ['incident', 'alerts', 'rollback']);
    assert.deepEqual(knownManifestKeys(['sources', 'live', 'auth']), ['token', 'user', 'password']);
    assert.ok(knownManifestKeys([]).includes('retraining'));
    assert.ok(knownManifestKeys(['models', 0, 'gates', 3]).includes('drift'));
    assert.ok(knownManifestKeys(['models', 0, 'deploy']).includes('strategy'));
    assert.ok(knownManifestKeys(['models', 0, 'deploy', 'production']).includes('strategy'));
  });

  it('are none where keys are free or there is no such place', () => {
    assert.deepEqual(knownManifestKeys(['weights']), []);
    assert.deepEqual(knownManifestKeys(['nothing', 0, 'here']), []);
    assert.deepEqual(knownManifestKeys(['toString']), []);
  });
});
